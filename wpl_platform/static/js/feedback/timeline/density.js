// @ts-check
/** How full a recording is of moments, as a line: the arithmetic of `feedback/density.py`, for moments that arrive later. */

/** @typedef {import("../times.js").Moment} Moment */

const KERNEL = [1, 4, 6, 4, 1];
const QUIET_PEAK = 2;

/**
 * @param {readonly Moment[]} moments
 * @param {number} duration ms
 * @param {number} buckets
 * @returns {number[]}
 */
export function curve(moments, duration, buckets) {
  const steps = new Array(buckets + 1).fill(0);
  /** @param {number} ms */
  const bucket = (ms) => Math.min(Math.floor((ms * buckets) / Math.max(duration, 1)), buckets - 1);
  for (const moment of moments) {
    steps[bucket(moment.start)] += 1;
    steps[bucket(moment.end ?? moment.start) + 1] -= 1;
  }
  let running = 0;
  const counts = steps.slice(0, buckets).map((step) => (running += step));
  return counts.map((_, at) => KERNEL.reduce((sum, weight, place) => sum + weight * (counts[at + place - 2] ?? 0), 0) / 16);
}

/**
 * @param {readonly number[]} values
 * @param {number} width
 * @param {number} height
 * @returns {string} an open path, or nothing when all is flat
 */
export function path(values, width, height) {
  const peak = Math.max(...values);
  if (values.length < 2 || peak <= 0) return "";
  const step = width / (values.length - 1);
  const points = values.map((value, at) => ({ x: at * step, y: height - (value / Math.max(peak, QUIET_PEAK)) * height * 0.92 }));
  const slopes = slopesOf(points.map(({ y }) => y), step);
  return points
    .map(({ x, y }, at) => {
      const before = points[at - 1];
      if (!before) return `M0 ${short(y)}`;
      const near = [before.x + step / 3, before.y + ((slopes[at - 1] ?? 0) * step) / 3];
      const far = [x - step / 3, y - ((slopes[at] ?? 0) * step) / 3];
      return `C${[...near, ...far, x, y].map(short).join(" ")}`;
    })
    .join("");
}

/** @param {readonly number[]} ys @param {number} step @returns {number[]} */
function slopesOf(ys, step) {
  const steep = ys.slice(1).map((y, at) => (y - (ys[at] ?? y)) / step);
  return ys.map((_, at) => {
    const [left, right] = [steep[at - 1], steep[at]];
    if (left === undefined || right === undefined) return left ?? right ?? 0;
    return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
  });
}

/** @param {number} figure */
function short(figure) {
  return figure.toFixed(1).replace(/\.0$/, "");
}
