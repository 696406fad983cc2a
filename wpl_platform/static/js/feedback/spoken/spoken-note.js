// @ts-check
/**
 * <spoken-note>: says or films what belongs to the mark, in place of words or beside them. Stands in the composer, whose
 * field `spoken` names what was recorded: so it is kept, placed, taken back and restored with the mark.
 *
 * Its `data-state`: idle, asking, recording, kept. Asks `studio:hold`, so that the film does not talk through it.
 */

import { reasonOf } from "../../recorder/camera.js";
import { uuid } from "../marking/outbox-store.js";
import { MOST_MS, records, TakeRecorder } from "./take-recorder.js";
import { TakeSending } from "./take-sending.js";
import { TakeStore } from "./take-store.js";
import { written } from "../times.js";

/** @typedef {import("./take-store.js").Take} Take */

class SpokenNote extends HTMLElement {
  #store = new TakeStore();
  /** @type {TakeRecorder | null} */ #recorder = null;
  /** @type {TakeSending | null} */ #sending = null;
  /** What is shown: the name of a take, or nothing. */ #shown = "";
  #url = "";

  connectedCallback() {
    this.composer = /** @type {HTMLElement} */ (this.closest("moment-composer"));
    this.#sending = new TakeSending(this.dataset.address ?? "", {
      busy: () => this.#named,
      told: (waiting) => this.#tell(waiting),
      refused: (text) => this.#say(text),
    });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.composer.querySelectorAll("[data-speak]"))) button.hidden = !records();
    this.composer.addEventListener("click", this.#clicked);
    this.composer.addEventListener("composer:draft", this.#followed);
    this.composer.addEventListener("composer:sent", this.#sending.go);
    this.#sending.go();
  }

  disconnectedCallback() {
    this.#recorder?.stop();
    this.#sending?.close();
    this.composer?.removeEventListener("click", this.#clicked);
    this.composer?.removeEventListener("composer:draft", this.#followed);
  }

  /** @returns {HTMLInputElement} */
  get #field() {
    return /** @type {HTMLInputElement} */ (this.composer?.querySelector('input[name="spoken"]'));
  }

  /** @returns {string} the take that belongs to the mark that waits */
  get #named() {
    return this.#field.value.split(":")[1] ?? "";
  }

  /** @param {string} value what the mark holds from now on */
  #hold(value) {
    this.#field.value = value;
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  /** @param {"idle" | "asking" | "recording" | "kept"} state */
  #be(state) {
    this.dataset.state = state;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-when]"))) part.hidden = part.dataset.when !== state;
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (this.composer?.querySelectorAll("[data-speak]"))) button.disabled = state !== "idle";
    if (state !== "idle") this.scrollIntoView({ block: "nearest" });
  }

  /** @param {Event} event */
  #clicked = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    const { speak, spoken } = button?.dataset ?? {};
    if (speak === "sound" || speak === "film") this.#begin(speak);
    if (spoken === "stop") this.#recorder?.stop();
    if (spoken === "drop") this.#drop();
  };

  /** @param {Take["kind"]} kind */
  async #begin(kind) {
    this.#say("");
    this.#be("asking");
    this.dispatchEvent(new CustomEvent("studio:hold", { bubbles: true }));
    try {
      const stream = await TakeRecorder.open(kind);
      this.#record(stream, kind);
    } catch (error) {
      this.#be("idle");
      const reason = reasonOf(error);
      this.#say(this.dataset[`${reason}${kind === "film" ? "Film" : "Sound"}`] ?? "");
    }
  }

  /** @param {MediaStream} stream @param {Take["kind"]} kind */
  #record(stream, kind) {
    const take = uuid();
    const recorder = new TakeRecorder(stream, { take, kind, about: this.composer?.dataset.recording ?? "" });
    this.#recorder = recorder;
    this.#shown = take;
    this.#hold(`${kind}:${take}`);
    this.#be("recording");
    this.#mirror(kind === "film" ? stream : null);
    const time = this.#part("[data-time]");
    this.#part("[data-most]").textContent = written(MOST_MS[kind]);
    recorder.addEventListener("time", (event) => {
      const { ms, level } = /** @type {CustomEvent} */ (event).detail;
      time.textContent = written(ms);
      this.style.setProperty("--level", level.toFixed(2));
    });
    recorder.addEventListener("done", () => this.#done(recorder));
    recorder.begin();
    this.#part('[data-spoken="stop"]').focus();
  }

  /** @param {MediaStream | null} stream */
  #mirror(stream) {
    this.querySelector("[data-mirror]")?.remove();
    if (!stream) return;
    const video = this.#player("mirror");
    video.srcObject = stream;
    video.play().catch(() => undefined);
  }

  /** @param {TakeRecorder} recorder */
  #done(recorder) {
    if (this.#recorder === recorder) this.#recorder = null;
    this.#mirror(null);
    if (this.#named === recorder.take.take) this.#show(recorder.take);
    else if (this.dataset.state === "recording") this.#be("idle");
    this.#sending?.go();
  }

  /** The mark that waits is another than before: placed, let go of, or put back. */
  #followed = () => {
    const name = this.#named;
    if (name === this.#shown) return;
    this.#shown = name;
    this.#recorder?.stop();
    if (!name) return this.#blank();
    return this.#again(name);
  };

  #blank() {
    this.#be("idle");
    this.#mirror(null);
    this.#release();
    this.#sending?.go();
  }

  /** What was recorded before a crash, or taken back. @param {string} name */
  async #again(name) {
    const take = await this.#store.take(name);
    if (this.#named !== name) return;
    if (take) {
      take.whole = true;
      await this.#store.put(take);
      await this.#show(take);
    } else if (!(await this.#there(name))) {
      this.#hold("");
      this.#say(this.dataset.gone ?? "");
    }
  }

  /** @param {string} name @returns {Promise<boolean>} whether the server has it already, so that it stays with the moment */
  async #there(name) {
    const address = (this.dataset.address ?? "").replace(/[^/]+$/, name);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    return !answer || answer.status !== 404;
  }

  /** @param {Take} take to be listened to */
  async #show(take) {
    const blob = await this.#store.blob(take);
    if (this.#named !== take.take) return;
    if (!blob) {
      this.#hold("");
      this.#say(this.dataset.gone ?? "");
      return;
    }
    this.#release();
    this.#url = URL.createObjectURL(blob);
    measured(this.#player(take.kind), this.#url);
    this.#be("kept");
    this.#part('[data-spoken="drop"]').focus();
  }

  async #drop() {
    const name = this.#named;
    this.#hold("");
    this.#blank();
    await this.#store.drop(name);
    /** @type {HTMLElement | null} */ (this.composer?.querySelector("[data-speak]"))?.focus();
  }

  #release() {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = "";
    this.querySelector("[data-heard]")?.remove();
  }

  /** @param {Take["kind"] | "mirror"} what @returns {HTMLMediaElement} a new one, in its place */
  #player(what) {
    const template = /** @type {HTMLTemplateElement} */ (this.#part(`[data-player="${what}"]`));
    const player = /** @type {HTMLMediaElement} */ (template.content.firstElementChild?.cloneNode(true));
    player.muted = what === "mirror";
    template.before(player);
    return player;
  }

  /** @param {string} sentence */
  #say(sentence) {
    const words = this.#part("[data-fault]");
    words.textContent = sentence;
    words.hidden = sentence === "";
  }

  /** @param {number} waiting */
  #tell(waiting) {
    const words = this.#part("[data-waits]");
    words.textContent = waiting === 1 ? (this.dataset.one ?? "") : (this.dataset.many ?? "").replace("{n}", String(waiting));
    words.hidden = !waiting;
  }
}

/** What a browser records does not say how long it is, until it was once at its end. @param {HTMLMediaElement} player @param {string} url */
function measured(player, url) {
  player.onloadedmetadata = () => {
    if (Number.isFinite(player.duration)) return;
    player.ondurationchange = () => {
      player.ondurationchange = null;
      player.currentTime = 0;
    };
    player.currentTime = Number.MAX_SAFE_INTEGER;
  };
  player.src = url;
}

customElements.define("spoken-note", SpokenNote);
