// @ts-check
/** The rows of what somebody marked here: what, where in the film, with which words; each taken back, and put back. */

import { spanWritten } from "../times.js";

/**
 * @typedef {import("./mark-outbox.js").Mark & {start: number, end: number | null}} Own  with where it lands, ms of film
 */

export class OwnMarks {
  /** @type {Map<string, HTMLElement>} */ #rows = new Map();

  /**
   * @param {HTMLElement} place a list with a template for each kind
   * @param {(key: string) => void} turn takes it back, or puts it back
   * @param {(key: string) => void} drop forgets what the server would not have
   */
  constructor(place, turn, drop) {
    this.place = place;
    place.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      const key = button?.closest("li")?.dataset.key;
      if (!key) return;
      if (button.dataset.turn !== "drop") return turn(key);
      drop(key);
      this.#rows.get(key)?.remove();
      this.#rows.delete(key);
    });
  }

  /** @param {Own} mark */
  show(mark) {
    const row = this.#rows.get(mark.key) ?? this.#add(mark);
    const when = spanWritten(mark.start, mark.end);
    part(row, "time").textContent = when;
    part(row, "words").textContent = mark.text;
    row.classList.toggle("is-removed", mark.removed);
    part(row, "removed").hidden = !mark.removed;
    for (const button of row.querySelectorAll("button")) {
      button.hidden = button.dataset.turn !== (mark.removed ? "back" : "away");
      button.setAttribute("aria-label", (button.dataset.label ?? "").replace("{time}", when));
    }
  }

  /** With its words, for who wants to keep them. @param {Own} mark @param {string} sentence why the server does not have it */
  refuse(mark, sentence) {
    this.show(mark);
    const row = /** @type {HTMLElement} */ (this.#rows.get(mark.key));
    row.classList.add("is-refused");
    part(row, "why").textContent = sentence;
    for (const button of row.querySelectorAll("button")) button.hidden = button.dataset.turn !== "drop";
  }

  /** @param {Set<string>} keys of what still waits */
  waiting(keys) {
    for (const [key, row] of this.#rows) part(row, "waits").hidden = !keys.has(key);
  }

  /** @param {Own} mark @returns {HTMLElement} */
  #add({ key, kind }) {
    const template = /** @type {HTMLTemplateElement} */ (this.place.querySelector(`template[data-kind="${kind}"]`));
    const row = /** @type {HTMLElement} */ (template.content.cloneNode(true).firstChild);
    row.dataset.key = key;
    this.place.prepend(row);
    this.#rows.set(key, row);
    return row;
  }
}

/** @param {HTMLElement} row @param {string} name @returns {HTMLElement} */
function part(row, name) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-part="${name}"]`));
}
