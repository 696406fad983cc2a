// @ts-check
/**
 * <clip-player data-start data-end>: plays a piece of a recording (ms) in its place, and stops at its end.
 *
 * Holds a <video controls> that works by itself. Until it plays, its first picture stands still under one large button.
 * Links with `data-clip="<id>"` and their own start and end play here in place of leading away.
 */

import { showCaptions } from "../media/film-captions.js";
import { play } from "../media/film-source.js";

class ClipPlayer extends HTMLElement {
  connectedCallback() {
    const video = this.querySelector("video");
    const button = /** @type {HTMLButtonElement | null} */ (this.querySelector(".clip__play"));
    if (!video || !button) return;
    this.video = video;
    this.button = button;
    this.film = play(video, video.getAttribute("src") ?? "");
    showCaptions(video);
    video.controls = false;
    button.hidden = false;
    button.addEventListener("click", () => this.play());
    video.addEventListener("play", this.#playing);
    video.addEventListener("timeupdate", () => this.#stopAtEnd());
    document.addEventListener("click", this.#jump);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#jump);
    this.film?.destroy();
  }

  get start() {
    return Number(this.dataset.start ?? 0) / 1000;
  }

  get end() {
    return this.dataset.end ? Number(this.dataset.end) / 1000 : Infinity;
  }

  /** Plays from the start of the piece, or goes on inside it. */
  play() {
    const { film, video } = this;
    if (!video || !film) return;
    const inside = film.now >= this.start && film.now < this.end - 0.2;
    if (!inside) film.seek(this.start * 1000);
    video.play().catch(() => undefined);
  }

  #playing = () => {
    if (!this.video || !this.button) return;
    this.video.controls = true;
    this.button.hidden = true;
    const time = /** @type {HTMLElement | null} */ (this.querySelector(".clip__time"));
    if (time) time.hidden = true;
    this.#follow();
  };

  /** Follows the picture frame by frame while it plays; in a hidden tab, where frames rest, the film itself tells. */
  #follow = () => {
    if (this.#stopAtEnd() || this.video?.paused !== false) return;
    requestAnimationFrame(this.#follow);
  };

  #stopAtEnd() {
    const { video } = this;
    if (!video || video.paused || video.currentTime < this.end) return false;
    video.pause();
    video.currentTime = this.end;
    this.dataset.end = "";
    return true;
  }

  /** @param {MouseEvent} event */
  #jump = (event) => {
    const link = /** @type {Element} */ (event.target).closest(`a[data-clip="${this.id}"]`);
    if (!this.id || !(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dataset.start = link.dataset.start ?? "0";
    this.dataset.end = link.dataset.end ?? "";
    this.film?.seek(this.start * 1000);
    this.play();
  };
}

customElements.define("clip-player", ClipPlayer);
