// @ts-check
/**
 * <key-settings>: which key does what. Each row is a command; its keys are those of the row, unless the person chose
 * another. A key that belongs to another command, or to a label of a viewing guide, is only taken over when the person
 * says so; a label whose key was taken keeps it with Alt, in the words.
 */

import { keyOf, mayBe, said } from "./key-names.js";
import { preferences } from "../preferences.js";

const LEAVES_MS = 250;

export class KeySettings extends HTMLElement {
  /** @type {HTMLElement | null} */ #changing = null;
  #wanted = "";

  connectedCallback() {
    this.addEventListener("click", this.#pressed);
    this.addEventListener("keydown", this.#captured);
    this.addEventListener("focusout", this.#left);
    preferences.addEventListener("change", this.#paint);
    this.#paint();
  }

  disconnectedCallback() {
    preferences.removeEventListener("change", this.#paint);
  }

  /** @returns {Map<string, string>} key to command, as they are now */
  get map() {
    return new Map(this.#rows.flatMap((row) => keysOf(row).map((key) => [key, row.dataset.command ?? ""])));
  }

  /** @returns {HTMLElement[]} */
  get #rows() {
    return Array.from(this.querySelectorAll("[data-command]"));
  }

  /** @returns {HTMLElement[]} the labels that have a key */
  get #labels() {
    return Array.from(this.querySelectorAll("[data-label-key]"));
  }

  #paint = () => {
    const { space = "", none = "" } = /** @type {HTMLElement} */ (this.closest("studio-keys")).dataset;
    for (const row of this.#rows) {
      const keys = keysOf(row).map((key) => signOf(said(key, space)));
      row.querySelector(".keys__keys")?.replaceChildren(...(keys.length ? keys : [none]));
    }
    const { map } = this;
    for (const row of this.#labels) {
      const key = row.dataset.labelKey ?? "";
      row.querySelector(".keys__keys")?.replaceChildren(...(map.has(key) ? ["Alt", key] : [key]).map(signOf));
    }
    /** @type {HTMLElement} */ (this.querySelector("[data-reset]")).hidden = !Object.keys(preferences.all.keys).length;
  };

  /** Somebody went elsewhere; what was said goes only after that press, so that nothing moves under it. */
  #left = () => {
    const changing = this.#changing;
    window.setTimeout(() => changing === this.#changing && !this.#wanted && !this.contains(document.activeElement) && this.#stop(), LEAVES_MS);
  };

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!button) return;
    if ("reset" in button.dataset) {
      preferences.set({ keys: {} });
      this.#stop();
      this.querySelector("button")?.focus();
    } else if ("take" in button.dataset) this.#give(this.#wanted, true);
    else if ("change" in button.dataset) this.#begin(button);
  };

  /** @param {HTMLElement} button */
  #begin(button) {
    this.#stop();
    this.#changing = button.closest("[data-command]");
    this.#changing?.classList.add("is-changing");
    button.focus();
    this.#say(this.#words("press"));
  }

  #stop() {
    this.#changing?.classList.remove("is-changing");
    this.#changing = null;
    this.#wanted = "";
    this.#say("");
  }

  /** @param {KeyboardEvent} event */
  #captured = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!this.#changing || !("change" in target.dataset) || event.key === "Tab" || event.key === "Shift") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") this.#stop();
    else this.#give(keyOf(event), false);
  };

  /** @param {string} key @param {boolean} anyhow */
  #give(key, anyhow) {
    const row = this.#changing;
    if (!row) return;
    if (!mayBe(key)) return this.#say(this.#words("fixed", key));
    const command = row.dataset.command ?? "";
    const owner = this.#rows.find((each) => each !== row && keysOf(each).includes(key));
    const label = keysOf(row).includes(key) ? undefined : this.#labels.find((each) => each.dataset.labelKey === key);
    if ((owner || label) && !anyhow) {
      this.#wanted = key;
      return this.#say(this.#words("taken", key, owner ?? label), true);
    }
    const keys = { ...preferences.all.keys, [command]: key };
    if (owner) keys[owner.dataset.command ?? ""] = keysOf(owner).filter((each) => each !== key)[0] ?? "";
    preferences.set({ keys });
    const done = this.#words("done", key);
    this.#stop();
    this.#say(done);
    /** @type {HTMLElement | null} */ (row.querySelector("[data-change]"))?.focus();
    return undefined;
  }

  /** @param {"press" | "taken" | "fixed" | "done"} which @param {string} [key] @param {HTMLElement | null} [row] */
  #words(which, key = "", row = this.#changing) {
    const word = row?.querySelector(".keys__word")?.textContent ?? "";
    const command = row?.dataset.labelKey ? (this.dataset.label ?? "").replace("{name}", word) : word;
    const { space = "" } = /** @type {HTMLElement} */ (this.closest("studio-keys")).dataset;
    return (this.dataset[which] ?? "").replace("{command}", command).replace("{key}", said(key, space));
  }

  /** @param {string} sentence @param {boolean} [asking] whether it asks to take the key over */
  #say(sentence, asking = false) {
    const place = /** @type {HTMLElement} */ (this.querySelector("[data-say]"));
    const [words, take] = [place.querySelector("span"), place.querySelector("button")];
    if (words) words.textContent = sentence;
    if (take) take.hidden = !asking;
    place.hidden = sentence === "";
  }
}

/** @param {string} word @returns {HTMLElement} */
function signOf(word) {
  const sign = document.createElement("kbd");
  sign.textContent = word;
  return sign;
}

/** @param {HTMLElement} row @returns {string[]} its keys as they are now; none when another took its key */
function keysOf(row) {
  const { command = "", keys = "" } = row.dataset;
  const chosen = preferences.all.keys[command];
  return chosen === undefined ? keys.split(" ") : chosen ? [chosen] : [];
}

customElements.define("key-settings", KeySettings);
