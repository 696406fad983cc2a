// @ts-check
/** Where the film is: the line over all lanes with its time, and the veil over what is still to come. */

import { written } from "../times.js";

const FIGURE_CLEAR_PX = 40;
const PILL_HALF_PX = 12;

export class Playhead {
  #said = "";
  #beyond = 0;

  /** @param {HTMLElement} head @param {HTMLElement} veil @param {import("./view.js").View} view */
  constructor(head, veil, view) {
    this.head = head;
    this.veil = veil;
    this.view = view;
    this.pill = /** @type {HTMLElement} */ (head.firstElementChild);
  }

  /** Writes and reads nothing: safe in every frame. @param {number} ms @param {readonly {ms: number, element: HTMLElement}[]} figures of the ruler */
  draw(ms, figures) {
    const { view, head, pill } = this;
    const x = view.x(ms);
    head.style.transform = `translateX(${x}px)`;
    this.veil.style.transform = `translateX(${x}px)`;
    const beyond = Math.max(PILL_HALF_PX - x, 0) - Math.max(x - view.track + PILL_HALF_PX, 0);
    if (beyond !== this.#beyond) pill.style.setProperty("--beyond", `${beyond}px`);
    this.#beyond = beyond;
    for (const { ms: at, element } of figures) element.classList.toggle("is-covered", Math.abs(view.x(at) - x) < FIGURE_CLEAR_PX);
    const time = written(ms);
    if (time === this.#said) return;
    this.#said = time;
    pill.textContent = time;
    head.setAttribute("aria-valuemax", String(Math.round(view.duration / 1000)));
    head.setAttribute("aria-valuenow", String(Math.round(ms / 1000)));
    head.setAttribute("aria-valuetext", time);
  }
}
