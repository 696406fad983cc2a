// @ts-check
/** <page-alarm>: shows, in words the server wrote, that a request failed or that there is no internet. */

class PageAlarm extends HTMLElement {
  connectedCallback() {
    window.addEventListener("alarm", this.#show);
    window.addEventListener("online", this.#calm);
    this.addEventListener("click", this.#close);
  }

  disconnectedCallback() {
    window.removeEventListener("alarm", this.#show);
    window.removeEventListener("online", this.#calm);
    this.removeEventListener("click", this.#close);
  }

  #show = () => {
    const which = navigator.onLine ? "failed" : "offline";
    for (const alarm of this.#alarms()) alarm.hidden = alarm.dataset.alarm !== which;
  };

  #calm = () => {
    for (const alarm of this.#alarms()) if (alarm.dataset.alarm === "offline") alarm.hidden = true;
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
