// @ts-check
/** What did not come in is asked for again: after a while that grows each time, and at once when the line returns. */

const WAITS_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

export class Retries {
  #tries = 0;
  #timer = 0;

  /** @param {() => void} again */
  constructor(again) {
    this.again = again;
  }

  /** @returns {boolean} whether the next try is waited for */
  get waiting() {
    return this.#timer !== 0;
  }

  /** It did not come in. */
  later() {
    if (this.waiting) return;
    this.#timer = window.setTimeout(this.#now, WAITS_MS[Math.min(this.#tries++, WAITS_MS.length - 1)]);
    window.addEventListener("online", this.#now);
  }

  /** It came in: the next that does not is tried again soon. */
  well() {
    this.#tries = 0;
  }

  close() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    window.removeEventListener("online", this.#now);
  }

  #now = () => {
    this.close();
    this.again();
  };
}
