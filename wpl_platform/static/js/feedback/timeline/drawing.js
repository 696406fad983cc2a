// @ts-check
/**
 * Draws the timeline: what has changed, once a frame, and only what is in sight. While the film plays nothing but the playhead
 * moves; while one scrolls nothing is drawn until the edge of what was drawn comes near.
 */

import { Grips } from "./grips.js";
import { drawRuler, Strip } from "./ground.js";
import { Lanes } from "./lanes.js";
import { Minimap } from "./minimap.js";
import { Playhead } from "./playhead.js";
import { RangeView } from "./range.js";
import { Sound } from "./sound.js";
import { Walk } from "./walk.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {"moments" | "size" | "place" | "light" | "range" | "draft" | "time"} Due  what has changed since the last frame */

/**
 * @typedef {Object} State
 * @property {readonly Moment[]} moments
 * @property {import("./range.js").Range | null} range
 * @property {{kind: string, start: number} | null} draft
 * @property {readonly {kind: string, start: number}[]} waiting  what is on its way to the server
 * @property {number} now  ms
 * @property {number} current  the id of the moment that is going on, or 0
 * @property {import("./scale.js").Order} by
 * @property {boolean} follow
 * @property {boolean} phone  one lane, and room for fingers
 * @property {ReadonlySet<number>} chosen
 */

/** rem between two pins, and for a number */
const ROOM = { gap: 0.875, wide: 2 };
const ROOM_TOUCH = { gap: 1, wide: 1.625 };
const VAST = 1_000;
const WIDE_VAST = 2;
const FOLLOWS_AT = 0.15;
const HANDS_OFF_MS = 4_000;
const RESTS_MS = 120;

export class Drawing {
  #window = { from: 0, to: -1, scale: 0 };
  #rows = { from: 0, to: 0 };
  /** @type {{ms: number, element: HTMLElement}[]} */ #figures = [];
  #track = 0;
  #scroll = 0;
  #resting = 0;
  #away = -Infinity;

  /**
   * @param {(name: string) => HTMLElement} piece
   * @param {DOMStringMap} words
   * @param {import("./pin.js").Shapes} shape
   * @param {import("./view.js").View} view
   * @param {import("./sizes.js").Sizes} sizes
   * @param {{look: () => void, rest: () => void}} asks  `look`: the small map was used; `rest`: all is to be drawn
   */
  constructor(piece, words, shape, view, sizes, { look, rest }) {
    this.rest = rest;
    this.piece = piece;
    this.shape = shape;
    this.view = view;
    this.sizes = sizes;
    this.box = piece("tl");
    this.lanes = new Lanes(piece("tl__lanes"), piece("tl__names"), words, shape);
    this.walk = new Walk(this.lanes);
    this.strip = new Strip(piece("tl__tiles"));
    this.sound = new Sound(piece("tl__sound"));
    this.playhead = new Playhead(piece("tl__head"), piece("tl__veil"), view);
    this.range = new RangeView(piece, view, words.clip ?? "");
    this.minimap = new Minimap(piece("tl-map"), view, look);
    this.grips = new Grips(piece, view);
  }

  /** Somebody looks elsewhere: for a while the film is not followed. */
  look() {
    this.#away = performance.now();
  }

  /** @param {ReadonlySet<Due>} due @param {State} state */
  draw(due, state) {
    const { view } = this;
    if (!view.width) return;
    if (due.has("moments")) this.#arrange(state);
    if (due.has("time") && state.follow) this.#follow(state.now);
    this.#show();
    const { rows } = this.sizes;
    const moved = rows.from !== this.#rows.from || rows.to !== this.#rows.to;
    const stale = due.has("moments") || due.has("size") || moved || !view.within(this.#window) || !view.like(this.#window);
    const still = due.has("moments") || due.has("size") || view.scale === this.#window.scale;
    if (!still) this.#restLater();
    if (stale) this.#fill(state, still);
    else if (due.has("light")) this.lanes.light(this.#lit(state));
    if (stale || due.has("light")) this.#grip();
    if (stale || due.has("draft")) this.#sketch(state.draft ? [state.draft, ...state.waiting] : state.waiting);
    if (stale || due.has("range") || state.range?.end === null) this.range.draw(state.range, state.now);
    if (stale || due.has("place") || due.has("time")) this.minimap.draw();
    this.minimap.play(state.now);
    this.playhead.draw(state.now, this.#figures);
  }

  /** @param {State} state */
  #arrange({ moments, by, phone }) {
    this.lanes.arrange(moments, phone ? "one" : by);
    this.sound.count(moments, this.view);
    this.minimap.count(this.sound.line);
    this.piece("tl__hover").dataset.of = String(this.view.duration);
    this.box.parentElement?.classList.toggle("is-vast", moments.length >= VAST);
    this.view.width = this.sizes.read(this.piece);
    this.view.scrollTo(this.view.scroll);
  }

  /** @param {number} now ms */
  #follow(now) {
    const { view } = this;
    if (view.zoom === 1 || performance.now() - this.#away < HANDS_OFF_MS || view.shows(now, 0)) return;
    view.scrollTo(view.x(now) - view.width * FOLLOWS_AT);
  }

  /** Brings zoom and scroll to the page. */
  #show() {
    const { view, box } = this;
    if (this.#track !== view.track) {
      this.#track = view.track;
      this.piece("tl__pad").style.inlineSize = `${view.track + 2 * this.sizes.gap}px`;
      const slider = /** @type {HTMLInputElement | null} */ (box.parentElement?.querySelector("[data-zoom-slider]"));
      if (slider) slider.value = String(Math.log(view.zoom) / Math.log(view.most));
      box.parentElement?.classList.toggle("is-zoomed", view.zoom > 1);
    }
    if (this.#scroll !== view.scroll) {
      this.#scroll = view.scroll;
      box.scrollLeft = view.scroll;
    }
  }

  /** The page has scrolled by itself. @param {number} x px @returns {boolean} whether somebody did that, and not we */
  scrolled(x) {
    if (Math.abs(x - this.view.scroll) <= 1) return false;
    this.view.scroll = x;
    this.#scroll = x;
    return true;
  }

  /** While one zooms, what is drawn stretches along; it is drawn in full when the hand rests. */
  #restLater() {
    clearTimeout(this.#resting);
    this.#resting = window.setTimeout(this.rest, RESTS_MS);
  }

  /** @param {State} state @param {boolean} still whether nobody is zooming */
  #fill(state, still) {
    const { view, sizes, lanes, walk } = this;
    this.#window = view.window(still);
    this.#rows = sizes.rows;
    const room = state.phone ? ROOM_TOUCH : ROOM;
    const focused = lanes.place.contains(document.activeElement);
    const wide = state.moments.length >= VAST ? WIDE_VAST : room.wide;
    lanes.group(view.scale, { gap: room.gap * sizes.rem, wide: wide * sizes.rem });
    walk.settle();
    lanes.draw(view, this.#window, this.#rows, this.#lit(state));
    if (focused && !lanes.place.contains(document.activeElement)) this.focus();
    this.#figures = drawRuler(this.piece("tl__ruler"), view, this.#window, sizes.rem);
    if (still || !this.strip.covers(view)) this.strip.draw(view, this.#window, sizes.rem);
    this.sound.draw(view, this.#window);
  }

  /** Puts the focus on the pin whose turn it is. */
  focus() {
    const { place } = this.walk;
    if (place) this.lanes.drawnOf(place.moment, place.lane)?.pin.focus({ preventScroll: true });
  }

  /** @param {State} state @returns {import("./lanes.js").Lit} */
  #lit({ moments, current, chosen }) {
    return { current: current ? (moments.find(({ id }) => id === current) ?? null) : null, chosen, roving: this.walk.place };
  }

  #grip() {
    const row = this.lanes.rows.findIndex(({ lane }) => lane.key === this.grips.held?.lane);
    this.grips.draw(row < 0 ? -1 : this.sizes.topOf(row), this.sizes.lane);
  }

  /** @param {State["waiting"]} drafts what is being written or sent, and stands nowhere yet */
  #sketch(drafts) {
    for (const old of this.lanes.place.querySelectorAll(".tl__draft")) old.remove();
    for (const draft of drafts) this.#sketchOne(draft);
  }

  /** @param {State["waiting"][number]} draft */
  #sketchOne(draft) {
    const holder = document.createElement("span");
    holder.className = "tl__draft";
    holder.style.insetInlineStart = this.view.percent(draft.start);
    holder.append(this.shape(draft.kind));
    holder.firstElementChild?.classList.add("is-draft");
    const row = this.lanes.rows.find(({ lane }) => lane.kind === draft.kind) ?? this.lanes.rows[0];
    row?.element.append(holder);
  }
}
