// @ts-check
/** Three, two, one: time to look up. */

const STEP_MS = 1_000;

export class Countdown {
  #timer = 0;
  /** @type {(done: boolean) => void} */ #answer = () => {};

  /**
   * @param {number} from
   * @param {(left: number) => void} show
   * @returns {Promise<boolean>} whether it came to its end, or was skipped; false when it was broken off
   */
  run(from, show) {
    let left = from;
    show(left);
    this.#timer = window.setInterval(() => {
      left -= 1;
      if (left > 0) show(left);
      else this.#end(true);
    }, STEP_MS);
    return new Promise((answer) => (this.#answer = answer));
  }

  skip = () => this.#end(true);

  cancel = () => this.#end(false);

  /** @param {boolean} done */
  #end(done) {
    clearInterval(this.#timer);
    this.#answer(done);
  }
}
