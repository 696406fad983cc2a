// @ts-check
/** The stretch that plays again and again: set by two presses, or by a fragment or moment that is handed over. Pure. */

const POINT_LASTS_MS = 4_000;
const SHORTEST_MS = 200;

export class Loop {
  /** @type {number | null} ms */ start = null;
  /** @type {number | null} ms */ end = null;

  /** @returns {"" | "a" | "ab"} how far it is */
  get state() {
    if (this.start === null) return "";
    return this.end === null ? "a" : "ab";
  }

  /**
   * The one button: begin here, end here, and no more. With a fragment chosen it is that fragment.
   *
   * @param {number} now ms
   * @param {{start: number, end: number | null} | null} [range]
   */
  press(now, range = null) {
    if (this.state === "ab") this.clear();
    else if (range?.end) this.set(range.start, range.end);
    else if (this.start === null) this.start = now;
    else this.set(Math.min(this.start, now), Math.max(this.start, now));
  }

  /** @param {number} start ms @param {number | null} end ms; a point plays for a few seconds */
  set(start, end) {
    this.start = start;
    this.end = Math.max(end ?? start + POINT_LASTS_MS, start + SHORTEST_MS);
  }

  clear() {
    this.start = this.end = null;
  }

  /** @param {number} now ms @param {boolean} [ended] the film is at its end @returns {number | null} ms to go back to */
  back(now, ended = false) {
    if (this.start === null || this.end === null) return null;
    return now >= this.end || ended ? this.start : null;
  }
}
