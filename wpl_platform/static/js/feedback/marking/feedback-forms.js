// @ts-check
/**
 * The form in which feedback is built (4G, SBI, …): a menu to choose it, and a field for each of its parts. What was
 * written moves along from one form to the next.
 */

/** @typedef {{key: string, name: string, parts: {name: string, hint?: string}[]}} Form */

import { preferences } from "../preferences.js";

export const FREE = "free";

export class FeedbackForms {
  /** @type {Form[]} */ #forms;

  /** @param {HTMLElement} composer with [data-form] in it, [data-parts], and a template for one part */
  constructor(composer) {
    this.composer = composer;
    this.#forms = JSON.parse(composer.dataset.forms || "[]");
    composer.addEventListener("click", this.#pressed);
    this.choose(preferences.all.form);
  }

  /** @returns {string} */
  get chosen() {
    return this.#choice?.value || FREE;
  }

  /** @returns {HTMLTextAreaElement[]} in order; none for the free form */
  get fields() {
    return Array.from(this.composer.querySelectorAll("[data-parts] textarea"));
  }

  /** @param {string} key @returns {boolean} whether there is such a form */
  choose(key) {
    const form = this.#forms.find((each) => each.key === key);
    if (!this.#choice || (key !== FREE && !form?.parts.length)) return false;
    const said = this.fields.length ? this.fields.map((field) => field.value) : [this.#text.value];
    this.#choice.value = key;
    const fields = (key === FREE ? [] : (form?.parts ?? [])).map((part, at) => this.#part(part, at));
    this.#place.replaceChildren(...fields);
    this.#place.hidden = !fields.length;
    this.#whole.hidden = Boolean(fields.length);
    this.#spread(said);
    this.#mark(form?.name ?? "");
    return true;
  }

  /** A form is chosen for this moment, and for those that come. @param {Event} event */
  #pressed = (event) => {
    const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-form]"));
    if (!option || !this.choose(option.dataset.form ?? FREE)) return;
    preferences.set({ form: this.chosen });
    const menu = option.closest("details");
    if (menu) menu.open = false;
    const [first = this.#text] = this.fields;
    first.focus();
    first.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  get #choice() {
    return /** @type {HTMLInputElement | null} */ (this.composer.querySelector('input[name="form"]'));
  }

  get #text() {
    return /** @type {HTMLTextAreaElement} */ (this.composer.querySelector('textarea[name="text"]'));
  }

  get #place() {
    return /** @type {HTMLElement} */ (this.composer.querySelector("[data-parts]"));
  }

  /** What holds the one field of the free form. */
  get #whole() {
    return /** @type {HTMLElement} */ (this.composer.querySelector("[data-whole]"));
  }

  /** @param {{name: string, hint?: string}} part @param {number} at */
  #part({ name, hint }, at) {
    const template = /** @type {HTMLTemplateElement} */ (this.composer.querySelector("template[data-part]"));
    const piece = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const [label, field] = [piece.querySelector("label"), piece.querySelector("textarea")];
    if (label && field) {
      field.id = `moment-part-${at}`;
      label.htmlFor = field.id;
      label.textContent = name;
      field.placeholder = hint ?? "";
      field.maxLength = this.#text.maxLength;
    }
    return piece;
  }

  /** @param {string[]} said */
  #spread(said) {
    const fields = this.fields;
    if (!fields.length) this.#text.value = said.filter((each) => each.trim()).join("\n\n");
    else this.#text.value = "";
    const [last] = fields.slice(-1);
    for (const [at, words] of said.entries()) {
      const field = fields[at];
      if (field) field.value = words;
      else if (last && words.trim()) last.value = [last.value, words].filter(Boolean).join("\n\n");
    }
  }

  /** @param {string} name */
  #mark(name) {
    for (const option of /** @type {NodeListOf<HTMLElement>} */ (this.composer.querySelectorAll("[data-form]"))) {
      option.setAttribute("aria-pressed", String(option.dataset.form === this.chosen));
    }
    const words = this.composer.querySelector("[data-form-now]");
    if (words) words.textContent = this.chosen === FREE ? "" : name;
  }
}
