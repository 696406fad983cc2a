// @ts-check
/**
 * From the composer to the server: what is placed goes through the outbox, comes back as a moment, and can be taken back
 * or written at for as long as it is the last.
 *
 * Says `composer:sent` {html, key}, `composer:undone` {id} and `composer:waiting` {moments, listed}: what still waits of this
 * recording, and what of it stands in the list.
 */

import { post } from "../../web/csrf.js";
import { momentIn, parse } from "../moments/html.js";
import { aimed, known, Outbox } from "./outbox.js";
import { uuid } from "./outbox-store.js";
import { code, read, spanWritten } from "../times.js";
import { WaitingMarks } from "./waiting-marks.js";

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./outbox-note.js").OutboxNote} Note */

/**
 * @typedef {Object} Last  what was placed last
 * @property {string} key
 * @property {Fields} fields
 * @property {import("./outbox.js").Known | null} moment  once the server has it
 * @property {string} [words]    what the server made of its words, to see whether somebody changed them
 * @property {string} [change]   the key of its last change
 * @property {boolean} [refused] whether that change was not taken
 */

/**
 * @typedef {Object} Hands
 * @property {(fields: Fields, sentence: string, amends?: boolean) => boolean} back  gives words back, to a new moment or to
 *   what was placed last; false when there is no room for them
 * @property {() => void} place  the mark that waits, when there is one
 * @property {() => void} write  puts the cursor in the words
 */

/** In the toast of what was let go of: nothing of it is on the server. */
const BACK = "#back";
const CONFLICT = 409;

export class MomentSending {
  #outbox = new Outbox();
  /** What was placed last, to write at or to take back. @type {Last | null} */ last = null;
  /** @type {Fields | null} */ #dropped = null;
  #at = 0;
  /** @type {Set<string>} */ #mine = new Set();
  /** @type {WaitingMarks} */ #waiting;

  /** @param {HTMLElement} composer @param {Note | null} note @param {Hands} hands */
  constructor(composer, note, hands) {
    this.composer = composer;
    this.note = note;
    this.hands = hands;
    this.#waiting = new WaitingMarks(composer, this.#outbox);
    this.#outbox.addEventListener("changed", this.show);
    this.#outbox.addEventListener("sent", (event) => this.#sent(/** @type {CustomEvent} */ (event).detail));
    this.#outbox.addEventListener("refused", (event) => this.#refused(/** @type {CustomEvent} */ (event).detail.entry));
    window.addEventListener("toast:undo", this.#asked);
    document.addEventListener("moment:put", this.#stands);
    for (const name of ["waiting:edit", "waiting:remove"]) document.addEventListener(name, this.#waits);
    for (const name of ["online", "offline"]) window.addEventListener(name, this.show);
    note?.addEventListener("outbox:take", (event) => this.#give(/** @type {CustomEvent} */ (event).detail.key));
    note?.addEventListener("outbox:drop", (event) => this.#outbox.take(/** @type {CustomEvent} */ (event).detail.key));
  }

  close() {
    window.removeEventListener("toast:undo", this.#asked);
    document.removeEventListener("moment:put", this.#stands);
    for (const name of ["waiting:edit", "waiting:remove"]) document.removeEventListener(name, this.#waits);
    for (const name of ["online", "offline"]) window.removeEventListener(name, this.show);
    this.#outbox.close();
  }

  /** @param {string} key @returns {boolean} whether this is on its way already */
  has(key) {
    return this.#outbox.has(key);
  }

  /** @param {Fields} fields @param {string} key */
  place(fields, key) {
    this.last = { key, fields, moment: null };
    this.#dropped = null;
    this.#at = performance.now();
    this.#put({ key, address: this.#form.action, fields });
  }

  /** Changes what was placed last. @param {Fields} fields */
  amend(fields) {
    const { last } = this;
    if (!last || (!last.refused && JSON.stringify(fields) === JSON.stringify(last.fields))) return;
    const before = this.#underWay(last);
    const waiting = before && this.#outbox.take(before);
    const change = this.#whole({ key: uuid(), address: this.composer.dataset.amend ?? "", fields });
    if (waiting) this.#put({ ...waiting, fields });
    else if (before) this.#put(this.#after(before, change));
    else if (last.moment) this.#put(aimed(change, last.moment));
    if (!waiting) last.change = change.key;
    last.fields = fields;
    last.refused = false;
    this.#at = performance.now();
  }

  /**
   * What was placed, or changed, and of which nothing was heard yet. Sent by another page, it is asked for again: under its
   * key it says which moment it has become.
   *
   * @param {Last} last
   * @returns {string} its key; nothing when the server has said all
   */
  #underWay(last) {
    if (last.change && this.has(last.change)) return last.change;
    if (last.moment) return "";
    if (!this.has(last.key)) this.#put({ key: last.key, address: this.#form.action, fields: last.fields, tried: true });
    return last.key;
  }

  /** @param {string} before @param {Entry} entry @returns {Entry} that is sent when the other is there */
  #after(before, entry) {
    return { ...entry, at: entry.at + 1, amends: before };
  }

  /** What was written and is not placed after all, for as long as somebody may want it back. @param {Fields} fields */
  letGo(fields) {
    this.#dropped = fields;
    this.#at = performance.now();
    this.#say("toast", { text: this.composer.dataset.dropped ?? "", undo: BACK, instead: "placed" });
  }

  /** @returns {number} when that was done which `undo` takes back; below 0 when there is nothing */
  get doneAt() {
    return this.last || this.#dropped ? this.#at : Number.NEGATIVE_INFINITY;
  }

  /** Gives back what was let go of, else takes back what was placed last. */
  async undo() {
    const { last } = this;
    if (this.#dropped) return this.#restore();
    if (!last) return;
    if (this.#outbox.take(last.key)) return this.#undone(last.fields);
    if (last.change) this.#outbox.take(last.change);
    const before = this.#underWay(last);
    if (!before) return this.#remove(last);
    this.#put(this.#after(before, this.#whole({ key: uuid(), address: "", fields: [], removes: true })));
    return this.#undone(last.fields);
  }

  /** What was let go of stays at hand while the next is written. */
  #restore() {
    if (!this.#dropped) return;
    if (this.hands.back(this.#dropped, "")) this.#dropped = null;
    else this.letGo(this.#dropped);
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
    const all = this.#outbox.entries;
    const away = all.flatMap((entry) => (entry.removes ? [entry.key, entry.amends] : []));
    const entries = all.filter((entry) => !entry.amends && !away.includes(entry.key));
    if (this.note) this.note.show(entries, this.#outbox.lost);
    const here = entries.filter((entry) => entry.about === this.composer.dataset.recording);
    this.#say("composer:waiting", { moments: here.map(({ fields }) => spotOf(fields)), listed: this.#waiting.listed });
  };

  /** @param {{entry: Entry, html: string}} detail */
  #sent({ entry, html }) {
    const item = parse(html);
    if (entry.about !== this.composer.dataset.recording || !item) return;
    const moment = known(item);
    const { last } = this;
    if (last && (last.key === entry.key || last.moment?.id === moment.id)) Object.assign(last, { moment, words: wordsOf(item) });
    this.#say("composer:sent", { html, key: entry.key });
    if (!this.#mine.delete(entry.key)) return;
    const { start, end } = momentIn(item);
    const { placed, placedPrivate } = this.composer.dataset;
    const text = (("private" in item.dataset ? placedPrivate : placed) ?? "").replace("{time}", spanWritten(start, end));
    this.#say("toast", { text, undo: moment.removal, instead: "placed" });
  }

  /** The list put a moment anew: moved, the last stands elsewhere; said otherwise, its words must meet first. @param {Event} event */
  #stands = (event) => {
    const { item } = /** @type {CustomEvent} */ (event).detail;
    const { last } = this;
    if (!last?.moment || last.moment.id !== momentIn(item).id || last.words !== wordsOf(item)) return;
    if (last.moment.version === item.dataset.version || this.#underWay(last)) return;
    const { start, end } = momentIn(item);
    last.moment = known(item);
    const place = { start: code(start), end: end === null ? "" : code(end) };
    last.fields = last.fields.map(([name, value]) => [name, /** @type {Record<string, string>} */ (place)[name] ?? value]);
  };

  /** @param {Entry} entry */
  #refused(entry) {
    if (entry.about === this.composer.dataset.recording && this.#mine.has(entry.key)) this.#back(entry).catch(() => undefined);
  }

  /** @param {string} key */
  #give(key) {
    const entry = this.#outbox.entries.find((each) => each.key === key);
    if (entry) this.#back(entry).catch(() => undefined);
  }

  /** Gives back what was refused: a change that met another to the moment as it is now. @param {Entry} entry */
  async #back(entry) {
    const { key, fields } = entry;
    const item = entry.why?.status === CONFLICT && entry.version ? await this.#now(entry.address) : null;
    if (!this.hands.back(fields, this.note?.reason(entry) ?? "", item !== null)) return;
    this.#outbox.take(key);
    if (item) this.last = { key, fields, moment: known(item), words: wordsOf(item), refused: true };
  }

  /** @param {string} address of a moment @returns {Promise<HTMLElement | null>} as it is now; null when it is gone */
  async #now(address) {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? parse(await answer.text()) : null;
  }

  /** @param {Event} event */
  #asked = (event) => {
    const { last } = this;
    const { pathname, hash } = new URL(/** @type {CustomEvent} */ (event).detail.url, location.href);
    if (hash === BACK) this.#restore();
    else if (this.#waiting.back(hash)) this.show();
    else if (last?.moment && pathname === last.moment.removal) this.#remove(last).catch(() => undefined);
    else return;
    event.preventDefault();
  };

  /** The list asks to change one that waits, or to take it away. @param {Event} event */
  #waits = (event) => {
    const { key } = /** @type {CustomEvent} */ (event).detail;
    if (event.type === "waiting:edit") return this.#edit(key);
    if (this.last?.key === key) this.last = null;
    return this.#waiting.remove(key);
  };

  /** Writes at one that waits, as at what was placed last. @param {string} key */
  #edit(key) {
    this.hands.place();
    const entry = this.#waiting.find(key);
    const change = this.#waiting.change(key);
    if (!entry || !this.hands.back((change ?? entry).fields, "", true)) return;
    this.last = { key, fields: (change ?? entry).fields, moment: null, ...(change && { change: change.key }) };
    this.#mine.add(key);
    this.hands.write();
  }

  /** @param {Last} last */
  async #remove({ moment, fields }) {
    if (!moment) return;
    await post(moment.removal);
    this.#say("composer:undone", { id: moment.id });
    this.#undone(fields, moment.restoration);
  }

  /** Its words go back to the fields; where another mark waits, they can be asked for. @param {Fields} fields @param {string} [restoration] where the moment is brought back, when it was there */
  #undone(fields, restoration = BACK) {
    this.last = null;
    const written = fields.some(([name, value]) => ["text", "part", "spoken"].includes(name) && value.trim());
    const back = written && this.hands.back(fields, "");
    if (!back && restoration === BACK) this.#dropped = fields;
    this.#say("toast", { text: this.composer.dataset.undone ?? "", undo: back ? "" : restoration, instead: "placed" });
  }
}

/** @param {HTMLElement} item a moment @returns {string} its words as the server writes them */
function wordsOf(item) {
  return item.querySelector(".moment__text")?.innerHTML ?? "";
}

/** @param {Fields} fields @returns {{kind: string, start: number, end: number | null}} where it will stand */
export function spotOf(fields) {
  const found = Object.fromEntries(fields);
  return { kind: found.kind ?? "", start: read(found.start ?? "") ?? 0, end: read(found.end ?? "") };
}
