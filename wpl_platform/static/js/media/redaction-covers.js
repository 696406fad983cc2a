// @ts-check
/** Where a cover lies at a moment, and how it is moved: the arithmetic of what is covered, as the server has it. Pure. */

/**
 * Places are parts of the picture (0–1), times ms. A key: [ms, x, y, width, height].
 *
 * @typedef {[number, number, number, number, number]} Key
 * @typedef {{x: number, y: number, width: number, height: number}} Place
 * @typedef {{shape: "ellipse" | "rectangle", start: number, end: number, keys: Key[]}} Cover
 */

export const SMALLEST = 0.03;

/** @param {Cover} cover @param {number} ms @returns {boolean} whether it is there then */
export function covers(cover, ms) {
  return cover.start <= ms && ms < cover.end;
}

/** @param {Cover} cover @param {number} ms @returns {Place} where it lies, or would */
export function placeAt({ keys }, ms) {
  const later = keys.findIndex(([at]) => at > ms);
  const before = keys[later < 0 ? keys.length - 1 : Math.max(later - 1, 0)] ?? [0, 0, 0, 1, 1];
  const after = later <= 0 ? before : (keys[later] ?? before);
  const part = after[0] > before[0] ? (ms - before[0]) / (after[0] - before[0]) : 0;
  const between = (/** @type {1 | 2 | 3 | 4} */ which) => before[which] + (after[which] - before[which]) * part;
  return { x: between(1), y: between(2), width: between(3), height: between(4) };
}

/**
 * The same cover, lying there at that moment; at other key times it stays where it was put.
 *
 * @param {Cover} cover @param {number} ms @param {Place} place
 * @returns {Cover}
 */
export function putAt(cover, ms, place) {
  const { x, y, width, height } = inside(place);
  const others = cover.keys.filter(([at]) => Math.abs(at - ms) > 20);
  const keys = /** @type {Key[]} */ ([...others, [Math.round(ms), x, y, width, height]]).sort((one, two) => one[0] - two[0]);
  return { ...cover, keys };
}

/** @param {Place} place @returns {Place} the same, of a size that can be seen and with its middle in the picture */
export function inside({ x, y, width, height }) {
  const wide = round(Math.min(Math.max(width, SMALLEST), 1.2));
  const high = round(Math.min(Math.max(height, SMALLEST), 1.2));
  return { x: round(Math.min(Math.max(x, -wide / 2), 1 - wide / 2)), y: round(Math.min(Math.max(y, -high / 2), 1 - high / 2)), width: wide, height: high };
}

/** @param {number} part */
function round(part) {
  return Math.round(part * 10_000) / 10_000;
}
