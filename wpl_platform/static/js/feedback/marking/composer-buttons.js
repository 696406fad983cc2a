// @ts-check
/** What the composer's buttons ask: begin or end of a stretch, drawing, letting go of the mark. */

export class ComposerButtons {
  /** @param {HTMLElement} composer @param {() => void} forget */
  constructor(composer, forget) {
    this.composer = composer;
    this.forget = forget;
    composer.addEventListener("click", this.#clicked);
  }

  /** @param {Event} event */
  #clicked = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (button?.dataset.mark) this.#ask("studio:mark", { which: button.dataset.mark });
    if (button?.dataset.ask === "draw") this.#ask("studio:command", { command: "draw" });
    if (button && "forget" in button.dataset) this.forget();
  };

  /** @param {string} name @param {object} detail */
  #ask(name, detail) {
    this.composer.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
