// @ts-check
/**
 * What colleagues do while the studio is open: asked for once, put in its place, and said aloud. What does not come in is
 * asked for again.
 */

import { parse } from "./html.js";
import { Retries } from "./retries.js";

const MINE_MS = 5_000;
const GONE = [404, 410];
const NOT_YOURS = 403;

export class Arrivals {
  /** @type {Set<number>} */ #asking = new Set();
  /** @type {Set<number>} */ #again = new Set();
  /** What did not come in, with what happened to it. @type {Map<number, string>} */ #missed = new Map();
  /** @type {Map<number, number>} */ #mine = new Map();
  #retries = new Retries(() => this.#retry());

  /** @param {import("./moment-list.js").MomentList} list */
  constructor(list) {
    this.list = list;
  }

  close() {
    this.#retries.close();
  }

  /** @param {number} id a moment that this page just changed itself: its event needs no words */
  mine(id) {
    this.#mine.set(id, performance.now());
  }

  /** @param {Event} event */
  hear = (event) => {
    const { id, change } = /** @type {CustomEvent} */ (event).detail;
    if (change === "removed") this.#removed(Number(id));
    else this.#fetch(Number(id), String(change));
  };

  /** What is being asked for meanwhile is asked for once more: it may have been written before. @param {number} id */
  #removed(id) {
    this.#missed.delete(id);
    if (this.#asking.has(id)) this.#again.add(id);
    this.list.gone(id);
  }

  /** @param {number} id @param {string} change */
  async #fetch(id, change) {
    if (this.#asking.has(id)) {
      this.#again.add(id);
      return;
    }
    this.#asking.add(id);
    this.#missed.delete(id);
    if (await this.#ask(id, change)) this.#retries.well();
    else this.#missed.set(id, change);
    this.#asking.delete(id);
    if (this.#again.delete(id)) this.#fetch(id, change);
    else if (this.#missed.size) this.#retries.later();
  }

  #retry() {
    for (const [id, change] of [...this.#missed]) this.#fetch(id, change);
  }

  /** @param {number} id @param {string} change @returns {Promise<boolean>} whether the server said what became of it */
  async #ask(id, change) {
    const answer = await fetch(`/annotations/${id}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (answer && GONE.includes(answer.status)) this.list.gone(id);
    if (!answer?.ok) return answer !== null && [...GONE, NOT_YOURS].includes(answer.status);
    const html = await answer.text().catch(() => "");
    if (!parse(html)) return false;
    this.#arrived(id, change, html);
    return true;
  }

  /** @param {number} id @param {string} change @param {string} html */
  #arrived(id, change, html) {
    const item = this.list.put(html);
    const byMe = performance.now() - (this.#mine.get(id) ?? Number.NEGATIVE_INFINITY) < MINE_MS;
    if (!item || byMe || (change === "added" && "own" in item.dataset)) return;
    const words = { added: item.dataset.added, replied: item.dataset.replied, responded: item.dataset.responded }[change];
    if (words) this.list.announce(words);
  }
}
