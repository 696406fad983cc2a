// @ts-check
/**
 * The keys while somebody writes a moment: Enter places (or goes to the next field of a form), Shift + Enter is a new
 * line, Escape leaves, Alt with 1–4 is another kind, Alt with the key of a label turns that on or off. Under a finger,
 * and for who wants it so, Enter is a new line. Alt with the key for the picture keeps that with the mark.
 */

import { preferences } from "../preferences.js";

/**
 * @typedef {Object} Hands
 * @property {() => void} place
 * @property {() => void} leave
 * @property {(kind: string) => void} kind
 * @property {(id: string) => void} label
 */

export class TextKeys {
  /** @param {HTMLElement} composer @param {Hands} hands */
  constructor(composer, hands) {
    this.composer = composer;
    this.hands = hands;
    composer.addEventListener("keydown", this.#keyed);
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    if (event.isComposing || event.defaultPrevented || !(event.target instanceof Element)) return;
    const written = event.target instanceof HTMLTextAreaElement;
    const done = event.altKey ? this.#alt(event) : written && this.#plain(event, event.target);
    if (done) event.preventDefault();
  };

  /** @param {KeyboardEvent} event @returns {boolean} whether it meant something */
  #alt({ code, ctrlKey, shiftKey }) {
    if (ctrlKey) return false;
    const [, digit, letter] = /^(?:Digit([1-4])|Key([A-Z]))$/.exec(code) ?? [];
    const kinds = /** @type {NodeListOf<HTMLInputElement>} */ (this.composer.querySelectorAll('input[name="kind"]'));
    const kind = digit && kinds[Number(digit) - 1];
    const label = letter && this.composer.querySelector(`input[name="label"][data-key="${letter.toLowerCase()}" i]`);
    if (letter && commandOf(`${shiftKey ? "Shift+" : ""}${letter.toLowerCase()}`) === "still") this.#still();
    else if (kind) this.hands.kind(kind.value);
    else if (label instanceof HTMLInputElement) this.hands.label(label.value);
    else return false;
    return true;
  }

  #still() {
    /** @type {import("../marking/still-choice.js").StillChoice | null} */ (this.composer.querySelector("still-choice"))?.toggle();
  }

  /** @param {KeyboardEvent} event @param {Element} field @returns {boolean} */
  #plain(event, field) {
    if (event.key === "Escape") {
      this.hands.leave();
      return true;
    }
    if (event.key !== "Enter" || event.shiftKey) return false;
    const always = event.ctrlKey || event.metaKey;
    if (!always && (!preferences.all.enter_places || window.matchMedia("(pointer: coarse)").matches)) return false;
    const parts = Array.from(this.composer.querySelectorAll("[data-parts] textarea"));
    const next = always ? null : parts[parts.indexOf(field) + 1];
    if (next instanceof HTMLElement && parts.includes(field)) next.focus();
    else this.hands.place();
    return true;
  }
}

/** @param {string} key @returns {string} what it asks in the studio, as the person has it */
function commandOf(key) {
  const settings = /** @type {import("./key-settings.js").KeySettings | null} */ (document.querySelector("key-settings"));
  return settings?.map.get(key) ?? "";
}
