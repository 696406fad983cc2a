// @ts-check
/**
 * A moment that was removed while somebody writes in it: it says so, can send nothing any more, and keeps what was typed
 * within reach until that is taken out of it or, where nothing was typed, the hand has left it.
 */

import { typed, writing } from "./typing.js";

const SENDS = "form button:not([type=button])";

export class GoneMoments {
  /** @param {HTMLElement} list @param {(item: HTMLElement) => void} drop  when nobody needs it any more */
  constructor(list, drop) {
    this.list = list;
    this.drop = drop;
    for (const name of ["input", "focusout", "click"]) list.addEventListener(name, this.#look);
  }

  /** @param {HTMLElement} item that was removed @returns {boolean} whether it has to stay for now */
  keep(item) {
    if (!writing(item)) return false;
    this.#mark(item, true);
    return true;
  }

  /** @param {HTMLElement} item that is there again */
  back(item) {
    if (item.classList.contains("is-gone")) this.#mark(item, false);
  }

  /** @param {HTMLElement} item @param {boolean} gone */
  #mark(item, gone) {
    item.classList.toggle("is-gone", gone);
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (item.querySelectorAll(SENDS))) button.disabled = gone;
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll("form [data-error]"))) {
      words.textContent = gone ? (this.list.dataset.gone ?? "") : "";
      words.hidden = !gone;
    }
  }

  /** @param {Event} event */
  #look = (event) => {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".moment.is-gone"));
    if (!item) return;
    const emptied = event.type === "input" && !typed(item);
    if (emptied) this.drop(item);
    else setTimeout(() => item.isConnected && item.classList.contains("is-gone") && !writing(item) && this.drop(item));
  };
}
