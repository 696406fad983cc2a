// @ts-check
/** How much and how long: bytes as people read them, and the time an upload still takes at its pace of now. */

const WINDOW_MS = 8_000;
const MB = 1_000_000;
const GB = 1_000_000_000;

/**
 * Bytes in the reader's language: 148 MB, 2,4 GB. `beside` gives the unit, so that two amounts read as one.
 * @param {number} bytes
 * @param {number} [beside]
 * @returns {string}
 */
export function amount(bytes, beside = bytes) {
  const [step, unit] = beside >= GB ? [GB, "gigabyte"] : beside >= MB ? [MB, "megabyte"] : [1000, "kilobyte"];
  const value = bytes / step;
  const digits = step === GB || (step === MB && beside < 10 * MB) ? 1 : 0;
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit",
    unit,
    maximumFractionDigits: digits,
  }).format(value);
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
