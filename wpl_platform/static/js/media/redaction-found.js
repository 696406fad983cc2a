// @ts-check
/** The places that were found, each to be left uncovered for all of its run and covered again: over the film, and in a list. */

import { code } from "../feedback/times.js";
import { covers, placeAt } from "./redaction-covers.js";

/** @typedef {import("./redaction-covers.js").Cover} Cover */
/** @typedef {{cover: Cover, number: number, row: HTMLElement, box: HTMLButtonElement | null}} One */

const second = (/** @type {number} */ ms) => Math.round(ms / 1000) * 1000;

export class Found {
  /** @type {One[]} */ #all = [];
  /** @type {Set<number>} */ #dropped = new Set();
  #scan = "";

  /**
   * @param {HTMLElement} host holds the list `.redact__found` with a template, and the words
   * @param {HTMLElement} stage the film's own area
   * @param {HTMLInputElement} field takes along what is dropped
   * @param {{seek: (ms: number) => void, changed: () => void}} heard
   */
  constructor(host, stage, field, { seek, changed }) {
    this.stage = stage;
    this.field = field;
    this.seek = seek;
    this.changed = changed;
    this.whole = /** @type {HTMLDetailsElement} */ (host.querySelector(".redact__found"));
    this.list = /** @type {HTMLElement} */ (this.whole.querySelector("ul"));
    this.said = /** @type {HTMLElement} */ (this.whole.querySelector("[data-left]"));
  }

  /** What was found by that search; what was dropped of it before stays dropped. @param {Cover[]} found @param {string} scan */
  take(found, scan) {
    for (const { box } of this.#all) box?.remove();
    this.#scan = scan;
    const before = JSON.parse(this.field.value || "{}");
    this.#dropped = new Set(before.scan === scan ? before.numbers : []);
    this.#all = found.map((cover, number) => ({ cover, number, row: this.#row(cover, number), box: null }));
    this.list.replaceChildren(...[...this.#all].sort((one, two) => one.cover.start - two.cover.start).map(({ row }) => row));
    this.whole.hidden = found.length === 0;
    for (const one of this.#all) this.#say(one);
    this.#keep();
  }

  /** @returns {Cover[]} what stays covered */
  get shown() {
    return this.#all.filter(({ number }) => !this.#dropped.has(number)).map(({ cover }) => cover);
  }

  /** Puts a box over each that is there at that moment. @param {number} ms @param {boolean} asked */
  show(ms, asked) {
    for (const one of this.#all) {
      const there = asked && covers(one.cover, ms);
      if (there && !one.box) this.#over(one);
      if (one.box) one.box.hidden = !there;
      if (!there || !one.box) continue;
      const { x, y, width, height } = placeAt(one.cover, ms);
      for (const [name, part] of Object.entries({ left: x, top: y, width, height })) one.box.style.setProperty(name, `${part * 100}%`);
    }
  }

  /** @param {Cover} cover @param {number} number */
  #row(cover, number) {
    const template = /** @type {HTMLTemplateElement} */ (this.whole.querySelector("template"));
    const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const [name, span] = [row.querySelector("[data-name]"), row.querySelector("[data-says]")];
    if (name) name.textContent = this.#named(number);
    if (span) span.textContent = `${code(second(cover.start))}–${code(second(cover.end))}`;
    row.querySelector("[data-do=there]")?.addEventListener("click", () => this.seek(cover.start + Math.min(700, (cover.end - cover.start) / 2)));
    row.querySelector("[data-do=drop]")?.addEventListener("click", () => this.#turn(number));
    return row;
  }

  /** @param {number} number */
  #named(number) {
    return (this.whole.dataset.place ?? "").replace("{n}", String(number + 1));
  }

  /** @param {One} one */
  #over(one) {
    one.box = document.createElement("button");
    one.box.type = "button";
    one.box.className = "redact__box is-found";
    one.box.addEventListener("click", () => {
      this.#turn(one.number);
      this.list.scrollTop = one.row.offsetTop - this.list.offsetTop;
    });
    this.stage.append(one.box);
    this.#say(one);
  }

  /** Leaves it uncovered, or covers it again. @param {number} number */
  #turn(number) {
    if (!this.#dropped.delete(number)) this.#dropped.add(number);
    const one = this.#all[number];
    if (one) this.#say(one);
    this.#keep();
  }

  /** @param {One} one */
  #say({ number, row, box }) {
    const dropped = this.#dropped.has(number);
    const { drop = "", cover = "" } = this.whole.dataset;
    row.classList.toggle("is-dropped", dropped);
    const button = row.querySelector("[data-do=drop]");
    if (button) button.textContent = dropped ? cover : drop;
    button?.setAttribute("aria-label", `${this.#named(number)}: ${dropped ? cover : drop}`);
    box?.classList.toggle("is-dropped", dropped);
    box?.setAttribute("aria-label", `${this.#named(number)}: ${dropped ? cover : drop}`);
  }

  #keep() {
    const numbers = [...this.#dropped].sort((one, two) => one - two);
    this.field.value = numbers.length ? JSON.stringify({ scan: this.#scan, numbers }) : "";
    const words = numbers.length === 1 ? this.whole.dataset.one : this.whole.dataset.many;
    this.said.textContent = numbers.length ? (words ?? "").replace("{n}", String(numbers.length)) : "";
    this.changed();
  }
}
