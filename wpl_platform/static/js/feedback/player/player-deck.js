// @ts-check
/**
 * <player-deck>: the controls below the picture. What is pressed goes up as `player:ask` {command, value}; how the film
 * stands comes down, and is only painted here.
 */

import { withinSecond } from "../../media/frames.js";
import { mayFloat } from "./screen.js";
import { spanWritten, written } from "../times.js";

/**
 * @typedef {Object} Stand  How the film stands.
 * @property {boolean} playing
 * @property {number} duration  ms
 * @property {number} speed  below 0 is back
 * @property {number} volume  0–1
 * @property {boolean} muted
 * @property {"" | "a" | "ab"} loop
 * @property {string} captions  the language; empty for none
 * @property {number} lead  ms before a moment
 * @property {boolean} wide
 */

export class PlayerDeck extends HTMLElement {
  connectedCallback() {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-do=pip]"))) button.hidden = !mayFloat();
    this.addEventListener("click", this.#pressed);
    this.querySelector("[data-volume]")?.addEventListener("input", (event) => {
      this.#ask("volume", /** @type {HTMLInputElement} */ (event.target).value);
    });
  }

  /** There is a film to control. */
  attach() {
    this.hidden = false;
  }

  /** The clock; with the number of the picture within its second when that is what is seen. @param {number} ms @param {number} rate 0 for none */
  clock(ms, rate) {
    this.#write("[data-now]", written(ms));
    const which = this.querySelector("[data-frame]");
    if (!(which instanceof HTMLElement)) return;
    which.hidden = !rate;
    if (rate) this.#write("[data-frame]", `:${String(withinSecond(ms, rate)).padStart(2, "0")}`);
  }

  /** @param {Stand} stand */
  set stand(stand) {
    this.#turn("play", stand.playing);
    this.#turn("mute", stand.muted || !stand.volume);
    this.#turn("theatre", stand.wide);
    this.#turn("full", document.fullscreenElement !== null);
    this.#turn("captions", stand.captions !== "");
    this.#turn("loop", stand.loop !== "");
    this.#write("[data-total]", written(stand.duration));
    this.#write("[data-loop]", stand.loop === "a" ? "A" : "");
    this.#write("[data-rate-now]", this.#times(stand.speed));
    this.#choose("rate", String(stand.speed));
    this.#choose("captions", stand.captions || "none");
    this.#choose("lead", String(stand.lead));
    const volume = /** @type {HTMLInputElement | null} */ (this.querySelector("[data-volume]"));
    if (volume) volume.value = String(stand.muted ? 0 : stand.volume);
  }

  /** Says aloud what repeats. @param {import("./loop.js").Loop} loop */
  tell({ state, start, end }) {
    const { loopOff, loopBegun, loopOn } = this.dataset;
    const words = { "": loopOff, a: loopBegun, ab: loopOn }[state] ?? "";
    this.#write("[data-said]", words.replace("{time}", spanWritten(start ?? 0, end)));
  }

  /** @param {number} speed @returns {string} 0,5× or −4× as the reader writes it */
  #times(speed) {
    return `${speed.toLocaleString(document.documentElement.lang)}×`.replace("-", "−");
  }

  /** @param {string} where @param {string} words */
  #write(where, words) {
    const place = this.querySelector(where);
    if (place && place.textContent !== words) place.textContent = words;
  }

  /** @param {string} name @param {boolean} on */
  #turn(name, on) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(`[data-do="${name}"]`))) {
      button.classList.toggle("is-on", on);
      const label = on ? button.dataset.labelOn : button.dataset.labelOff;
      if (!label) button.setAttribute("aria-pressed", String(on));
      else if (!button.classList.contains("menu__item")) button.setAttribute("aria-label", (button.title = label));
    }
  }

  /** @param {string} name @param {string} value */
  #choose(name, value) {
    for (const option of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(`[data-${name}]`))) {
      option.setAttribute("aria-pressed", String(option.dataset[name] === value));
    }
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!button) return;
    const { do: command, rate, captions, lead } = button.dataset;
    if (command) this.#ask(command);
    else if (rate) this.#ask("rate", rate);
    else if (captions !== undefined) this.#ask("captions", captions);
    else if (lead) this.#ask("lead", lead);
    if (!("stay" in button.dataset)) this.#shut(button);
  };

  /** @param {HTMLElement} button */
  #shut(button) {
    const menu = button.closest("details");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }

  /** @param {string} command @param {string} [value] */
  #ask(command, value) {
    this.dispatchEvent(new CustomEvent("player:ask", { bubbles: true, detail: { command, value } }));
  }
}

customElements.define("player-deck", PlayerDeck);
