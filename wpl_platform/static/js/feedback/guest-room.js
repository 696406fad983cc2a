// @ts-check
/**
 * <guest-room>: a film and what a guest marks on it. The time of the next moment is where the film is, until somebody
 * types another; a moment leads to its place. When the guest may watch no more the page is read again, and says so.
 */

import { showCaptions } from "../media/film-captions.js";
import { play } from "../media/film-source.js";
import { code, written } from "./times.js";

class GuestRoom extends HTMLElement {
  /** @type {import("../media/film-source.js").Film | null} */ #film = null;

  connectedCallback() {
    const video = this.querySelector("video");
    if (!video) return;
    this.#film = play(video, video.getAttribute("src") ?? "");
    showCaptions(video);
    for (const happened of ["timeupdate", "seeked"]) video.addEventListener(happened, this.#follow);
    this.addEventListener("click", this.#pressed);
    this.addEventListener("input", this.#typed);
    this.addEventListener("htmx:afterSettle", this.#show);
    document.addEventListener("live:closed", this.#again);
    this.#show();
  }

  disconnectedCallback() {
    document.removeEventListener("live:closed", this.#again);
    this.#film?.destroy();
  }

  #again = () => location.reload();

  #show = () => {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-now]"))) button.hidden = false;
    const said = this.querySelector("[data-said]");
    const marks = /** @type {HTMLElement | null} */ (this.querySelector("#marks"));
    if (said) said.textContent = marks?.dataset.placed ?? "";
    this.#follow();
  };

  get #time() {
    return /** @type {HTMLInputElement | null} */ (this.querySelector('input[name="start"]'));
  }

  #follow = () => {
    const [time, words] = [this.#time, /** @type {HTMLTextAreaElement | null} */ (this.querySelector('textarea[name="text"]'))];
    if (time && this.#film && !("typed" in time.dataset) && !words?.value) time.value = written(this.#film.now * 1000);
  };

  /** @param {Event} event */
  #typed = (event) => {
    if (event.target === this.#time && this.#time) this.#time.dataset.typed = "";
  };

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-now], [data-seek]"));
    if (!button || !this.#film) return;
    if ("now" in button.dataset && this.#time) this.#time.value = code(this.#film.now * 1000);
    if (button.dataset.seek) this.#film.seek(Number(button.dataset.seek));
  };
}

customElements.define("guest-room", GuestRoom);
