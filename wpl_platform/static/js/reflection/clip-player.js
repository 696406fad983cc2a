// @ts-check
/**
 * <clip-player data-start data-end>: plays a piece of a recording (ms) in its place, and stops at its end.
 *
 * Holds a <video controls> that works by itself. Until it plays, its first picture stands still under one large button.
 * Links with `data-clip="<id>"` and their own start and end play here in place of leading away.
 */

class ClipPlayer extends HTMLElement {
  connectedCallback() {
    const video = this.querySelector("video");
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector(".clip__play"));
    if (!video || !button) return;
    this.video = video;
    this.button = button;
    video.controls = false;
    button.hidden = false;
    button.addEventListener("click", () => this.play());
    video.addEventListener("play", this.#playing);
    video.addEventListener("timeupdate", this.#stopAtEnd);
    document.addEventListener("click", this.#jump);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#jump);
  }

  get start() {
    return Number(this.dataset.start ?? 0) / 1000;
  }

  get end() {
    return this.dataset.end ? Number(this.dataset.end) / 1000 : Infinity;
  }

  /** Plays from the start of the piece, or goes on inside it. */
  play() {
    const { video } = this;
    if (!video) return;
    const inside = video.currentTime >= this.start && video.currentTime < this.end - 0.2;
    if (!inside) video.currentTime = this.start;
    void video.play();
  }

  #playing = () => {
    if (!this.video || !this.button) return;
    this.video.controls = true;
    this.button.hidden = true;
    const time = /** @type {HTMLElement | null} */ (this.querySelector(".clip__time"));
    if (time) time.hidden = true;
  };

  #stopAtEnd = () => {
    if (!this.video || this.video.paused || this.video.currentTime < this.end) return;
    this.video.pause();
    this.dataset.end = "";
  };

  /** @param {MouseEvent} event */
  #jump = (event) => {
    const link = /** @type {Element} */ (event.target).closest(`a[data-clip="${this.id}"]`);
    if (!this.id || !(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dataset.start = link.dataset.start ?? "0";
    this.dataset.end = link.dataset.end ?? "";
    if (this.video) this.video.currentTime = this.start;
    this.play();
  };
}

customElements.define("clip-player", ClipPlayer);
