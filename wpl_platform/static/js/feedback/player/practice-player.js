// @ts-check
/**
 * <practice-player>: the film and all that can be done with it. Its parts ask; how it stands is told to them.
 *
 * Says `player:time` ({ms}) on every picture while it plays and after every seek, `player:state` when it begins or stops.
 * What it cannot do alone goes up as `studio:command`. Standing still, it shows the picture whose number it says.
 */

import { play } from "../../media/film-source.js";
import { beginOf, middleOf, numberAt, step } from "../../media/frames.js";
import "./player-captions.js";
import { COMMANDS } from "./commands.js";
import "./player-deck.js";
import { Loop } from "./loop.js";
import { keepSound, lead, sound } from "./memory.js";
import "./player-place.js";
import { isWide, makeRoom } from "./screen.js";
import "./player-scrub.js";
import { Shuttle } from "./shuttle.js";

/** @typedef {{start: number, end: number | null}} Stretch  ms */
const NEAR_S = 0.001;

export class PracticePlayer extends HTMLElement {
  /** @type {HTMLVideoElement | null} */ video = null;
  /** @type {import("../../media/film-source.js").Film | null} */ film = null;
  /** The chosen stretch, for the loop. @type {Stretch | null} */ range = null;
  shuttle = new Shuttle({ video: () => this.video, now: () => this.now, go: (ms) => this.#go(ms), changed: () => this.#changed() });
  /** Whether it was last moved a picture at a time: then its number is shown. */ #stepped = false;
  /** Where it was put: the ms that was asked, and where in the film (s) that picture surely shows. */
  #stand = { ms: 0, at: 0 };
  /** When the picture on the screen begins, as the browser says. @type {number | null} s */ #seen = null;
  #frame = 0;
  #loop = new Loop();

  connectedCallback() {
    this.video = this.querySelector("video");
    this.#put(Number(this.dataset.start ?? 0) || (this.place?.find(this.duration) ?? 0));
    this.addEventListener("player:ask", this.#asked);
    this.addEventListener("player:seek", this.#asked);
    for (const name of ["studio:lift", "studio:command"]) document.addEventListener(name, this.#written);
    document.addEventListener("fullscreenchange", this.#paint);
    window.addEventListener("pagehide", this.#remember);
    if (this.video) this.#take(this.video, this.video.getAttribute("src") ?? "");
  }

  disconnectedCallback() {
    for (const name of ["studio:lift", "studio:command"]) document.removeEventListener(name, this.#written);
    document.removeEventListener("fullscreenchange", this.#paint);
    window.removeEventListener("pagehide", this.#remember);
    cancelAnimationFrame(this.#frame);
    this.shuttle.end();
    this.film?.destroy();
  }

  /** @returns {number} ms from the beginning */
  get now() {
    const at = this.film?.now ?? this.#stand.at;
    return this.#stands ? this.#stand.ms : Math.floor(at * 1000 + NEAR_S);
  }

  /** @returns {number} ms; what the server knows, else what the picture says */
  get duration() {
    const known = Number(this.dataset.duration ?? 0);
    const seen = this.video?.duration ?? 0;
    return known || (Number.isFinite(seen) ? Math.round(seen * 1000) : 0);
  }

  /** @returns {number} pictures a second of what plays; 0 when that is not known */
  get frameRate() {
    return Number(this.dataset.frameRate ?? 0) || 0;
  }

  /** @returns {number | null} which picture is on the screen, the first is 0; null when the rate is not known */
  get frame() {
    const rate = this.frameRate;
    if (!rate) return null;
    const told = this.paused && this.#seen !== null && !this.#stands;
    return Math.min(told ? Math.round((this.#seen ?? 0) * rate) : numberAt(this.now, rate), this.#last);
  }

  /** @returns {number} times the usual speed; below 0 is back */
  get speed() {
    return this.shuttle.speed || (this.video?.playbackRate ?? 1);
  }

  get paused() {
    return (this.video?.paused ?? true) && !this.shuttle.backwards;
  }

  /** @param {number} ms */
  seek(ms) {
    this.shuttle.end();
    this.#stepped = false;
    this.#go(ms);
  }

  /** Goes to a moment: a little before it when the film plays, so that one sees it come. @param {Stretch} moment */
  open(moment) {
    this.seek(moment.start - (this.paused ? 0 : lead()));
  }

  play() {
    this.shuttle.end();
    this.video?.play().catch(() => undefined);
  }

  pause() {
    this.shuttle.end();
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
    const which = this.frame;
    this.#stepped = true;
    this.#go(which === null ? step(this.now, frames, 0) : beginOf(Math.max(which + frames, 0), this.frameRate));
  }

  /** The one button of the loop. */
  repeat() {
    this.#loop.press(this.now, this.range);
    this.#looped();
  }

  /** Plays a stretch again and again; the same once more, or null, ends that. @param {Stretch | null} moment */
  loopMoment(moment) {
    if (!moment || this.#loop.start === moment.start) this.#loop.clear();
    else this.#loop.set(moment.start, moment.end);
    if (moment && this.now < moment.start) this.seek(moment.start);
    this.#looped();
  }

  /** What is asked by name; what is not the player's goes up. @param {string} command @param {string} [value] */
  do(command, value = "") {
    const act = COMMANDS[command];
    if (act) act(this, value);
    else this.dispatchEvent(new CustomEvent("studio:command", { bubbles: true, detail: { command } }));
    this.#paint();
  }

  /** Goes on with other bytes of the same film, at the same place. @param {string} source */
  swap(source) {
    if (this.film) {
      this.film.swap(source);
      return;
    }
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template[data-video]"));
    const video = /** @type {HTMLVideoElement | null} */ (template?.content.firstElementChild?.cloneNode(true) ?? null);
    if (!video) return;
    this.querySelector(".stage__pic")?.prepend(video);
    this.#take(video, source);
  }

  /** @returns {import("./player-captions.js").PlayerCaptions | null} */
  get captions() {
    return this.querySelector("player-captions");
  }

  /** @returns {import("./player-place.js").PlayerPlace | null} */
  get place() {
    return this.querySelector("player-place");
  }

  /** @returns {import("./player-deck.js").PlayerDeck | null} */
  get #deck() {
    return this.querySelector("player-deck");
  }

  /** @returns {import("./player-scrub.js").PlayerScrub | null} */
  get #scrub() {
    return this.querySelector("player-scrub");
  }

  /** @param {HTMLVideoElement} video @param {string} source */
  #take(video, source) {
    this.video = video;
    Object.assign(video, { controls: false, preservesPitch: true, ...sound() });
    video.addEventListener("click", () => this.toggle());
    for (const name of ["play", "pause", "ended", "emptied"]) video.addEventListener(name, this.#changed);
    for (const name of ["loadedmetadata", "seeked", "timeupdate"]) video.addEventListener(name, () => this.#say());
    for (const name of ["volumechange", "ratechange"]) video.addEventListener(name, this.#paint);
    video.addEventListener("volumechange", () => keepSound({ volume: video.volume, muted: video.muted }));
    video.requestVideoFrameCallback?.(this.#look);
    for (const part of [this.captions, this.#scrub, this.#deck]) part?.attach(video);
    this.film = play(video, source, { at_ms: this.#stand.at * 1000 });
    this.#say();
    this.#paint();
  }

  /** Says where it will stand, once it is there. @param {number} ms @returns {number} ms, in the middle of that picture */
  #put(ms) {
    const rate = this.frameRate;
    const last = rate && this.duration ? beginOf(this.#last, rate) : Infinity;
    const middle = middleOf(Math.min(ms, last), rate);
    this.#stand = { ms, at: middle / 1000 };
    return middle;
  }

  /** @param {number} ms */
  #go(ms) {
    this.film?.seek(this.#put(Math.round(Math.min(Math.max(ms, 0), this.duration || ms))));
    this.#say();
  }

  /** Whether it still is where it was put. */
  get #stands() {
    return Math.abs((this.film?.now ?? this.#stand.at) - this.#stand.at) < NEAR_S;
  }

  /** @returns {number} the last picture of the film */
  get #last() {
    return Math.max(Math.round((this.duration * this.frameRate) / 1000) - 1, 0);
  }

  /** @type {VideoFrameRequestCallback} */
  #look = (_now, { mediaTime }) => {
    this.#seen = mediaTime;
    this.video?.requestVideoFrameCallback(this.#look);
  };

  /** @param {Event} event */
  #asked = (event) => {
    const { command, value, ms } = /** @type {CustomEvent} */ (event).detail;
    if (command) this.do(command, value);
    else this.seek(ms);
  };

  /** @param {Event} event */
  #written = (event) => makeRoom(this, /** @type {CustomEvent} */ (event));

  #changed = () => {
    cancelAnimationFrame(this.#frame);
    if (this.video?.ended) this.#again();
    if (this.paused) this.#remember();
    else this.#frame = requestAnimationFrame(this.#tick);
    this.#paint();
    this.dispatchEvent(new CustomEvent("player:state", { bubbles: true, detail: { paused: this.paused } }));
  };

  #tick = () => {
    this.#again();
    this.#say();
    this.place?.keep(this.now);
    if (!this.paused) this.#frame = requestAnimationFrame(this.#tick);
  };

  #remember = () => {
    if (this.film) this.place?.keep(this.now, true);
  };

  /** Goes back where it repeats. A film that ends stands still, also when a frame sees that before its events do. */
  #again() {
    const ended = this.video?.ended ?? false;
    const start = this.shuttle.backwards ? null : this.#loop.back(this.now, ended);
    if (start === null) return;
    this.#go(start);
    if (ended) this.play();
  }

  #looped() {
    this.#deck?.tell(this.#loop);
    if (this.#scrub) this.#scrub.loop = this.#loop;
    this.#paint();
  }

  #say() {
    const ms = this.now;
    this.#deck?.clock(ms, this.#stepped && this.#stands ? this.frameRate : 0);
    if (this.#scrub) this.#scrub.now = ms;
    this.dispatchEvent(new CustomEvent("player:time", { bubbles: true, detail: { ms } }));
  }

  #paint = () => {
    const { video, duration, speed } = this;
    if (!video) return;
    const { volume, muted } = video;
    const shown = { captions: this.captions?.language ?? "", wide: isWide(this), lead: lead(), loop: this.#loop.state };
    if (this.#deck) this.#deck.stand = { playing: !this.paused, duration, speed, volume, muted, ...shown };
    if (this.#scrub) this.#scrub.duration = duration;
  };
}

customElements.define("practice-player", PracticePlayer);
