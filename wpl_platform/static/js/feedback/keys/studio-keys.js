// @ts-check
/**
 * <studio-keys>: the keyboard of the studio, with the dialog that lists it and in which keys are changed.
 *
 * Asks `studio:command` {command}. What marks is asked twice, so that holding it marks a range: `studio:press` {command}
 * when the key goes down, `studio:lift` when it comes up. The key of a label of a viewing guide marks with that label.
 */

import { keyOf } from "./key-names.js";
import "./key-settings.js";
import "../marking/mark-settings.js";

const MARKING = ["mark", "observation", "strength", "question", "suggestion"];
const TYPING = "input:not([type=radio], [type=range], [type=checkbox]), textarea, select, [contenteditable]";
const PRESSABLE = "button, a[href], summary, input";

/** @param {Element} target @param {string} key @returns {boolean} whether the key already means something there */
function spoken(target, key) {
  if (target.matches(TYPING)) return true;
  if (key === "Space" || key === "Enter") return target.matches(PRESSABLE);
  return key.startsWith("Arrow") && target.matches("input, [data-menu][open] *");
}

class StudioKeys extends HTMLElement {
  /** The key that is held down on what marks. */
  #held = "";

  connectedCallback() {
    document.addEventListener("keydown", this.#down);
    document.addEventListener("keyup", this.#up);
    document.addEventListener("click", this.#pressed);
    window.addEventListener("blur", this.#away);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#down);
    document.removeEventListener("keyup", this.#up);
    document.removeEventListener("click", this.#pressed);
    window.removeEventListener("blur", this.#away);
  }

  show() {
    this.querySelector("dialog")?.showModal();
  }

  /** Who has no keys opens it from a menu. @param {Event} event */
  #pressed = (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-open=keys]")) this.show();
  };

  /** @param {string} key @returns {string} what it asks; "label:" and its id for the key of a label */
  #commandOf(key) {
    const map = /** @type {import("./key-settings.js").KeySettings | null} */ (this.querySelector("key-settings"))?.map;
    const label = document.querySelector(`moment-composer input[name="label"][data-key="${CSS.escape(key)}" i]`);
    return map?.get(key) ?? (label instanceof HTMLInputElement ? `label:${label.value}` : "");
  }

  /** @param {string} name @param {object} [detail] */
  #ask(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** @param {KeyboardEvent} event */
  #down = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const key = keyOf(event);
    const command = this.#commandOf(key);
    if (!command || spoken(/** @type {Element} */ (event.target), key)) return;
    event.preventDefault();
    const marks = MARKING.includes(command) || command.startsWith("label:");
    if (!marks) this.#do(command);
    else if (!event.repeat) this.#hold(event.code || key, command);
  };

  /** @param {string} key @param {string} command */
  #hold(key, command) {
    if (this.#held) this.#ask("studio:lift");
    this.#held = key;
    this.#ask("studio:press", { command });
  }

  /** @param {KeyboardEvent} event */
  #up = (event) => {
    if (this.#held && [event.code, keyOf(event)].includes(this.#held)) this.#away();
  };

  #away = () => {
    if (this.#held) this.#ask("studio:lift");
    this.#held = "";
  };

  /** @param {string} command */
  #do(command) {
    if (command === "keys") this.show();
    else this.#ask("studio:command", { command });
  }
}

customElements.define("studio-keys", StudioKeys);
