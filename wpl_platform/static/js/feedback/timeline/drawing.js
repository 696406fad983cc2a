// @ts-check
/**
 * Draws the timeline: what has changed, once a frame, and only what is in sight. While the film plays nothing but the playhead
 * moves; while one scrolls or zooms, what was drawn serves until it is worn, and is then drawn by turns (timeline/turns.js).
 */

import { Grips } from "./grips.js";
import { Ruler, Strip } from "./ground.js";
import { Lanes } from "./lanes.js";
import { Minimap } from "./minimap.js";
import { Playhead } from "./playhead.js";
import { RangeView } from "./range.js";
import { Sound } from "./sound.js";
import { drawInTurn } from "./turns.js";
import { NOTHING } from "./view.js";
import { Walk } from "./walk.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {"moments" | "size" | "place" | "light" | "range" | "draft" | "time" | "turn"} Due  what has changed since the last frame */

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
  /** @type {WeakSet<import("./row.js").Row>} */ #seen = new WeakSet();
  #moved = { scale: 0, scroll: 0 };
  #track = 0;
  #vast = false;
  #scroll = 0;
  #resting = 0;
  #away = -Infinity;

  /**
   * @param {(name: string) => HTMLElement} piece
   * @param {DOMStringMap} words
   * @param {import("./pin.js").Shapes} shape
   * @param {import("./view.js").View} view
   * @param {import("./sizes.js").Sizes} sizes
   * @param {{look: () => void, turn: () => void}} asks  `look`: the small map was used; `turn`: something waits for the next frame
   */
  constructor(piece, words, shape, view, sizes, { look, turn }) {
    this.turn = turn;
    this.piece = piece;
    this.shape = shape;
    this.view = view;
    this.sizes = sizes;
    this.box = piece("tl");
    this.lanes = new Lanes(piece("tl__lanes"), piece("tl__names"), words, shape);
    this.walk = new Walk(this.lanes);
    this.ruler = new Ruler(piece("tl__ruler"));
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
    this.#widen();
    const all = due.has("moments") || due.has("size");
    const drawn = this.#fill(state, all);
    if (!all && due.has("light")) this.lanes.light(this.#lit(state));
    if (drawn || due.has("light")) this.#grip();
    if (all || due.has("draft")) this.#sketch(state.draft ? [state.draft, ...state.waiting] : state.waiting);
    if (drawn || due.has("range") || state.range?.end === null) this.range.draw(state.range, state.now);
    if (drawn || due.has("place") || due.has("time")) this.minimap.draw();
    this.minimap.play(state.now);
    this.playhead.draw(state.now, this.ruler.figures);
    this.#scrollTo();
  }

  /** @param {State} state */
  #arrange({ moments, by, phone }) {
    const vast = moments.length >= VAST;
    const others = this.lanes.arrange(moments, phone ? "one" : by);
    this.sound.count(moments, this.view);
    this.minimap.count(this.sound.line);
    this.piece("tl__hover").dataset.of = String(this.view.duration);
    if (!others && vast === this.#vast) return;
    this.#vast = vast;
    this.box.parentElement?.classList.toggle("is-vast", vast);
    this.view.width = this.sizes.read(this.piece);
    this.view.scrollTo(this.view.scroll);
  }

  /** @param {number} now ms */
  #follow(now) {
    const { view } = this;
    if (view.zoom === 1 || performance.now() - this.#away < HANDS_OFF_MS || view.shows(now, 0)) return;
    view.scrollTo(view.x(now) - view.width * FOLLOWS_AT);
  }

  /** Brings the zoom to the page. */
  #widen() {
    const { view, box } = this;
    if (this.#track === view.track) return;
    this.#track = view.track;
    this.piece("tl__pad").style.inlineSize = `${view.track + 2 * this.sizes.gap}px`;
    const slider = /** @type {HTMLInputElement | null} */ (box.parentElement?.querySelector("[data-zoom-slider]"));
    if (slider) slider.value = String(Math.log(view.zoom) / Math.log(view.most));
    box.parentElement?.classList.toggle("is-zoomed", view.zoom > 1);
  }

  /** Brings the scroll to the page: last, because it makes the browser lay out all that was changed. */
  #scrollTo() {
    if (this.#scroll === this.view.scroll) return;
    this.#scroll = this.view.scroll;
    this.box.scrollLeft = this.view.scroll;
  }

  /** The page has scrolled by itself. @param {number} x px @returns {boolean} whether somebody did that, and not we */
  scrolled(x) {
    if (Math.abs(x - this.view.scroll) <= 1) return false;
    this.view.scroll = x;
    this.#scroll = x;
    return true;
  }

  /** @returns {boolean} whether nobody zooms or scrolls; when the hand has come to rest, another frame is asked for */
  #rests() {
    const { scale, scroll } = this.view;
    if (this.#moved.scale !== scale || this.#moved.scroll !== scroll) {
      this.#moved = { scale, scroll };
      clearTimeout(this.#resting);
      this.#resting = window.setTimeout(() => {
        this.#resting = 0;
        this.turn();
      }, RESTS_MS);
    }
    return !this.#resting;
  }

  /** @param {State} state @param {boolean} all what has changed concerns every piece @returns {boolean} whether anything was drawn */
  #fill(state, all) {
    const { lanes, walk } = this;
    const still = this.#rests() || all;
    const focused = lanes.place.contains(document.activeElement);
    if (all) {
      for (const row of lanes.rows) row.group(this.view.scale, this.#room(state));
      walk.settle();
    }
    const { drawn, waits } = drawInTurn(this.#pieces(state, still), this.view, { all, still });
    if (waits) this.turn();
    if (focused && !lanes.place.contains(document.activeElement)) this.focus();
    return drawn > 0;
  }

  /** @param {State} state @param {boolean} still @returns {import("./turns.js").Piece[]} */
  #pieces(state, still) {
    const { view, sizes, ruler, strip, sound, lanes } = this;
    const [seen, lit, room] = [sizes.rows, this.#lit(state), this.#room(state)];
    const ground = [ruler, strip, sound].map((each) => ({
      window: each.window,
      draw: (/** @type {import("./view.js").Window} */ window) => each.draw(view, window, sizes.rem),
    }));
    const rows = lanes.rows.map((row, at) => this.#piece(row, { seen: at >= seen.from && at < seen.to, still }, lit, room));
    return [...ground, ...rows];
  }

  /** @param {import("./row.js").Row} row @param {{seen: boolean, still: boolean}} how @param {import("./row.js").Lit} lit @param {import("./row.js").Room} room @returns {import("./turns.js").Piece} */
  #piece(row, how, lit, room) {
    const serves = this.#seen.has(row) === how.seen && (row.tidy || !how.still);
    return {
      window: serves ? row.window : NOTHING,
      draw: (window) => {
        if (how.seen) this.#seen.add(row);
        else this.#seen.delete(row);
        row.group(this.view.scale, room);
        return row.draw(this.view, window, lit, how);
      },
    };
  }

  /** @param {State} state @returns {import("./row.js").Room} */
  #room({ phone, moments }) {
    const room = phone ? ROOM_TOUCH : ROOM;
    const wide = moments.length >= VAST ? WIDE_VAST : room.wide;
    return { gap: room.gap * this.sizes.rem, wide: wide * this.sizes.rem };
  }

  /** Puts the focus on the pin whose turn it is. */
  focus() {
    const { place } = this.walk;
    if (place) this.lanes.drawnOf(place.moment, place.lane)?.pin.focus({ preventScroll: true });
  }

  /** @param {State} state @returns {import("./row.js").Lit} */
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
