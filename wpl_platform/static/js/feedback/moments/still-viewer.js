// @ts-check
/**
 * <still-viewer>: the picture kept with a moment, large, with what was drawn on it. Escape closes it, and what was pressed
 * to open it has the focus again. Asks `studio:open` {id} and `studio:command` {command} to play the moment.
 */

import { shapesAt } from "../drawing/known.js";
import { painted } from "../drawing/shapes.js";
import { spanWritten } from "../times.js";
import { momentIn } from "./html.js";

const WIDTH_PX = 960;

export class StillViewer extends HTMLElement {
  #id = 0;

  connectedCallback() {
    this.addEventListener("click", this.#pressed);
  }

  /** @param {HTMLElement} item a moment that has a picture */
  async show(item) {
    const small = item.querySelector("moment-still img");
    const frame = this.querySelector("[data-frame]");
    if (!(small instanceof HTMLImageElement) || !frame) return;
    const { id, word, author, start, end, version } = momentIn(item);
    this.#id = id;
    const title = this.querySelector("[data-title]");
    if (title) title.textContent = `${word} · ${author} · ${spanWritten(start, end)}`;
    const large = /** @type {HTMLImageElement} */ (small.cloneNode());
    const [width, height] = ["width", "height"].map((name) => Number(small.getAttribute(name)));
    large.loading = "eager";
    frame.replaceChildren(large);
    this.querySelector("dialog")?.showModal();
    if (!item.dataset.drawn) return;
    const shapes = await shapesAt(item.dataset.drawn, version ?? 1);
    if (shapes && this.#id === id && large.isConnected) frame.append(painted(shapes, { width: WIDTH_PX, height: (WIDTH_PX * (height ?? 0)) / (width || 1) }));
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const target = /** @type {Element} */ (event.target);
    const dialog = this.querySelector("dialog");
    if (target === dialog) dialog?.close(); // beside the picture
    if (!target.closest("[data-play]")) return;
    dialog?.close();
    this.#ask("studio:open", { id: this.#id });
    const player = /** @type {import("../player/practice-player.js").PracticePlayer | null} */ (document.querySelector("practice-player"));
    if (player?.paused) this.#ask("studio:command", { command: "play" });
  };

  /** @param {string} name @param {object} detail */
  #ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("still-viewer", StillViewer);
