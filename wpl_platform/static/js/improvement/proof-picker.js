// @ts-check
/** <proof-picker>: shows the chosen recording, and takes its time over into the field `at`. */

import { play } from "../media/film-source.js";

class ProofPicker extends HTMLElement {
  /** @type {import("../media/film-source.js").Film | null} */ film = null;

  connectedCallback() {
    this.look = /** @type {HTMLElement | null} */ (this.querySelector(".later__look"));
    this.video = this.querySelector("video");
    this.addEventListener("change", this.#choose);
    this.look?.querySelector("button")?.addEventListener("click", this.#take);
    this.#choose();
  }

  disconnectedCallback() {
    this.film?.destroy();
  }

  #choose = () => {
    const chosen = this.querySelector("input[name=recording]:checked");
    if (!(chosen instanceof HTMLInputElement) || !this.video || !this.look) return;
    const source = chosen.dataset.video ?? "";
    if (this.film?.address !== source) {
      this.film?.destroy();
      const captions = /** @type {HTMLTemplateElement | null | undefined} */ (chosen.closest("label")?.querySelector("template"));
      this.video.replaceChildren(captions?.content.cloneNode(true) ?? "");
      this.film = play(this.video, source);
    }
    this.video.setAttribute("aria-label", chosen.dataset.title ?? "");
    this.look.hidden = false;
  };

  #take = () => {
    const field = this.querySelector("input[name=at]");
    if (!(field instanceof HTMLInputElement) || !this.video) return;
    this.video.pause();
    const seconds = Math.floor(this.film?.now ?? 0);
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const tail = String(rest).padStart(2, "0");
    field.value = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
    field.focus();
  };
}

customElements.define("proof-picker", ProofPicker);
