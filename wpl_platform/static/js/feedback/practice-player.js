// @ts-check
/**
 * <practice-player>: the picture with its own controls below it.
 *
 * Says `player:time` ({ms}) on every frame while it plays and after every seek, `player:state` when it begins or stops.
 * What it cannot do alone goes up as `studio:command`.
 */

import { play } from "../media/film-source.js";
import { written } from "./times.js";

const FRAME_MS = 40;
const JUMP_MS = 5_000;

export class PracticePlayer extends HTMLElement {
  /** @type {HTMLVideoElement | null} */ video = null;
  /** @type {import("../media/film-source.js").Film | null} */ film = null;
  #frame = 0;
  #wanted = 0;

  connectedCallback() {
    this.video = this.querySelector("video");
    this.#wanted = Number(this.dataset.start ?? 0);
    this.addEventListener("click", this.#pressed);
    if (this.video) this.#take(this.video, this.video.getAttribute("src") ?? "");
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    this.film?.destroy();
  }

  /** @returns {number} ms from the beginning */
  get now() {
    return this.film ? Math.round(this.film.now * 1000) : this.#wanted;
  }

  /** @returns {number} ms; what the server knows, else what the picture says */
  get duration() {
    const known = Number(this.dataset.duration ?? 0);
    const seen = this.video?.duration ?? 0;
    return known || (Number.isFinite(seen) ? Math.round(seen * 1000) : 0);
  }

  get paused() {
    return this.video?.paused ?? true;
  }

  /** @param {number} ms */
  seek(ms) {
    const target = Math.min(Math.max(ms, 0), this.duration || ms);
    this.#wanted = target;
    this.film?.seek(target);
    this.#say();
  }

  play() {
    this.video?.play().catch(() => undefined);
  }

  pause() {
    this.video?.pause();
  }

  toggle() {
    if (this.paused) this.play();
    else this.pause();
  }

  /** @param {number} by ms */
  jump(by) {
    this.seek(this.now + by);
  }

  /** @param {number} frames */
  step(frames) {
    this.pause();
    this.jump(frames * FRAME_MS);
  }

  /**
   * Goes on with other bytes of the same film, at the same place.
   *
   * @param {string} source
   */
  swap(source) {
    if (this.film) {
      this.film.swap(source);
      return;
    }
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template[data-video]"));
    const video = /** @type {HTMLVideoElement | null} */ (template?.content.firstElementChild?.cloneNode(true) ?? null);
    if (!video) return;
    this.querySelector(".stage__pic")?.prepend(video);
    this.video = video;
    this.#take(video, source);
  }

  /** @param {HTMLVideoElement} video @param {string} source */
  #take(video, source) {
    video.controls = false;
    const deck = /** @type {HTMLElement | null} */ (this.querySelector(".deck"));
    if (deck) deck.hidden = false;
    video.addEventListener("click", () => this.toggle());
    for (const name of ["play", "pause", "ended", "emptied"]) video.addEventListener(name, this.#changed);
    for (const name of ["loadedmetadata", "seeked", "timeupdate"]) video.addEventListener(name, () => this.#say());
    for (const name of ["volumechange", "ratechange"]) video.addEventListener(name, this.#paint);
    this.film = play(video, source, { at_ms: this.#wanted });
    this.#paint();
  }

  #changed = () => {
    cancelAnimationFrame(this.#frame);
    if (!this.paused) this.#frame = requestAnimationFrame(this.#tick);
    this.#paint();
    this.dispatchEvent(new CustomEvent("player:state", { bubbles: true, detail: { paused: this.paused } }));
  };

  #tick = () => {
    this.#say();
    if (!this.paused) this.#frame = requestAnimationFrame(this.#tick);
  };

  #say() {
    const ms = this.now;
    const clock = this.querySelector("[data-now]");
    if (clock && clock.textContent !== written(ms)) clock.textContent = written(ms);
    this.dispatchEvent(new CustomEvent("player:time", { bubbles: true, detail: { ms } }));
  }

  #paint = () => {
    const video = this.video;
    if (!video) return;
    this.#turn("play", !video.paused);
    this.#turn("mute", video.muted);
    const total = this.querySelector("[data-total]");
    if (total) total.textContent = written(this.duration);
    for (const option of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-rate]"))) {
      const chosen = Number(option.dataset.rate) === video.playbackRate;
      option.setAttribute("aria-pressed", String(chosen));
      const label = this.querySelector("[data-rate-now]");
      if (chosen && label) label.textContent = option.dataset.word ?? "";
    }
  };

  /** @param {string} name @param {boolean} on */
  #turn(name, on) {
    const button = /** @type {HTMLElement | null} */ (this.querySelector(`[data-do="${name}"]`));
    if (!button) return;
    button.classList.toggle("is-on", on);
    const label = on ? button.dataset.labelOn : button.dataset.labelOff;
    if (label) button.setAttribute("aria-label", label);
    if (label) button.title = label;
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!button) return;
    if (button.dataset.rate && this.video) {
      this.video.playbackRate = Number(button.dataset.rate);
      const menu = button.closest("details");
      if (menu) menu.open = false;
      menu?.querySelector("summary")?.focus();
    }
    if (button.dataset.do) this.do(button.dataset.do);
  };

  /** @param {string} command */
  do(command) {
    if (command === "play") this.toggle();
    else if (command === "back") this.jump(-JUMP_MS);
    else if (command === "forward") this.jump(JUMP_MS);
    else if (command === "mute" && this.video) this.video.muted = !this.video.muted;
    else if (command === "full") this.#full();
    else this.dispatchEvent(new CustomEvent("studio:command", { bubbles: true, detail: { command } }));
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.requestFullscreen) this.requestFullscreen().catch(() => undefined);
    else /** @type {any} */ (this.video)?.webkitEnterFullscreen?.();
  }
}

customElements.define("practice-player", PracticePlayer);
