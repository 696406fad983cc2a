// @ts-check
/**
 * Recordings of somebody who speaks, kept on this device piece by piece until the server has them: a closed tab or a
 * crash costs the last second. Without room on the device they are held in memory.
 */

import { own } from "../person.js";

/**
 * @typedef {Object} Take
 * @property {string} take   a UUID: the server takes it once
 * @property {"sound" | "film"} kind
 * @property {string} type   as the browser recorded it
 * @property {string} about  the recording that is spoken about
 * @property {number} at     when it was begun, ms
 * @property {number} length ms
 * @property {boolean} whole whether nothing more comes
 */

const LAST = "\uffff";

export class TakeStore {
  /** @type {Promise<IDBDatabase> | null} */ #opened = null;
  /** @type {Map<string, unknown>} */ static held = new Map();

  /** @param {Take} take @param {number} number @param {Blob} blob one piece of it, which never changes */
  async piece(take, number, blob) {
    await this.#keep(`piece:${take.take}:${String(number).padStart(6, "0")}`, blob);
    await this.put(take);
  }

  /** @param {Take} take */
  put(take) {
    return this.#keep(`take:${take.take}`, take);
  }

  /** @returns {Promise<Take[]>} the first first */
  async all() {
    const found = /** @type {Take[]} */ (await this.#under("take:"));
    return found.sort((one, other) => one.at - other.at);
  }

  /** @param {string} name @returns {Promise<Take | null>} */
  async take(name) {
    return /** @type {Take | undefined} */ ((await this.#under(`take:${name}`))[0]) ?? null;
  }

  /** @param {Take} take @returns {Promise<Blob | null>} what there is of it */
  async blob(take) {
    const pieces = /** @type {Blob[]} */ (await this.#under(`piece:${take.take}:`));
    return pieces.length ? new Blob(pieces, { type: take.type }) : null;
  }

  /** @param {string} name */
  async drop(name) {
    const start = [`take:${name}`, `piece:${name}:`];
    for (const key of [...TakeStore.held.keys()]) if (start.some((each) => key.startsWith(each))) TakeStore.held.delete(key);
    await this.#ask("readwrite", (store) => {
      for (const each of start) store.delete(IDBKeyRange.bound(each, each + LAST));
      return null;
    }).catch(() => undefined);
  }

  /** @param {string} key @param {unknown} value */
  async #keep(key, value) {
    await this.#ask("readwrite", (store) => store.put(value, key)).catch(() => TakeStore.held.set(key, value));
  }

  /** @param {string} start @returns {Promise<unknown[]>} in the order of their keys */
  async #under(start) {
    const kept = await this.#ask("readonly", (store) => store.getAll(IDBKeyRange.bound(start, start + LAST))).catch(() => []);
    const held = [...TakeStore.held].filter(([key]) => key.startsWith(start)).sort(([one], [other]) => (one < other ? -1 : 1));
    return [...(kept ?? []), ...held.map(([, value]) => value)];
  }

  /** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T> | null} act @returns {Promise<T | null>} */
  async #ask(mode, act) {
    this.#opened ??= open(own("studio-takes"));
    const work = (await this.#opened).transaction("kept", mode);
    const asked = act(work.objectStore("kept"));
    return new Promise((resolve, reject) => {
      work.oncomplete = () => resolve(asked ? asked.result : null);
      work.onabort = () => reject(work.error);
    });
  }
}

/** @param {string} name @returns {Promise<IDBDatabase>} */
function open(name) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
