// @ts-check
/** <proof-picker>: shows the chosen recording, and takes its time over into the field `at`. */

class ProofPicker extends HTMLElement {
  connectedCallback() {
    this.look = /** @type {HTMLElement | null} */ (this.querySelector(".later__look"));
    this.video = this.querySelector("video");
    this.addEventListener("change", this.#choose);
    this.look?.querySelector("button")?.addEventListener("click", this.#take);
    this.#choose();
  }

  #choose = () => {
    const chosen = this.querySelector("input[name=recording]:checked");
    if (!(chosen instanceof HTMLInputElement) || !this.video || !this.look) return;
    const source = chosen.dataset.video ?? "";
    if (this.video.getAttribute("src") !== source) this.video.src = source;
    this.video.setAttribute("aria-label", chosen.dataset.title ?? "");
    this.look.hidden = false;
  };

  #take = () => {
    const field = this.querySelector("input[name=at]");
    if (!(field instanceof HTMLInputElement) || !this.video) return;
    this.video.pause();
    const seconds = Math.floor(this.video.currentTime);
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const tail = String(rest).padStart(2, "0");
    field.value = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
    field.focus();
  };
}

customElements.define("proof-picker", ProofPicker);
