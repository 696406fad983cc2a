// @ts-check
/** What opens when several moments are pressed that no zoom can part: a small list of them. */

import { labelOf } from "./pin.js";

/** @typedef {import("../times.js").Moment} Moment */

export class ClusterList {
  /**
   * @param {HTMLElement} list a popover
   * @param {DOMStringMap} words
   * @param {import("./pin.js").Shapes} shape
   * @param {(id: number) => void} open
   */
  constructor(list, words, shape, open) {
    this.list = list;
    this.words = words;
    this.shape = shape;
    list.addEventListener("click", (event) => {
      const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-moment]"));
      if (!item) return;
      list.hidePopover();
      open(Number(item.dataset.moment));
    });
    list.addEventListener("keydown", this.#keyed);
  }

  /** @param {readonly Moment[]} moments @param {HTMLElement} pin by which it opens */
  show(moments, pin) {
    this.list.replaceChildren(...moments.map((moment) => this.#item(moment)));
    this.list.showPopover();
    const [at, size] = [pin.getBoundingClientRect(), this.list.getBoundingClientRect()];
    const left = Math.min(Math.max(at.left + at.width / 2 - size.width / 2, 8), window.innerWidth - size.width - 8);
    const above = at.top - size.height - 6;
    this.list.style.left = `${left}px`;
    this.list.style.top = `${above > 8 ? above : Math.min(at.bottom + 6, window.innerHeight - size.height - 8)}px`;
    /** @type {HTMLElement | null} */ (this.list.firstElementChild)?.focus();
  }

  /** @param {Moment} moment @returns {HTMLElement} */
  #item(moment) {
    const item = document.createElement("button");
    const [word, text] = [document.createElement("span"), document.createElement("small")];
    item.type = "button";
    item.className = "menu__item";
    item.dataset.moment = String(moment.id);
    item.dataset.kind = moment.kind;
    word.textContent = labelOf([moment], this.words);
    text.textContent = moment.text ?? "";
    if (moment.text) word.append(text);
    item.append(this.shape(moment.kind), word);
    return item;
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const items = /** @type {HTMLElement[]} */ ([...this.list.children]);
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    items.at((at + by) % items.length)?.focus();
  };
}
