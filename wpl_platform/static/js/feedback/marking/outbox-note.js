// @ts-check
/**
 * <outbox-note>: says how many moments wait for internet or for the server, and shows those that the server refused, each
 * with its reason and words. Asks `outbox:take` {key} (put it back in the fields) and `outbox:drop` {key}.
 */

import { spotOf } from "./sending.js";
import { spanWritten } from "../times.js";

/** @typedef {import("./outbox.js").Entry} Entry */

const EXCERPT = 120;

export class OutboxNote extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#pressed);
  }

  /** @param {Entry[]} entries @param {boolean} lost whether there is no server to send to */
  show(entries, lost) {
    const refused = entries.filter((entry) => entry.why);
    const count = entries.length - refused.length;
    const { one = "", many = "", one_tried = "", many_tried = "" } = this.#words;
    const sentence = navigator.onLine ? (count === 1 ? one_tried : many_tried) : count === 1 ? one : many;
    this.#say(lost && count ? sentence.replace("{n}", String(count)) : "");
    const place = this.querySelector("[data-refused]");
    const keys = refused.map((entry) => entry.key).join(" ");
    if (place instanceof HTMLElement && place.dataset.refused !== keys) {
      place.dataset.refused = keys;
      place.replaceChildren(...refused.map((entry) => this.#item(entry)));
      place.hidden = !refused.length;
    }
    this.hidden = !refused.length && !(lost && count);
  }

  /** @param {Entry} entry @returns {string} why the server does not take it, in words */
  reason({ why }) {
    if (why?.sentence) return why.sentence;
    return (why?.status === 404 || why?.status === 410 ? this.dataset.gone : this.dataset.no) ?? "";
  }

  get #words() {
    return { one: this.dataset.one, many: this.dataset.many, one_tried: this.dataset.oneTried, many_tried: this.dataset.manyTried };
  }

  /** @param {string} sentence */
  #say(sentence) {
    const place = /** @type {HTMLElement | null} */ (this.querySelector("[data-waiting]"));
    const words = place?.querySelector("span");
    if (!place || !words) return;
    if (words.textContent !== sentence) words.textContent = sentence;
    place.hidden = sentence === "";
  }

  /** @param {Entry} entry */
  #item(entry) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const { start, end } = spotOf(entry.fields);
    const words = entry.fields.flatMap(([name, value]) => (name === "text" || name === "part" ? [value] : []));
    const said = { time: spanWritten(start, end), why: this.reason(entry), words: words.join(" ").trim().slice(0, EXCERPT) };
    for (const [name, text] of Object.entries(said)) {
      const place = item.querySelector(`[data-${name}]`);
      if (place) place.textContent = text;
    }
    for (const button of item.querySelectorAll("button")) button.dataset.key = entry.key;
    return item;
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button[data-ask]"));
    const detail = { key: button?.dataset.key };
    if (button) this.dispatchEvent(new CustomEvent(`outbox:${button.dataset.ask}`, { detail }));
  };
}

customElements.define("outbox-note", OutboxNote);
