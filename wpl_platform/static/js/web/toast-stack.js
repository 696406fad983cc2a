// @ts-check
/**
 * <toast-stack>: says what happened and offers the way back.
 *
 * Server-rendered toasts stand in it already; scripts add one with
 * `window.dispatchEvent(new CustomEvent("toast", { detail: { text, undo } }))`, `undo` being an address to POST to. Of those
 * with the same `instead` only the last is there.
 * They stand aside, at the top, while a menu or dialog is open that they would cover.
 *
 * Before an undo is posted a cancelable `toast:undo` event is dispatched on window: who handles it without a new page prevents it.
 */

const STAYS_MS = 7_000;
const STAYS_WITH_UNDO_MS = 14_000;
const OPENED = "details[data-menu][open] .menu, dialog[open]";

class ToastStack extends HTMLElement {
  connectedCallback() {
    for (const toast of this.querySelectorAll(".toast")) this.#settle(/** @type {HTMLElement} */ (toast));
    window.addEventListener("toast", this.#add);
    document.addEventListener("toast", this.#add);
    document.addEventListener("toggle", this.#yield, true);
  }

  disconnectedCallback() {
    window.removeEventListener("toast", this.#add);
    document.removeEventListener("toast", this.#add);
    document.removeEventListener("toggle", this.#yield, true);
  }

  /** Out of the way of what opened; back once nothing is under it. */
  #yield = () => {
    this.classList.remove("is-aside");
    this.classList.toggle("is-aside", Array.from(document.querySelectorAll(OPENED)).some((one) => this.#covers(one)));
  };

  /** @param {Element} opened */
  #covers(opened) {
    const under = opened.getBoundingClientRect();
    return Array.from(this.querySelectorAll(".toast")).some((toast) => {
      const { left, right, top, bottom } = toast.getBoundingClientRect();
      return left < under.right && right > under.left && top < under.bottom && bottom > under.top;
    });
  }

  /** @param {Event} event */
  #add = (event) => {
    const { text = "", undo = "", instead = "" } = /** @type {CustomEvent} */ (event).detail ?? {};
    const template = this.querySelector("template");
    const toast = template?.content.firstElementChild?.cloneNode(true);
    if (!text || !(toast instanceof HTMLElement)) return;
    event.stopPropagation();
    if (instead) this.querySelector(`.toast[data-instead="${CSS.escape(instead)}"]`)?.remove();
    toast.dataset.instead = instead;
    const words = toast.querySelector(".toast__text");
    if (words) words.textContent = text;
    const form = toast.querySelector("form");
    if (form && undo) {
      form.action = undo;
      form.hidden = false;
    }
    this.append(toast);
    this.#settle(toast);
    this.#yield();
  };

  /** @param {HTMLElement} toast */
  #settle(toast) {
    const form = toast.querySelector("form");
    const close = /** @type {HTMLElement | null} */ (toast.querySelector(".toast__close"));
    const stays = form && !form.hidden ? STAYS_WITH_UNDO_MS : STAYS_MS;
    let timer = window.setTimeout(leave, stays);

    function leave() {
      toast.classList.add("is-leaving");
      window.setTimeout(() => toast.remove(), 300);
    }

    for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => window.clearTimeout(timer));
    for (const name of ["pointerleave", "focusout"]) {
      toast.addEventListener(name, () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(leave, stays);
      });
    }
    if (close) {
      close.hidden = false;
      close.addEventListener("click", leave);
    }
    form?.addEventListener("submit", (event) => {
      const undo = new CustomEvent("toast:undo", { cancelable: true, detail: { url: form.action } });
      if (window.dispatchEvent(undo)) return;
      event.preventDefault();
      leave();
    });
  }
}

customElements.define("toast-stack", ToastStack);
