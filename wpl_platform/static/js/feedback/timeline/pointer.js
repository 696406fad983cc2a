// @ts-check
/**
 * What hands do on the timeline: press and drag to go somewhere, wheel and pinch to zoom, hover for the time. What a drag
 * does is decided where it begins: it seeks, shifts, pulls an end of the stretch, moves one's own moment, or draws a box.
 */

import { Pan } from "./pan.js";
import { written } from "../times.js";

/** @typedef {{move: (event: PointerEvent) => void, end: (event: PointerEvent) => void, stop?: () => void, at?: number}} Drag  `at`: px from where it counts as a drag */

/**
 * @typedef {Object} Desk
 * @property {(ms: number) => void} seek
 * @property {(by: number, clientX: number) => void} zoom
 * @property {(px: number) => void} shift
 * @property {(event: PointerEvent) => Drag | null} take  what else can be dragged where it was pressed
 * @property {(clientX: number) => number} ms
 * @property {() => boolean} zoomed
 */

const DRAG_PX = 4;
const SPREAD_LEAST_PX = 20;

export class PointerDesk {
  /** @type {Drag | null} */ #drag = null;
  /** @type {Map<number, number>} */ #fingers = new Map();
  #pan;
  #from = 0;
  #held = false;
  #spread = 0;
  #middle = 0;

  /** @param {HTMLElement} track @param {Desk} desk */
  constructor(track, desk) {
    this.track = track;
    this.desk = desk;
    this.#pan = new Pan(desk.shift);
    track.addEventListener("pointerdown", this.#down);
    track.addEventListener("pointermove", this.#move);
    track.addEventListener("pointerup", this.#up);
    track.addEventListener("pointercancel", this.#cancel);
    track.addEventListener("pointerleave", () => this.#hover(null));
    track.addEventListener("wheel", this.#wheel, { passive: false });
  }

  /** @returns {boolean} whether somebody is dragging */
  get busy() {
    return this.#drag !== null || this.#fingers.size > 1;
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    this.#fingers.set(event.pointerId, event.clientX);
    this.#pan.stop();
    if (this.#fingers.size > 1) {
      this.#drag?.stop?.();
      this.#drag = null;
      this.#spread = 0;
      this.track.setPointerCapture(event.pointerId);
      return;
    }
    if (event.button !== 0) return;
    this.#drag = this.#begin(event);
    this.#from = event.clientX;
    this.#held = this.#drag !== null && !this.#drag.at;
    if (this.#held) this.track.setPointerCapture(event.pointerId);
  };

  /** @param {PointerEvent} event @returns {Drag | null} */
  #begin(event) {
    const taken = this.desk.take(event);
    if (taken) return taken;
    const target = /** @type {Element} */ (event.target);
    const touch = event.pointerType === "touch";
    if (touch && this.desk.zoomed() && target.closest(".tl__lanes")) return this.#shifting(event);
    if (target.closest(".tl__pin")) return null;
    this.desk.seek(this.desk.ms(event.clientX));
    return { move: ({ clientX }) => this.desk.seek(this.desk.ms(clientX)), end: () => undefined };
  }

  /** @param {PointerEvent} event @returns {Drag} one finger shifts what is in sight; a tap goes there */
  #shifting(event) {
    const onPin = /** @type {Element} */ (event.target).closest(".tl__pin");
    this.#pan.start(event.clientX);
    return {
      at: onPin ? DRAG_PX : 0,
      move: ({ clientX }) => this.#pan.move(clientX),
      end: ({ clientX }) => {
        this.#pan.end();
        if (!this.#pan.moved && !onPin) this.desk.seek(this.desk.ms(clientX));
      },
    };
  }

  /** @param {PointerEvent} event */
  #move = (event) => {
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, event.clientX);
    if (this.#fingers.size === 2) return this.#pinch();
    if (event.pointerType === "mouse") this.#hover(event);
    if (!this.#drag) return undefined;
    if (!this.#held && Math.abs(event.clientX - this.#from) >= (this.#drag.at ?? 0)) {
      this.#held = true;
      this.track.setPointerCapture(event.pointerId);
    }
    return this.#held ? this.#drag.move(event) : undefined;
  };

  /** @param {PointerEvent} event */
  #up = (event) => {
    this.#fingers.delete(event.pointerId);
    if (this.#held) this.#drag?.end(event);
    this.#drag = null;
    this.#held = false;
  };

  /** @param {PointerEvent} event */
  #cancel = (event) => {
    this.#fingers.delete(event.pointerId);
    this.#drag?.stop?.();
    this.#drag = null;
    this.#held = false;
  };

  #pinch() {
    const [one = 0, other = 0] = [...this.#fingers.values()];
    const spread = Math.max(Math.abs(one - other), SPREAD_LEAST_PX);
    const middle = (one + other) / 2;
    if (this.#spread) {
      this.desk.shift(this.#middle - middle);
      this.desk.zoom(spread / this.#spread, middle);
    }
    this.#spread = spread;
    this.#middle = middle;
  }

  /** @param {PointerEvent | null} event */
  #hover(event) {
    const words = /** @type {HTMLElement} */ (this.track.querySelector(".tl__hover"));
    words.hidden = event === null || this.busy;
    if (event === null) return;
    const ms = this.desk.ms(event.clientX);
    words.style.insetInlineStart = `${(ms / Math.max(Number(words.dataset.of), 1)) * 100}%`;
    if (words.firstElementChild) words.firstElementChild.textContent = written(ms);
  }

  /** @param {WheelEvent} event */
  #wheel = (event) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) return;
    event.preventDefault();
    const pixels = event.deltaMode ? event.deltaY * 30 : event.deltaY;
    this.desk.zoom(Math.exp(-pixels / (event.ctrlKey ? 100 : 400)), event.clientX);
  };
}
