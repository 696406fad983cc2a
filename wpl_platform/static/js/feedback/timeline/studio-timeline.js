// @ts-check
/**
 * <studio-timeline>: the recording as a line, with its moments.
 *
 * State comes down as properties (`moments`, `now`, `range`, `draft`, `waiting`, `current`); what a person asks goes up as
 * `studio:seek` {ms}, `studio:open` {id}, `studio:range` {start, end}, `studio:moved` {id, start, end} and
 * `studio:command`. What is asked for is drawn in the next frame (timeline/drawing.js); what hands and keys do stands in
 * timeline/hands.js, how one moment looks in timeline/pin.js.
 */

import { keep, kept, own } from "../person.js";
import { Drawing } from "./drawing.js";
import { Hands } from "./hands.js";
import { Sizes } from "./sizes.js";
import { View } from "./view.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./range.js").Range} Range */
/** @typedef {import("./scale.js").Order} Order */
/** @typedef {import("./drawing.js").Due} Due */

const PHONE = "(max-width: 47.99rem), (max-height: 30rem) and (min-width: 40rem)";
const EDGE_PX = 16;
/** @type {Record<string, number>} */
const ZOOMS = { "zoom-in": 1.6, "zoom-out": 1 / 1.6, "zoom-all": 0 };

export class StudioTimeline extends HTMLElement {
  view = new View();
  sizes = new Sizes();
  /** @type {Drawing | null} */ drawing = null;
  /** @type {import("./drawing.js").State} */
  #state = { moments: [], range: null, draft: null, waiting: [], now: 0, current: 0, by: "kind", follow: true, phone: false, chosen: new Set() };
  /** @type {Hands | null} */ #hands = null;
  /** @type {Set<Due>} */ #due = new Set();
  /** @type {ResizeObserver | null} */ #changes = null;
  #frame = 0;
  #phone = window.matchMedia(PHONE);

  connectedCallback() {
    this.hidden = false;
    const choices = kept(own("studio-timeline")) ?? {};
    if (this.querySelector(`[data-by="${choices.by}"]`)) this.#state.by = choices.by;
    this.#state.follow = choices.follow ?? true;
    this.view.duration ||= Number(this.dataset.duration ?? 0);
    this.drawing = new Drawing(this.piece, this.dataset, this.shape, this.view, this.sizes, {
      look: () => this.look(),
      turn: () => this.later("turn"),
    });
    this.#hands = new Hands(this, this.drawing);
    this.piece("tl").addEventListener("scroll", this.#scrolled, { passive: true });
    this.#changes = new ResizeObserver(this.#measure);
    this.#changes.observe(this.piece("tl"));
    this.#phone.addEventListener("change", this.#measure);
    this.#mark();
    this.#measure();
    for (const more of [this.drawing.strip, this.drawing.sound]) more.load().then(() => this.later("size"));
  }

  disconnectedCallback() {
    this.#changes?.disconnect();
    this.#phone.removeEventListener("change", this.#measure);
    this.#hands?.leave();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  get duration() {
    return this.view.duration;
  }

  set duration(ms) {
    if (ms === this.view.duration) return;
    this.view.duration = ms;
    this.later("moments");
  }

  get range() {
    return this.#state.range;
  }

  set range(range) {
    this.#state.range = range;
    this.later("range");
  }

  /** In the order of time, with what was moved here and is not kept yet. */
  get moments() {
    return this.#state.moments;
  }

  set moments(moments) {
    this.#state.moments = this.#hands?.withMoved(moments) ?? moments;
    this.later("moments");
  }

  set draft(/** @type {{kind: string, start: number} | null} */ draft) {
    if (draft?.kind === this.#state.draft?.kind && draft?.start === this.#state.draft?.start) return;
    this.#state.draft = draft;
    this.later("draft");
  }

  /** What is on its way to the server, or waits for internet. */
  set waiting(/** @type {readonly {kind: string, start: number}[]} */ waiting) {
    this.#state.waiting = waiting;
    this.later("draft");
  }

  set current(/** @type {number} */ id) {
    if (id === this.#state.current) return;
    this.#state.current = id;
    this.later("light");
  }

  get now() {
    return this.#state.now;
  }

  set now(ms) {
    if (ms === this.#state.now) return;
    this.#state.now = ms;
    this.later("time");
  }

  /** @param {ReadonlySet<number>} ids of the moments that are chosen together */
  choose(ids) {
    this.#state.chosen = ids;
    this.later("light");
  }

  /** @param {string} name @returns {HTMLElement} */
  piece = (name) => /** @type {HTMLElement} */ (this.querySelector(`.${name}`));

  /** @param {string} name @returns {Node} a copy of the pin of a kind, or of a mark */
  shape = (name) => {
    const found = /** @type {HTMLTemplateElement | null} */ (this.querySelector(`template[data-shape="${name}"]`));
    return found?.content.firstElementChild?.cloneNode(true) ?? document.createDocumentFragment();
  };

  /** @param {string} name @param {object} detail */
  ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** @param {string} words for who hears the page */
  say(words) {
    const place = this.querySelector("[data-said]");
    if (place) place.textContent = words;
  }

  /** @param {Due} due what is to be drawn in the next frame */
  later(due) {
    this.#due.add(due);
    if (!this.#frame && this.isConnected) this.#frame = requestAnimationFrame(this.#draw);
  }

  /** Draws at once, for who needs it before the next frame. */
  draw() {
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  #draw = () => {
    this.#frame = 0;
    const due = this.#due;
    this.#due = new Set();
    this.drawing?.draw(due, this.#state);
  };

  /** Somebody looks elsewhere: for a while the film is not followed. */
  look() {
    this.drawing?.look();
    this.later("place");
  }

  /** @param {number} zoom @param {number} [ms] the time that stays where it is; without one the playhead, or the middle */
  zoomTo(zoom, ms) {
    const { view } = this;
    const middle = (view.sight.start + view.sight.end) / 2;
    if (view.zoomTo(zoom, ms ?? (view.shows(this.now) ? this.now : middle))) this.look();
  }

  /** @param {string} command of the keyboard */
  zoom(command) {
    this.zoomTo(this.view.zoom * (ZOOMS[command] ?? 1));
  }

  /** Brings a place in sight, and draws it. @param {import("./walk.js").Place} place */
  reveal({ lane, moment }) {
    const { view, sizes } = this;
    const row = this.drawing?.lanes.rows.findIndex((each) => each.lane.key === lane) ?? 0;
    const [top, box] = [sizes.topOf(row), this.piece("tl")];
    const above = sizes.lanesTop;
    if (top < sizes.top + above) box.scrollTop = Math.max(top - above, 0);
    else if (top + sizes.lane > sizes.top + sizes.height) box.scrollTop = top + sizes.lane - sizes.height;
    sizes.top = box.scrollTop;
    if (!view.shows(moment.start, EDGE_PX)) view.scrollTo(view.x(moment.start) - view.width / 2);
    this.look();
    this.draw();
  }

  /** @param {Order} by */
  arrange(by) {
    this.#state.by = by;
    this.#remember();
    this.later("moments");
  }

  turnFollow() {
    this.#state.follow = !this.#state.follow;
    this.#remember();
    this.later("time");
  }

  #remember() {
    keep(own("studio-timeline"), { by: this.#state.by, follow: this.#state.follow });
    this.#mark();
  }

  #mark() {
    for (const option of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-by]"))) {
      option.setAttribute("aria-pressed", String(option.dataset.by === this.#state.by));
    }
    this.querySelector("[data-follow]")?.setAttribute("aria-pressed", String(this.#state.follow));
  }

  /** The one place where sizes are read. */
  #measure = () => {
    const { view, sizes } = this;
    const [width, phone] = [sizes.read(this.piece), this.#phone.matches];
    if (width !== view.width || phone !== this.#state.phone) {
      view.width = width;
      this.#state.phone = phone;
      view.scrollTo(view.scroll);
      this.later("moments");
    }
    this.later("size");
  };

  #scrolled = () => {
    const box = this.piece("tl");
    this.sizes.top = box.scrollTop;
    if (this.drawing?.scrolled(box.scrollLeft)) this.look();
    else this.later("place");
  };
}

customElements.define("studio-timeline", StudioTimeline);
