// @ts-check
/** The whole film in small, with what is in sight of it; there as soon as not all is in sight. Dragging it scrolls. */

import { spanWritten } from "../times.js";

export class Minimap {
  /**
   * @param {HTMLElement} map with a density, a thumb and a sign of the playhead in it
   * @param {import("./view.js").View} view
   * @param {() => void} scrolled
   */
  constructor(map, view, scrolled) {
    this.map = map;
    this.view = view;
    this.scrolled = scrolled;
    this.thumb = /** @type {HTMLElement} */ (map.querySelector(".tl-map__sight"));
    this.head = /** @type {HTMLElement} */ (map.querySelector(".tl-map__head"));
    map.addEventListener("pointerdown", this.#down);
    map.addEventListener("pointermove", this.#move);
    map.addEventListener("keydown", this.#keyed);
  }

  /** @param {string} line the density, 1000 by 38 */
  count(line) {
    this.map.querySelector("path")?.setAttribute("d", line ? `${line}V38H0Z` : "");
  }

  draw() {
    const { view, map, thumb } = this;
    map.classList.toggle("is-idle", view.zoom === 1);
    map.tabIndex = view.zoom === 1 ? -1 : 0;
    map.setAttribute("aria-hidden", String(view.zoom === 1));
    thumb.style.insetInlineStart = `${(view.scroll / Math.max(view.track, 1)) * 100}%`;
    thumb.style.inlineSize = `${100 / view.zoom}%`;
    const { start, end } = view.sight;
    map.setAttribute("aria-valuenow", String(Math.round(start / 1000)));
    map.setAttribute("aria-valuemax", String(Math.round(view.duration / 1000)));
    map.setAttribute("aria-valuetext", spanWritten(start, end));
  }

  /** @param {number} now ms */
  play(now) {
    this.head.style.translate = `${this.view.duration ? (now / this.view.duration) * this.view.width : 0}px`;
  }

  /** @param {PointerEvent} event @returns {number} px of the track under the pointer */
  #at(event) {
    const box = this.map.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * this.view.track;
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    if (event.button !== 0 || this.view.zoom === 1) return;
    this.map.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    const inside = at >= this.view.scroll && at <= this.view.scroll + this.view.width;
    this.held = inside ? at - this.view.scroll : this.view.width / 2;
    this.#move(event);
  };

  /** @param {PointerEvent} event */
  #move = (event) => {
    if (!this.map.hasPointerCapture(event.pointerId)) return;
    this.view.scrollTo(this.#at(event) - (this.held ?? 0));
    this.scrolled();
  };

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    const { view } = this;
    const to = {
      ArrowLeft: view.scroll - view.width / 4,
      ArrowRight: view.scroll + view.width / 4,
      PageUp: view.scroll - view.width,
      PageDown: view.scroll + view.width,
      Home: 0,
      End: view.track,
    }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    view.scrollTo(to);
    this.scrolled();
  };
}
