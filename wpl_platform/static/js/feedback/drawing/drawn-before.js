// @ts-check
/** <drawn-before>: what was drawn at a moment before its author changed it, small and without the film. */

import { painted } from "./shapes.js";

const SIZE = { width: 400, height: 225 };

class DrawnBefore extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(painted(JSON.parse(this.dataset.shapes ?? "[]"), SIZE));
  }
}

customElements.define("drawn-before", DrawnBefore);
