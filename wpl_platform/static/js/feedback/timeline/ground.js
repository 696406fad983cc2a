// @ts-check
/** What moments stand on: the ruler and the film in small pictures, as far as they are in sight. */

import { picture, stillsOf } from "../../media/film-stills.js";
import { ticks } from "./scale.js";
import { written } from "../times.js";

const FIGURE_REM = 4.5;
const STRIP_REM = 2.75;
const EDGE_PX = 20;

/**
 * @param {HTMLElement} ruler
 * @param {import("./view.js").View} view
 * @param {import("./view.js").Window} window
 * @param {number} rem px
 * @returns {{ms: number, element: HTMLElement}[]} the figures and the times they stand for
 */
export function drawRuler(ruler, view, window, rem) {
  /** @type {{ms: number, element: HTMLElement}[]} */
  const figures = [];
  const marks = ticks(view.duration, view.scale, window.from, window.to, FIGURE_REM * rem).map(({ ms, major }) => {
    const mark = document.createElement("span");
    mark.style.insetInlineStart = view.percent(ms);
    if (!major) return mark;
    mark.className = "is-major";
    mark.textContent = written(ms);
    mark.classList.toggle("is-first", ms === 0);
    mark.classList.toggle("is-last", view.track - view.x(ms) < EDGE_PX);
    figures.push({ ms, element: mark });
    return mark;
  });
  ruler.replaceChildren(...marks);
  return figures;
}

export class Strip {
  /** @type {import("../../media/film-stills.js").Still[]} */ #stills = [];

  #drawn = { from: 0, to: -1 };

  /** @param {HTMLElement} place with `data-strip` and `data-tiles`, `data-aspect`, and `data-map` (WebVTT) where there are more pictures */
  constructor(place) {
    this.place = place;
  }

  /** Brings in the map of the many pictures; without it the few of the strip serve. */
  async load() {
    if (this.place.dataset.map) this.#stills = await stillsOf(this.place.dataset.map);
  }

  /** @param {import("./view.js").View} view @returns {boolean} whether there are pictures wherever one looks */
  covers({ sight }) {
    return this.#drawn.from <= sight.start && this.#drawn.to >= sight.end;
  }

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").Window} window
   * @param {number} rem px
   */
  draw(view, window, rem) {
    this.#drawn = window;
    const { strip = "", aspect = "1.78" } = this.place.dataset;
    if (!(strip || this.#stills.length) || !view.width) return;
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
  }
}
