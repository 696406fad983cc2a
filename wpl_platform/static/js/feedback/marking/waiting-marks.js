// @ts-check
/**
 * What was placed without internet and waits: to be read in the list, changed, and taken away with a way back. What was
 * tried may be on the server already: its removal is sent after it.
 */

import { uuid } from "./outbox-store.js";
import { spotOf } from "./sending.js";

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {{key: string, kind: string, start: number, end: number | null, text: string, labels: string[], private: boolean, drawn: boolean}} Waiting  ms */

/** In the toast of one that was taken away, before its key. */
const BACK = "#waits-";

export class WaitingMarks {
  /** What was in the list once stays there until it is sent. @type {Set<string>} */ #shown = new Set();
  /** What was taken away, by its key, with the key of its removal where that is sent. @type {Map<string, {entry: Entry, removal: string}>} */ #away = new Map();

  /** @param {HTMLElement} composer @param {Outbox} outbox */
  constructor(composer, outbox) {
    this.composer = composer;
    this.outbox = outbox;
  }

  /** @returns {Waiting[]} in the order in which they were placed */
  get listed() {
    const here = this.#here;
    if (this.outbox.lost) for (const { key } of here) this.#shown.add(key);
    return here.filter(({ key }) => this.#shown.has(key)).map((entry) => this.#described(entry));
  }

  /** New moments of this recording that wait, and are not to be removed. @returns {Entry[]} */
  get #here() {
    const all = this.outbox.entries;
    const away = all.flatMap((entry) => (entry.removes ? [entry.amends] : []));
    const whole = all.filter((entry) => !entry.amends && !entry.removes && !entry.version && !entry.why);
    return whole.filter((entry) => entry.about === this.composer.dataset.recording && !away.includes(entry.key));
  }

  /** @param {Entry} entry @returns {Waiting} as it was last written */
  #described(entry) {
    const { fields } = this.change(entry.key) ?? entry;
    /** @param {string} name */
    const every = (name) => fields.flatMap(([each, value]) => (each === name && value.trim() ? [value] : []));
    const labels = every("label").map((id) => /** @type {HTMLElement | null} */ (this.composer.querySelector(`[name="label"][value="${id}"]`))?.dataset.name ?? "");
    const parts = fields.flatMap(([name, value]) => (name === "part" ? [value] : []));
    const text = parts.length ? this.#joined(every("form")[0] ?? "", parts) : (every("text")[0] ?? "");
    return { key: entry.key, ...spotOf(fields), text, labels, private: every("visibility").includes("private"), drawn: every("drawing").length > 0 };
  }

  /** @param {string} key of a form @param {string[]} parts @returns {string} */
  #joined(key, parts) {
    const forms = /** @type {{key: string, parts: {name: string}[]}[]} */ (JSON.parse(this.composer.dataset.forms ?? "[]"));
    const names = forms.find((form) => form.key === key)?.parts ?? [];
    return parts.flatMap((said, at) => (said.trim() ? [`${names[at]?.name ?? ""}: ${said}`] : [])).join("\n");
  }

  /** @param {string} key @returns {Entry | null} */
  find(key) {
    return this.#here.find((entry) => entry.key === key) ?? null;
  }

  /** @param {string} key @returns {Entry | null} what was written at it later, and waits too */
  change(key) {
    return this.outbox.entries.find((entry) => entry.amends === key && !entry.removes) ?? null;
  }

  /** Takes it away; the toast offers the way back. @param {string} key */
  remove(key) {
    const entry = this.find(key);
    if (!entry) return;
    const later = this.change(key);
    const removal = uuid();
    if (later) this.outbox.take(later.key);
    const taken = this.outbox.take(key);
    if (!taken) this.outbox.put({ ...entry, key: removal, at: entry.at + 1, address: "", fields: [], tried: false, removes: true, amends: key });
    this.#away.set(key, { entry: { ...entry, fields: later?.fields ?? entry.fields }, removal: taken ? "" : removal });
    const detail = { text: this.composer.dataset.undone, undo: BACK + key };
    this.composer.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail }));
  }

  /** @param {string} hash of what an undo asks @returns {boolean} whether that was taken away here, and is back */
  back(hash) {
    const key = hash.startsWith(BACK) ? hash.slice(BACK.length) : "";
    const away = this.#away.get(key);
    if (!away) return false;
    this.#away.delete(key);
    const { tried: _, ...entry } = away.entry;
    if (!away.removal) this.outbox.put(entry);
    else if (!this.outbox.take(away.removal)) this.outbox.put({ ...entry, key: uuid() });
    return true;
  }
}
