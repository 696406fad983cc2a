// @ts-check
/** <film-view>: a <video controls> that works by itself, and with a script plays whatever version there is. */

import { play } from "./film-source.js";

class FilmView extends HTMLElement {
  connectedCallback() {
    const video = this.querySelector("video");
    if (video) this.film = play(video, video.getAttribute("src") ?? "");
  }

  disconnectedCallback() {
    this.film?.destroy();
  }
}

customElements.define("film-view", FilmView);
