// @ts-check
/** <live-film>: how far the film is while it is made ready; hands the player better bytes the moment they are there. */

class LiveFilm extends HTMLElement {
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
    const { stage } = /** @type {CustomEvent} */ (event).detail;
    if (stage === "deleted") location.assign("/recordings");
    else if (stage === "refused" || stage === "failed") location.reload();
    else if (stage === "ready") this.#play("direct");
    else if (!this.dataset.playing) this.#play("direct");
  };

  /** @param {string} kind */
  async #play(kind) {
    if (this.dataset.playing === kind) return;
    const source = `/recordings/${this.dataset.recording}/media/${kind}`;
    const there = await fetch(source, { method: "HEAD" });
    if (!there.ok) return;
    const player = /** @type {import("./practice-player.js").PracticePlayer | null} */ (this.closest("practice-player"));
    if (!player?.dataset.duration) return location.reload();
    this.dataset.playing = kind;
    player.swap(source);
    if (stage === "ready") this.hidden = true;
    return undefined;
  }
}

customElements.define("live-film", LiveFilm);
