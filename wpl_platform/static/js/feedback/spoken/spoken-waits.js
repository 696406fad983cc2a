// @ts-check
/** <spoken-waits>: says that something is not to be heard yet. With a private note nobody tells the page, so it asks. */

const ASK_MS = 3_000;

class SpokenWaits extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const item = /** @type {HTMLElement | null} */ (this.closest(".moment[data-private]"));
    const list = /** @type {import("../moments/moment-list.js").MomentList | null} */ (this.closest("moment-list"));
    if (!item || !list || this.dataset.stage === "failed") return;
    this.#timer = window.setInterval(() => list.refresh(Number(item.dataset.moment)), ASK_MS);
  }

  disconnectedCallback() {
    window.clearInterval(this.#timer);
  }
}

customElements.define("spoken-waits", SpokenWaits);
