// @ts-check
/**
 * <page-wait data-busy>: a part of the page that is under way. As long as it is, it is read anew every two seconds, and
 * what the server says comes in its place. Without a script the reader asks again by the link in it.
 */

const EACH_MS = 2000;

class PageWait extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#timer = window.setTimeout(this.#look, EACH_MS);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }

  #look = async () => {
    if (!("busy" in this.dataset)) return;
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok ? page.querySelector(this.localName) : null;
      if (fresh instanceof HTMLElement && !("busy" in fresh.dataset)) {
        delete this.dataset["busy"];
        this.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
        return;
      }
    } catch {
      // No connection now: the next time it is asked again.
    }
    this.#timer = window.setTimeout(this.#look, EACH_MS);
  };
}

customElements.define("page-wait", PageWait);
