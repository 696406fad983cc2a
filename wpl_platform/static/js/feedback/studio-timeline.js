// @ts-check
/**
 * <studio-timeline>: the recording as a line, with its moments.
 *
 * State comes down as properties (`moments`, `now`, `range`, `draft`, `current`); what a person asks goes up as
 * `studio:seek` {ms}, `studio:open` {id} and `studio:range` {start, end}.
 */

import { drawDensity, drawRuler, drawTiles } from "./timeline-ground.js";
import { clusters, lanes } from "./timeline-scale.js";
import { band, handle, labelOf, laneName, nearest, pin, rangeBar } from "./timeline-parts.js";
import { PointerDesk } from "./timeline-pointer.js";
import { spanWritten, written } from "./times.js";

/** @typedef {import("./times.js").Moment} Moment */
/** @typedef {{start: number, end: number | null}} Range */

const CLUSTER_PX = 12;
const CLUSTER_TOUCH_PX = 18;
const PILL_HALF_PX = 12;
const ZOOM_MAX = 40;
const HEAD_CLEAR_PX = 40;

export class StudioTimeline extends HTMLElement {
  /** @type {readonly Moment[]} */ #moments = [];
  /** @type {Range | null} */ #range = null;
  /** @type {{kind: string, start: number} | null} */ #draft = null;
  /** @type {"kind" | "person" | "one"} */ #by = "kind";
  #now = 0;
  #current = 0;
  #zoom = 1;
  #width = 0;
  /** @type {PointerDesk | null} */ #desk = null;
  /** @type {ResizeObserver | null} */ #sizes = null;
  /** @type {{at: number, element: HTMLElement}[]} */ #labels = [];
  #phone = window.matchMedia("(max-width: 47.99rem), (max-height: 30rem) and (min-width: 40rem)");

  connectedCallback() {
    this.hidden = false;
    this.#desk = new PointerDesk(this, this.track, {
      seek: (ms) => this.#ask("studio:seek", { ms }),
      range: (start, end) => this.#ask("studio:range", { start, end }),
      zoom: (by, clientX) => this.#zoomTo(this.#zoom * by, clientX),
    });
    this.addEventListener("click", this.#pressed);
    this.addEventListener("input", this.#slid);
    this.addEventListener("keydown", this.#walked);
    this.#sizes = new ResizeObserver(() => this.#measure());
    this.#sizes.observe(this.#part("tl"));
    this.#phone.addEventListener("change", this.#redraw);
    this.#measure();
  }

  disconnectedCallback() {
    this.#sizes?.disconnect();
    this.#phone.removeEventListener("change", this.#redraw);
  }

  /** @returns {HTMLElement} */
  get track() {
    return this.#part("tl__track");
  }

  get duration() {
    return Number(this.dataset.duration ?? 0);
  }

  set duration(ms) {
    if (ms === this.duration) return;
    this.dataset.duration = String(ms);
    this.#draw();
  }

  /** @returns {Range | null} */
  get range() {
    return this.#range;
  }

  set range(range) {
    this.#range = range;
    this.#drawRange();
  }

  set moments(/** @type {readonly Moment[]} */ moments) {
    this.#moments = moments;
    this.#draw();
  }

  set draft(/** @type {{kind: string, start: number} | null} */ draft) {
    if (draft?.kind === this.#draft?.kind && draft?.start === this.#draft?.start) return;
    this.#draft = draft;
    this.#drawDraft();
  }

  set current(/** @type {number} */ id) {
    if (id === this.#current) return;
    this.#current = id;
    this.#light(this);
  }

  set now(/** @type {number} */ ms) {
    this.#now = ms;
    const x = this.#x(ms);
    const head = this.#part("tl__head");
    head.style.transform = `translateX(${x}px)`;
    const pill = this.#part("tl__now");
    const beyond = this.#phone.matches ? 0 : Math.max(PILL_HALF_PX - x, 0) - Math.max(x - this.#width + PILL_HALF_PX, 0);
    pill.style.translate = `calc(-50% + ${beyond}px)`;
    if (pill.textContent !== written(ms)) {
      pill.textContent = written(ms);
      head.setAttribute("aria-valuenow", String(Math.round(ms / 1000)));
      head.setAttribute("aria-valuetext", written(ms));
    }
    this.#part("tl__veil").style.transform = `translateX(${this.duration ? (ms / this.duration) * 100 : 0}%)`;
    for (const { at, element } of this.#labels) element.classList.toggle("is-covered", Math.abs(at - x) < HEAD_CLEAR_PX);
    if (this.#range && this.#range.end === null) this.#drawRange();
    this.#follow(x);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`.${name}`));
  }

  /** @param {number} ms @returns {number} px on the track */
  #x(ms) {
    return this.duration ? (ms / this.duration) * this.#width : 0;
  }

  /** @param {number} ms @returns {string} */
  #percent(ms) {
    return `${this.duration ? (ms / this.duration) * 100 : 0}%`;
  }

  /** @param {string} name @param {object} detail */
  #ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  #measure() {
    const width = this.track.clientWidth;
    if (width === this.#width) return;
    this.#width = width;
    this.#draw();
  }

  #redraw = () => this.#draw();

  #draw() {
    this.#labels = drawRuler(this.#part("tl__ruler"), this.duration, this.#width);
    drawTiles(this.#part("tl__tiles"), this.#width);
    drawDensity(this.#part("tl__density"), this.#moments, this.duration, this.#width);
    this.#drawLanes();
    this.#drawRange();
    this.#drawDraft();
    this.now = this.#now;
  }

  #drawLanes() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".tl__pin"))?.dataset.moment;
    const by = this.#phone.matches ? "one" : this.#by;
    const found = lanes(this.#moments, by, JSON.parse(this.dataset.kinds ?? "[]"));
    this.#part("tl__lanes").replaceChildren(...found.map((lane) => this.#lane(lane)));
    const all = this.dataset.all ?? "";
    this.#part("tl__names").replaceChildren(...found.map((lane) => laneName(lane, all)));
    const pins = this.#pins();
    for (const [at, each] of pins.entries()) each.tabIndex = at ? -1 : 0;
    if (focused) pins.find((each) => each.dataset.moment === focused)?.focus({ preventScroll: true });
  }

  /** @param {import("./timeline-scale.js").Lane} lane @returns {HTMLElement} */
  #lane(lane) {
    const row = document.createElement("div");
    row.className = "tl__lane";
    if (lane.kind) row.dataset.kind = lane.kind;
    for (const moment of lane.moments) {
      if (moment.end !== null) row.append(rangeBar(moment, this.#percent(moment.start), this.#percent(moment.end - moment.start)));
    }
    const perMs = this.duration ? this.#width / this.duration : 0;
    for (const group of clusters(lane.moments, perMs, this.#phone.matches ? CLUSTER_TOUCH_PX : CLUSTER_PX)) {
      const label = labelOf(group, this.dataset);
      row.append(pin(group, this.#percent(group.first.start), label, this.#shape(group.first.kind)));
    }
    this.#light(row);
    return row;
  }

  /** @param {HTMLElement} place */
  #light(place) {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-moments]"))) {
      element.classList.toggle("is-now", element.dataset.moments?.split(" ").includes(String(this.#current)));
    }
  }

  /** @param {string} kind @returns {Node} */
  #shape(kind) {
    const found = /** @type {HTMLTemplateElement | null} */ (this.querySelector(`template[data-pin="${kind}"]`));
    return found?.content.cloneNode(true) ?? document.createDocumentFragment();
  }

  #drawDraft() {
    this.querySelector(".tl__draft")?.remove();
    if (!this.#draft) return;
    const holder = document.createElement("span");
    holder.className = "tl__draft";
    holder.style.insetInlineStart = this.#percent(this.#draft.start);
    holder.append(this.#shape(this.#draft.kind));
    holder.querySelector("svg")?.classList.add("is-draft");
    const lane = this.querySelector(`.tl__lane[data-kind="${this.#draft.kind}"]`) ?? this.querySelector(".tl__lane");
    lane?.append(holder);
  }

  #drawRange() {
    const range = this.#range;
    const end = range ? Math.max(range.end ?? this.#now, range.start) : 0;
    band(this.#part("tl__band"), range ? this.#percent(range.start) : null, range ? this.#percent(end - range.start) : "0%");
    handle(this.#part("tl__in"), range ? this.#percent(range.start) : null, range?.start ?? 0);
    handle(this.#part("tl__out"), range && range.end !== null ? this.#percent(end) : null, end);
    const words = this.querySelector("[data-range]");
    if (words) words.textContent = range ? (this.dataset.clip ?? "").replace("{time}", spanWritten(range.start, end > range.start ? end : null)) : "";
  }

  /** @param {number} x */
  #follow(x) {
    const view = this.#part("tl");
    if (this.#zoom === 1 || this.#desk?.busy) return;
    const names = this.#phone.matches ? 0 : 112;
    const seen = view.clientWidth - names;
    if (x < view.scrollLeft || x > view.scrollLeft + seen - 24) view.scrollLeft = Math.max(0, x - seen * 0.15);
  }

  /** @param {number} zoom @param {number} [clientX] the point that stays where it is; the playhead without one */
  #zoomTo(zoom, clientX) {
    const next = Math.min(Math.max(zoom, 1), ZOOM_MAX);
    if (next === this.#zoom) return;
    const view = this.#part("tl");
    const box = this.track.getBoundingClientRect();
    const pointer = clientX ?? box.left + this.#x(this.#now);
    const share = this.#width ? (pointer - box.left) / this.#width : 0;
    this.#zoom = next;
    this.#part("tl__pad").style.setProperty("--zoom", String(next));
    this.#measure();
    view.scrollLeft += this.track.getBoundingClientRect().left + share * this.#width - pointer;
    const slider = /** @type {HTMLInputElement | null} */ (this.querySelector('input[type="range"]'));
    if (slider) slider.value = String(Math.log(next) / Math.log(ZOOM_MAX));
  }

  /** @returns {HTMLElement[]} */
  #pins() {
    return Array.from(/** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".tl__pin"))).sort((a, b) => Number(a.dataset.start) - Number(b.dataset.start));
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const pressed = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!pressed) return;
    const button = nearest(pressed, /** @type {MouseEvent} */ (event));
    if (button.dataset.zoom) this.#zoomTo(this.#zoom * Number(button.dataset.zoom));
    if ("keys" in button.dataset) this.#ask("studio:command", { command: "keys" });
    if (button.dataset.by) this.#arrange(/** @type {"kind" | "person" | "one"} */ (button.dataset.by));
    if (!button.classList.contains("tl__pin")) return;
    if (button.dataset.many && this.#zoom < ZOOM_MAX) this.#zoomTo(this.#zoom * 2.5, button.getBoundingClientRect().left);
    else this.#ask("studio:open", { id: Number(button.dataset.moment) });
  };

  /** @param {"kind" | "person" | "one"} by */
  #arrange(by) {
    this.#by = by;
    for (const option of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-by]"))) {
      option.setAttribute("aria-pressed", String(option.dataset.by === by));
    }
    this.#draw();
  }

  /** @param {Event} event */
  #slid = (event) => {
    const slider = /** @type {HTMLInputElement} */ (event.target);
    if (slider.type === "range") this.#zoomTo(ZOOM_MAX ** Number(slider.value));
  };

  /** @param {KeyboardEvent} event */
  #walked = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !target.classList.contains("tl__pin")) return;
    event.preventDefault();
    event.stopPropagation();
    const pins = this.#pins();
    const next = pins[pins.indexOf(target) + by];
    if (!next) return;
    target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}

customElements.define("studio-timeline", StudioTimeline);
