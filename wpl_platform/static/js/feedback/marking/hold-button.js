// @ts-check
/**
 * A finger or the mouse on what marks (`data-press`): tells when it goes down and when it comes up, so that holding
 * marks a range. What a key does to a button counts as a tap.
 */

/**
 * @typedef {Object} Hands
 * @property {() => boolean} ready  whether a press marks now
 * @property {(command: string) => void} down
 * @property {() => void} up
 * @property {() => void} away      it turned out to be something else: scrolling, say
 */

const AFTER_MS = 100;

export class HoldButton {
  /** @type {HTMLElement | null} */ #held = null;
  #lifted = -AFTER_MS;

  /** @param {HTMLElement} place @param {Hands} hands */
  constructor(place, hands) {
    this.hands = hands;
    place.addEventListener("pointerdown", this.#down);
    place.addEventListener("pointerup", this.#up);
    place.addEventListener("pointercancel", this.#away);
    place.addEventListener("touchend", this.#touched);
    // The focus stays where somebody writes.
    place.addEventListener("mousedown", (event) => this.#under(event) && event.preventDefault());
    place.addEventListener("click", this.#click, true);
    place.addEventListener("contextmenu", (event) => this.#held && event.preventDefault());
  }

  /** @param {Event} event @returns {HTMLElement | null} */
  #under(event) {
    return /** @type {Element} */ (event.target).closest("[data-press]");
  }

  /** @param {PointerEvent} event */
  #down = (event) => {
    const button = this.#under(event);
    this.#lifted = -AFTER_MS;
    if (!button || event.button !== 0 || !this.hands.ready()) return;
    this.#held = button;
    button.classList.add("is-held");
    this.hands.down(button.dataset.press ?? "");
  };

  /** @param {PointerEvent} event */
  #up = (event) => {
    if (!this.#held) return;
    const same = this.#under(event) === this.#held || event.pointerType === "touch";
    this.#letGo();
    this.#lifted = performance.now();
    if (same) this.hands.up();
    else this.hands.away();
  };

  /** Under a finger the mouse comes after the press, and would press what stands there by then. @param {TouchEvent} event */
  #touched = (event) => {
    if (performance.now() - this.#lifted < AFTER_MS && event.cancelable) event.preventDefault();
  };

  #away = () => {
    if (!this.#held) return;
    this.#letGo();
    this.hands.away();
  };

  #letGo() {
    this.#held?.classList.remove("is-held");
    this.#held = null;
  }

  /** The click that follows a press would take the focus away again. @param {MouseEvent} event */
  #click = (event) => {
    if (performance.now() - this.#lifted < AFTER_MS) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const button = this.#under(event);
    if (!(button instanceof HTMLButtonElement) || event.detail || !this.hands.ready()) return;
    this.hands.down(button.dataset.press ?? "");
    this.hands.up();
  };
}
