// @ts-check
/**
 * One take on this device, under the number of the person who makes it: nobody else's page looks there.
 *
 * Bytes go to the disk first and are read back from it for the server. What the disk no longer takes is kept in memory
 * behind it until the server has it, so that filming can stop in peace and all of it still goes up. Why:
 * docs/decisions/recorder.md.
 */

import { learned, line, nothing, read } from "./journal.js";

const ROOT = "recorder";
const ANSWER_MS = 20_000;
const MOST_IN_MEMORY = 300_000_000;

export class Vault {
  /** @type {Worker | null} */ #worker = null;
  /** @type {Map<number, {done: (value: any) => void, failed: (fault: Error) => void, timer: number}>} */ #asked = new Map();
  #last = 0;
  #onDisk = 0;
  /** @type {Blob[]} what is in memory, behind what is on the disk */ #behind = [];
  #inMemory = false;
  #letGo = 0;
  /** @type {() => void} */ #release = () => {};
  size = 0;
  known = nothing();

  /** @param {string} person @param {string} name */
  constructor(person, name) {
    this.person = person;
    this.name = name;
  }

  /** Whether what it holds is there after a crash. */
  get safe() {
    return this.#worker !== null && !this.#inMemory;
  }

  /** Whether its first byte is still here, and so whether it can be sent once more. */
  get whole() {
    return this.#letGo === 0;
  }

  /** Whether memory holds so much that the server does not have, that no more should come. */
  get crowded() {
    return this.size - this.#onDisk - this.#letGo > MOST_IN_MEMORY;
  }

  /** Whether the disk is out of reach, and not just full. */
  get adrift() {
    return this.#worker === null;
  }

  /**
   * Ensures that this page alone writes here; rejects when another one does. A browser without such storage keeps it
   * in memory, and `safe` says so.
   */
  async open() {
    await this.#lock();
    const worker = new Worker(new URL("./vault-worker.js", import.meta.url), { type: "module" });
    worker.onmessage = (event) => this.#hear(event.data);
    worker.onerror = () => this.#dismiss();
    this.#worker = worker;
    try {
      const { size, lines } = await this.#ask("open", { path: [ROOT, this.person, this.name] });
      this.size = this.#onDisk = size;
      this.known = read(lines);
    } catch {
      this.#dismiss();
    }
    return this;
  }

  /** @param {Blob} piece @returns {Promise<boolean>} whether the disk took it */
  async append(piece) {
    if (this.safe) {
      try {
        const bytes = new Uint8Array(await piece.arrayBuffer());
        this.size = this.#onDisk = await this.#ask("append", { bytes });
        return true;
      } catch {
        // The disk is full, or taken away: memory, then.
      }
    }
    this.#inMemory = true;
    this.#behind.push(piece);
    this.size += piece.size;
    return false;
  }

  /** @param {import("./journal.js").Entry} entry */
  async note(entry) {
    this.known = learned(this.known, entry);
    if (this.#worker) await this.#ask("note", { line: line(entry) }).catch(() => {});
  }

  /** @param {number} at @param {number} count @returns {Promise<Uint8Array<ArrayBuffer>>} fewer only at the end */
  async read(at, count) {
    if (at < this.#onDisk) return this.#fromDisk(at, Math.min(count, this.#onDisk - at));
    const from = at - this.#onDisk - this.#letGo;
    return new Uint8Array(await new Blob(this.#behind).slice(from, from + count).arrayBuffer());
  }

  /** From the disk, also when its worker died. @param {number} at @param {number} count @returns {Promise<Uint8Array<ArrayBuffer>>} */
  async #fromDisk(at, count) {
    try {
      return await this.#ask("read", { at, count });
    } catch (fault) {
      const folder = await (await home(this.person, false))?.getDirectoryHandle(this.name);
      if (!folder) throw fault;
      const film = await (await folder.getFileHandle("film")).getFile();
      return new Uint8Array(await film.slice(at, at + count).arrayBuffer());
    }
  }

  /** The server has so many bytes: what memory holds of them goes. @param {number} sent */
  letGo(sent) {
    for (let first = this.#behind[0]; first && this.#onDisk + this.#letGo + first.size <= sent; first = this.#behind[0]) {
      this.#letGo += first.size;
      this.#behind.shift();
    }
  }

  /** Lets go of it; what is on the disk stays. */
  async close() {
    if (this.#worker) await this.#ask("close").catch(() => {});
    this.#dismiss();
    this.#release();
  }

  /** Takes it off this device. */
  async remove() {
    await this.close();
    const folder = await home(this.person, false);
    await folder?.removeEntry(this.name, { recursive: true }).catch(() => {});
  }

  /** @returns {Promise<void>} */
  #lock() {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((mine, taken) => {
      const name = lockOf(this.person, this.name);
      navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return taken(new Error("open elsewhere"));
        mine();
        return new Promise((done) => (this.#release = () => done(undefined)));
      });
    });
  }

  /** @param {string} act @param {object} [more] @returns {Promise<any>} */
  #ask(act, more = {}) {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new Error("no worker"));
    return new Promise((done, failed) => {
      const id = ++this.#last;
      this.#asked.set(id, { done, failed, timer: window.setTimeout(() => this.#dismiss(), ANSWER_MS) });
      worker.postMessage({ id, act, ...more });
    });
  }

  /** @param {{id: number, value?: unknown, fault?: {name: string, message: string}}} answer */
  #hear({ id, value, fault }) {
    const asked = this.#asked.get(id);
    clearTimeout(asked?.timer);
    this.#asked.delete(id);
    if (fault) asked?.failed(new DOMException(fault.message, fault.name));
    else asked?.done(value);
  }

  /** The worker is done with, or dead: what it did not answer fails. */
  #dismiss() {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { failed, timer } of this.#asked.values()) {
      clearTimeout(timer);
      failed(new Error("no worker"));
    }
    this.#asked.clear();
  }
}

/**
 * What this person has on this device, oldest first, but for what a page is busy with.
 *
 * @param {string} person
 * @returns {Promise<{name: string, size: number | "unreadable", known: import("./journal.js").Known}[]>}
 */
export async function takesOf(person) {
  const folder = await home(person, false);
  if (!folder) return [];
  const held = (await navigator.locks?.query())?.held?.map((lock) => lock.name) ?? [];
  const found = [];
  for await (const one of folder.values()) {
    if (one.kind !== "directory" || held.includes(lockOf(person, one.name))) continue;
    found.push(await lookInto(/** @type {FileSystemDirectoryHandle} */ (one)));
  }
  return found.sort((a, b) => a.known.begun.localeCompare(b.known.begun));
}

/** @param {FileSystemDirectoryHandle} folder @returns {Promise<{name: string, size: number | "unreadable", known: import("./journal.js").Known}>} */
async function lookInto(folder) {
  try {
    const film = await (await folder.getFileHandle("film")).getFile();
    const journal = await (await folder.getFileHandle("journal")).getFile();
    return { name: folder.name, size: film.size, known: read(await journal.text()) };
  } catch {
    return { name: folder.name, size: "unreadable", known: nothing() };
  }
}

/** @param {string} person @param {boolean} create @returns {Promise<FileSystemDirectoryHandle | null>} */
async function home(person, create) {
  try {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle(ROOT, { create });
    return await all.getDirectoryHandle(person, { create });
  } catch {
    return null;
  }
}

/** @param {string} person @param {string} name */
function lockOf(person, name) {
  return `${ROOT}/${person}/${name}`;
}
