// @ts-check
/**
 * How long ago something was, for a server that keeps a clock of its own: it is told an age and never a time of day.
 * Kept as plain values, so that it can wait on the device through a crash. Pure but for the clocks.
 */

/** @typedef {{wall: number, run: number, page: number}} Instant  ms of the day's clock, of the page, and which page */

const SLEPT_MS = 1_000;

/** @returns {Instant} now */
export function instant() {
  return { wall: Date.now(), run: performance.now(), page: performance.timeOrigin };
}

/**
 * By the page's own clock, which nobody sets; by the day's clock where that one stood still (a device that slept) or is
 * gone (a page that was closed). Its limit: the two cannot be told apart from outside, so who sets the day's clock forward
 * while something waits makes that as much older, as a sleep would.
 *
 * @param {Instant} then @returns {number} ms
 */
export function age(then) {
  const wall = Math.max(0, Math.round(Date.now() - then.wall));
  if (then.page !== performance.timeOrigin) return wall;
  const run = Math.round(performance.now() - then.run);
  return wall - run > SLEPT_MS ? wall : run;
}
