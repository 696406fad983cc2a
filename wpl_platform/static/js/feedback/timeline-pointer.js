// @ts-check
/** What hands do on the timeline: press and drag to seek, drag the ends of a stretch, wheel and pinch to zoom, hover for the time. */

import { written } from "./times.js";

/**
 * @typedef {Object} Desk
 * @property {(ms: number) => void} seek
 * @property {(start: number, end: number | null) => void} range
 * @property {(by: number, clientX: number) => void} zoom
 */

const SHORTEST_MS = 200;
const NUDGE_MS = 1_000;

export class PointerDesk {
  /** @type {"" | "seek" | "in" | "out"} */ #drag = "";
  /** @type {Map<number, number>} */ #fingers = new Map();
  #spread = 0;

  /**
   * @param {import("./studio-timeline.js").StudioTimeline} timeline
   * @param {HTMLElement} track
   * @param {Desk} desk
   */
  constructor(timeline, track, desk) {
    this.timeline = timeline;
    this.track = track;
    this.desk = desk;
    track.addEventListener("pointerdown", this.#down);
    track.addEventListener("pointermove", this.#move);
    track.addEventListener("pointerup", this.#up);
    track.addEventListener("pointercancel", this.#up);
    track.addEventListener("pointerleave", () => this.#hover(null));
    timeline.addEventListener("wheel", this.#wheel, { passive: false });
    timeline.addEventListener("keydown", this.#nudge);
  }

  /** @returns {boolean} whether somebody is dragging */
  get busy() {
    return this.#drag !== "";
  }

  /** @param {PointerEvent | WheelEvent} event @returns {number} ms */
  #ms(event) {
    const box = this.track.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    return Math.round(share * this.timeline.duration);
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    const target = /** @type {Element} */ (event.target);
    this.#fingers.set(event.pointerId, event.clientX);
    if (event.button !== 0 || target.closest(".tl__pin")) return;
    this.#drag = target.closest(".tl__in") ? "in" : target.closest(".tl__out") ? "out" : "seek";
    this.track.setPointerCapture(event.pointerId);
    if (this.#drag === "seek") this.desk.seek(this.#ms(event));
  };

  /** @param {PointerEvent} event */
  #move = (event) => {
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, event.clientX);
    if (this.#fingers.size === 2) return this.#pinch();
    if (event.pointerType === "mouse") this.#hover(event);
    if (this.#drag === "seek") this.desk.seek(this.#ms(event));
    else if (this.#drag) this.#pull(this.#drag, this.#ms(event));
  };

  /** @param {PointerEvent} event */
  #up = (event) => {
    this.#fingers.delete(event.pointerId);
    this.#spread = 0;
    this.#drag = "";
  };

  #pinch() {
    const [one = 0, other = 0] = [...this.#fingers.values()];
    const spread = Math.max(Math.abs(one - other), 20);
    if (this.#spread) this.desk.zoom(spread / this.#spread, (one + other) / 2);
    this.#spread = spread;
    this.#drag = "";
  }

  /** @param {"in" | "out"} which @param {number} ms */
  #pull(which, ms) {
    const range = this.timeline.range;
    if (!range) return;
    if (which === "in") this.desk.range(Math.min(ms, (range.end ?? this.timeline.duration) - SHORTEST_MS), range.end);
    else this.desk.range(range.start, Math.max(ms, range.start + SHORTEST_MS));
  }

  /** @param {PointerEvent | null} event */
  #hover(event) {
    const words = /** @type {HTMLElement | null} */ (this.track.querySelector(".tl__hover"));
    if (!words) return;
    words.hidden = event === null || this.busy;
    if (event === null) return;
    const box = this.track.getBoundingClientRect();
    words.style.transform = `translateX(${Math.min(Math.max(event.clientX - box.left, 0), box.width)}px)`;
    const label = words.firstElementChild;
    if (label) label.textContent = written(this.#ms(event));
  }

  /** @param {WheelEvent} event */
  #wheel = (event) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) return;
    if (!(/** @type {Element} */ (event.target).closest(".tl__track"))) return;
    event.preventDefault();
    const pixels = event.deltaMode ? event.deltaY * 30 : event.deltaY;
    this.desk.zoom(Math.exp(-pixels / (event.ctrlKey ? 100 : 400)), event.clientX);
  };

  /** @param {KeyboardEvent} event */
  #nudge = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const by = { ArrowLeft: -NUDGE_MS, ArrowRight: NUDGE_MS }[event.key];
    const which = target.classList.contains("tl__in") ? "in" : target.classList.contains("tl__out") ? "out" : "";
    const range = this.timeline.range;
    if (!by || !which || !range) return;
    event.preventDefault();
    event.stopPropagation();
    this.#pull(which, Math.min(Math.max((which === "in" ? range.start : (range.end ?? 0)) + by, 0), this.timeline.duration));
  };
}
