// @ts-check
/**
 * <drawing-edit>: in the form of one's own moment, the drawing that is there is opened on the film and changed. It is kept
 * with the rest of the form; until then nothing is. Asks `studio:draw` {Sketch}.
 */

/** @typedef {import("./shapes.js").Shape} Shape */

class DrawingEdit extends HTMLElement {
  /** @type {Shape[] | null} */ #shapes = null;

  connectedCallback() {
    this.hidden = false;
    this.#button.addEventListener("click", this.#open);
  }

  /** @returns {HTMLButtonElement} */
  get #button() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }

  #open = async () => {
    const shapes = this.#shapes ?? (await this.#there());
    this.#say("[data-fault]", shapes ? "" : (this.dataset.gone ?? ""));
    if (!shapes || !this.isConnected) return;
    const detail = { ms: Number(this.dataset.start), shapes, done: this.#done };
    this.dispatchEvent(new CustomEvent("studio:draw", { bubbles: true, detail }));
  };

  /** @returns {Promise<Shape[] | null>} what is there now; null when that cannot be known: it would be lost */
  async #there() {
    const answer = await fetch(this.dataset.address ?? "").catch(() => null);
    return answer?.ok ? (await answer.json()).shapes : null;
  }

  /** @param {Shape[] | null} shapes */
  #done = (shapes) => {
    if (shapes) {
      this.#shapes = shapes;
      const field = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
      field.value = shapes.length ? JSON.stringify({ shapes }) : "";
      field.disabled = false;
      const gone = /** @type {HTMLInputElement | null} */ (this.parentElement?.querySelector("input[type=checkbox][name=drawing]"));
      if (gone) gone.checked = false;
      /** @type {HTMLElement} */ (this.querySelector("[data-changed]")).hidden = false;
    }
    this.#button.focus();
  };

  /** @param {string} place @param {string} sentence */
  #say(place, sentence) {
    const words = /** @type {HTMLElement} */ (this.querySelector(place));
    words.textContent = sentence;
    words.hidden = sentence === "";
  }
}

customElements.define("drawing-edit", DrawingEdit);
