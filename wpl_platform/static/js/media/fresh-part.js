// @ts-check
/** <fresh-part src>: a part of the page that is read anew whenever something about its recording changes. */

class FreshPart extends HTMLElement {
  connectedCallback() {
    document.addEventListener("live:recording", this.#renew);
  }

  disconnectedCallback() {
    document.removeEventListener("live:recording", this.#renew);
  }

  #renew = async () => {
    const answer = await fetch(this.getAttribute("src") ?? "", { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || this.contains(document.activeElement)) return;
    this.innerHTML = await answer.text();
  };
}

customElements.define("fresh-part", FreshPart);
