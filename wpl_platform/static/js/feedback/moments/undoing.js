// @ts-check
/**
 * What can be taken back by key, the last first: whatever a toast in the studio offered to undo, also when the toast is
 * gone. What was placed or let go of is the composer's own to take back, in the same order.
 */

/** @typedef {{address: string, at: number}} Done */
/** @typedef {import("../marking/moment-composer.js").MomentComposer} Composer */

/** Of toasts with this name the composer takes back what they tell of. */
const COMPOSERS = "placed";

export class Undoing {
  /** @type {Done[]} */ #done = [];

  /** @param {HTMLElement} room */
  constructor(room) {
    room.addEventListener("toast", this.#told);
    window.addEventListener("toast:undo", this.#undone);
    for (const form of this.#offered) this.#done.push({ address: form.action, at: 0 });
  }

  close() {
    window.removeEventListener("toast:undo", this.#undone);
  }

  /** Takes back what was done last. @param {Composer | null} composer */
  last(composer) {
    const done = this.#done.at(-1);
    if (!done || (composer?.doneAt ?? Number.NEGATIVE_INFINITY) > done.at) return composer?.undo();
    const toast = this.#offered.find((form) => form.action === done.address);
    if (toast) toast.requestSubmit();
    else window.dispatchEvent(new CustomEvent("toast:undo", { cancelable: true, detail: { url: done.address } }));
    return undefined;
  }

  /** @returns {HTMLFormElement[]} what toasts that stand there offer */
  get #offered() {
    return Array.from(/** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("toast-stack .toast:not(.is-leaving) form:not([hidden])")));
  }

  /** @param {Event} event */
  #told = (event) => {
    const { undo = "", instead = "" } = /** @type {CustomEvent} */ (event).detail ?? {};
    if (undo && instead !== COMPOSERS) this.#done.push({ address: new URL(undo, location.href).href, at: performance.now() });
  };

  /** @param {Event} event */
  #undone = (event) => {
    const { href } = new URL(/** @type {CustomEvent} */ (event).detail.url, location.href);
    const at = this.#done.findLastIndex((each) => each.address === href);
    if (at >= 0) this.#done.splice(at, 1);
  };
}
