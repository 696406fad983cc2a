// @ts-check
/** <copy-link data-text data-done data-failed>: a button that copies a text and says so. Where a page may not copy it is not there. */

const SAID_MS = 4_000;

class CopyLink extends HTMLElement {
  #words = "";
  #timer = 0;

  connectedCallback() {
    if (!navigator.clipboard) return;
    this.#words = this.#label.textContent ?? "";
    this.#button.hidden = false;
    this.#button.addEventListener("click", this.#copy);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get #button() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }

  get #label() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-label]"));
  }

  #copy = async () => {
    const copied = navigator.clipboard.writeText(this.dataset.text ?? "");
    this.#say(await copied.then(() => this.dataset.done, () => this.dataset.failed));
  };

  /** @param {string | undefined} words */
  #say(words = "") {
    clearTimeout(this.#timer);
    this.#label.textContent = words;
    const status = this.querySelector("[role=status]");
    if (status) status.textContent = words;
    this.#timer = window.setTimeout(() => {
      this.#label.textContent = this.#words;
      if (status) status.textContent = "";
    }, SAID_MS);
  }
}

customElements.define("copy-link", CopyLink);
