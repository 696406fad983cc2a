// @ts-check
/**
 * <film-trim data-duration data-rate data-spans>: which part of a film is kept, chosen on its pictures.
 *
 * Holds the form that works by itself; the two handles, the keys and the buttons only fill in its times. The picture
 * follows what is moved: the first that is kept at the beginning, the last at the end.
 */

import { code, read } from "../feedback/times.js";
import { play } from "./film-source.js";
import { lasts, picture, step } from "./frames.js";
import { outside, SHORTEST_MS, withEnd, withStart } from "./trim-scale.js";
import { draw } from "./trim-strip.js";

const LEAP_MS = 1_000;
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select";

/** @typedef {"in" | "out" | "head"} Grip */

class FilmTrim extends HTMLElement {
  /** @type {import("./trim-scale.js").Part} */ #part = { start: 0, end: 0 };
  /** @type {import("./film-source.js").Film | null} */ #film = null;
  /** @type {HTMLVideoElement | null} */ #video = null;
  /** @type {ResizeObserver | null} */ #sizes = null;
  /** @type {Grip | null} */ #drag = null;
  #playing = 0;
  #ears = new AbortController();

  connectedCallback() {
    const { signal } = this.#ears;
    this.#part = { start: this.#typed("start") ?? 0, end: this.#typed("end") ?? this.duration };
    this.#video = this.querySelector("video");
    if (this.#video) this.#take(this.#video, signal);
    this.#at("tools").hidden = false;
    const track = this.#at("track");
    track.addEventListener("pointerdown", this.#down, { signal });
    track.addEventListener("pointermove", this.#move, { signal });
    for (const end of ["pointerup", "pointercancel"]) track.addEventListener(end, () => (this.#drag = null), { signal });
    document.addEventListener("keydown", this.#key, { signal });
    this.addEventListener("click", this.#pressed, { signal });
    this.addEventListener("change", this.#changed, { signal });
    this.#sizes = new ResizeObserver(() => draw(this.#at("strip"), this.duration / 1000));
    this.#sizes.observe(this.#at("strip"));
    this.#mark();
    this.#paint();
  }

  disconnectedCallback() {
    this.#ears.abort();
    this.#sizes?.disconnect();
    this.#film?.destroy();
    cancelAnimationFrame(this.#playing);
  }

  get duration() {
    return Number(this.dataset.duration ?? 0);
  }

  get rate() {
    return Number(this.dataset.rate ?? 0);
  }

  /** @returns {number} ms in which the picture begins that is seen now */
  get now() {
    return picture(Math.min(Math.floor((this.#film?.now ?? 0) * 1000), this.duration), this.rate);
  }

  /** @param {HTMLVideoElement} video @param {AbortSignal} signal */
  #take(video, signal) {
    this.#film = play(video, video.getAttribute("src") ?? "");
    video.controls = false;
    for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, () => this.#head(), { signal });
    for (const name of ["play", "pause"]) video.addEventListener(name, this.#follow, { signal });
    video.addEventListener("click", () => this.#toggle(), { signal });
  }

  /** @param {string} name @returns {HTMLElement} */
  #at(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`.trim__${name}`));
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`input[name="${name}"]`));
  }

  /** @param {string} name @returns {number | null} ms */
  #typed(name) {
    return read(this.#field(name).value);
  }

  /** @param {PointerEvent} event @returns {number} ms */
  #ms(event) {
    const box = this.#at("track").getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * this.duration;
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    if (event.button !== 0) return;
    const target = /** @type {Element} */ (event.target);
    this.#drag = target.closest(".trim__in") ? "in" : target.closest(".trim__out") ? "out" : "head";
    this.#at("track").setPointerCapture(event.pointerId);
    this.#at(this.#drag).focus({ preventScroll: true });
    if (this.#drag === "head") this.#put("head", this.#ms(event));
    event.preventDefault();
  };

  /** @param {PointerEvent} event */
  #move = (event) => {
    if (this.#drag) this.#put(this.#drag, this.#ms(event));
  };

  /** @param {Grip} grip @param {number} ms */
  #put(grip, ms) {
    if (grip === "in") this.#keep(withStart(this.#part, ms, this.rate), "in");
    else if (grip === "out") this.#keep(withEnd(this.#part, ms, this.duration, this.rate), "out");
    else this.#show(picture(Math.min(Math.max(ms, 0), this.duration), this.rate));
  }

  /** @param {import("./trim-scale.js").Part} part @param {Grip} grip what was moved */
  #keep(part, grip) {
    this.#part = part;
    this.#field("start").value = code(part.start);
    this.#field("end").value = code(part.end);
    this.#show(grip === "in" ? part.start : step(part.end, -1, this.rate));
    this.#paint();
  }

  /** @param {number} ms where a picture begins: the film stands in the middle of it, where no rounding reaches its neighbour */
  #show(ms) {
    this.#video?.pause();
    this.#film?.seek(Math.min(ms + lasts(this.rate) / 2, this.duration));
    this.#head();
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    if (target.matches(TYPING)) return;
    const grip = /** @type {Grip | undefined} */ (/trim__(in|out|head)\b/.exec(target.className)?.[1]);
    const ms = grip && this.#wanted(event, grip);
    if (grip && ms !== undefined) this.#put(grip, ms);
    else if (event.key === " " && !target.matches("button, a, input, summary")) this.#toggle();
    else if (event.key === "i" || event.key === "o") this.#set(event.key === "i" ? "in" : "out");
    else return;
    event.preventDefault();
  };

  /** @param {KeyboardEvent} event @param {Grip} grip @returns {number | undefined} ms where a key brings it */
  #wanted(event, grip) {
    const from = grip === "in" ? this.#part.start : grip === "out" ? this.#part.end : this.now;
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (way) return event.shiftKey ? from + way * LEAP_MS : step(from, way, this.rate);
    if (event.key === "PageDown" || event.key === "PageUp") return from + (event.key === "PageUp" ? 10 : -10) * LEAP_MS;
    return { Home: 0, End: this.duration }[event.key];
  }

  /** Where the film stands: the first picture that is kept, or the last. @param {"in" | "out"} grip */
  #set(grip) {
    this.#put(grip, grip === "in" ? this.now : step(this.now, 1, this.rate));
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-do]"));
    if (button?.dataset.do === "preview") this.#preview();
    else if (button?.dataset.do === "in" || button?.dataset.do === "out") this.#set(button.dataset.do);
  };

  /** @param {Event} event */
  #changed = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const ms = field.name === "start" || field.name === "end" ? this.#typed(field.name) : null;
    if (ms !== null) this.#put(field.name === "start" ? "in" : "out", ms);
  };

  #toggle() {
    if (this.#video?.paused) this.#video.play().catch(() => undefined);
    else this.#video?.pause();
  }

  /** Plays what is kept, from its beginning to its end; stops when something plays. */
  #preview() {
    if (!this.#video?.paused) return this.#video?.pause();
    this.#show(this.#part.start);
    this.dataset.preview = "";
    return this.#toggle();
  }

  /** The playhead goes along on every frame; what is only looked at ends where it will end. */
  #follow = () => {
    cancelAnimationFrame(this.#playing);
    this.#head();
    const video = this.#video;
    this.querySelector('[data-do="preview"]')?.classList.toggle("is-on", !video?.paused);
    if (!video || video.paused) {
      delete this.dataset.preview;
      return;
    }
    if ("preview" in this.dataset && video.currentTime * 1000 >= this.#part.end - lasts(this.rate) / 2) this.#show(step(this.#part.end, -1, this.rate));
    this.#playing = requestAnimationFrame(this.#follow);
  };

  /** @param {number} ms @returns {string} */
  #percent(ms) {
    return `${this.duration ? (ms / this.duration) * 100 : 0}%`;
  }

  #head() {
    const head = this.#at("head");
    head.style.insetInlineStart = this.#percent(this.now);
    head.setAttribute("aria-valuenow", String(this.now));
    head.setAttribute("aria-valuetext", code(this.now));
    const words = this.querySelector("[data-now]");
    if (words) words.textContent = code(this.now);
  }

  #paint() {
    const { start, end } = this.#part;
    for (const [grip, ms] of /** @type {[Grip, number][]} */ ([["in", start], ["out", end]])) {
      const handle = this.#at(grip);
      handle.style.insetInlineStart = this.#percent(ms);
      handle.setAttribute("aria-valuenow", String(ms));
      handle.setAttribute("aria-valuetext", code(ms));
      handle.dataset.time = code(ms);
    }
    this.#at("gone--before").style.inlineSize = this.#percent(start);
    this.#at("gone--after").style.inlineSize = this.#percent(this.duration - end);
    this.#at("frame").style.insetInlineStart = this.#percent(start);
    this.#at("frame").style.inlineSize = this.#percent(end - start);
    this.#head();
    this.#say();
  }

  #say() {
    const kept = this.#part.end - this.#part.start;
    const words = kept === this.duration ? this.dataset.all : kept < Math.min(SHORTEST_MS, this.duration) ? this.dataset.short : this.dataset.left;
    const says = this.querySelector("[data-says]");
    if (says) says.textContent = (words ?? "").replace("{kept}", code(kept)).replace("{gone}", code(this.duration - kept));
    const lost = outside(this.#spans, this.#part);
    const asks = /** @type {HTMLElement | null} */ (this.querySelector("[data-lose]"));
    if (!asks) return;
    asks.hidden = !lost;
    asks.removeAttribute("data-state");
    const told = asks.querySelector("[data-lost]");
    if (told) told.textContent = ((lost === 1 ? this.dataset.one : this.dataset.many) ?? "").replace("{n}", String(lost));
  }

  /** @returns {[number, number][]} */
  get #spans() {
    return JSON.parse(this.dataset.spans ?? "[]");
  }

  /** Where moments are on the film, so that who cuts sees what they cut. */
  #mark() {
    const marks = this.#spans.map(([first, last]) => {
      const mark = document.createElement("span");
      mark.style.insetInlineStart = this.#percent(first);
      mark.style.inlineSize = this.#percent(last - first);
      return mark;
    });
    this.#at("marks").replaceChildren(...marks);
  }
}

customElements.define("film-trim", FilmTrim);
