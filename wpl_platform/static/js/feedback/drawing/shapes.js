// @ts-check
/** What a drawing looks like: shapes in 0–1 of the picture, as SVG. Every line has a dark or light edge, so that it stays visible. */

/**
 * @typedef {"arrow" | "line" | "box" | "ellipse" | "free" | "spotlight" | "number"} Tool
 * @typedef {[number, number]} Point  0–1 from the upper left corner of the picture
 * @typedef {{tool: Tool, colour: string, points: Point[], number?: number}} Shape
 * @typedef {{width: number, height: number}} Size  px
 */

const NS = "http://www.w3.org/2000/svg";
const HEAD = 0.28;
const HEAD_MOST_PX = 28;
const BADGE_PX = 16;
/** So many stretches make a circle. */
const ROUND = 24;

/** @param {string} name @param {Record<string, string | number>} attributes @param {...Node} children @returns {SVGElement} */
function element(name, attributes, ...children) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** @param {Shape} shape @param {Size} size @returns {SVGElement} */
export function drawn(shape, size) {
  const points = shape.points.map(([x, y]) => /** @type {Point} */ ([x * size.width, y * size.height]));
  const group = element("g", { class: "ink", "data-tool": shape.tool, "data-colour": shape.colour });
  if (shape.tool === "number") group.append(...badge(points[0] ?? [0, 0], shape.number ?? 1));
  else if (shape.tool === "spotlight") group.append(element("path", { class: "ink__dim", d: spotlight(points, size) }));
  else for (const edge of ["ink__edge", "ink__line"]) group.append(element("path", { class: edge, d: outline(shape.tool, points) }));
  return group;
}

/** @param {Tool} tool @param {Point[]} points px @returns {string} the path of its line */
export function outline(tool, points) {
  const [from = [0, 0], to = from] = [points[0], points[points.length - 1]];
  if (tool === "box") return `M${from[0]} ${from[1]}H${to[0]}V${to[1]}H${from[0]}Z`;
  if (tool === "ellipse") return ellipse(from, to);
  if (tool === "arrow") return `${line(from, to)}${head(from, to)}`;
  return tool === "free" ? curve(points) : line(from, to);
}

/** @param {Point} from @param {Point} to */
function line(from, to) {
  return `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`;
}

/** @param {Point} from @param {Point} to */
function head(from, to) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const size = Math.min(length * HEAD, HEAD_MOST_PX);
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const side = (/** @type {number} */ turn) => `${to[0] - size * Math.cos(angle + turn)} ${to[1] - size * Math.sin(angle + turn)}`;
  return `M${side(0.5)}L${to[0]} ${to[1]}L${side(-0.5)}`;
}

/** @param {Point} one @param {Point} other two corners of what is around it */
function ellipse(one, other) {
  const [rx, ry] = [Math.abs(other[0] - one[0]) / 2, Math.abs(other[1] - one[1]) / 2];
  const [left, middle] = [Math.min(one[0], other[0]), (one[1] + other[1]) / 2];
  return `M${left} ${middle}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

/** Through the middles between the points of a hand, so that its tremble does not show. @param {Point[]} points */
function curve(points) {
  const [first = [0, 0], ...rest] = points;
  const bends = rest.map((point, at) => {
    const next = rest[at + 1] ?? point;
    return `Q${point[0]} ${point[1]} ${(point[0] + next[0]) / 2} ${(point[1] + next[1]) / 2}`;
  });
  return `M${first[0]} ${first[1]}${bends.join("") || `L${first[0]} ${first[1]}`}`;
}

/** @param {Shape} shape @returns {Point[]} its line as points that follow each other, in 0–1 of the picture */
export function corners({ tool, points }) {
  const [from = [0, 0], to = from] = [points[0], points[points.length - 1]];
  if (tool === "box") return [from, [to[0], from[1]], to, [from[0], to[1]], from];
  if (tool !== "ellipse" && tool !== "spotlight") return points;
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return Array.from({ length: ROUND + 1 }, (_, at) => {
    const turn = (at * 2 * Math.PI) / ROUND;
    return [(middle[0] ?? 0) + (Math.cos(turn) * (to[0] - from[0])) / 2, (middle[1] ?? 0) + (Math.sin(turn) * (to[1] - from[1])) / 2];
  });
}

/** All of the picture but what is lit. @param {Point[]} points @param {Size} size */
function spotlight(points, { width, height }) {
  const [from = [0, 0], to = from] = [points[0], points[points.length - 1]];
  return `M0 0H${width}V${height}H0Z${ellipse(from, to)}`;
}

/** @param {Point} at @param {number} number */
function badge([x, y], number) {
  const words = element("text", { class: "ink__number", x, y, dy: "0.35em", "text-anchor": "middle" });
  words.textContent = String(number);
  return [element("circle", { class: "ink__badge", cx: x, cy: y, r: BADGE_PX }), words];
}

/** @param {readonly Shape[]} shapes @param {Size} size @returns {SVGElement} a sheet of this size with the shapes, to lay on a picture */
export function painted(shapes, size) {
  const sheet = { class: "ink-sheet", viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true" };
  return element("svg", sheet, ...shapes.map((shape) => drawn(shape, size)));
}
