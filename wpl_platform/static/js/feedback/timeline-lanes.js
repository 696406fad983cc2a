// @ts-check
/**
 * The lanes with their moments: puts a pin and a bar (timeline-pin.js) where each belongs, for what is in sight and a little
 * beside it. What is drawn already stays, and places are shares of the film: zooming moves all without drawing it anew.
 */

import { bar, faceOf, pin } from "./timeline-pin.js";
import { firstFrom, firstWhere, grouped, lanes, momentsOf } from "./timeline-scale.js";

/** @typedef {import("./times.js").Moment} Moment */
/** @typedef {import("./timeline-scale.js").Lane} Lane */
/** @typedef {import("./timeline-scale.js").Group} Group */
/** @typedef {{pin: HTMLElement, bar: HTMLElement | null, lane: Lane, group: Group}} Drawn */
/** @typedef {{lane: Lane, element: HTMLElement, groups: Group[], reach: number[], drawn: Map<string, Drawn>}} Row */
/** @typedef {{current: Moment | null, chosen: ReadonlySet<number>, roving: {lane: string, moment: Moment} | null}} Lit */

export class Lanes {
  /** @type {Row[]} */ rows = [];
  /** @type {WeakMap<HTMLElement, Drawn>} */ #of = new WeakMap();
  #scale = -1;

  /**
   * @param {HTMLElement} place
   * @param {HTMLElement} names
   * @param {DOMStringMap} words
   * @param {import("./timeline-pin.js").Shapes} shape
   */
  constructor(place, names, words, shape) {
    this.place = place;
    this.names = names;
    this.words = words;
    this.shape = shape;
  }

  /**
   * @param {readonly Moment[]} moments in the order of time
   * @param {import("./timeline-scale.js").Order} by
   */
  arrange(moments, by) {
    const found = lanes(moments, by, JSON.parse(this.words.kinds ?? "[]"));
    const known = this.rows.length === found.length && this.rows.every(({ lane }, at) => lane.key === found[at]?.key);
    if (known) this.rows.forEach((row, at) => (row.lane = /** @type {Lane} */ (found[at])));
    else {
      this.rows = found.map((lane) => ({ lane, element: rowOf(lane), groups: [], reach: [], drawn: new Map() }));
      this.place.replaceChildren(...this.rows.map(({ element }) => element));
    }
    this.names.replaceChildren(...found.map((lane) => this.#name(lane, by)));
    this.#scale = -1;
  }

  /** @param {Lane} lane @param {string} by @returns {HTMLElement} the name with the number of moments */
  #name(lane, by) {
    const name = document.createElement("span");
    name.className = lane.kind ? "kind" : "tl__name";
    if (lane.kind) name.dataset.kind = lane.kind;
    const [word, count] = [document.createElement("span"), document.createElement("span")];
    word.className = "cut";
    word.textContent = lane.name || ((by === "label" ? this.words.bare : this.words.all) ?? "");
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
   * @param {import("./timeline-view.js").View} view
   * @param {import("./timeline-view.js").Window} window
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

  /** @param {Row} row @param {Group[]} wanted @param {import("./timeline-view.js").View} view */
  #fill(row, wanted, view) {
    /** @type {Map<string, Drawn>} */
    const next = new Map();
    for (const group of wanted) {
      const moments = momentsOf(row.lane, group);
      const lasts = (group.end - group.start) * view.scale;
      const barred = moments.length === 1 ? group.first.end !== null : lasts > 24;
      const key = `${faceOf(moments)} ${barred ? group.end : ""} ${view.duration}`;
      const drawn = row.drawn.get(key) ?? this.#make(row, group, moments, view, barred);
      row.drawn.delete(key);
      drawn.group = group;
      drawn.lane = row.lane;
      next.set(key, drawn);
    }
    for (const { pin: gone, bar: with_ } of row.drawn.values()) {
      gone.remove();
      with_?.remove();
    }
    row.drawn = next;
    order(row.element, next.values());
  }

  /** @param {Row} row @param {Group} group @param {Moment[]} moments @param {import("./timeline-view.js").View} view @param {boolean} barred @returns {Drawn} */
  #make(row, group, moments, view, barred) {
    const left = view.percent(group.start);
    const made = {
      pin: pin(moments, left, this.words, this.shape),
      bar: barred ? bar(moments, left, view.percent(group.end - group.start)) : null,
      lane: row.lane,
      group,
    };
    this.#of.set(made.pin, made);
    if (made.bar) this.#of.set(made.bar, made);
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
