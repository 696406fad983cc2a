// @ts-check
/**
 * The part of a long list that is written out: moments near to what is in sight stand there, the rest is held open by
 * gaps as high as they are expected to be. What somebody typed in a moment is never taken away.
 */

import { typed } from "./typing.js";
import { Retries } from "./retries.js";

const RUN = 50;
const NEAR = "800px 0px";
const KEPT_MOST = 400;
const GUESS_PX = 96;

/**
 * @typedef {Object} Source
 * @property {(ids: number[]) => Promise<HTMLElement[] | null>} load  the moments as the server writes them; null when it did
 *   not answer
 * @property {(ids: number[]) => void} gone  told of those that are no longer there
 * @property {(item: HTMLElement) => void} made  told of each that comes in
 */

export class MomentWindow {
  /** @type {Map<number, HTMLElement>} */ #items = new Map();
  /** @type {Map<HTMLElement, number[]>} */ #gaps = new Map();
  /** @type {readonly number[]} */ #order = [];
  /** Those that are gone, and stay for who writes in them. @type {Set<number>} */ #held = new Set();
  #near;
  #retries = new Retries(() => [...this.#gaps.keys()].forEach((gap) => this.#watch(gap)));

  /** @param {HTMLElement} list @param {Source} source */
  constructor(list, source) {
    this.list = list;
    this.source = source;
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(":scope > .moment"))) this.#items.set(idOf(item), item);
    this.#near = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => this.#fill(/** @type {HTMLElement} */ (each.target))), { rootMargin: NEAR });
  }

  close() {
    this.#near.disconnect();
    this.#retries.close();
  }

  /** Those that are written out, in their order. @returns {HTMLElement[]} */
  get shown() {
    return Array.from(this.list.querySelectorAll(":scope > .moment"));
  }

  /** @param {number} id @returns {HTMLElement | null} what is written out, in sight or kept */
  item(id) {
    return this.#items.get(id) ?? null;
  }

  /** Lays out these, in this order. @param {readonly number[]} order */
  show(order) {
    this.#order = this.#withHeld(order);
    this.#lay();
  }

  /** It stays where it is, wanted or not. @param {number} id */
  hold(id) {
    this.#held.add(id);
  }

  /** @returns {boolean} whether something stays that is not wanted */
  get holds() {
    return this.#held.size > 0;
  }

  /** @param {readonly number[]} order @returns {readonly number[]} and those that are held, after what stood before them */
  #withHeld(order) {
    if (!this.#held.size) return order;
    const wanted = new Set(order);
    const found = [...order];
    for (const id of [...this.#held].filter((each) => !wanted.has(each))) {
      const before = this.#order.slice(0, this.#order.indexOf(id)).findLast((each) => wanted.has(each));
      found.splice(before === undefined ? 0 : found.indexOf(before) + 1, 0, id);
    }
    return found;
  }

  /** @param {HTMLElement} item a moment that was written anew, or for the first time */
  put(item) {
    this.#items.set(idOf(item), item);
    this.#held.delete(idOf(item));
  }

  /** @param {number} id */
  drop(id) {
    this.#held.delete(id);
    this.#items.get(id)?.remove();
    this.#items.delete(id);
  }

  /** Ensures that a moment is written out. @param {number} id @returns {Promise<HTMLElement | null>} */
  async reach(id) {
    const gap = [...this.#gaps].find(([, ids]) => ids.includes(id))?.[0];
    if (gap) await this.#ask(gap);
    return this.item(id);
  }

  /** Moments that are there stand in place; runs of others become gaps. Nothing that stands right is moved. */
  #lay() {
    /** @type {HTMLElement[]} */ const wanted = [];
    /** @type {number[]} */ let run = [];
    const old = [...this.#gaps.keys()];
    this.#gaps.clear();
    const close = () => {
      if (run.length) wanted.push(this.#gap(run, old.shift()));
      run = [];
    };
    for (const id of this.#order) {
      const item = this.#items.get(id);
      if (item) {
        close();
        wanted.push(item);
      } else if (run.push(id) === RUN) close();
    }
    close();
    for (const gap of old) this.#near.unobserve(gap);
    settle(this.list, wanted);
  }

  /** @param {number[]} ids @param {HTMLElement | undefined} used */
  #gap(ids, used) {
    const gap = used ?? document.createElement("li");
    gap.className = "moments__gap";
    gap.setAttribute("aria-hidden", "true");
    gap.style.blockSize = `${ids.length * GUESS_PX}px`;
    this.#gaps.set(gap, ids);
    this.#watch(gap);
    return gap;
  }

  /** Says again whether it is near. @param {HTMLElement} gap */
  #watch(gap) {
    this.#near.unobserve(gap);
    this.#near.observe(gap);
  }

  /** After what did not come in, nothing is asked for until its time has come. @param {HTMLElement} gap */
  async #fill(gap) {
    if (!this.#retries.waiting) await this.#ask(gap);
  }

  /** @param {HTMLElement} gap */
  async #ask(gap) {
    const ids = this.#gaps.get(gap);
    if (!ids || gap.dataset.asked) return;
    gap.dataset.asked = "1";
    const found = await this.source.load(ids);
    delete gap.dataset.asked;
    if (!found) return this.#retries.later();
    this.#retries.well();
    for (const item of found) {
      if (this.#items.has(idOf(item))) continue;
      this.#items.set(idOf(item), item);
      this.source.made(item);
    }
    const gone = ids.filter((id) => !this.#items.has(id));
    this.#letGo(gap);
    if (gone.length) this.source.gone(gone);
    else this.#lay();
  }

  /** Beyond a few hundred, those farthest from here are let go of, but for one in which somebody is busy. @param {HTMLElement} here */
  #letGo(here) {
    const far = this.shown.filter((item) => !busy(item));
    if (far.length < KEPT_MOST) return;
    const at = here.getBoundingClientRect().top;
    const away = far.map((item) => ({ item, by: Math.abs(item.getBoundingClientRect().top - at) }));
    away.sort((one, other) => other.by - one.by);
    for (const { item } of away.slice(0, far.length - KEPT_MOST / 2)) this.drop(idOf(item));
  }
}

/** @param {HTMLElement} item */
function idOf(item) {
  return Number(item.dataset.moment);
}

/** @param {HTMLElement} item @returns {boolean} whether something in it would be lost */
function busy(item) {
  return typed(item) || item.contains(document.activeElement) || item.matches(".is-editing, .is-now, .moment--waits") || item.querySelector("details[open]") !== null;
}

/** Makes these the children of the list, and moves only what is out of place. @param {HTMLElement} list @param {HTMLElement[]} wanted */
function settle(list, wanted) {
  /** @type {Element | null} */ let next = list.firstElementChild;
  for (const element of wanted) {
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  while (next) {
    const gone = next;
    next = next.nextElementSibling;
    gone.remove();
  }
}
