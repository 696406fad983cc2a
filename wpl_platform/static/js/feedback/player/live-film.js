// @ts-check
/** <live-film>: how far the film is while it is made ready; hands the player better bytes the moment they are there. */

import { version_of } from "../../media/film-bytes.js";

const PLAYLISTS = "master.m3u8";
const BEST_FIRST = [PLAYLISTS, "direct"];

class LiveFilm extends HTMLElement {
  #asked = Promise.resolve();
  /** @type {number | null} pictures a second of the playlists */ #rate = null;

  connectedCallback() {
    document.addEventListener("live:job", this.#job);
    document.addEventListener("live:recording", this.#recording);
  }

  disconnectedCallback() {
    document.removeEventListener("live:job", this.#job);
    document.removeEventListener("live:recording", this.#recording);
  }

  /** @param {Event} event */
  #job = (event) => {
    const { kind, state, progress } = /** @type {CustomEvent} */ (event).detail;
    if (kind !== "media.convert" || !["waiting", "running"].includes(state)) return;
    const words = this.querySelector("[data-percent]");
    const bar = this.querySelector("progress");
    if (words) words.textContent = `${progress} %`;
    if (bar) bar.value = progress;
  };

  /** @param {Event} event */
  #recording = (event) => {
    const { stage, frame_rate } = /** @type {CustomEvent} */ (event).detail;
    this.#rate = frame_rate ?? null;
    if (stage === "deleted") location.assign("/recordings");
    else if (stage === "refused" || stage === "failed") location.reload();
    else this.#improve(stage === "ready");
  };

  /** Plays the best there is now, one question after another. @param {boolean} ready the film is as good as it gets */
  async #improve(ready) {
    this.#asked = this.#asked.then(() => this.#better());
    await this.#asked;
    if (ready && this.dataset.playing) this.hidden = true;
  }

  async #better() {
    for (const name of BEST_FIRST) {
      const source = `/recordings/${this.dataset.recording}/media/${name}`;
      const version = await version_of(source);
      if (version === this.dataset.version) return;
      if (version !== null) {
        this.#play(name, source, version);
        return;
      }
    }
  }

  /** @param {string} name @param {string} source @param {string} version */
  #play(name, source, version) {
    const player = /** @type {import("./practice-player.js").PracticePlayer | null} */ (this.closest("practice-player"));
    if (!player?.dataset.duration) {
      location.reload();
      return;
    }
    this.dataset.playing = name;
    this.dataset.version = version;
    if (name === PLAYLISTS && this.#rate) player.dataset.frameRate = String(this.#rate);
    player.swap(source);
  }
}

customElements.define("live-film", LiveFilm);
