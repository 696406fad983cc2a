// @ts-check
/** <film-view>: a <video controls> that works by itself, and with a script plays whatever version there is. */

import { showCaptions } from "./film-captions.js";
import { play } from "./film-source.js";

class FilmView extends HTMLElement {
  connectedCallback() {
    const video = this.querySelector("video");
    if (!video) return;
    this.film = play(video, video.getAttribute("src") ?? "");
    showCaptions(video);
  }

  disconnectedCallback() {
    this.film?.destroy();
  }
}

customElements.define("film-view", FilmView);
