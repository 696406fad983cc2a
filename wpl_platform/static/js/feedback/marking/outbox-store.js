// @ts-check
/** Where the outbox lies: one item for each that waits, so that two tabs never write over one another. */

import { keep, kept, own } from "../person.js";

/**
 * @typedef {Object} Entry
 * @property {string} key      a UUID: the server makes one moment of it, however often it is sent
 * @property {number} at       when it was put here, ms
 * @property {string} address
 * @property {[string, string][]} fields
 * @property {string} about    the recording
 * @property {string} [amends] the key of what is still on its way, which this changes or removes
 * @property {boolean} [removes] whether it takes the moment away
 * @property {string} [version] of the moment that it changes, as it was seen
 * @property {boolean} [tried] whether the server may have it, though no answer came
 * @property {{status: number, sentence: string}} [why]  why the server does not take it
 */

export class OutboxStore {
  #prefix = `${own("studio-outbox")}:`;
  /** Those for which this device has no room. @type {Map<string, Entry>} */ #held = new Map();

  /** @returns {Entry[]} the first first */
  all() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.#prefix));
    const found = /** @type {(Entry | null)[]} */ (names.map(kept)).filter((entry) => entry !== null && !this.#held.has(entry.key));
    return [.../** @type {Entry[]} */ (found), ...this.#held.values()].sort((one, other) => one.at - other.at);
  }

  /** @param {Entry} entry */
  put(entry) {
    if (keep(this.#prefix + entry.key, entry)) this.#held.delete(entry.key);
    else this.#held.set(entry.key, entry);
  }

  /** @param {string} key */
  drop(key) {
    this.#held.delete(key);
    keep(this.#prefix + key, null);
  }
}

/** @returns {string} a UUID, also where the page is not served over https */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
