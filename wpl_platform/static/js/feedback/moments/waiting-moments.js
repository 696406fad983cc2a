// @ts-check
/**
 * Moments that wait for internet, as they stand in the list: in their place, readable, with a way to change them and to
 * take them away. They have numbers below 0, for nobody else knows them. Once sent, the focus goes on in the moment itself.
 *
 * Asks `studio:seek` {ms}, `waiting:edit` {key} and `waiting:remove` {key}.
 */

import { spanWritten } from "../times.js";
import { settled } from "./store.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("../marking/waiting-marks.js").Waiting} Waiting */

export class WaitingMoments {
  /** @type {Moment[]} */ moments = [];
  /** @type {Map<string, HTMLElement>} */ #items = new Map();
  #last = 0;
  /** Those that left the list, and whether they had the focus then. @type {Map<string, boolean>} */ #left = new Map();

  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    list.addEventListener("click", this.#pressed);
  }

  /** @returns {HTMLElement[]} */
  get items() {
    return [...this.#items.values()];
  }

  /** @param {readonly Moment[]} moments in the order of time @param {(moment: Moment) => boolean} wanted @returns {readonly Moment[]} with those that wait */
  among(moments, wanted) {
    const waiting = this.moments.filter(wanted);
    return waiting.length ? [...moments, ...waiting].sort((one, other) => one.start - other.start) : moments;
  }

  /** @param {readonly Waiting[]} waiting @param {(id: number) => void} drop told of those that wait no more @returns {boolean} whether anything waits or did */
  set(waiting, drop) {
    if (!waiting.length && !this.#items.size) return false;
    const keys = new Set(waiting.map(({ key }) => key));
    const gone = [...this.#items].filter(([key]) => !keys.has(key));
    for (const [key, item] of gone) {
      this.#left.set(key, item.contains(document.activeElement));
      this.#items.delete(key);
      drop(Number(item.dataset.moment));
    }
    this.moments = waiting.map((each) => this.#moment(each, this.#item(each)));
    return true;
  }

  /** It was sent, and is a moment now. @param {string} key @param {HTMLElement | null} item @returns {boolean} whether it was in the list before */
  sent(key, item) {
    if (this.#left.get(key)) /** @type {HTMLElement | null} */ (item?.querySelector("[data-seek]"))?.focus({ preventScroll: true });
    return this.#left.delete(key);
  }

  /** @param {Waiting} waiting @returns {HTMLElement} */
  #item(waiting) {
    const template = /** @type {HTMLTemplateElement} */ (this.list.querySelector(`template[data-while-waiting="${waiting.kind}"]`));
    const item = this.#items.get(waiting.key) ?? /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const named = item.dataset.kind === waiting.kind ? item : /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    if (!named.dataset.moment) named.dataset.moment = item.dataset.moment ?? String(--this.#last);
    if (named !== item) item.replaceWith(named);
    named.dataset.key = waiting.key;
    named.dataset.start = String(waiting.start);
    this.#write(named, waiting);
    this.#items.set(waiting.key, named);
    return named;
  }

  /** @param {HTMLElement} item @param {Waiting} waiting */
  #write(item, { start, end, text, labels, private: secret, drawn }) {
    const time = spanWritten(start, end);
    const link = item.querySelector("[data-seek]");
    link?.setAttribute("aria-label", (this.list.dataset.goTo ?? "").replace("{time}", time));
    if (link) link.textContent = time;
    /** @param {string} name @param {boolean} shown */
    const show = (name, shown) => /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`)).toggleAttribute("hidden", !shown);
    const words = /** @type {HTMLElement} */ (item.querySelector("[data-words]"));
    if (words.textContent !== text) words.textContent = text;
    show("words", text !== "");
    show("offline", !navigator.onLine);
    show("late", navigator.onLine);
    show("private", secret);
    show("drawn", drawn);
    show("labels", labels.length > 0);
    const names = item.querySelector("[data-labels] span");
    if (names) names.textContent = labels.join(", ");
  }

  /** @param {Waiting} waiting @param {HTMLElement} item @returns {Moment} */
  #moment({ kind, start, end, labels, private: secret, drawn, text }, item) {
    const { word = "", author = "", authorId = "0", moment } = item.dataset;
    return settled({ id: Number(moment), kind, word, author, author_id: Number(authorId), start, end, labels, text, own: true, private: secret, drawn });
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const target = /** @type {Element} */ (event.target);
    const item = /** @type {HTMLElement | null} */ (target.closest(".moment[data-key]"));
    if (!item) return;
    event.preventDefault();
    const { key, start } = item.dataset;
    const asked = /** @type {HTMLElement | null} */ (target.closest("[data-wait]"))?.dataset.wait;
    const [name, detail] = asked ? [`waiting:${asked}`, { key }] : ["studio:seek", { ms: Number(start) }];
    this.list.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  };
}
