// @ts-check
/**
 * From the composer to the server: what is placed goes through the outbox, comes back as a moment, and can be taken back
 * or written at for as long as it is the last.
 *
 * Says `composer:sent` {html}, `composer:undone` {id} and `composer:waiting` {moments}, what still waits of this recording.
 */

import { post } from "../web/csrf.js";
import { momentIn, parse } from "./moment-html.js";
import { aimed, known, Outbox } from "./outbox.js";
import { uuid } from "./outbox-store.js";
import { read, spanWritten } from "./times.js";

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {import("./composer-fields.js").Fields} Fields */
/** @typedef {import("./outbox-note.js").OutboxNote} Note */

/**
 * @typedef {Object} Last  what was placed last
 * @property {string} key
 * @property {Fields} fields
 * @property {(import("./outbox.js").Known & {removal: string}) | null} moment  once the server has it
 */

/**
 * @typedef {Object} Hands
 * @property {(fields: Fields, sentence: string) => boolean} back  gives words back; false when there is no room for them
 */

/** In the toast of what was let go of: nothing of it is on the server. */
const BACK = "#back";

export class MomentSending {
  #outbox = new Outbox();
  /** What was placed last, to write at or to take back. @type {Last | null} */ last = null;
  /** @type {Fields | null} */ #dropped = null;
  /** @type {Set<string>} */ #mine = new Set();

  /** @param {HTMLElement} composer @param {Note | null} note @param {Hands} hands */
  constructor(composer, note, hands) {
    this.composer = composer;
    this.note = note;
    this.hands = hands;
    this.#outbox.addEventListener("changed", this.show);
    this.#outbox.addEventListener("sent", (event) => this.#sent(/** @type {CustomEvent} */ (event).detail));
    this.#outbox.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail.entry));
    window.addEventListener("toast:undo", this.#asked);
    for (const name of ["online", "offline"]) window.addEventListener(name, this.show);
    note?.addEventListener("outbox:take", (event) => this.#give(/** @type {CustomEvent} */ (event).detail.key));
    note?.addEventListener("outbox:drop", (event) => this.#outbox.take(/** @type {CustomEvent} */ (event).detail.key));
  }

  close() {
    window.removeEventListener("toast:undo", this.#asked);
    for (const name of ["online", "offline"]) window.removeEventListener(name, this.show);
    this.#outbox.close();
  }

  /** @param {string} key @returns {boolean} whether this is on its way already */
  has(key) {
    return this.#outbox.entries.some((entry) => entry.key === key);
  }

  /** @param {Fields} fields @param {string} key */
  place(fields, key) {
    this.last = { key, fields, moment: null };
    this.#dropped = null;
    this.#put({ key, address: this.#form.action, fields });
  }

  /** Changes what was placed last. @param {Fields} fields */
  amend(fields) {
    const { last } = this;
    if (!last || JSON.stringify(fields) === JSON.stringify(last.fields)) return;
    const change = this.#whole({ key: uuid(), address: this.composer.dataset.amend ?? "", fields });
    const waiting = last.moment ? null : this.#outbox.take(last.key);
    if (waiting) this.#put({ ...waiting, fields });
    else if (last.moment) this.#put(aimed(change, last.moment));
    else {
      // Under way, or sent by another page: asked for again, under its key, it says which moment it has become.
      if (!this.has(last.key)) this.#put({ key: last.key, address: this.#form.action, fields: last.fields });
      this.#put({ ...change, at: change.at + 1, amends: last.key });
    }
    last.fields = fields;
  }

  /** What was written and is not placed after all, for as long as somebody may want it back. @param {Fields} fields */
  letGo(fields) {
    this.#dropped = fields;
    this.#say("toast", { text: this.composer.dataset.dropped ?? "", undo: BACK, instead: "placed" });
  }

  /** Gives back what was let go of, else takes back what was placed last. */
  async undo() {
    const { last } = this;
    if (this.#dropped) return this.#restore();
    if (!last) return;
    if (this.#outbox.take(last.key)) this.#undone(last.fields);
    else if (last.moment) await this.#remove(last);
  }

  #restore() {
    if (this.#dropped && this.hands.back(this.#dropped, "")) this.#dropped = null;
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.composer.querySelector("form"));
  }

  /** @param {Partial<Entry> & Pick<Entry, "key" | "address" | "fields">} entry @returns {Entry} */
  #whole(entry) {
    return { at: Date.now(), about: this.composer.dataset.recording ?? "", ...entry };
  }

  /** @param {Partial<Entry> & Pick<Entry, "key" | "address" | "fields">} entry */
  #put(entry) {
    this.#mine.add(entry.key);
    this.#outbox.put(this.#whole(entry));
  }

  /** @param {string} name @param {object} detail */
  #say(name, detail) {
    this.composer.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** Says what waits: on the note, and for the timeline. */
  show = () => {
    const entries = this.#outbox.entries;
    if (this.note) this.note.show(entries, this.#outbox.lost);
    const here = entries.filter((entry) => entry.about === this.composer.dataset.recording && !entry.amends);
    this.#say("composer:waiting", { moments: here.map(({ fields }) => spotOf(fields)) });
  };

  /** @param {{entry: Entry, html: string}} detail */
  #sent({ entry, html }) {
    const item = parse(html);
    if (entry.about !== this.composer.dataset.recording || !item) return;
    const moment = { ...known(item), removal: removal(item) };
    if (this.last && (this.last.key === entry.key || this.last.moment?.id === moment.id)) this.last.moment = moment;
    this.#say("composer:sent", { html });
    if (!this.#mine.delete(entry.key)) return;
    const { start, end } = momentIn(item);
    const text = (this.composer.dataset.placed ?? "").replace("{time}", spanWritten(start, end));
    this.#say("toast", { text, undo: moment.removal, instead: "placed" });
  }

  /** @param {Entry} entry */
  #refused(entry) {
    const sentence = this.note?.reason(entry) ?? "";
    if (entry.about !== this.composer.dataset.recording || !this.#mine.has(entry.key)) return;
    if (this.hands.back(entry.fields, sentence)) this.#outbox.take(entry.key);
  }

  /** @param {string} key */
  #give(key) {
    const entry = this.#outbox.entries.find((each) => each.key === key);
    if (entry && this.hands.back(entry.fields, this.note?.reason(entry) ?? "")) this.#outbox.take(key);
  }

  /** @param {Event} event */
  #asked = (event) => {
    const { last } = this;
    const { pathname, hash } = new URL(/** @type {CustomEvent} */ (event).detail.url, location.href);
    if (hash === BACK) this.#restore();
    else if (last?.moment && pathname === last.moment.removal) this.#remove(last).catch(() => undefined);
    else return;
    event.preventDefault();
  };

  /** @param {Last} last */
  async #remove({ moment, fields }) {
    if (!moment) return;
    await post(moment.removal);
    this.#say("composer:undone", { id: moment.id });
    this.#undone(fields);
  }

  /** @param {Fields} fields */
  #undone(fields) {
    this.last = null;
    if (fields.some(([name, value]) => ["text", "part", "spoken"].includes(name) && value.trim())) this.hands.back(fields, "");
    this.#say("toast", { text: this.composer.dataset.undone ?? "", instead: "placed" });
  }
}

/** @param {HTMLElement} item a moment @returns {string} the address that takes it away */
function removal(item) {
  return item.querySelector('form[data-act="delete"]')?.getAttribute("action") ?? "";
}

/** @param {Fields} fields @returns {{kind: string, start: number, end: number | null}} where it will stand */
export function spotOf(fields) {
  const found = Object.fromEntries(fields);
  return { kind: found.kind ?? "", start: read(found.start ?? "") ?? 0, end: read(found.end ?? "") };
}
