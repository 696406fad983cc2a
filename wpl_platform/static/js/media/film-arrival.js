// @ts-check
/**
 * <film-arrival src>: how far a film is, as it happens. Progress moves the bar and says how long it still takes; another
 * stage brings the panel anew, but not while somebody watches. What there is only with a film ([data-with-film]) shows
 * as soon as there is one.
 */

import "./film-view.js";
import { Pace } from "./pace.js";

const WINDOW_MS = 60_000;

class FilmArrival extends HTMLElement {
  #due = false;
  #pace = new Pace(WINDOW_MS);
  #most = 0;
  #heard = 0;

  connectedCallback() {
    document.addEventListener("live:job", this.#step);
    document.addEventListener("live:recording", this.#change);
    this.addEventListener("pause", this.#free, true);
    this.addEventListener("ended", this.#free, true);
    this.addEventListener("film:word", this.#unplayable);
  }

  disconnectedCallback() {
    document.removeEventListener("live:job", this.#step);
    document.removeEventListener("live:recording", this.#change);
  }

  /** @param {Event} event */
  #step = (event) => {
    const { kind, progress, state } = /** @type {CustomEvent} */ (event).detail;
    if (kind !== "media.convert") return;
    if (state === "running" && this.querySelector("[data-in-line]")) this.#again();
    this.#most = Math.max(this.#most, Number(progress));
    this.#pace.take(this.#most);
    this.#draw();
  };

  /** The figure never goes back, not even when the panel comes anew. */
  #draw() {
    const panel = this.querySelector("[data-working]");
    const bar = panel?.querySelector("[data-bar]");
    if (!panel || !(bar instanceof HTMLProgressElement)) return;
    this.#most = Math.max(this.#most, bar.value);
    bar.value = this.#most;
    const words = /** @type {HTMLElement} */ (panel.querySelector("[data-words]")).dataset;
    write(panel, "[data-progress]", `${this.#most}%`);
    write(panel, "[data-left]", this.#pace.left(100, words));
    const quarter = Math.floor(this.#most / 25) * 25;
    if (quarter <= this.#heard) return;
    this.#heard = quarter;
    write(panel, "[data-said]", (words.heard ?? "").replace("{percent}", String(quarter)));
  }

  /** @param {Event} event */
  #change = (event) => {
    const { stage } = /** @type {CustomEvent} */ (event).detail;
    if (stage === "deleted") {
      location.assign(this.dataset.gone ?? "/");
      return;
    }
    this.#again();
  };

  /** Brings the panel anew, as soon as that disturbs nobody. */
  #again() {
    if (this.#busy) this.#due = true;
    else this.#renew();
  }

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
    if (/** @type {CustomEvent} */ (event).detail.word === "broken") this.querySelector("film-view")?.remove();
  };

  async #renew() {
    this.#due = false;
    const answer = await fetch(this.getAttribute("src") ?? "", { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const fresh = await answer.text();
    const focused = this.contains(document.activeElement);
    this.innerHTML = fresh;
    if (focused) /** @type {HTMLElement | null} */ (this.querySelector("a, button, video"))?.focus();
    const stage = /** @type {HTMLElement | null} */ (this.querySelector("[data-stage]"))?.dataset.stage ?? "";
    if (stage !== "processing") this.#forget();
    this.#draw();
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-with-film]"))) {
      part.hidden = !["processing", "ready"].includes(stage);
    }
  }

  /** Who tries again begins anew. */
  #forget() {
    this.#most = 0;
    this.#heard = 0;
    this.#pace = new Pace(WINDOW_MS);
  }
}

/** @param {Element} panel @param {string} which @param {string} text */
function write(panel, which, text) {
  const part = panel.querySelector(which);
  if (part && part.textContent !== text) part.textContent = text;
}

customElements.define("film-arrival", FilmArrival);
