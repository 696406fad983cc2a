// @ts-check
/** <player-captions>: what is said in the film, as lines over the lower edge of the picture, in the language chosen. */

import { captions, keepCaptions } from "./memory.js";

export class PlayerCaptions extends HTMLElement {
  /** @type {HTMLVideoElement | null} */ #video = null;
  #language = "";

  /** @param {HTMLVideoElement} video */
  attach(video) {
    this.#video = video;
    this.#show(this.#tracks.some((track) => track.language === captions()) ? captions() : "");
  }

  /** @returns {string} the language that is shown; empty for none */
  get language() {
    return this.#language;
  }

  /** Shows a language, or none, and remembers that. @param {string} language */
  choose(language) {
    keepCaptions(language);
    this.#show(language);
  }

  /** The one button: off, or on in the language that was last chosen. */
  toggle() {
    const first = this.#tracks.find((track) => track.language === document.documentElement.lang) ?? this.#tracks[0];
    this.choose(this.#language ? "" : (first?.language ?? ""));
  }

  /** @returns {TextTrack[]} */
  get #tracks() {
    return [...(this.#video?.textTracks ?? [])].filter((track) => track.kind === "captions");
  }

  /** @param {string} language */
  #show(language) {
    this.#language = language;
    for (const track of this.#tracks) {
      const chosen = track.language === language;
      track.mode = chosen ? "hidden" : "disabled"; // read, but drawn here: larger, and clear of the controls
      track.oncuechange = chosen ? () => this.#draw(track) : null;
      if (chosen) this.#draw(track);
    }
    if (language) this.lang = language;
    else this.replaceChildren();
  }

  /** @param {TextTrack} track */
  #draw(track) {
    const lines = [...(track.activeCues ?? [])].map((cue) => {
      const line = document.createElement("p");
      line.dir = "auto";
      line.textContent = /** @type {VTTCue} */ (cue).getCueAsHTML().textContent;
      return line;
    });
    this.replaceChildren(...lines);
  }
}

customElements.define("player-captions", PlayerCaptions);
