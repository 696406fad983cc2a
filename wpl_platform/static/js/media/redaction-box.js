// @ts-check
/** A place that somebody drew, over the film: moved and made larger by pointer, finger or keys. */

import { placeAt } from "./redaction-covers.js";

const STEP = 0.01;

export class Box {
  /** @type {import("./redaction-covers.js").Place | null} */ #from = null;
  /** @type {{x: number, y: number, sizes: boolean} | null} */ #grip = null;

  /**
   * @param {HTMLElement} stage the film's own area
   * @param {string} words its name for who does not see it
   * @param {(place: import("./redaction-covers.js").Place) => void} put hears where it was put
   */
  constructor(stage, words, put) {
    this.stage = stage;
    this.put = put;
    this.element = document.createElement("button");
    this.element.type = "button";
    this.element.className = "redact__box";
    this.element.setAttribute("aria-label", words);
    const corner = document.createElement("span");
    corner.className = "redact__corner";
    this.element.append(corner);
    this.element.addEventListener("pointerdown", this.#down);
    this.element.addEventListener("pointermove", this.#move);
    for (const end of ["pointerup", "pointercancel"]) this.element.addEventListener(end, () => (this.#grip = null));
    this.element.addEventListener("keydown", this.#key);
    stage.append(this.element);
  }

  /** @param {import("./redaction-covers.js").Cover} cover @param {number} ms */
  show(cover, ms) {
    const { x, y, width, height } = placeAt(cover, ms);
    this.place = { x, y, width, height };
    this.element.hidden = ms < cover.start || ms >= cover.end;
    this.element.classList.toggle("is-oval", cover.shape === "ellipse");
    const places = { left: x, top: y, width, height };
    for (const [name, part] of Object.entries(places)) this.element.style.setProperty(name, `${part * 100}%`);
  }

  remove() {
    this.element.remove();
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    if (event.button !== 0 || !this.place) return;
    this.#from = this.place;
    const corner = /** @type {Element} */ (event.target).matches(".redact__corner");
    this.#grip = { x: event.clientX, y: event.clientY, sizes: corner };
    this.element.setPointerCapture(event.pointerId);
    this.element.focus({ preventScroll: true });
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {PointerEvent} event */
  #move = (event) => {
    if (!this.#grip || !this.#from) return;
    const box = this.stage.getBoundingClientRect();
    const [across, down] = [(event.clientX - this.#grip.x) / box.width, (event.clientY - this.#grip.y) / box.height];
    const { x, y, width, height } = this.#from;
    this.put(this.#grip.sizes ? { x, y, width: width + across, height: height + down } : { x: x + across, y: y + down, width, height });
  };

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way || !this.place || event.ctrlKey || event.metaKey || event.altKey) return;
    const [across = 0, down = 0] = way.map((part) => part * STEP);
    const { x, y, width, height } = this.place;
    this.put(event.shiftKey ? { x, y, width: width + across, height: height + down } : { x: x + across, y: y + down, width, height });
    event.preventDefault();
    event.stopPropagation();
  };
}
