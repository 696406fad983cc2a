// @ts-check
/**
 * How the composer looks and what it says: the time on its buttons, what is wrong, for whom it is. On a phone it is a
 * sheet at the foot: open while somebody writes, above the keyboard, low again after it.
 */

import { keep, kept } from "../person.js";
import { spanWritten } from "../times.js";
import { Seers } from "./seers.js";

/** @typedef {import("./marking.js").Place} Place */

const HINT = "studio-hint-seen";
const WORDS = ":is([data-whole], [data-parts]):not([hidden]) textarea";
const SWIPE_PX = 12;

export class ComposerSheet {
  /** Where a finger took the grip, px from the top. */ #taken = 0;

  /** @param {HTMLElement} composer @param {() => boolean} empty whether nothing in it has to stay in sight */
  constructor(composer, empty) {
    this.composer = composer;
    this.empty = empty;
    this.seers = new Seers(composer);
    composer.addEventListener("focusin", (event) => {
      if (event.target instanceof HTMLTextAreaElement) this.open = true;
    });
    document.addEventListener("pointerdown", this.#left);
    const grip = /** @type {HTMLElement | null} */ (composer.querySelector(".sheet__grip"));
    grip?.addEventListener("pointerdown", this.#take);
    grip?.addEventListener("pointerup", this.#let);
    window.visualViewport?.addEventListener("resize", this.#rise);
    for (const name of ["mousedown", "touchend"]) grip?.addEventListener(name, (event) => event.preventDefault()); // what it gave the focus keeps it
    composer.querySelector("[data-hint-close]")?.addEventListener("click", () => this.hint(false));
    this.hint(kept(HINT) === null);
  }

  close() {
    this.seers.close();
    document.removeEventListener("pointerdown", this.#left);
    window.visualViewport?.removeEventListener("resize", this.#rise);
  }

  /** @param {PointerEvent} event */
  #take = ({ clientY }) => {
    this.#taken = clientY;
  };

  /** A tap on the grip turns it over, a stroke takes it along. @param {PointerEvent} event */
  #let = ({ clientY }) => {
    const by = clientY - this.#taken;
    if (by > SWIPE_PX || (by > -SWIPE_PX && this.composer.classList.contains("is-open"))) this.leave();
    else /** @type {HTMLElement | null} */ (this.composer.querySelector(WORDS))?.focus();
  };

  /** Out of the words, back to the film. */
  leave() {
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    this.open = false;
  }

  set open(/** @type {boolean} */ open) {
    this.composer.classList.toggle("is-open", open);
  }

  /** @param {{place: Place, marked: boolean, clip: boolean, secret: boolean}} state marked: a mark waits; clip: it is a range */
  paint({ place, marked, clip, secret }) {
    this.composer.classList.toggle("is-marked", marked);
    this.composer.classList.toggle("is-private", secret);
    for (const element of this.#all("[data-say]")) {
      const words = (element.dataset.say ?? "").replace("{time}", spanWritten(place.start, place.end));
      if (element.textContent !== words) element.textContent = words;
    }
    for (const element of this.#all("[data-clip]")) element.hidden = !marked && !clip;
  }

  /** @param {string} selector @returns {NodeListOf<HTMLElement>} */
  #all(selector) {
    return this.composer.querySelectorAll(selector);
  }

  /** @param {boolean} shown */
  hint(shown) {
    const hint = /** @type {HTMLElement | null} */ (this.composer.querySelector("[data-hint]"));
    if (hint) hint.hidden = !shown;
    if (!shown) keep(HINT, 1);
  }

  /** @param {string} sentence what is wrong; nothing when all is well */
  complain(sentence) {
    this.#say("[data-error]", sentence);
  }

  /** @param {boolean} restored whether what stands in it was written before */
  note(restored) {
    const note = /** @type {HTMLElement | null} */ (this.composer.querySelector("[data-restored]"));
    if (note) note.hidden = !restored;
  }

  /** Aloud, for who does not see it. @param {string} sentence with {kind} and {time} @param {Place} place */
  announce(sentence, { start, end }) {
    const kind = this.composer.querySelector('input[name="kind"]:checked')?.closest("label")?.textContent?.trim() ?? "";
    this.say(sentence.replace("{kind}", kind).replace("{time}", spanWritten(start, end)));
  }

  /** Aloud. @param {string} sentence */
  say(sentence) {
    const region = this.composer.querySelector("[data-status]");
    if (region) region.textContent = sentence;
  }

  /** @param {string} place @param {string} sentence */
  #say(place, sentence) {
    const words = /** @type {HTMLElement | null} */ (this.composer.querySelector(place));
    if (!words) return;
    words.hidden = sentence === "";
    words.textContent = sentence;
  }

  /** @param {Event} event */
  #left = (event) => {
    if (!this.composer.contains(/** @type {Node} */ (event.target)) && this.empty()) this.open = false;
  };

  /** A phone's keyboard covers what is fixed to the foot of the page. */
  #rise = () => {
    const seen = window.visualViewport;
    if (!seen) return;
    const covered = Math.max(0, window.innerHeight - seen.height - seen.offsetTop);
    this.composer.style.setProperty("--keyboard", `${Math.round(covered)}px`);
  };
}
