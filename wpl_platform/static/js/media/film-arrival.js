// @ts-check
/**
 * <film-arrival src>: how far a film is, as it happens. Progress moves the bar; another stage brings the panel anew,
 * but not while somebody watches.
 */

class FilmArrival extends HTMLElement {
  #due = false;

  connectedCallback() {
    document.addEventListener("live:job", this.#step);
    document.addEventListener("live:recording", this.#change);
    this.addEventListener("pause", this.#free, true);
    this.addEventListener("ended", this.#free, true);
    this.addEventListener("error", this.#unplayable, true);
  }

  disconnectedCallback() {
    document.removeEventListener("live:job", this.#step);
    document.removeEventListener("live:recording", this.#change);
  }

  /** @param {Event} event */
  #step = (event) => {
    const { kind, progress } = /** @type {CustomEvent} */ (event).detail;
    const figure = this.querySelector("[data-progress]");
    const bar = this.querySelector("[data-bar]");
    if (kind !== "media.convert" || !figure || !(bar instanceof HTMLProgressElement)) return;
    const percent = Math.max(bar.value, Number(progress));
    bar.value = percent;
    figure.textContent = `${percent}%`;
  };

  /** @param {Event} event */
  #change = (event) => {
    const { stage } = /** @type {CustomEvent} */ (event).detail;
    if (stage === "deleted") {
      location.assign(this.dataset.gone ?? "/");
      return;
    }
    if (this.#busy) this.#due = true;
    else this.#renew();
  };

  /** A film that plays, or one that is being brought in: neither is to be taken away. */
  get #busy() {
    const film = this.querySelector("video");
    return (film !== null && !film.paused && !film.ended) || this.querySelector(".is-busy") !== null;
  }

  #free = () => {
    if (this.#due) this.#renew();
  };

  /** A damaged film may be packed well and still not play: the converted one is on its way. */
  #unplayable = (/** @type {Event} */ event) => {
    if (event.target instanceof HTMLVideoElement) event.target.remove();
  };

  async #renew() {
    this.#due = false;
    const answer = await fetch(this.getAttribute("src") ?? "", { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) this.innerHTML = await answer.text();
  }
}

customElements.define("film-arrival", FilmArrival);
