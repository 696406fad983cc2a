// @ts-check
/**
 * <signature-pad>: a box to sign in with a finger, pen or mouse. What was drawn is an SVG path of whole units in a box of
 * 600 × 200, kept in the hidden field; without a script the name that is typed below it is the signature.
 */

const WIDTH = 600;
const HEIGHT = 200;
const MOST = 19_000;

class SignaturePad extends HTMLElement {
  #path = "";
  #drawing = false;

  connectedCallback() {
    this.#box.removeAttribute("hidden");
    this.#path = this.#field.value;
    this.#show();
    this.#box.addEventListener("pointerdown", this.#begin);
    this.#box.addEventListener("pointermove", this.#go);
    for (const end of ["pointerup", "pointercancel"]) this.#box.addEventListener(end, () => (this.#drawing = false));
    this.#clear.addEventListener("click", () => this.#set(""));
  }

  get #box() {
    return /** @type {SVGSVGElement} */ (this.querySelector("svg.sign-pad__box"));
  }

  get #clear() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  /** @param {PointerEvent} event */
  #begin = (event) => {
    event.preventDefault();
    this.#box.setPointerCapture(event.pointerId);
    this.#drawing = true;
    const at = this.#at(event);
    this.#set(`${this.#path}M${at}L${at}`);
  };

  /** @param {PointerEvent} event */
  #go = (event) => {
    if (this.#drawing && this.#path.length < MOST) this.#set(`${this.#path}L${this.#at(event)}`);
  };

  /** @param {PointerEvent} event @returns {string} in units of the box */
  #at(event) {
    const box = this.#box.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    return `${within(x, WIDTH)} ${within(y, HEIGHT)}`;
  }

  /** @param {string} path */
  #set(path) {
    this.#path = path;
    this.#field.value = path;
    this.#show();
  }

  #show() {
    this.querySelector(".sign-pad__ink")?.setAttribute("d", this.#path);
    this.#clear.hidden = !this.#path;
  }
}

/** @param {number} value @param {number} most */
function within(value, most) {
  return Math.round(Math.min(Math.max(value, 0), most));
}

customElements.define("signature-pad", SignaturePad);
