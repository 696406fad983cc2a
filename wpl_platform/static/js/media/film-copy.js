// @ts-check
/**
 * <film-copy data-href>: waits until a film is there as a file, and takes it. Going to its address begins a download and
 * leaves this page; when there is no file yet after all, the page that says so comes in its place.
 */

class FilmCopy extends HTMLElement {
  connectedCallback() {
    document.addEventListener("live:recording", this.#look);
    document.addEventListener("live:job", this.#hear);
  }

  disconnectedCallback() {
    document.removeEventListener("live:recording", this.#look);
    document.removeEventListener("live:job", this.#hear);
  }

  #hear = (/** @type {Event} */ event) => {
    const { kind, state } = /** @type {CustomEvent} */ (event).detail;
    if (kind === "media.copy" && state === "failed") this.#look();
  };

  #look = () => {
    this.disconnectedCallback();
    location.assign(this.dataset.href ?? "");
    const busy = this.#part("busy");
    if (!busy) return;
    busy.hidden = true;
    /** @type {HTMLElement} */ (this.#part("begun")).hidden = false;
  };

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }
}

customElements.define("film-copy", FilmCopy);
