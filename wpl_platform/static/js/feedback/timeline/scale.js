// @ts-check
/** Where things stand on the timeline: ticks, lanes, and pins that stand too close. Pure. */

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {"kind" | "person" | "label" | "one"} Order */

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
const PARTS = { 1: 4, 2: 4, 5: 5, 10: 5, 15: 3, 30: 3, 120: 4, 300: 5, 600: 5, 900: 3, 1800: 3 };

/**
 * @param {number} duration ms
 * @param {number} perMs px a ms
 * @param {number} from ms
 * @param {number} to ms
 * @param {number} apart px between two figures
 * @returns {{ms: number, major: boolean}[]} one mark a step from `from` to `to`, the majors far enough apart for their figures
 */
export function ticks(duration, perMs, from, to, apart) {
  if (duration <= 0 || perMs <= 0) return [];
  const seconds = STEPS_S.find((step) => step * 1000 * perMs >= apart) ?? 14_400;
  const parts = /** @type {Record<number, number>} */ (PARTS)[seconds] ?? 4;
  const step = (seconds * 1000) / parts;
  const found = [];
  const first = Math.max(Math.floor(from / step), 0);
  for (let at = first; at * step <= Math.min(duration, to); at += 1) found.push({ ms: at * step, major: at % parts === 0 });
  return found;
}

/**
 * @typedef {Object} Lane
 * @property {string} key
 * @property {string} name  empty when all stand in one lane, or when they bear no label
 * @property {string} kind  empty when the lane holds several kinds
 * @property {Moment[]} moments in the order of time
 */

/**
 * @param {readonly Moment[]} moments in the order of time
 * @param {Order} by
 * @param {readonly {key: string, name: string}[]} kinds in their order
 * @returns {Lane[]}
 */
export function lanes(moments, by, kinds) {
  if (by === "one" || (by !== "kind" && !moments.length)) return [{ key: "one", name: "", kind: "", moments: [...moments] }];
  /** @type {Map<string, Lane>} */
  const found = new Map();
  if (by === "kind") for (const { key, name } of kinds) found.set(key, { key, name, kind: key, moments: [] });
  for (const moment of moments) {
    for (const key of keysOf(moment, by)) {
      const lane = found.get(key) ?? { key, name: by === "kind" ? moment.word : key, kind: by === "kind" ? key : "", moments: [] };
      lane.moments.push(moment);
      found.set(key, lane);
    }
  }
  const all = [...found.values()];
  return by === "label" ? all.sort((one, other) => Number(!one.name) - Number(!other.name) || one.name.localeCompare(other.name)) : all;
}

/** @param {Moment} moment @param {Order} by @returns {readonly string[]} the lanes it stands in */
function keysOf(moment, by) {
  if (by === "kind") return [moment.kind];
  if (by === "person") return [moment.author];
  return moment.labels?.length ? moment.labels : [""];
}

/**
 * @param {number} count
 * @param {(at: number) => boolean} holds false up to some place, true from there on
 * @param {number} [from]
 * @returns {number} the first place where it holds; `count` when it holds nowhere
 */
export function firstWhere(count, holds, from = 0) {
  let [low, high] = [from, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * @param {readonly {start: number}[]} sorted in the order of time
 * @param {number} ms
 * @param {number} [from]
 * @returns {number} the place of the first that does not begin before `ms`
 */
export function firstFrom(sorted, ms, from = 0) {
  return firstWhere(sorted.length, (at) => (sorted[at]?.start ?? 0) >= ms, from);
}

/**
 * One moment, or several that stand too close.
 *
 * @typedef {Object} Group
 * @property {Moment} first
 * @property {number} start  ms, of the first
 * @property {number} end  ms, the last that one of them lasts to
 * @property {number} from  place in the lane of the first
 * @property {number} to  and after the last
 */

/**
 * Groups moments whose pins would stand less than `gap` apart. What stands for several is wider: it takes `wide`.
 * Steps from group to group, so many moments close together cost no more than few.
 *
 * @param {readonly Moment[]} moments in the order of time
 * @param {number} gap ms
 * @param {number} wide ms
 * @returns {Group[]}
 */
export function grouped(moments, gap, wide) {
  /** @type {Group[]} */
  const found = [];
  for (let from = 0; from < moments.length; ) {
    const first = /** @type {Moment} */ (moments[from]);
    let to = Math.max(firstFrom(moments, first.start + gap, from), from + 1);
    if (to > from + 1) to = firstFrom(moments, first.start + wide, to);
    found.push({ first, start: first.start, end: lastOf(moments, from, to), from, to });
    from = to;
  }
  return found;
}

/** @param {readonly Moment[]} moments @param {number} from @param {number} to @returns {number} ms */
function lastOf(moments, from, to) {
  let last = 0;
  for (let at = from; at < to; at += 1) {
    const { start, end } = /** @type {Moment} */ (moments[at]);
    last = Math.max(last, end ?? start);
  }
  return last;
}

/**
 * @param {Lane} lane
 * @param {Group} group
 * @returns {Moment[]} the moments of the group
 */
export function momentsOf(lane, { from, to }) {
  return lane.moments.slice(from, to);
}
