// @ts-check
/** The hand that draws or wipes: a pointer, or keys that put a shape in the middle, move or stretch it, and take it away. */

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Point} Point */

/**
 * @typedef {Object} Paper
 * @property {() => {tool: import("./shapes.js").Tool | "wipe", colour: string, number: number}} pen
 * @property {(shape: Shape | null) => void} trying  what is being drawn, not yet kept
 * @property {(shape: Shape) => void} keep
 * @property {() => Shape | null} chosen       what the keys move: the last, unless another was chosen
 * @property {(by: number) => void} choose      an earlier or a later one
 * @property {(shape: Shape) => void} change    the chosen one in another place
 * @property {(at?: Point) => void} wipe        the one there, or the chosen one
 */

const SMALLEST = 0.012;
const FINE = 0.004;
const POINTS_MOST = 1_400;
/** What the server keeps of a drawing, and how long it may be as JSON. */
const SHAPES_MOST = 60;
const LONGEST = 64 * 1024;
export const NUMBER_MOST = 99;
/** Four decimals are finer than a pixel of the largest picture. */
const FINEST = 10_000;
const STEP = 0.01;
const LEAP = 0.05;
/** Where a shape begins that a key asks for. @type {Point[]} */
const MIDDLE = [
  [0.4, 0.4],
  [0.6, 0.6],
];

export class DrawingHand {
  /** @type {Shape | null} */ #shape = null;

  /** @param {SVGElement} sheet @param {Paper} paper */
  constructor(sheet, paper) {
    this.sheet = sheet;
    this.paper = paper;
    sheet.addEventListener("pointerdown", this.#down);
    sheet.addEventListener("pointermove", this.#move);
    sheet.addEventListener("pointerup", this.#up);
    sheet.addEventListener("pointercancel", this.#cancel);
    sheet.addEventListener("keydown", this.#key);
    // A quick line is no throw of the page: else the next tap, on another pen, would only stop that.
    sheet.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  }

  /** @param {PointerEvent} event @returns {Point} */
  #at(event) {
    const box = this.sheet.getBoundingClientRect();
    return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    this.sheet.setPointerCapture(event.pointerId);
    this.sheet.focus({ preventScroll: true });
    const { tool, colour, number } = this.paper.pen();
    const at = this.#at(event);
    if (tool === "wipe") this.paper.wipe(at);
    else if (tool === "number") this.paper.keep({ tool, colour, points: [at], number });
    else this.#shape = { tool, colour, points: tool === "free" ? [at] : [at, at] };
  };

  /** @param {PointerEvent} event */
  #move = (event) => {
    const shape = this.#shape;
    if (!shape || !event.isPrimary) return;
    const at = this.#at(event);
    const before = shape.points[shape.points.length - 1] ?? at;
    if (shape.tool !== "free") shape.points = [shape.points[0] ?? at, at];
    else if (far(before, at) > FINE && shape.points.length < POINTS_MOST) shape.points.push(at);
    this.paper.trying(shape);
  };

  #up = () => {
    const shape = this.#shape;
    this.#cancel();
    if (shape && reach(shape.points) > SMALLEST) this.paper.keep(shape);
  };

  #cancel = () => {
    this.#shape = null;
    this.paper.trying(null);
  };

  /**
   * Enter puts a shape in the middle; arrows move the chosen one, with Shift its far end; Delete takes it away; Page Up and
   * Page Down choose another.
   *
   * @param {KeyboardEvent} event
   */
  #key = (event) => {
    const step = event.altKey ? STEP : LEAP;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    const chosen = this.paper.chosen();
    if (event.key === "Enter" || event.key === " ") this.paper.keep(this.#placed());
    else if (event.key === "Delete" || event.key === "Backspace") this.paper.wipe();
    else if (event.key === "PageUp" || event.key === "PageDown") this.paper.choose(event.key === "PageUp" ? -1 : 1);
    else if (by && chosen) this.paper.change({ ...chosen, points: moved(chosen.points, /** @type {Point} */ (by), event.shiftKey) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @returns {Shape} */
  #placed() {
    const { tool: pen, colour, number } = this.paper.pen();
    const tool = pen === "wipe" ? "arrow" : pen;
    return tool === "number" ? { tool, colour, number, points: [[0.5, 0.5]] } : { tool, colour, points: MIDDLE.map(([x, y]) => [x, y]) };
  }
}

/** @param {Point[]} points @param {Point} by @param {boolean} end only the far end @returns {Point[]} within the picture */
export function moved(points, [dx, dy], end) {
  return points.map(([x, y], at) => (end && at < points.length - 1 ? [x, y] : [share(x + dx), share(y + dy)]));
}

/** @param {readonly Shape[]} shapes @returns {boolean} whether they can be kept together */
export function fits(shapes) {
  return shapes.length <= SHAPES_MOST && JSON.stringify({ shapes }).length <= LONGEST;
}

/** @param {number} value @returns {number} within the picture, as fine as it is kept */
function share(value) {
  return Math.round(Math.min(Math.max(value, 0), 1) * FINEST) / FINEST;
}

/** @param {Point} one @param {Point} other */
function far(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

/** How much of the picture it spans. @param {Point[]} points */
function reach(points) {
  const [first = [0, 0]] = points;
  return Math.max(0, ...points.map((point) => far(/** @type {Point} */ (first), point)));
}
