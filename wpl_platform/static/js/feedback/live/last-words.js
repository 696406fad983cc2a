// @ts-check
/** The field and the labels below the buttons: what somebody says of the mark that they made last. */

import { spanWritten } from "../times.js";

/** @typedef {import("./own-marks.js").Own} Own */

const TYPED_MS = 600;

export class LastWords {
  #typing = 0;
  /** The mark whose words these are; empty when there is none. */
  key = "";

  /**
   * @param {HTMLFormElement} place
   * @param {string} about  asks for words, with {time}
   * @param {(key: string, text: string, labels: number[]) => void} said  something was typed or chosen
   */
  constructor(place, about, said) {
    this.place = place;
    this.about = about;
    this.said = said;
    this.#field.addEventListener("input", this.#typed);
    place.addEventListener("change", this.write);
  }

  get text() {
    return this.#field.value;
  }

  /** @returns {number[]} */
  get labels() {
    return this.#boxes.filter((box) => box.checked).map((box) => Number(box.value));
  }

  /** They are those of this mark from here on. @param {Own} mark */
  lead(mark) {
    this.write();
    this.key = mark.key;
    this.place.hidden = false;
    this.#field.value = mark.text;
    for (const box of this.#boxes) box.checked = mark.labels.includes(Number(box.value));
    this.name(mark);
  }

  /** @param {Own} mark where it stands by now */
  name(mark) {
    const asked = /** @type {HTMLElement} */ (this.place.querySelector("[data-part=about]"));
    asked.textContent = this.about.replace("{time}", spanWritten(mark.start, mark.end));
    this.place.dataset.kind = mark.kind;
  }

  /** Of no mark any more. */
  close() {
    window.clearTimeout(this.#typing);
    this.leave();
    this.key = "";
    this.#field.value = "";
    this.place.hidden = true;
  }

  /** Back from the words to marking. */
  leave() {
    this.#field.blur();
  }

  /** What stands here is said of the mark now. */
  write = () => {
    window.clearTimeout(this.#typing);
    if (this.key) this.said(this.key, this.text, this.labels);
  };

  #typed = () => {
    window.clearTimeout(this.#typing);
    this.#typing = window.setTimeout(this.write, TYPED_MS);
  };

  /** @returns {HTMLTextAreaElement} */
  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.place.querySelector("[data-part=text]"));
  }

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return Array.from(this.place.querySelectorAll("input[type=checkbox]"));
  }
}

/** @param {EventTarget | null} place @returns {boolean} whether keys are words there */
export function typing(place) {
  return place instanceof HTMLTextAreaElement || (place instanceof HTMLInputElement && place.type === "text");
}
