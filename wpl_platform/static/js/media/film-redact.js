// @ts-check
/**
 * <film-redact data-duration data-faces>: what is made unrecognisable, chosen on the film and shown over it.
 *
 * Holds the form that works by itself. What is drawn goes along in its field `drawn`; where faces were found is asked
 * of `data-faces` for as long as they are looked for.
 */

import { code } from "../feedback/times.js";
import { play } from "./film-source.js";
import { Box } from "./redaction-box.js";
import { putAt } from "./redaction-covers.js";
import { Found } from "./redaction-found.js";
import { paint } from "./redaction-paint.js";
import { lay } from "./redaction-strip.js";
import { hearing } from "./redaction-voice.js";

/** @typedef {import("./redaction-covers.js").Cover} Cover */
/** @typedef {{cover: Cover, box: Box, row: HTMLElement}} Drawn */

const ASK_EVERY_MS = 2_000;

class FilmRedact extends HTMLElement {
  /** @type {Drawn[]} */ #drawn = [];
  /** @type {Found | null} */ #found = null;
  /** @type {import("./film-source.js").Film | null} */ #film = null;
  #ears = new AbortController();
  #frame = 0;
  #asking = 0;
  #laying = 0;

  connectedCallback() {
    const { signal } = this.#ears;
    const { video } = this;
    this.style.setProperty("--aspect", this.dataset.aspect ?? "1.778");
    this.#at("tools").hidden = false;
    for (const element of this.querySelectorAll("[data-with-script]")) /** @type {HTMLElement} */ (element).hidden = false;
    if (video) this.#take(video, signal);
    this.addEventListener("click", this.#pressed, { signal });
    this.addEventListener("change", this.#changed, { signal });
    this.#at("time").addEventListener("input", () => this.#seek(Number(this.#time.value)), { signal });
    for (const cover of JSON.parse(this.#field("drawn").value || "[]")) this.#add(cover);
    this.#found = new Found(this, this.#at("picture"), this.#field("dropped"), { seek: this.#seek, changed: this.#changed });
    hearing(this, () => this.now, signal);
    this.#take_in(JSON.parse(this.dataset.looked ?? "{}"));
    this.#changed();
    this.#tick();
  }

  disconnectedCallback() {
    this.#ears.abort();
    this.#film?.destroy();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#asking);
  }

  get duration() {
    return Number(this.dataset.duration ?? 0);
  }

  get video() {
    return this.querySelector("video");
  }

  /** @returns {number} ms */
  get now() {
    return Math.min(Math.round((this.video?.currentTime ?? 0) * 1000), this.duration - 1);
  }

  /** @param {HTMLVideoElement} video @param {AbortSignal} signal */
  #take(video, signal) {
    this.#film = play(video, video.getAttribute("src") ?? "");
    video.controls = false;
    for (const name of ["play", "pause"]) video.addEventListener(name, () => this.#at("play").classList.toggle("is-on", !video.paused), { signal });
  }

  /** @param {string} name @returns {HTMLElement} */
  #at(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`.redact__${name}`));
  }

  get #time() {
    return /** @type {HTMLInputElement} */ (this.#at("time"));
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`[name="${name}"]`));
  }

  /** @param {string} name @returns {string} */
  #chosen(name) {
    return /** @type {HTMLInputElement | null} */ (this.querySelector(`[name="${name}"]:checked`))?.value ?? "";
  }

  /** @returns {Cover[]} */
  get #shown() {
    return [...(this.#field("faces").checked ? (this.#found?.shown ?? []) : []), ...this.#drawn.map(({ cover }) => cover)];
  }

  /** Paints what is covered now, on every frame: what is chosen while the film stands still shows too. */
  #tick = () => {
    this.#frame = requestAnimationFrame(this.#tick);
    if (!this.video || this.#at("picture").clientWidth === 0) return;
    const ms = this.now;
    paint(/** @type {HTMLCanvasElement} */ (this.#at("paint")), this.video, this.#shown, { ms, black: this.#chosen("manner") === "black", whole: this.#field("whole").checked });
    for (const { cover, box } of this.#drawn) box.show(cover, ms);
    this.#found?.show(ms, this.#field("faces").checked && !this.#field("whole").checked);
    if (document.activeElement !== this.#time || !this.video.paused) this.#time.value = String(ms);
    const said = code(ms);
    if (this.#at("now").textContent !== said) this.#at("now").textContent = said;
    this.#time.setAttribute("aria-valuetext", said);
  };

  /** @param {number} ms */
  #seek = (ms) => {
    this.#film?.seek(Math.min(ms + 10, this.duration - 1));
  };

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-do]"));
    const drawn = this.#drawn.find(({ row }) => row.contains(button));
    switch (button?.dataset.do) {
      case "play": return this.#toggle();
      case "rectangle": case "ellipse": return this.#new(button.dataset.do);
      case "stretch": return this.#stretch();
      case "begin": return drawn && this.#change(drawn, { ...drawn.cover, start: Math.min(this.now, drawn.cover.end - 100) });
      case "end": return drawn && this.#change(drawn, { ...drawn.cover, end: Math.max(this.now, drawn.cover.start + 100) });
      case "away": return drawn && this.#remove(drawn);
    }
  };

  #toggle() {
    if (this.video?.paused) this.video.play().catch(() => undefined);
    else this.video?.pause();
  }

  /** @param {"rectangle" | "ellipse"} shape */
  #new(shape) {
    this.video?.pause();
    const wide = 0.2;
    const high = Math.min(wide * Number(this.dataset.aspect ?? 1.78), 0.5);
    const drawn = this.#add({ shape, start: 0, end: this.duration, keys: [[this.now, 0.5 - wide / 2, 0.5 - high / 2, wide, high]] });
    drawn.box.show(drawn.cover, this.now);
    drawn.box.element.focus();
    this.#changed();
  }

  /** Fills in two seconds from where the film stands, as a part in which the voice goes. */
  #stretch() {
    const field = this.#field("stretches");
    const part = `${code(this.now)}-${code(Math.min(this.now + 2_000, this.duration))}`;
    field.value = field.value.trim() ? `${field.value.trim()}, ${part}` : part;
    field.focus();
  }

  /** @param {Cover} cover @returns {Drawn} */
  #add(cover) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template[data-row]"));
    const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const words = (this.dataset[cover.shape] ?? "").replace("{n}", String(this.#drawn.length + 1));
    /** @type {Drawn} */
    const drawn = { cover, row, box: new Box(this.#at("picture"), words, (place) => this.#change(drawn, putAt(drawn.cover, this.now, place))) };
    const name = row.querySelector("[data-name]");
    if (name) name.textContent = words;
    this.#drawn.push(drawn);
    this.#at("drawn").append(row);
    this.#say(drawn);
    return drawn;
  }

  /** @param {Drawn} drawn @param {Cover} cover */
  #change(drawn, cover) {
    drawn.cover = cover;
    this.#say(drawn);
    this.#changed();
  }

  /** @param {Drawn} drawn */
  #say({ cover, row }) {
    const said = row.querySelector("[data-says]");
    const words = (this.dataset.span ?? "").replace("{start}", code(cover.start)).replace("{end}", code(cover.end));
    if (said) said.textContent = cover.keys.length > 1 ? `${words} ${(this.dataset.moves ?? "").replace("{n}", String(cover.keys.length))}` : words;
  }

  /** @param {Drawn} drawn */
  #remove(drawn) {
    drawn.box.remove();
    drawn.row.remove();
    this.#drawn = this.#drawn.filter((one) => one !== drawn);
    this.#changed();
  }

  #changed = () => {
    this.#field("drawn").value = JSON.stringify(this.#drawn.map(({ cover }) => cover));
    clearTimeout(this.#laying);
    this.#laying = setTimeout(() => lay(this.#at("strip"), this.#shown, { duration: this.duration, whole: this.#field("whole").checked, seek: this.#seek }), 150);
  };

  /** @param {{state?: string, progress?: number, covers?: Cover[] | null, scan?: string}} looked */
  #take_in({ state = "none", progress = 0, covers = null, scan = "" }) {
    for (const element of this.querySelectorAll("[data-when]")) /** @type {HTMLElement} */ (element).hidden = /** @type {HTMLElement} */ (element).dataset.when !== state;
    const bar = this.querySelector("progress");
    if (bar) bar.value = progress;
    if (state === "looking") this.#asking = setTimeout(this.#ask, ASK_EVERY_MS);
    if (state !== "found" || !covers) return;
    this.#found?.take(covers, scan);
    const said = this.querySelector("[data-found]");
    if (said) said.textContent = covers.length === 1 ? (this.dataset.one ?? "") : (this.dataset.many ?? "").replace("{n}", String(covers.length));
    this.#changed();
  }

  #ask = async () => {
    const answer = await fetch(this.dataset.faces ?? "").catch(() => null);
    if (!this.isConnected) return;
    if (answer?.ok) this.#take_in(await answer.json());
    else this.#asking = setTimeout(this.#ask, 3 * ASK_EVERY_MS);
  };
}

customElements.define("film-redact", FilmRedact);
export { FilmRedact };
