// @ts-check
/** Where things stand on the timeline: ticks, lanes, and pins that stand too close. Pure. */

/** @typedef {import("./times.js").Moment} Moment */

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
const LABEL_PX = 72;
const PARTS = { 1: 4, 2: 4, 5: 5, 10: 5, 15: 3, 30: 3, 120: 4, 300: 5, 600: 5, 900: 3, 1800: 3 };

/**
 * @param {number} duration ms
 * @param {number} width px
 * @returns {{ms: number, major: boolean}[]} one mark a step, the majors far enough apart for their figures
 */
export function ticks(duration, width) {
  if (duration <= 0 || width <= 0) return [];
  const seconds = STEPS_S.find((step) => (step * 1000 * width) / duration >= LABEL_PX) ?? 14_400;
  const parts = /** @type {Record<number, number>} */ (PARTS)[seconds] ?? 4;
  const step = (seconds * 1000) / parts;
  const found = [];
  for (let at = 0; at * step <= duration; at += 1) found.push({ ms: at * step, major: at % parts === 0 });
  return found;
}

/**
 * @typedef {Object} Lane
 * @property {string} key
 * @property {string} name
 * @property {string} kind  empty when the lane holds several kinds
 * @property {Moment[]} moments
 */

/**
 * @param {readonly Moment[]} moments in the order of time
 * @param {"kind" | "person" | "one"} by
 * @param {readonly {key: string, name: string}[]} kinds in their order
 * @returns {Lane[]}
 */
export function lanes(moments, by, kinds) {
  if (by === "one") return [{ key: "one", name: "", kind: "", moments: [...moments] }];
  if (by === "kind") {
    return kinds.map(({ key, name }) => ({ key, name, kind: key, moments: moments.filter((moment) => moment.kind === key) }));
  }
  /** @type {Map<string, Lane>} */
  const found = new Map();
  for (const moment of moments) {
    const lane = found.get(moment.author) ?? { key: moment.author, name: moment.author, kind: "", moments: [] };
    lane.moments.push(moment);
    found.set(moment.author, lane);
  }
  return [...found.values()];
}

/** @typedef {{first: Moment, all: Moment[]}} Group one moment, or several that stand too close */

/**
 * Groups moments whose pins would stand less than `gap` px apart.
 *
 * @param {readonly Moment[]} moments in the order of time
 * @param {number} perMs px a ms
 * @param {number} gap px
 * @returns {Group[]}
 */
export function clusters(moments, perMs, gap) {
  /** @type {Group[]} */
  const found = [];
  for (const moment of moments) {
    const last = found[found.length - 1];
    if (last && (moment.start - last.first.start) * perMs < gap) last.all.push(moment);
    else found.push({ first: moment, all: [moment] });
  }
  return found;
}
