// @ts-check
/**
 * <still-choice>: whether the picture where the mark stands is kept with it. Asked without a mark, there is one where the
 * film is; the film stands at the picture that is kept, until the mark is placed (`studio:hold`, `studio:seek`).
 */

import { read } from "../times.js";

/** @typedef {import("./moment-composer.js").MomentComposer} Composer */

export class StillChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.#turned());
  }

  /** @returns {HTMLInputElement} */
  get #box() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  toggle() {
    this.#box.checked = !this.#box.checked;
    this.#box.dispatchEvent(new Event("input", { bubbles: true }));
    this.#turned();
  }

  #turned() {
    const composer = /** @type {Composer | null} */ (this.closest("moment-composer"));
    if (!composer) return;
    const on = this.#box.checked;
    if (on && !waits(composer)) composer.mark("mark", placeOf(composer));
    const status = composer.querySelector("[data-status]");
    const { start } = placeOf(composer);
    if (status) status.textContent = (on ? this.dataset.on : this.dataset.off) ?? "";
    if (!on || !waits(composer)) return;
    this.#ask("studio:hold");
    this.#ask("studio:seek", { ms: start });
  }

  /** @param {string} name @param {object} [detail] */
  #ask(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

/** @param {Composer} composer @returns {boolean} whether a mark waits in it */
function waits(composer) {
  return composer.classList.contains("is-marked");
}

/** @param {Composer} composer @returns {import("./marking.js").Place} where the mark stands, or would */
function placeOf(composer) {
  const [start, end] = ["start", "end"].map((name) => read(/** @type {HTMLInputElement | null} */ (composer.querySelector(`input[name="${name}"]`))?.value ?? ""));
  return { start: start ?? 0, end: end ?? null };
}

customElements.define("still-choice", StillChoice);
