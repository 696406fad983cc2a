// @ts-check
/**
 * The lanes with their moments: puts a pin and a bar (timeline/pin.js) where each belongs, for what is in sight and a little
 * beside it. What is drawn already stays, and places are shares of the film: zooming moves all without drawing it anew.
 */

import { bar, faceOf, label, lookOf, pin } from "./pin.js";
import { firstFrom, firstWhere, grouped, lanes, momentsOf } from "./scale.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./scale.js").Lane} Lane */
/** @typedef {import("./scale.js").Group} Group */
/** @typedef {{pin: HTMLElement, bar: HTMLElement | null, lane: Lane, group: Group, face: string, look: string}} Drawn */
/** @typedef {{lane: Lane, group: Group, moments: Moment[], lasts: boolean, face: string}} Place  `face`: all on which it depends how it looks */
/** @typedef {{lane: Lane, element: HTMLElement, groups: Group[], reach: number[], drawn: Map<string, Drawn>}} Row */
/** @typedef {{current: Moment | null, chosen: ReadonlySet<number>, roving: {lane: string, moment: Moment} | null}} Lit */

const LASTS_PX = 24;

export class Lanes {
  /** @type {Row[]} */ rows = [];
  /** @type {WeakMap<HTMLElement, Drawn>} */ #of = new WeakMap();
  #scale = -1;

  /**
   * @param {HTMLElement} place
   * @param {HTMLElement} names
   * @param {DOMStringMap} words
   * @param {import("./pin.js").Shapes} shape
   */
  constructor(place, names, words, shape) {
    this.place = place;
    this.names = names;
    this.words = words;
    this.shape = shape;
  }

  /**
   * @param {readonly Moment[]} moments in the order of time
   * @param {import("./scale.js").Order} by
   */
  arrange(moments, by) {
    const found = lanes(moments, by, JSON.parse(this.words.kinds ?? "[]"));
    const known = this.rows.length === found.length && this.rows.every(({ lane }, at) => lane.key === found[at]?.key);
    if (known) this.rows.forEach((row, at) => (row.lane = /** @type {Lane} */ (found[at])));
    else {
      this.rows = found.map((lane) => ({ lane, element: rowOf(lane), groups: [], reach: [], drawn: new Map() }));
      this.place.replaceChildren(...this.rows.map(({ element }) => element));
    }
    this.names.replaceChildren(...found.map((lane) => this.#name(lane)));
    this.#scale = -1;
  }

  /** @param {Lane} lane @returns {HTMLElement} the name with the number of moments */
  #name(lane) {
    const name = document.createElement("span");
    name.className = lane.kind ? "kind" : "tl__name";
    if (lane.kind) name.dataset.kind = lane.kind;
    const [word, count] = [document.createElement("span"), document.createElement("span")];
    word.className = "cut";
    word.textContent = lane.name || ((lane.key ? this.words.all : this.words.bare) ?? "");
    word.title = word.textContent;
    count.className = "num";
    count.textContent = String(lane.moments.length);
    name.append(word, count);
    return name;
  }

  /**
   * Groups what stands too close at this scale.
   *
   * @param {number} scale px a ms
   * @param {{gap: number, wide: number}} room px
   */
  group(scale, { gap, wide }) {
    if (scale === this.#scale) return;
    this.#scale = scale;
    for (const row of this.rows) {
      row.groups = scale ? grouped(row.lane.moments, gap / scale, wide / scale) : [];
      let reach = 0;
      row.reach = row.groups.map(({ end }) => (reach = Math.max(reach, end)));
    }
  }

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").Window} window
   * @param {{from: number, to: number}} seen the rows that are in sight
   * @param {Lit} lit
   */
  draw(view, window, seen, lit) {
    for (const [at, row] of this.rows.entries()) {
      const wanted = at >= seen.from && at < seen.to ? within(row, window.from, window.to) : [];
      const kept = lit.roving?.lane === row.lane.key ? groupOf(row, lit.roving.moment) : null;
      if (kept && !wanted.includes(kept)) wanted.splice(kept.start < window.from ? 0 : wanted.length, 0, kept);
      this.#fill(row, wanted, view);
    }
    this.light(lit);
  }

  /** @param {Row} row @param {Group[]} wanted @param {import("./view.js").View} view */
  #fill(row, wanted, view) {
    /** @type {Map<string, Drawn>} */
    const known = new Map();
    /** @type {Map<string, Drawn>} */
    const next = new Map();
    const free = row.drawn;
    const places = wanted.map((group) => this.#placeOf(row.lane, group, view));
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
    row.drawn = next;
    order(row.element, next.values());
  }

  /** @param {Lane} lane @param {Group} group @param {import("./view.js").View} view @returns {Place} */
  #placeOf(lane, group, view) {
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
    const made = { pin: one, bar: length, lane, group, face, look: lookOf(moments) };
    this.#of.set(one, made);
    if (length) this.#of.set(length, made);
    return made;
  }

  /** @param {Lit} lit */
  light({ current, chosen, roving }) {
    for (const row of this.rows) {
      const { lane, drawn } = row;
      const now = current ? placeIn(lane, current) : -1;
      const turn = roving?.lane === lane.key ? groupOf(row, roving.moment) : null;
      for (const each of drawn.values()) {
        const { from, to } = each.group;
        const is = now >= from && now < to;
        each.pin.classList.toggle("is-now", is);
        each.bar?.classList.toggle("is-now", is && to === from + 1);
        const picked = chosen.size > 0 && momentsOf(lane, each.group).some(({ id }) => chosen.has(id));
        each.pin.classList.toggle("is-chosen", picked);
        each.pin.tabIndex = each.group === turn ? 0 : -1;
      }
    }
  }

  /** @param {EventTarget | null} target @returns {Drawn | null} what was pressed: a pin, or the bar of one's own */
  at(target) {
    const element = /** @type {Element | null} */ (target)?.closest(".tl__pin, .tl__range");
    return element ? (this.#of.get(/** @type {HTMLElement} */ (element)) ?? null) : null;
  }

  /** @param {Moment} moment @param {string} key of the lane @returns {Drawn | null} where it is drawn */
  drawnOf(moment, key) {
    const row = this.rows.find(({ lane }) => lane.key === key);
    const group = row && groupOf(row, moment);
    return (group && [...row.drawn.values()].find((each) => each.group === group)) ?? null;
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

/** @param {Lane} lane @returns {HTMLElement} */
function rowOf(lane) {
  const row = document.createElement("div");
  row.className = "tl__lane";
  if (lane.kind) row.dataset.kind = lane.kind;
  return row;
}

/** @param {Lane} lane @param {Moment} moment @returns {number} its place; -1 when it does not stand there */
export function placeIn(lane, moment) {
  for (let at = firstFrom(lane.moments, moment.start); lane.moments[at]?.start === moment.start; at += 1) {
    if (lane.moments[at]?.id === moment.id) return at;
  }
  return -1;
}

/** @param {Row} row @param {Moment} moment @returns {Group | null} */
export function groupOf(row, moment) {
  const place = placeIn(row.lane, moment);
  if (place < 0) return null;
  const after = firstFrom(row.groups, moment.start + 1);
  for (let at = after - 1; at >= 0; at -= 1) {
    const group = /** @type {Group} */ (row.groups[at]);
    if (place >= group.from) return place < group.to ? group : null;
  }
  return null;
}

/** @param {Row} row @param {number} from @param {number} to ms @returns {Group[]} those that begin there, or last until there */
function within(row, from, to) {
  let at = firstWhere(row.reach.length, (place) => (row.reach[place] ?? 0) >= from);
  const found = [];
  for (; at < row.groups.length; at += 1) {
    const group = /** @type {Group} */ (row.groups[at]);
    if (group.start > to) break;
    if (group.end >= from) found.push(group);
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

/** @param {Drawn} drawn @returns {boolean} whether it is one moment, and one's own */
export function movable({ group }) {
  return group.to - group.from === 1 && Boolean(group.first.own);
}
