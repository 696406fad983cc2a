// @ts-check
/** What moments stand on: the ruler and the film in small pictures, as far as they are in sight. */

import { picture, stillsOf } from "../../media/film-stills.js";
import { ticks } from "./scale.js";
import { NOTHING } from "./view.js";
import { written } from "../times.js";

const FIGURE_REM = 4.5;
const STRIP_REM = 2.75;
const EDGE_PX = 20;

export class Ruler {
  /** what of it is drawn */ window = NOTHING;
  /** @type {{ms: number, element: HTMLElement}[]} the figures and the times they stand for */ figures = [];

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").Window} window
   * @param {number} rem px
   * @returns {number} how many marks that took
   */
  draw(view, window, rem) {
    this.window = window;
    this.figures = [];
    const marks = ticks(view.duration, view.scale, window.from, window.to, FIGURE_REM * rem).map((tick) => this.#mark(tick, view));
    this.place.replaceChildren(...marks);
    return marks.length;
  }

  /** @param {{ms: number, major: boolean}} tick @param {import("./view.js").View} view @returns {HTMLElement} */
  #mark({ ms, major }, view) {
    const mark = document.createElement("span");
    mark.style.insetInlineStart = view.percent(ms);
    if (!major) return mark;
    mark.className = "is-major";
    mark.textContent = written(ms);
    mark.classList.toggle("is-first", ms === 0);
    mark.classList.toggle("is-last", view.track - view.x(ms) < EDGE_PX);
    this.figures.push({ ms, element: mark });
    return mark;
  }
}

export class Strip {
  /** @type {import("../../media/film-stills.js").Still[]} */ #stills = [];

  /** what of it is drawn */ window = NOTHING;

  /** @param {HTMLElement} place with `data-strip` and `data-tiles`, `data-aspect`, and `data-map` (WebVTT) where there are more pictures */
  constructor(place) {
    this.place = place;
  }

  /** Brings in the map of the many pictures; without it the few of the strip serve. */
  async load() {
    if (this.place.dataset.map) this.#stills = await stillsOf(this.place.dataset.map);
  }

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").Window} window
   * @param {number} rem px
   * @returns {number} how many pictures that took
   */
  draw(view, window, rem) {
    this.window = window;
    const { strip = "", aspect = "1.78" } = this.place.dataset;
    if (!(strip || this.#stills.length) || !view.width) return 0;
    const count = Math.max(Math.round(view.track / (STRIP_REM * rem * Number(aspect))), 4);
    const each = view.duration / count;
    const [first, last] = [Math.floor(window.from / each), Math.min(Math.ceil(window.to / each), count)];
    const shown = Array.from({ length: last - first }, (_, at) => {
      const tile = picture(this.#stills, (first + at + 0.5) / count, view.duration / 1000, this.place.dataset);
      tile.style.insetInlineStart = view.percent((first + at) * each);
      tile.style.inlineSize = view.percent(each);
      return tile;
    });
    this.place.replaceChildren(...shown);
    return shown.length;
  }
}
