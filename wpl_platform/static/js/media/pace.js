// @ts-check
/** How much and how long: bytes as people read them, and the time an upload still takes at its pace of now. */

const WINDOW_MS = 8_000;
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

/** The pace of the last seconds. */
export class Pace {
  /** @type {[number, number][]} */
  #seen = [];

  /** @param {number} sent bytes so far */
  take(sent) {
    const now = performance.now();
    this.#seen.push([now, sent]);
    while (this.#seen.length > 2 && now - (this.#seen[0]?.[0] ?? now) > WINDOW_MS) this.#seen.shift();
  }

  /**
   * How long it still takes, in words; empty while that cannot be said.
   * @param {number} total bytes
   * @param {DOMStringMap} words
   * @returns {string}
   */
  left(total, words) {
    const first = this.#seen[0];
    const last = this.#seen.at(-1);
    if (!first || !last || last[0] - first[0] < 1_000 || last[1] <= first[1]) return "";
    const seconds = ((total - last[1]) * (last[0] - first[0])) / (last[1] - first[1]) / 1000;
    const minutes = Math.round(seconds / 60);
    if (seconds < 45) return words.soon ?? "";
    if (minutes <= 1) return words.minute ?? "";
    if (minutes < 90) return (words.minutes ?? "").replace("{n}", String(minutes));
    return (words.hours ?? "").replace("{n}", String(Math.round(minutes / 60)));
  }
}
