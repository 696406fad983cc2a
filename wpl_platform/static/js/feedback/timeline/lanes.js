// @ts-check
/** The lanes (timeline/row.js, a lane each) with their names beside them. */

import { lanes } from "./scale.js";
import { Row } from "./row.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./scale.js").Lane} Lane */
/** @typedef {import("./row.js").Drawn} Drawn */
/** @typedef {import("./row.js").Lit} Lit */

export class Lanes {
  /** @type {Row[]} */ rows = [];
  /** @type {WeakMap<HTMLElement, Drawn>} */ #of = new WeakMap();

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
   * @returns {boolean} whether there are other lanes than there were
   */
  arrange(moments, by) {
    const found = lanes(moments, by, JSON.parse(this.words.kinds ?? "[]"));
    const known = this.rows.length === found.length && this.rows.every(({ lane }, at) => lane.key === found[at]?.key);
    if (known) this.rows.forEach((row, at) => row.renew(/** @type {Lane} */ (found[at])));
    else {
      this.rows = found.map((lane) => new Row(lane, this.words, this.shape, this.#made));
      this.place.replaceChildren(...this.rows.map(({ element }) => element));
      this.names.replaceChildren(...found.map((lane) => this.#name(lane)));
    }
    found.forEach(({ moments: { length } }, at) => {
      const count = this.names.children[at]?.lastElementChild;
      if (count && count.textContent !== String(length)) count.textContent = String(length);
    });
    return !known;
  }

  /** @param {Drawn} drawn */
  #made = (drawn) => {
    this.#of.set(drawn.pin, drawn);
    if (drawn.bar) this.#of.set(drawn.bar, drawn);
  };

  /** @param {Lane} lane @returns {HTMLElement} its name, with room for the number of its moments */
  #name(lane) {
    const name = document.createElement("span");
    name.className = lane.kind ? "kind" : "tl__name";
    if (lane.kind) name.dataset.kind = lane.kind;
    const [word, count] = [document.createElement("span"), document.createElement("span")];
    word.className = "cut";
    word.textContent = lane.name || ((lane.key ? this.words.all : this.words.bare) ?? "");
    word.title = word.textContent;
    count.className = "num";
    name.append(word, count);
    return name;
  }

  /** @param {Lit} lit */
  light(lit) {
    for (const row of this.rows) row.light(lit);
  }

  /** @param {EventTarget | null} target @returns {Drawn | null} what was pressed: a pin, or the bar of one's own */
  at(target) {
    const element = /** @type {Element | null} */ (target)?.closest(".tl__pin, .tl__range");
    return element ? (this.#of.get(/** @type {HTMLElement} */ (element)) ?? null) : null;
  }

  /** @param {Moment} moment @param {string} key of the lane @returns {Drawn | null} where it is drawn */
  drawnOf(moment, key) {
    const row = this.rows.find(({ lane }) => lane.key === key);
    const group = row?.groupOf(moment);
    return (group && [...(row?.drawn.values() ?? [])].find((each) => each.group === group)) ?? null;
  }
}

/** @param {Drawn} drawn @returns {boolean} whether it is one moment, and one's own */
export function movable({ group }) {
  return group.to - group.from === 1 && Boolean(group.first.own);
}
