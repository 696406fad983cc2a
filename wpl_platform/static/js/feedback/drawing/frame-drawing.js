// @ts-check
/**
 * <frame-drawing>: what is drawn on the picture. Shows the drawings of the moments that play (`playing`), and is a sheet
 * to draw on between `begin` and `end`. Says `drawing:changed` {shapes} after each line, `drawing:done` {shapes, kept}
 * when it closes.
 */

import { DrawingHand, fits, NUMBER_MOST } from "./hand.js";
import { shapesAt } from "./known.js";
import { drawn } from "./shapes.js";
import { Steps } from "./steps.js";
import { touched } from "./touched.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("../times.js").Moment} Moment */

export class FrameDrawing extends HTMLElement {
  /** What is drawn now. */ #steps = new Steps();
  /** The drawings of what plays. @type {Shape[]} */ #shown = [];
  /** Which shape the keys move, when that is not the last. @type {number | null} */ #at = null;
  /** @type {Shape | null} */ #trying = null;
  /** @type {Shape[]} */ #draft = [];
  #playing = "";
  #drawing = false;
  #size = { width: 0, height: 0 };

  connectedCallback() {
    new DrawingHand(this.#sheet, {
      pen: () => ({ tool: /** @type {any} */ (this.#chosen("tool")), colour: this.#chosen("colour"), number: this.#number }),
      trying: (shape) => this.#paint((this.#trying = shape)),
      keep: (shape) => this.#kept([...this.#shapes, shape]),
      chosen: () => this.#shapes[this.#chosenAt] ?? null,
      choose: (by) => this.#choose(by),
      change: (shape) => this.#kept(this.#shapes.map((each, at) => (at === this.#chosenAt ? shape : each)), this.#at),
      wipe: (at) => this.#wipe(at ? touched(this.#shapes, at, this.#size) : this.#chosenAt),
    });
    this.addEventListener("click", this.#pressed);
    this.addEventListener("keydown", this.#keyed);
    this.#sizes.observe(/** @type {Element} */ (this.parentElement));
    this.#video?.addEventListener("loadedmetadata", this.#fit);
    this.#fit();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
  }

  #sizes = new ResizeObserver(() => this.#fit());

  /** @returns {SVGSVGElement} */
  get #sheet() {
    return /** @type {SVGSVGElement} */ (this.querySelector("svg.paper"));
  }

  /** @returns {HTMLVideoElement | null} */
  get #video() {
    return this.parentElement?.querySelector("video") ?? null;
  }

  get #shapes() {
    return this.#steps.shapes;
  }

  get #chosenAt() {
    return this.#at ?? this.#shapes.length - 1;
  }

  get #number() {
    return Math.min(NUMBER_MOST, 1 + Math.max(0, ...this.#shapes.map((shape) => shape.number ?? 0)));
  }

  /** @returns {boolean} whether somebody draws */
  get open() {
    return this.#drawing;
  }

  /** The drawings of these are shown, as long as nobody draws. @param {readonly Moment[]} moments */
  set playing(moments) {
    const asked = moments.map((moment) => `${moment.id}.${moment.version}`).join(" ");
    if (asked === this.#playing) return;
    this.#playing = asked;
    this.#show(moments, asked);
  }

  /** What was drawn at a mark that still waits: shown with the rest. @param {Shape[]} shapes */
  set draft(shapes) {
    this.#draft = shapes;
    this.#paint();
  }

  /** @param {readonly Shape[]} shapes what was drawn before @param {boolean} [leaves] whether it can be left as it was */
  begin(shapes, leaves = false) {
    this.#steps.begin(shapes);
    this.#at = null;
    this.#drawing = true;
    this.#bar.hidden = false;
    /** @type {HTMLElement} */ (this.#bar.querySelector('[data-draw="leave"]')).hidden = !leaves;
    this.classList.add("is-open");
    this.#sheet.setAttribute("tabindex", "0");
    this.#sheet.removeAttribute("aria-hidden");
    this.#fit();
    this.#paint();
    this.#sheet.focus({ preventScroll: true });
  }

  /** @param {boolean} [kept] */
  end(kept = true) {
    if (!this.#drawing) return;
    const shapes = [...this.#shapes];
    this.#drawing = false;
    this.#bar.hidden = true;
    this.classList.remove("is-open");
    this.#sheet.removeAttribute("tabindex");
    this.#sheet.setAttribute("aria-hidden", "true");
    this.#steps.begin();
    this.#shown = [];
    this.#playing = "";
    this.#paint();
    this.dispatchEvent(new CustomEvent("drawing:done", { bubbles: true, detail: { shapes, kept } }));
  }

  /** @returns {HTMLElement} */
  get #bar() {
    return /** @type {HTMLElement} */ (this.querySelector(".pens"));
  }

  /** @param {string} name */
  #chosen(name) {
    return /** @type {HTMLInputElement | null} */ (this.querySelector(`input[name="draw-${name}"]:checked`))?.value ?? "";
  }

  /** @param {readonly Moment[]} moments @param {string} asked */
  async #show(moments, asked) {
    const found = await Promise.all(moments.map((moment) => this.#of(moment)));
    if (this.#playing !== asked || this.#drawing) return;
    this.#shown = found.flat();
    this.#paint();
  }

  /** @param {Moment} moment @returns {Promise<Shape[]>} */
  async #of(moment) {
    return (await shapesAt((this.dataset.address ?? "").replace("/0/", `/${moment.id}/`), moment.version ?? 1)) ?? [];
  }

  /** @param {Shape[]} shapes @param {number | null} [at] which of them the keys move from here on; the last, if not said */
  #kept(shapes, at = null) {
    if (!fits(shapes)) return this.#say(this.dataset.full ?? "");
    this.#steps.step(shapes);
    this.#at = at;
    this.#changed();
  }

  /** @param {number} by */
  #choose(by) {
    const last = this.#shapes.length - 1;
    this.#at = last < 0 ? null : Math.min(last, Math.max(0, this.#chosenAt + by));
    this.#paint();
  }

  /** Takes one shape away. @param {number} which */
  #wipe(which) {
    if (this.#shapes[which]) this.#kept(this.#shapes.filter((_shape, at) => at !== which));
  }

  /** @param {string} text */
  #say(text) {
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text, instead: "drawing" } }));
  }

  #changed() {
    this.#paint();
    this.dispatchEvent(new CustomEvent("drawing:changed", { bubbles: true, detail: { shapes: [...this.#shapes] } }));
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button[data-draw]"));
    if (button) this.#do(button.dataset.draw ?? "");
  };

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    if (!this.#drawing) return;
    const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
    if (event.key === "Escape") this.#do("done");
    else if (undo) this.#do(event.shiftKey ? "redo" : "undo");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {string} what */
  #do(what) {
    if (what === "done" || what === "leave") return this.end(what === "done");
    if (what === "clear") return this.#kept([]);
    if (what === "undo") this.#steps.back();
    if (what === "redo") this.#steps.forth();
    this.#at = null;
    this.#changed();
    return undefined;
  }

  /** The sheet lies on the picture itself, not on the bars beside it. */
  #fit = () => {
    const box = /** @type {HTMLElement} */ (this.parentElement).getBoundingClientRect();
    const { videoWidth = 0, videoHeight = 0 } = this.#video ?? {};
    const ratio = videoWidth && videoHeight ? videoWidth / videoHeight : box.width / Math.max(box.height, 1);
    const width = Math.min(box.width, box.height * ratio);
    this.#size = { width, height: width / ratio };
    this.#sheet.setAttribute("viewBox", `0 0 ${width} ${width / ratio}`);
    this.#sheet.style.inlineSize = `${width}px`;
    this.#sheet.style.blockSize = `${width / ratio}px`;
    this.#paint();
  };

  /** @param {Shape | null} [trying] */
  #paint(trying = this.#trying) {
    const shapes = this.#drawing ? [...this.#shapes, ...(trying ? [trying] : [])] : [...this.#draft, ...this.#shown];
    this.#sheet.replaceChildren(...shapes.map((shape) => drawn(shape, this.#size)));
    if (this.#drawing && this.#at !== null) this.#sheet.children[this.#at]?.classList.add("is-chosen");
    const may = { undo: this.#steps.goesBack, redo: this.#steps.goesForth, clear: this.#shapes.length > 0 };
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (this.querySelectorAll("button[data-draw]"))) {
      button.disabled = may[/** @type {keyof typeof may} */ (button.dataset.draw)] === false;
    }
  }
}

customElements.define("frame-drawing", FrameDrawing);
