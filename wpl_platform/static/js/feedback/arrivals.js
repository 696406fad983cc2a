// @ts-check
/** What colleagues do while the studio is open: asked for once, put in its place, and said aloud. */

const MINE_MS = 5_000;

export class Arrivals {
  /** @type {Set<number>} */ #asking = new Set();
  /** @type {Set<number>} */ #again = new Set();
  /** @type {Map<number, number>} */ #mine = new Map();

  /** @param {import("./moment-list.js").MomentList} list */
  constructor(list) {
    this.list = list;
  }

  /** @param {number} id a moment that this page just changed itself: its event needs no words */
  mine(id) {
    this.#mine.set(id, performance.now());
  }

  /** @param {Event} event */
  hear = (event) => {
    const { id, change } = /** @type {CustomEvent} */ (event).detail;
    if (change === "removed") this.list.drop(Number(id));
    else this.#fetch(Number(id), String(change));
  };

  /** @param {number} id @param {string} change */
  async #fetch(id, change) {
    if (this.#asking.has(id)) {
      this.#again.add(id);
      return;
    }
    this.#asking.add(id);
    try {
      const answer = await fetch(`/annotations/${id}`, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok) this.#arrived(id, change, await answer.text());
      else if (answer.status === 404) this.list.drop(id);
    } finally {
      this.#asking.delete(id);
      if (this.#again.delete(id)) this.#fetch(id, change);
    }
  }

  /** @param {number} id @param {string} change @param {string} html */
  #arrived(id, change, html) {
    const item = this.list.put(html, true);
    const byMe = performance.now() - (this.#mine.get(id) ?? Number.NEGATIVE_INFINITY) < MINE_MS;
    if (!item || byMe || (change === "added" && "own" in item.dataset)) return;
    const words = { added: item.dataset.added, replied: item.dataset.replied, responded: item.dataset.responded }[change];
    if (words) this.list.announce(words);
  }
}
