// @ts-check
/**
 * One lane with its moments: puts a pin and a bar (timeline/pin.js) where each belongs, for a stretch of the film. What is
 * drawn already stays, and places are shares of the film: zooming moves all without drawing it anew.
 */

import { bar, faceOf, label, lookOf, pin } from "./pin.js";
import { firstFrom, firstWhere, grouped, momentsOf } from "./scale.js";
import { NOTHING } from "./view.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./scale.js").Lane} Lane */
/** @typedef {import("./scale.js").Group} Group */
/** @typedef {{pin: HTMLElement, bar: HTMLElement | null, lane: Lane, group: Group, face: string, look: string}} Drawn */
/** @typedef {{lane: Lane, group: Group, moments: Moment[], lasts: boolean, face: string}} Place  `face`: all on which it depends how it looks */
/** @typedef {{current: Moment | null, chosen: ReadonlySet<number>, roving: {lane: string, moment: Moment} | null}} Lit */
/** @typedef {{gap: number, wide: number}} Room  px between two pins, and for what stands for several */

const LASTS_PX = 24;

export class Row {
  /** @type {Group[]} */ groups = [];
  /** @type {Map<string, Drawn>} */ drawn = new Map();
  /** what of it is drawn */ window = NOTHING;
  /** whether what is drawn stands in the order of time */ tidy = true;
  /** @type {number[]} */ #reach = [];
  #scale = -1;

  /**
   * @param {Lane} lane
   * @param {DOMStringMap} words
   * @param {import("./pin.js").Shapes} shape
   * @param {(drawn: Drawn) => void} made is told of each that is drawn
   */
  constructor(lane, words, shape, made) {
    this.lane = lane;
    this.words = words;
    this.shape = shape;
    this.made = made;
    this.element = document.createElement("div");
    this.element.className = "tl__lane";
    if (lane.kind) this.element.dataset.kind = lane.kind;
  }

  /** Its moments have changed. @param {Lane} lane */
  renew(lane) {
    this.lane = lane;
    this.#scale = -1;
    this.window = NOTHING;
  }

  /** Groups what stands too close at this scale. @param {number} scale px a ms @param {Room} room */
  group(scale, { gap, wide }) {
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.groups = scale ? grouped(this.lane.moments, gap / scale, wide / scale) : [];
    let reach = 0;
    this.#reach = this.groups.map(({ end }) => (reach = Math.max(reach, end)));
  }

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").Window} window
   * @param {Lit} lit
   * @param {{seen: boolean, still: boolean}} how  `seen`: it is in sight; of what is not, only the pin whose turn it is for the keyboard stands
   *   there. `still`: nothing moves; pins are put in order only then, because moving one in the page costs as much as making one
   * @returns {number} how many pins were put anew
   */
  draw(view, window, lit, { seen, still }) {
    this.window = window;
    const wanted = seen ? this.#within(window.from, window.to) : [];
    const kept = lit.roving?.lane === this.lane.key ? this.groupOf(lit.roving.moment) : null;
    if (kept && !wanted.includes(kept)) wanted.splice(kept.start < window.from ? 0 : wanted.length, 0, kept);
    const put = this.#fill(wanted, view);
    this.tidy = still || (this.tidy && !put);
    if (still) order(this.element, this.drawn.values());
    this.light(lit);
    return put;
  }

  /** @param {Lit} lit */
  light({ current, chosen, roving }) {
    const now = current ? this.placeIn(current) : -1;
    const turn = roving?.lane === this.lane.key ? this.groupOf(roving.moment) : null;
    for (const { pin: one, bar: with_, group } of this.drawn.values()) {
      const is = now >= group.from && now < group.to;
      one.classList.toggle("is-now", is);
      with_?.classList.toggle("is-now", is && group.to === group.from + 1);
      one.classList.toggle("is-chosen", chosen.size > 0 && momentsOf(this.lane, group).some(({ id }) => chosen.has(id)));
      const tab = group === turn ? 0 : -1;
      if (one.tabIndex !== tab) one.tabIndex = tab;
    }
  }

  /** @param {Moment} moment @returns {Group | null} in which it stands */
  groupOf(moment) {
    const place = this.placeIn(moment);
    if (place < 0) return null;
    const after = firstFrom(this.groups, moment.start + 1);
    for (let at = after - 1; at >= 0; at -= 1) {
      const group = /** @type {Group} */ (this.groups[at]);
      if (place >= group.from) return place < group.to ? group : null;
    }
    return null;
  }

  /** @param {Moment} moment @returns {number} its place; -1 when it does not stand there */
  placeIn({ id, start }) {
    const { moments } = this.lane;
    for (let at = firstFrom(moments, start); moments[at]?.start === start; at += 1) {
      if (moments[at]?.id === id) return at;
    }
    return -1;
  }

  /** @param {number} from @param {number} to ms @returns {Group[]} those that begin there, or last until there */
  #within(from, to) {
    const found = [];
    for (let at = firstWhere(this.#reach.length, (place) => (this.#reach[place] ?? 0) >= from); at < this.groups.length; at += 1) {
      const group = /** @type {Group} */ (this.groups[at]);
      if (group.start > to) break;
      if (group.end >= from) found.push(group);
    }
    return found;
  }

  /** @param {Group[]} wanted @param {import("./view.js").View} view @returns {number} how many pins were put anew */
  #fill(wanted, view) {
    /** @type {Map<string, Drawn>} */
    const known = new Map();
    /** @type {Map<string, Drawn>} */
    const next = new Map();
    const free = this.drawn;
    const places = wanted.map((group) => this.#placeOf(group, view));
    for (const { face } of places) {
      const drawn = free.get(face);
      if (drawn) known.set(face, drawn);
      free.delete(face);
    }
    const spare = spares(free.values());
    for (const place of places) {
      const drawn = known.get(place.face) ?? this.#draw(place, spare.get(lookOf(place.moments))?.pop(), free, view);
      next.set(place.face, Object.assign(drawn, { lane: place.lane, group: place.group }));
    }
    for (const drawn of free.values()) {
      drawn.pin.remove();
      drawn.bar?.remove();
    }
    this.drawn = next;
    return places.length - known.size;
  }

  /** @param {Group} group @param {import("./view.js").View} view @returns {Place} */
  #placeOf(group, view) {
    const { lane } = this;
    const moments = momentsOf(lane, group);
    const lasts = moments.length === 1 ? group.first.end !== null : (group.end - group.start) * view.scale > LASTS_PX;
    return { lane, group, moments, lasts, face: `${faceOf(moments)} ${lasts ? group.end : ""} ${view.duration}` };
  }

  /**
   * A pin and a bar for a group. What looks the same and is no longer needed serves again: cheaper than a new one.
   *
   * @param {Place} place
   * @param {Drawn | undefined} spare
   * @param {Map<string, Drawn>} free from which the spare goes
   * @param {import("./view.js").View} view
   * @returns {Drawn}
   */
  #draw({ lane, group, moments, lasts, face }, spare, free, view) {
    const left = view.percent(group.start);
    const one = spare?.pin ?? pin(moments, this.shape);
    label(one, moments, this.words);
    one.style.insetInlineStart = left;
    if (!lasts) spare?.bar?.remove();
    const length = lasts ? bar(moments, left, view.percent(group.end - group.start), spare?.bar ?? undefined) : null;
    if (spare) free.delete(spare.face);
    for (const each of [length, one]) if (each && !each.isConnected) this.element.append(each);
    const made = { pin: one, bar: length, lane, group, face, look: lookOf(moments) };
    this.made(made);
    return made;
  }
}

/** @param {Iterable<Drawn>} free @returns {Map<string, Drawn[]>} by their look, but for what has the focus */
function spares(free) {
  /** @type {Map<string, Drawn[]>} */
  const found = new Map();
  for (const drawn of free) {
    const alike = found.get(drawn.look);
    if (drawn.pin === document.activeElement) continue;
    if (alike) alike.push(drawn);
    else found.set(drawn.look, [drawn]);
  }
  return found;
}

/** @param {HTMLElement} row @param {Iterable<Drawn>} drawn @returns {void} puts them in their order, each bar before its pin */
function order(row, drawn) {
  let place = row.querySelector(":scope > :is(.tl__pin, .tl__range)");
  for (const { pin: one, bar: with_ } of drawn) {
    for (const element of with_ ? [with_, one] : [one]) {
      if (element === place) place = place.nextElementSibling;
      else row.insertBefore(element, place);
    }
  }
}
