// @ts-check
/** <caption-lines>: the film beside the lines that are said in it. A line can be heard, and a new one takes its time from the film. */

import { code, read } from "../feedback/times.js";
import { showCaptions } from "./film-captions.js";
import { play } from "./film-source.js";

const USUAL_MS = 3_000;

class CaptionLines extends HTMLElement {
  /** @type {import("./film-source.js").Film | null} */ #film = null;
  #until = Infinity;

  connectedCallback() {
    const video = this.querySelector("video");
    if (!video) return;
    this.#film = play(video, video.getAttribute("src") ?? "");
    showCaptions(video);
    video.addEventListener("timeupdate", () => video.currentTime * 1000 >= this.#until && this.#halt(video));
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-play], [data-here]"))) button.hidden = false;
    this.addEventListener("click", this.#pressed);
  }

  disconnectedCallback() {
    this.#film?.destroy();
  }

  /** @param {HTMLVideoElement} video */
  #halt(video) {
    this.#until = Infinity;
    video.pause();
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-play], [data-here]"));
    const [start, end] = /** @type {NodeListOf<HTMLInputElement>} */ (button?.parentElement?.querySelectorAll("input") ?? []);
    if (!button || !start || !end || !this.#film) return;
    if ("play" in button.dataset) this.#hear(read(start.value), read(end.value));
    else {
      const now = Math.round(this.#film.now * 1000);
      start.value = code(now);
      end.value = code(now + USUAL_MS);
    }
  };

  /** @param {number | null} start ms @param {number | null} end ms */
  #hear(start, end) {
    if (start === null || !this.#film) return;
    this.#film.seek(start);
    this.#until = end ?? Infinity;
    this.#film.video.play().catch(() => undefined);
  }
}

customElements.define("caption-lines", CaptionLines);
