// @ts-check
/**
 * Moving and stretching one's own moments: the pin or the bar by pointer, its ends by their grips, and all of it by key
 * (Alt+← → moves, Shift+Alt+← → moves the end; a grip moves by ← →).
 */

import { pulled } from "./range.js";
import { spanWritten } from "../times.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./row.js").Drawn} Drawn */
/** @typedef {"whole" | "start" | "end"} Part */
/** @typedef {{start: number, end: number | null}} Span */

/**
 * @typedef {Object} Hands
 * @property {(moment: Moment, span: Span, part: Part) => void} moved  when it is let go
 * @property {(words: string | null) => void} tell  where it would stand now
 */

const STEP_MS = 1_000;
const FINE_MS = 100;
const FINE_PX_A_SECOND = 40;
const DRAG_PX = 4;

/**
 * @param {Span} span
 * @param {Part} part
 * @param {number} by ms
 * @param {number} duration ms
 * @returns {Span} within the film; a point whose end is pulled becomes a stretch
 */
export function shifted({ start, end }, part, by, duration) {
  if (part === "end") return pulled({ start, end }, "out", (end ?? start) + by, duration);
  if (part === "start" && end !== null) return pulled({ start, end }, "in", start + by, duration);
  const within = Math.min(Math.max(by, -start), duration - (end ?? start));
  return { start: start + within, end: end === null ? null : end + within };
}

export class Mover {
  /** @param {import("./view.js").View} view @param {Hands} hands */
  constructor(view, hands) {
    this.view = view;
    this.hands = hands;
  }

  /**
   * @param {Drawn} drawn
   * @param {Part} part
   * @param {number} clientX where it was taken
   * @param {HTMLElement} [grip] that goes along
   * @returns {import("./pointer.js").Drag}
   */
  drag(drawn, part, clientX, grip) {
    const moment = drawn.group.first;
    /** @type {Span} */ let span = moment;
    return {
      at: DRAG_PX,
      move: (event) => {
        span = shifted(moment, part, Math.round((event.clientX - clientX) / this.view.scale), this.view.duration);
        this.#place(drawn, span, grip && { grip, part });
        this.hands.tell(spanWritten(span.start, span.end));
      },
      end: () => {
        this.hands.tell(null);
        this.hands.moved(moment, span, part);
      },
      stop: () => {
        this.hands.tell(null);
        this.#place(drawn, moment, grip && { grip, part });
      },
    };
  }

  /** @param {Drawn} drawn @param {Span} span @param {{grip: HTMLElement, part: Part}} [along] */
  #place({ pin, bar }, { start, end }, along) {
    const left = this.view.percent(start);
    pin.style.insetInlineStart = left;
    if (bar) {
      bar.style.insetInlineStart = left;
      bar.style.inlineSize = this.view.percent((end ?? start) - start);
    }
    if (along) along.grip.style.insetInlineStart = this.view.percent(along.part === "end" ? (end ?? start) : start);
  }

  /**
   * @param {Moment} moment
   * @param {KeyboardEvent} event
   * @param {Part | ""} grip the one that was pressed, if it was not the pin
   * @param {(span: Span, part: Part) => void} moved
   * @returns {boolean} whether the key moves it
   */
  keyed(moment, event, grip, moved) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !(event.altKey || grip)) return false;
    const step = this.view.scale * 1000 >= FINE_PX_A_SECOND ? FINE_MS : STEP_MS;
    const part = grip || (event.shiftKey ? "end" : "whole");
    moved(shifted(moment, part, by * step, this.view.duration), part);
    return true;
  }
}
