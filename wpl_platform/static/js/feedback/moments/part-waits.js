// @ts-check
/** <part-waits>: says that a part of a moment is still being made. With a private note nobody tells the page, so it asks. */

const ASK_MS = 3_000;

class PartWaits extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const item = /** @type {HTMLElement | null} */ (this.closest(".moment[data-private]"));
    const list = /** @type {import("./moment-list.js").MomentList | null} */ (this.closest("moment-list"));
    if (!item || !list || this.dataset.stage === "failed") return;
    this.#timer = window.setInterval(() => list.refresh(Number(item.dataset.moment)), ASK_MS);
  }

  disconnectedCallback() {
    window.clearInterval(this.#timer);
  }
}

customElements.define("part-waits", PartWaits);
