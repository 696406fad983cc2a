// @ts-check
/** <ask-form data-recording>: puts a question about a recording that is there already; its film grows when it plays. */

import { AskSheet } from "./ask-sheet.js";

class AskForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("play", () => (this.dataset.watched = ""), true);
    const form = this.querySelector("form");
    if (form) new AskSheet(form, Promise.resolve(this.dataset.recording ?? ""));
  }
}

customElements.define("ask-form", AskForm);
