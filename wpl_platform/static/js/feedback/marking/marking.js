// @ts-check
/** Where a mark lands: a tap is a point, a hold is a range. Pure; ms of film in and out. */

/** A key or a finger that stays down longer than this marks a range. */
export const HOLD_MS = 350;
const SHORTEST_MS = 200;

/** @typedef {{start: number, end: number | null}} Place */

/**
 * @typedef {Object} Press
 * @property {number} film   ms of the film when it went down
 * @property {number} clock  ms of the clock then
 * @property {number} late   ms of film that somebody reacts late; 0 when the film stands still
 */

/**
 * @param {Press} press
 * @param {number} film   ms of the film when it came up
 * @param {number} clock  ms of the clock then
 * @returns {Place} from just before the press; until the release when it was held while the film ran
 */
export function landing(press, film, clock) {
  const start = Math.max(0, Math.round(press.film - press.late));
  const held = clock - press.clock > HOLD_MS && film - press.film >= SHORTEST_MS;
  return { start, end: held ? Math.round(film) : null };
}

/**
 * @param {Place | null} range  a stretch that was chosen; without an end it lasts until now
 * @param {number | null} pin   where a mark waits
 * @param {number} now          ms
 * @returns {Place} where the moment will stand
 */
export function placeOf(range, pin, now) {
  if (!range) return { start: pin ?? now, end: null };
  const end = range.end ?? now;
  return { start: range.start, end: end > range.start ? end : null };
}
