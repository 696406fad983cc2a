// @ts-check
/**
 * <player-scrub>: the whole film as one line: where you are, what was read already, and what repeats.
 *
 * Pointing at it shows the still and the time there, dragging goes there. Asks `player:seek` {ms}.
 */

import { picture, stillsOf } from "../../media/film-stills.js";
import { written } from "../times.js";

const STEPS = { ArrowLeft: -1_000, ArrowRight: 1_000, ArrowDown: -1_000, ArrowUp: 1_000, PageDown: -10_000, PageUp: 10_000 };
const BOTH_ENDS = { Home: 0, End: 1 };

export class PlayerScrub extends HTMLElement {
  #duration = 0;
  #now = 0;
  /** @type {Promise<import("../../media/film-stills.js").Still[]> | null} read when it is first pointed at */ #stills = null;
  #held = false;
  #asked = 0;
  #frame = 0;

  connectedCallback() {
    this.#piece("still").style.aspectRatio = this.dataset.aspect ?? "";
    this.addEventListener("pointerdown", this.#take);
    this.addEventListener("pointermove", this.#point);
    this.addEventListener("pointerup", this.#leave);
    this.addEventListener("pointercancel", this.#leave);
    this.addEventListener("pointerleave", () => !this.#held && this.#peek(null));
    this.addEventListener("keydown", this.#keyed);
  }

  /** @param {number} ms */
  set duration(ms) {
    if (ms === this.#duration) return;
    this.#duration = ms;
    this.setAttribute("aria-valuemax", String(Math.floor(ms / 1000)));
    this.#paint();
  }

  /** @param {number} ms */
  set now(ms) {
    this.#now = ms;
    this.#paint();
  }

  /** Shows itself, and how much of the film was read. @param {HTMLVideoElement} video */
  attach(video) {
    this.hidden = false;
    for (const name of ["progress", "seeked", "timeupdate"]) video.addEventListener(name, () => this.#load(video.buffered));
  }

  /** @param {TimeRanges} ranges s */
  #load(ranges) {
    const edges = [...Array(ranges.length).keys()].flatMap((at) => {
      const [from, to] = [this.#part(ranges.start(at) * 1000), this.#part(ranges.end(at) * 1000)];
      return [`transparent ${from}`, `currentcolor ${from}`, `currentcolor ${to}`, `transparent ${to}`];
    });
    this.#piece("loaded").style.backgroundImage = edges.length ? `linear-gradient(90deg, ${edges.join(", ")})` : "none";
  }

  /** @param {{start: number | null, end: number | null}} loop ms */
  set loop({ start, end }) {
    const piece = this.#piece("loop");
    piece.hidden = start === null;
    piece.style.insetInlineStart = this.#part(start ?? 0);
    piece.style.inlineSize = end === null ? "0" : `calc(${this.#part(end)} - ${this.#part(start ?? 0)})`;
  }

  /** @param {string} name @returns {HTMLElement} */
  #piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`.scrub__${name}`));
  }

  /** @param {number} ms @returns {string} how far along the line */
  #part(ms) {
    return `${(100 * Math.min(Math.max(ms / (this.#duration || 1), 0), 1)).toFixed(3)}%`;
  }

  #paint() {
    this.style.setProperty("--at", this.#part(this.#now));
    const second = String(Math.floor(this.#now / 1000));
    if (this.getAttribute("aria-valuenow") === second) return;
    this.setAttribute("aria-valuenow", second);
    this.setAttribute("aria-valuetext", written(this.#now));
  }

  /** @param {PointerEvent} event @returns {number} ms */
  #under(event) {
    const line = this.#piece("line").getBoundingClientRect();
    const part = Math.min(Math.max((event.clientX - line.left) / (line.width || 1), 0), 1);
    return Math.round(part * this.#duration);
  }

  /** @param {PointerEvent} event */
  #take = (event) => {
    if (event.button) return;
    this.#held = true;
    this.setPointerCapture(event.pointerId);
    this.classList.add("is-held");
    this.#point(event);
  };

  /** @param {PointerEvent} event */
  #point = (event) => {
    const ms = this.#under(event);
    this.#peek(ms);
    if (!this.#held) return;
    this.#asked = ms;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#ask(this.#asked);
    });
  };

  /** @param {PointerEvent} event */
  #leave = (event) => {
    this.#held = false;
    this.classList.remove("is-held");
    if (event.pointerType !== "mouse") this.#peek(null);
  };

  /** The still and the time at a place, kept within the line. @param {number | null} ms */
  #peek(ms) {
    const peek = this.#piece("peek");
    peek.hidden = ms === null;
    if (ms === null) return;
    const time = peek.querySelector(".num");
    if (time) time.textContent = written(ms);
    const half = peek.offsetWidth / 2;
    peek.style.insetInlineStart = `clamp(${half}px, ${this.#part(ms)}, calc(100% - ${half}px))`;
    this.#picture(ms);
  }

  /** @param {number} ms */
  async #picture(ms) {
    this.#stills ??= this.dataset.map ? stillsOf(this.dataset.map) : Promise.resolve([]);
    const stills = await this.#stills;
    this.#piece("still").replaceChildren(picture(stills, ms / this.#duration, this.#duration / 1000, this.dataset));
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    const by = /** @type {Record<string, number>} */ (STEPS)[event.key];
    const end = /** @type {Record<string, number>} */ (BOTH_ENDS)[event.key];
    if (by === undefined && end === undefined) return;
    event.preventDefault();
    this.#ask(by === undefined ? (end ?? 0) * this.#duration : this.#now + by);
  };

  /** @param {number} ms */
  #ask(ms) {
    this.dispatchEvent(new CustomEvent("player:seek", { bubbles: true, detail: { ms } }));
  }
}

customElements.define("player-scrub", PlayerScrub);
