// @ts-check
/** The chosen stretch of the film: its ground over all lanes, and the handles of its begin and end. */

import { spanWritten, written } from "../times.js";

/** @typedef {{start: number, end: number | null}} Range */

export const SHORTEST_MS = 200;

export class RangeView {
  /** @param {(name: string) => HTMLElement} piece @param {import("./view.js").View} view @param {string} words in which {time} is filled in */
  constructor(piece, view, words) {
    this.words = words;
    this.told = piece("time__told");
    this.view = view;
    this.band = piece("tl__band");
    this.begin = piece("tl__in");
    this.end = piece("tl__out");
  }

  /** @param {Range | null} range @param {number} now ms, where an open range ends for the time being */
  draw(range, now) {
    const { view } = this;
    const end = range ? Math.max(range.end ?? now, range.start) : 0;
    this.band.hidden = !range;
    if (range) {
      this.band.style.insetInlineStart = view.percent(range.start);
      this.band.style.inlineSize = view.percent(end - range.start);
    }
    const told = range ? this.words.replace("{time}", spanWritten(range.start, end > range.start ? end : null)) : "";
    if (this.told.textContent !== told) this.told.textContent = told;
    this.#handle(this.begin, range ? range.start : null);
    this.#handle(this.end, range && range.end !== null ? end : null);
  }

  /** @param {HTMLElement} element @param {number | null} ms hidden when null */
  #handle(element, ms) {
    element.hidden = ms === null;
    if (ms === null) return;
    element.style.insetInlineStart = this.view.percent(ms);
    element.setAttribute("aria-valuemax", String(Math.round(this.view.duration / 1000)));
    element.setAttribute("aria-valuenow", String(Math.round(ms / 1000)));
    element.setAttribute("aria-valuetext", written(ms));
  }
}

/**
 * @param {Range} range
 * @param {"in" | "out"} which end is pulled
 * @param {number} ms where to
 * @param {number} duration ms
 * @returns {Range} never turned inside out, and within the film
 */
export function pulled({ start, end }, which, ms, duration) {
  if (which === "in") return { start: Math.max(0, Math.min(ms, (end ?? duration) - SHORTEST_MS)), end };
  return { start, end: Math.min(duration, Math.max(ms, start + SHORTEST_MS)) };
}
