// @ts-check
/** How loud the film is and how full of moments, over one another: the waveform from what was kept of its sound, and the density. */

import { curve, path } from "./density.js";
import { NOTHING } from "./view.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("./view.js").Window} Window */

const PEAK_MS = 100;
const STEP_PX = 4;
const WIDE_PX = 6;
const HEIGHT = 38;
const LENGTH = 1000;
const AS_MUCH = 10;

export class Sound {
  /** what of it is drawn */ window = NOTHING;
  /** @type {Uint8Array} */ #peaks = new Uint8Array(0);
  #line = "";

  /** @param {HTMLElement} place with `data-peaks` (one byte for each tenth of a second), a waveform and a density in it */
  constructor(place) {
    this.place = place;
    this.wave = /** @type {SVGElement} */ (place.querySelector(".tl__wave"));
    this.density = /** @type {SVGElement} */ (place.querySelector(".tl__density"));
  }

  /** Brings in how loud it is; a film without sound has no waveform. */
  async load() {
    const answer = this.place.dataset.peaks ? await fetch(this.place.dataset.peaks).catch(() => null) : null;
    if (answer?.ok) this.#peaks = new Uint8Array(await answer.arrayBuffer());
  }

  /** The density as an open path, 1000 by 38. */
  get line() {
    return this.#line;
  }

  /** @param {readonly Moment[]} moments @param {View} view */
  count(moments, view) {
    const buckets = Math.min(Math.max(Math.round(view.width / 14), 24), 400);
    this.#line = path(curve(moments, view.duration, buckets), LENGTH, HEIGHT);
    const [area, line] = this.density.querySelectorAll("path");
    area?.setAttribute("d", this.#line ? `${this.#line}V${HEIGHT}H0Z` : "");
    line?.setAttribute("d", this.#line);
  }

  /** @param {View} view @param {Window} window @returns {number} as much as so many pins take */
  draw(view, window) {
    this.window = window;
    const [left, width] = [view.percent(window.from), view.percent(window.to - window.from)];
    for (const each of [this.wave, this.density]) {
      each.style.insetInlineStart = left;
      each.style.inlineSize = width;
    }
    const share = view.duration ? LENGTH / view.duration : 0;
    this.density.setAttribute("viewBox", `${window.from * share} 0 ${Math.max((window.to - window.from) * share, 0.001)} ${HEIGHT}`);
    const px = Math.max((window.to - window.from) * view.scale, 1);
    this.wave.setAttribute("viewBox", `0 0 ${px} ${HEIGHT}`);
    this.wave.firstElementChild?.setAttribute("d", this.#peaks.length ? this.#bars(view, window) : "");
    return AS_MUCH;
  }

  /** @param {View} view @param {Window} window @returns {string} a stroke each few pixels, as high as its loudest tenth */
  #bars(view, window) {
    const bars = [];
    const step = Math.max(STEP_PX / view.scale, PEAK_MS);
    this.wave.style.strokeWidth = `${Math.min(step * view.scale * 0.38, WIDE_PX)}px`;
    for (let ms = Math.floor(window.from / step) * step; ms < window.to; ms += step) {
      let loud = 0;
      const until = Math.min(Math.ceil((ms + step) / PEAK_MS), this.#peaks.length);
      for (let at = Math.floor(ms / PEAK_MS); at < until; at += 1) loud = Math.max(loud, this.#peaks[at] ?? 0);
      const half = (loud / 255) * (HEIGHT / 2 - 3) + 0.5;
      bars.push(`M${((ms - window.from) * view.scale).toFixed(1)} ${(HEIGHT / 2 - half).toFixed(1)}v${(half * 2).toFixed(1)}`);
    }
    return bars.join("");
  }
}
