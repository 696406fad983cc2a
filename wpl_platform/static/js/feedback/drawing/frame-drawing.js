// @ts-check
/**
 * <frame-drawing>: what is drawn on the picture. Shows the drawings of the moments that play (`playing`), and is a sheet
 * to draw on between `begin` and `end`. Says `drawing:changed` {shapes} after each line, `drawing:done` when it closes.
 */

import { DrawingHand, fits, NUMBER_MOST } from "./hand.js";
import { drawn } from "./shapes.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("../times.js").Moment} Moment */

export class FrameDrawing extends HTMLElement {
  /** @type {Shape[]} */ #shapes = [];
  /** What was taken back, to be had again. @type {Shape[]} */ #undone = [];
  /** @type {Shape | null} */ #trying = null;
  /** @type {Shape[]} */ #draft = [];
  /** @type {Map<string, Promise<Shape[]>>} */ #known = new Map();
  #playing = "";
  #drawing = false;
  #size = { width: 0, height: 0 };

  connectedCallback() {
    new DrawingHand(this.#sheet, {
      pen: () => ({ tool: /** @type {any} */ (this.#chosen("tool")), colour: this.#chosen("colour"), number: this.#number }),
      trying: (shape) => this.#paint((this.#trying = shape)),
      keep: (shape) => this.#kept([...this.#shapes, shape]),
      last: () => this.#shapes[this.#shapes.length - 1] ?? null,
      change: (shape) => this.#kept([...this.#shapes.slice(0, -1), shape]),
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

  /** @param {readonly Shape[]} shapes what was drawn before */
  begin(shapes) {
    this.#shapes = [...shapes];
    this.#undone = [];
    this.#drawing = true;
    this.#bar.hidden = false;
    this.classList.add("is-open");
    this.#sheet.setAttribute("tabindex", "0");
    this.#sheet.removeAttribute("aria-hidden");
    this.#fit();
    this.#paint();
    this.#sheet.focus({ preventScroll: true });
  }

  end() {
    if (!this.#drawing) return;
    this.#drawing = false;
    this.#bar.hidden = true;
    this.classList.remove("is-open");
    this.#sheet.removeAttribute("tabindex");
    this.#sheet.setAttribute("aria-hidden", "true");
    this.#shapes = [];
    this.#playing = "";
    this.#paint();
    this.dispatchEvent(new CustomEvent("drawing:done", { bubbles: true }));
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
    this.#shapes = found.flat();
    this.#paint();
  }

  /** @param {Moment} moment @returns {Promise<Shape[]>} */
  #of(moment) {
    const name = `${moment.id}.${moment.version}`;
    const address = (this.dataset.address ?? "").replace("/0/", `/${moment.id}/`);
    const asked = this.#known.get(name) ?? fetch(address).then((answer) => (answer.ok ? answer.json() : { shapes: [] })).then(({ shapes }) => shapes);
    const kept = asked.catch(() => {
      this.#known.delete(name);
      return [];
    });
    this.#known.set(name, kept);
    return kept;
  }

  /** @param {Shape[]} shapes */
  #kept(shapes) {
    if (!fits(shapes)) return this.#say(this.dataset.full ?? "");
    this.#shapes = shapes;
    this.#undone = [];
    this.#changed();
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
    if (what === "done") return this.end();
    if (what === "undo") this.#undone.push(...this.#shapes.splice(-1));
    if (what === "redo") this.#shapes.push(...this.#undone.splice(-1));
    if (what === "clear") this.#undone.push(...this.#shapes.splice(0).reverse());
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
    const shapes = [...(this.#drawing ? [] : this.#draft), ...this.#shapes, ...(trying ? [trying] : [])];
    this.#sheet.replaceChildren(...shapes.map((shape) => drawn(shape, this.#size)));
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (this.querySelectorAll("button[data-draw]"))) {
      const { draw } = button.dataset;
      if (draw !== "done") button.disabled = (draw === "redo" ? this.#undone : this.#shapes).length === 0;
    }
  }
}

customElements.define("frame-drawing", FrameDrawing);
