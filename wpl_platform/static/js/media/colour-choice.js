// @ts-check
/**
 * <colour-choice>: the browser's own choice of a colour beside the field in which it is written; each follows the other,
 * and what the colour becomes is asked of the server and shown. Without a script the field is enough.
 */

const CALM_MS = 150;
const HEX = /^#?[0-9a-f]{6}$/i;

class ColourChoice extends HTMLElement {
  #waiting = 0;
  #asked = 0;

  connectedCallback() {
    this.#well.hidden = false;
    this.#well.addEventListener("input", () => {
      this.#hex.value = this.#well.value;
      this.#soon();
    });
    this.#hex.addEventListener("input", () => {
      const typed = this.#hex.value.trim();
      if (HEX.test(typed)) this.#well.value = `#${typed.replace("#", "").toLowerCase()}`;
      if (HEX.test(typed) || !typed) this.#soon();
    });
  }

  disconnectedCallback() {
    window.clearTimeout(this.#waiting);
  }

  get #well() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=color]"));
  }

  get #hex() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[name=colour]"));
  }

  #soon() {
    window.clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.#show(), CALM_MS);
  }

  async #show() {
    const mine = ++this.#asked;
    const address = new URL(this.dataset.preview ?? "", document.baseURI);
    address.searchParams.set("colour", this.#hex.value.trim());
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
      const shown = await answer.text();
      const place = this.querySelector(".previews");
      if (answer.ok && place && mine === this.#asked) place.innerHTML = shown;
    } catch {
      // Without a net the last preview stays; keeping the colour does not depend on it.
    }
  }
}

customElements.define("colour-choice", ColourChoice);
