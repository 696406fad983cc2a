// @ts-check
/** Whole pictures on a film, and a part that is never too short: the arithmetic of trimming, as the server has it. Pure. */

export const SHORTEST_MS = 1_000;
const ROUNDING = 1e-6;
const USUAL_RATE = 25;

/** @typedef {{start: number, end: number}} Part  ms; without the picture at `end` */

/** @param {number} rate pictures a second; 0 when it is not known @returns {number} ms that one picture lasts */
export function lasts(rate) {
  return 1000 / (rate || USUAL_RATE);
}

/** @param {number} ms @param {number} rate @returns {number} which picture is seen then */
function number(ms, rate) {
  return Math.ceil((ms + 1) / lasts(rate) - ROUNDING) - 1;
}

/** @param {number} which @param {number} rate @returns {number} ms in which that picture begins */
function begins(which, rate) {
  return Math.floor(which * lasts(rate) + ROUNDING);
}

/** @param {number} ms @param {number} rate @returns {number} ms in which the picture begins that is seen then */
export function picture(ms, rate) {
  return rate ? begins(number(ms, rate), rate) : Math.round(ms);
}

/** @param {number} ms @param {number} by pictures @param {number} rate @returns {number} ms */
export function step(ms, by, rate) {
  return Math.max(rate ? begins(number(ms, rate) + by, rate) : Math.round(ms + by * lasts(rate)), 0);
}

/**
 * The same part with another beginning: on a whole picture, and a second before its end at the latest.
 *
 * @param {Part} part @param {number} ms @param {number} rate
 * @returns {Part}
 */
export function withStart({ end }, ms, rate) {
  return { start: picture(Math.min(Math.max(ms, 0), Math.max(end - SHORTEST_MS, 0)), rate), end };
}

/**
 * The same part with another end: on a whole picture or at the end of the film, a second after its beginning at least.
 *
 * @param {Part} part @param {number} ms @param {number} duration ms @param {number} rate
 * @returns {Part}
 */
export function withEnd({ start }, ms, duration, rate) {
  if (ms >= duration) return { start, end: duration };
  const end = picture(Math.max(ms, start + SHORTEST_MS), rate);
  return { start, end: Math.min(end - start < SHORTEST_MS ? step(end, 1, rate) : end, duration) };
}

/**
 * @param {readonly [number, number][]} spans first and last ms of moments
 * @param {Part} part
 * @returns {number} of how many nothing is left
 */
export function outside(spans, { start, end }) {
  return spans.filter(([first, last]) => (first === last ? first < start || first > end : last <= start || first >= end)).length;
}
