// @ts-check
/** A part of a film on whole pictures that is never too short: the arithmetic of trimming, as the server has it. Pure. */

import { picture, step } from "./frames.js";

export const SHORTEST_MS = 1_000;
/** @typedef {{start: number, end: number}} Part  ms; without the picture at `end` */

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
