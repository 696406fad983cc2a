// @ts-check
/** <player-place>: goes on in a film where one was last time, says so, and offers the beginning. */

import { keepPlace, place } from "./memory.js";
import { written } from "../times.js";

const KEPT_EVERY_MS = 5_000;
const SAID_MS = 8_000;

export class PlayerPlace extends HTMLElement {
  #kept = 0;
  #timer = 0;

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** @returns {string} whose place in which film */
  get #film() {
    return this.dataset.film ?? "";
  }

  /**
   * Where to begin; a link that says where wins.
   *
   * @param {number} duration ms
   * @returns {number} ms
   */
  find(duration) {
    const linked = new URLSearchParams(location.search).has("t") || location.hash.startsWith("#moment-");
    const ms = linked || !this.#film ? 0 : place(this.#film, duration);
    if (ms) this.#say(ms);
    return ms;
  }

  /** @param {number} ms @param {boolean} [now] also when it was kept a moment ago */
  keep(ms, now = false) {
    if (!this.#film || (!now && performance.now() - this.#kept < KEPT_EVERY_MS)) return;
    this.#kept = performance.now();
    keepPlace(this.#film, ms);
  }

  /** @param {number} ms */
  #say(ms) {
    const time = this.querySelector("[data-time]");
    if (time) time.textContent = written(ms);
    this.hidden = false;
    this.addEventListener("click", this.#begin);
    this.#timer = setTimeout(() => (this.hidden = true), SAID_MS);
  }

  /** @param {Event} event */
  #begin = (event) => {
    if (!(/** @type {Element} */ (event.target).closest("button"))) return;
    this.hidden = true;
    this.dispatchEvent(new CustomEvent("player:ask", { bubbles: true, detail: { command: "begin" } }));
  };
}

customElements.define("player-place", PlayerPlace);
