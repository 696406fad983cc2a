// @ts-check
/**
 * <spoken-player>: what somebody said with a moment. Nothing plays by itself, and never two at once: the film waits
 * (`studio:hold`) and goes on after it (`studio:release`).
 */

class SpokenPlayer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("play", this.#begun, true);
    this.addEventListener("ended", this.#ended, true);
  }

  disconnectedCallback() {
    this.removeEventListener("play", this.#begun, true);
    this.removeEventListener("ended", this.#ended, true);
  }

  #begun = (/** @type {Event} */ event) => {
    for (const other of /** @type {NodeListOf<HTMLMediaElement>} */ (document.querySelectorAll("spoken-player audio, spoken-player video, spoken-note audio, spoken-note video"))) {
      if (other !== event.target) other.pause();
    }
    this.dispatchEvent(new CustomEvent("studio:hold", { bubbles: true }));
  };

  #ended = () => {
    this.dispatchEvent(new CustomEvent("studio:release", { bubbles: true }));
  };
}

customElements.define("spoken-player", SpokenPlayer);
