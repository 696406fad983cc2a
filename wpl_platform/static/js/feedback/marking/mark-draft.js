// @ts-check
/** A mark that waits for its words, kept on this device so that a closed tab or a crash loses nothing. */

import { keep, kept, own } from "../person.js";

/**
 * @typedef {Object} Draft
 * @property {import("./fields.js").Fields} fields
 * @property {number} pin        where it stands, ms
 * @property {boolean} byTyping  whether it is there because somebody began to type
 * @property {import("./marking.js").Place | null} range
 * @property {string} key        under which it will be sent
 * @property {import("./sending.js").Last | null} amends  what it is written at, when that is there already
 */

const SOON_MS = 300;

export class MarkDraft {
  #name;
  #timer = 0;

  /** @param {string} recording @param {() => Draft | null} draft what there is to keep */
  constructor(recording, draft) {
    this.#name = own(`studio-draft-${recording}`);
    this.draft = draft;
    window.addEventListener("pagehide", this.now);
  }

  close() {
    window.clearTimeout(this.#timer);
    window.removeEventListener("pagehide", this.now);
  }

  /** @returns {Draft | null} */
  read() {
    return kept(this.#name);
  }

  now = () => {
    window.clearTimeout(this.#timer);
    keep(this.#name, this.draft());
  };

  /** While somebody types. */
  soon() {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.now, SOON_MS);
  }
}
