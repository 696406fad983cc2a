// @ts-check
/** <moment-still>: the picture kept with a moment, with what was drawn on it. Pressed, it opens large (<still-viewer>). */

import { shapesAt } from "../drawing/known.js";
import { painted } from "../drawing/shapes.js";
import "./still-viewer.js";

/** So wide is the picture for who paints on it; what is shown of it is smaller. */
const WIDTH_PX = 400;

class MomentStill extends HTMLElement {
  #inSight = false;
  /** @type {string | null} what of it is drawn, or asked */ #painted = "";

  connectedCallback() {
    this.addEventListener("click", this.#pressed);
    document.addEventListener("moment:put", this.#put);
    this.#sight.observe(this);
  }

  disconnectedCallback() {
    document.removeEventListener("moment:put", this.#put);
    this.#sight.disconnect();
  }

  /** @returns {HTMLElement} */
  get #item() {
    return /** @type {HTMLElement} */ (this.closest(".moment"));
  }

  #sight = new IntersectionObserver(([entry]) => {
    this.#inSight = entry?.isIntersecting ?? false;
    this.#paint();
  });

  /** @param {Event} event */
  #put = (event) => {
    if (/** @type {CustomEvent} */ (event).detail.item === this.#item) this.#paint();
  };

  /** The drawing lies beside the picture's own piece, so that renewing that piece does not take it away. */
  async #paint() {
    const picture = this.querySelector("img");
    const { drawn = "", version = "" } = this.#item?.dataset ?? {};
    const wanted = picture && drawn ? `${drawn} ${version}` : "";
    if (!this.#inSight || wanted === this.#painted) return;
    this.#painted = wanted;
    const shapes = wanted ? await shapesAt(drawn, version) : [];
    if (wanted !== this.#painted) return;
    if (!shapes) {
      this.#painted = null; // asked again when it comes in sight
      return;
    }
    this.querySelector("svg.ink-sheet")?.remove();
    if (picture && shapes.length) this.append(painted(shapes, { width: WIDTH_PX, height: (WIDTH_PX * picture.height) / Math.max(picture.width, 1) }));
  }

  /** @param {MouseEvent} event */
  #pressed = (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[data-still]");
    const viewer = /** @type {import("./still-viewer.js").StillViewer | null} */ (document.querySelector("still-viewer"));
    if (!link || !viewer || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    viewer.show(this.#item);
  };
}

customElements.define("moment-still", MomentStill);
