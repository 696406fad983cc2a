// @ts-check
/** The two grips at the ends of one's own moment, while one has it in hand. */

import { written } from "../times.js";

/** @typedef {import("../times.js").Moment} Moment */

export class Grips {
  /** @type {{moment: Moment, lane: string} | null} */ held = null;

  /** @param {(name: string) => HTMLElement} piece @param {import("./view.js").View} view */
  constructor(piece, view) {
    this.view = view;
    this.start = piece("tl__grip--start");
    this.end = piece("tl__grip--end");
  }

  /** @param {Element} target @returns {"start" | "end" | ""} which of them it is */
  part(target) {
    return this.start.contains(target) ? "start" : this.end.contains(target) ? "end" : "";
  }

  /** @param {number} top px from the top of the track; below 0 when its lane is not there @param {number} height px */
  draw(top, height) {
    const moment = top < 0 ? null : (this.held?.moment ?? null);
    const lasts = moment !== null && moment.end !== null;
    this.#place(this.start, lasts ? moment.start : null, top, height);
    this.#place(this.end, lasts ? moment.end : null, top, height);
  }

  /** @param {HTMLElement} grip @param {number | null} ms hidden when null @param {number} top px @param {number} height px */
  #place(grip, ms, top, height) {
    grip.hidden = ms === null;
    if (ms === null) return;
    grip.style.insetInlineStart = this.view.percent(ms);
    grip.style.insetBlockStart = `${top}px`;
    grip.style.blockSize = `${height}px`;
    grip.setAttribute("aria-valuemax", String(Math.round(this.view.duration / 1000)));
    grip.setAttribute("aria-valuenow", String(Math.round(ms / 1000)));
    grip.setAttribute("aria-valuetext", written(ms));
  }
}
