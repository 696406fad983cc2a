// @ts-check
/**
 * <page-alarm>: shows, in words the server wrote, that a request failed, that there is no internet, or that the person
 * is no longer signed in. Who signs in again in another tab and comes back goes on here with what was typed.
 */

import { renew } from "./csrf.js";

const SIGNED_OUT = [400, 401];

class PageAlarm extends HTMLElement {
  connectedCallback() {
    window.addEventListener("alarm", this.#show);
    window.addEventListener("online", this.#calm);
    window.addEventListener("focus", this.#back);
    document.addEventListener("visibilitychange", this.#back);
    this.addEventListener("click", this.#close);
  }

  disconnectedCallback() {
    window.removeEventListener("alarm", this.#show);
    window.removeEventListener("online", this.#calm);
    window.removeEventListener("focus", this.#back);
    document.removeEventListener("visibilitychange", this.#back);
    this.removeEventListener("click", this.#close);
  }

  /** @param {Event} event */
  #show = (event) => {
    const status = event instanceof CustomEvent ? event.detail?.status : 0;
    const which = SIGNED_OUT.includes(status) ? "signed-out" : navigator.onLine ? "failed" : "offline";
    for (const alarm of this.#alarms()) alarm.hidden = alarm.dataset.alarm !== which;
  };

  #calm = () => {
    for (const alarm of this.#alarms()) if (alarm.dataset.alarm === "offline") alarm.hidden = true;
  };

  #back = async () => {
    const alarm = [...this.#alarms()].find((one) => one.dataset.alarm === "signed-out");
    if (!alarm || alarm.hidden || document.visibilityState === "hidden") return;
    if (await renew()) alarm.hidden = true;
  };

  /** @param {Event} event */
  #close = (event) => {
    if (!/** @type {Element} */ (event.target).closest("button")) return;
    for (const alarm of this.#alarms()) alarm.hidden = true;
  };

  /** @returns {NodeListOf<HTMLElement>} */
  #alarms() {
    return this.querySelectorAll("[data-alarm]");
  }
}

customElements.define("page-alarm", PageAlarm);
