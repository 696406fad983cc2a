// @ts-check
/** How much, how fast and how long: bytes as people read them, and the time something still takes at its pace of now. */

const WINDOW_MS = 8_000;
const BEFORE_MS = 1_000;
const MB = 1_000_000;
const GB = 1_000_000_000;

/**
 * Bytes in the reader's language: 148 MB, 2,4 GB.
 * @param {number} bytes
 * @returns {string}
 */
export function amount(bytes) {
  const { step, unit, digits } = scale(bytes);
  const written = { style: /** @type {const} */ ("unit"), unit, maximumFractionDigits: digits };
  return new Intl.NumberFormat(document.documentElement.lang, written).format(bytes / step);
}

/**
 * The same without its unit, in that of another amount that stands beside it: 148 (of 239 MB).
 * @param {number} bytes
 * @param {number} beside
 * @returns {string}
 */
export function figure(bytes, beside) {
  const { step, digits } = scale(beside);
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: digits }).format(bytes / step);
}

/** @param {number} bytes @returns {{step: number, unit: string, digits: number}} */
function scale(bytes) {
  if (bytes >= GB) return { step: GB, unit: "gigabyte", digits: 1 };
  if (bytes >= MB) return { step: MB, unit: "megabyte", digits: bytes < 10 * MB ? 1 : 0 };
  return { step: 1000, unit: "kilobyte", digits: 0 };
}

/** The pace of the last moments, of whatever is counted: bytes, percents. */
export class Pace {
  /** @type {[number, number][]} */
  #seen = [];
  #window;

  /** @param {number} [window] how far back it looks, in ms */
  constructor(window = WINDOW_MS) {
    this.#window = window;
  }

  /** @param {number} done so far */
  take(done) {
    const now = performance.now();
    this.#seen.push([now, done]);
    while (this.#seen.length > 2 && now - (this.#seen[0]?.[0] ?? now) > this.#window) this.#seen.shift();
  }

  /** How much a second; 0 while that cannot be said. */
  get perSecond() {
    const first = this.#seen[0];
    const last = this.#seen.at(-1);
    if (!first || !last || last[0] - first[0] < BEFORE_MS || last[1] <= first[1]) return 0;
    return ((last[1] - first[1]) * 1000) / (last[0] - first[0]);
  }

  /**
   * How fast bytes go, in the reader's language: 2,1 MB/s; empty while that cannot be said.
   * @returns {string}
   */
  speed() {
    const bytes = this.perSecond;
    if (!bytes) return "";
    return `${amount(bytes)}/s`;
  }

  /**
   * How long it still takes, in words; empty while that cannot be said.
   * @param {number} total
   * @param {DOMStringMap} words
   * @returns {string}
   */
  left(total, words) {
    const pace = this.perSecond;
    if (!pace) return "";
    const seconds = (total - (this.#seen.at(-1)?.[1] ?? 0)) / pace;
    const minutes = Math.round(seconds / 60);
    if (seconds < 45) return words.soon ?? "";
    if (minutes <= 1) return words.minute ?? "";
    if (minutes < 90) return (words.minutes ?? "").replace("{n}", String(minutes));
    return (words.hours ?? "").replace("{n}", String(Math.round(minutes / 60)));
  }
}
