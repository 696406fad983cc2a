// @ts-check
/**
 * Which picture of a film is seen when, at a steady rate and as the server has it. Pure.
 *
 * A time in whole ms stands for the picture whose own beginning, rounded down, is that ms or the last before it. Why so:
 * docs/decisions/watching.md.
 */

const ROUNDING = 1e-6;
const USUAL_RATE = 25;

/** @param {number} rate pictures a second; 0 when it is not known @returns {number} ms that one picture lasts */
export function lasts(rate) {
  return 1000 / (rate || USUAL_RATE);
}

/** @param {number} ms @param {number} rate @returns {number} which picture is seen then; the first is 0 */
export function numberAt(ms, rate) {
  return Math.ceil((ms + 1) / lasts(rate) - ROUNDING) - 1;
}

/** @param {number} which @param {number} rate @returns {number} ms in which that picture begins */
export function beginOf(which, rate) {
  return Math.floor(which * lasts(rate) + ROUNDING);
}

/** @param {number} ms @param {number} rate @returns {number} ms in which the picture begins that is seen then */
export function picture(ms, rate) {
  return rate ? beginOf(numberAt(ms, rate), rate) : Math.round(ms);
}

/** @param {number} ms @param {number} by pictures @param {number} rate @returns {number} ms */
export function step(ms, by, rate) {
  return Math.max(rate ? beginOf(numberAt(ms, rate) + by, rate) : Math.round(ms + by * lasts(rate)), 0);
}

/**
 * Where to put a browser so that it surely shows the picture of this moment: in the middle of it. At its very beginning
 * nearly half of all pictures are missed by one, because a browser's clock falls just short of it.
 *
 * @param {number} ms @param {number} rate @returns {number} ms, with a fraction
 */
export function middleOf(ms, rate) {
  return rate ? (numberAt(ms, rate) + 0.5) * lasts(rate) : ms;
}

/** @param {number} ms @param {number} rate @returns {number} which picture of its second, from 0 */
export function withinSecond(ms, rate) {
  return numberAt(ms, rate) - Math.ceil(Math.floor(ms / 1000) * rate - ROUNDING);
}
