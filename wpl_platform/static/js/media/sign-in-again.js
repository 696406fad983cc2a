// @ts-check
/**
 * <sign-in-again>: shown while the session is over; its link opens the door in another tab, which closes by itself when
 * the person is back.
 */

class SignInAgain extends HTMLElement {
  /** @type {Window | null} */
  #door = null;

  connectedCallback() {
    window.addEventListener("session:lost", this.#show);
    window.addEventListener("session:back", this.#hide);
    this.addEventListener("click", this.#open);
  }

  disconnectedCallback() {
    window.removeEventListener("session:lost", this.#show);
    window.removeEventListener("session:back", this.#hide);
  }

  #show = () => {
    this.hidden = false;
  };

  #hide = () => {
    this.hidden = true;
    this.#door?.close();
    this.#door = null;
  };

  /** @param {MouseEvent} event */
  #open = (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link) return;
    this.#door = window.open(link.href, "sign-in");
    if (this.#door) event.preventDefault();
  };
}

customElements.define("sign-in-again", SignInAgain);
