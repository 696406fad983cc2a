// @ts-check
/**
 * How somebody likes to mark. Known by the server where `data-preferences-address` of the studio says so, and on this
 * device otherwise; every change is kept at once and said as "change".
 */

import { token } from "../web/csrf.js";
import { keep, kept, own } from "./person.js";

/**
 * @typedef {Object} Liked
 * @property {number} lead_in_ms          how late somebody reacts
 * @property {boolean} pause_while_typing
 * @property {"write" | "go_on"} after_mark
 * @property {boolean} enter_places       Enter places; else Ctrl + Enter alone
 * @property {string} form                the feedback form
 * @property {Record<string, string>} keys  keys that were changed: command to key
 */

/** @type {Liked} */
const USUAL = { lead_in_ms: 2_000, pause_while_typing: true, after_mark: "write", enter_places: true, form: "free", keys: {} };
const PATIENCE_MS = 400;

class Preferences extends EventTarget {
  /** @type {Liked | null} */ #liked = null;
  #sending = 0;

  /** @returns {Liked} */
  get all() {
    this.#liked ??= { ...USUAL, ...this.#known() };
    return this.#liked;
  }

  /** @param {Partial<Liked>} change */
  set(change) {
    this.#liked = { ...this.all, ...change };
    if (!this.#address) keep(own("studio-preferences"), this.#liked);
    else this.#send();
    this.dispatchEvent(new Event("change"));
  }

  get #room() {
    return /** @type {HTMLElement | null} */ (document.querySelector("studio-room"));
  }

  get #address() {
    return this.#room?.dataset.preferencesAddress ?? "";
  }

  /** @returns {Partial<Liked>} */
  #known() {
    if (!this.#address) return kept(own("studio-preferences")) ?? {};
    return JSON.parse(this.#room?.dataset.preferences || "{}");
  }

  #send() {
    window.clearTimeout(this.#sending);
    this.#sending = window.setTimeout(() => {
      const body = new URLSearchParams({ preferences: JSON.stringify(this.#liked) });
      const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
      fetch(this.#address, { method: "POST", body, headers, keepalive: true }).catch(this.#later);
    }, PATIENCE_MS);
  }

  #later = () => window.addEventListener("online", () => this.#send(), { once: true });
}

export const preferences = new Preferences();
