// @ts-check
/** <mark-settings>: how somebody likes to mark; each field (`data-like`) is one preference and is kept at once. */

import { preferences } from "../preferences.js";

class MarkSettings extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.#chosen);
    this.#paint();
  }

  /** @returns {NodeListOf<HTMLInputElement>} */
  get #fields() {
    return this.querySelectorAll("[data-like]");
  }

  #paint() {
    const liked = /** @type {Record<string, any>} */ (preferences.all);
    for (const field of this.#fields) {
      const value = liked[field.dataset.like ?? ""];
      if (field.type === "checkbox") field.checked = value === true;
      else if (field.type === "radio") field.checked = field.value === value;
      else field.value = String(value);
      if (field.type === "range") this.#say(field);
    }
  }

  /** @param {HTMLInputElement} field */
  #say(field) {
    const seconds = (Number(field.value) / 1000).toLocaleString(document.documentElement.lang);
    const words = (field.dataset.words ?? "").replace("{n}", seconds);
    const place = this.querySelector(`output[for="${field.id}"]`);
    if (place) place.textContent = words;
    field.setAttribute("aria-valuetext", words);
  }

  /** @param {Event} event */
  #chosen = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const name = field.dataset.like;
    if (!name) return;
    if (field.type === "range") this.#say(field);
    const value = field.type === "checkbox" ? field.checked : field.type === "range" ? Number(field.value) : field.value;
    preferences.set({ [name]: value });
  };
}

customElements.define("mark-settings", MarkSettings);
