// @ts-check
/** <studio-keys>: the keyboard of the studio, with the dialog that lists it. Asks `studio:command` {command}. */

/** @type {Record<string, string>} */
const COMMANDS = {
  " ": "play",
  k: "play",
  j: "back",
  l: "forward",
  ArrowLeft: "second-back",
  ArrowRight: "second-forward",
  ",": "frame-back",
  ".": "frame-forward",
  m: "mark",
  i: "in",
  o: "out",
  1: "observation",
  2: "strength",
  3: "question",
  4: "suggestion",
  "[": "previous",
  "]": "next",
  "?": "keys",
};

const TYPING = "input:not([type=radio], [type=range]), textarea, select, [contenteditable]";

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key already means something where it was pressed
 */
function spoken(event) {
  const target = /** @type {Element} */ (event.target);
  if (target.matches(TYPING)) return true;
  if (event.key === " ") return target.matches("button, a[href], summary, input");
  return event.key.startsWith("Arrow") && target.matches("input, [data-menu][open] *");
}

class StudioKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.#pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
  }

  show() {
    this.querySelector("dialog")?.showModal();
  }

  /** @param {KeyboardEvent} event */
  #pressed = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const command = COMMANDS[event.key] ?? COMMANDS[event.key.toLowerCase()];
    if (!command || spoken(event)) return;
    event.preventDefault();
    if (command === "keys") this.show();
    else this.dispatchEvent(new CustomEvent("studio:command", { bubbles: true, detail: { command } }));
  };
}

customElements.define("studio-keys", StudioKeys);
