// @ts-check
/** <consent-given data-back>: leads back to the list as soon as something about the recording changes: they decided. */

class ConsentGiven extends HTMLElement {
  connectedCallback() {
    document.addEventListener("live:recording", this.#decided);
  }

  disconnectedCallback() {
    document.removeEventListener("live:recording", this.#decided);
  }

  /** Not while the maker writes something down here. */
  #decided = () => {
    if (!this.querySelector("form")?.contains(document.activeElement)) location.assign(this.dataset.back ?? "/");
  };
}

customElements.define("consent-given", ConsentGiven);
