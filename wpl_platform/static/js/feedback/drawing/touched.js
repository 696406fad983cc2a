// @ts-check
/** Which shape of a drawing a hand means. Pure; shapes in 0–1 of the picture, distances in px. */

import { corners } from "./shapes.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Point} Point */
/** @typedef {import("./shapes.js").Size} Size */

/** So near a line is on it: half a finger. */
const NEAR_PX = 24;

/** @param {readonly Shape[]} shapes @param {Point} at @param {Size} size @returns {number} the nearest one's place in the row, the last drawn first; -1 when none is near */
export function touched(shapes, at, size) {
  const point = inPx(at, size);
  const far = shapes.map((shape) => distance(point, corners(shape).map((each) => inPx(each, size))));
  const nearest = Math.min(NEAR_PX, ...far);
  return far.findLastIndex((each) => each <= nearest);
}

/** @param {Point} point @param {Size} size @returns {Point} */
function inPx([x, y], { width, height }) {
  return [x * width, y * height];
}

/** @param {Point} point @param {Point[]} line @returns {number} to the nearest stretch of it */
function distance(point, line) {
  const [first = point] = line;
  const stretches = line.slice(1).map((end, at) => toStretch(point, line[at] ?? end, end));
  return Math.min(Math.hypot(point[0] - first[0], point[1] - first[1]), ...stretches);
}

/** @param {Point} point @param {Point} from @param {Point} to @returns {number} */
function toStretch([x, y], [x1, y1], [x2, y2]) {
  const long = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = long ? Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long)) : 0;
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1));
}
