// @ts-check
/**
 * <moment-picker>: pins a moment to the answer without leaving the page.
 *
 * Its buttons belong to the answer's form (name `pin` or `unpin`); the server answers with the list as it is then.
 */

import { post } from "../web/csrf.js";

class MomentPicker extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#press);
  }

  /** @param {MouseEvent} event */
  #press = async (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button[formaction]");
    if (!(button instanceof HTMLButtonElement) || !button.form) return;
    event.preventDefault();
    button.disabled = true;
    const question = String(new FormData(button.form).get("question") ?? "");
    try {
      const answer = await post(button.formAction, { question, [button.name]: button.value });
      this.innerHTML = await answer.text();
      const again = button.name === "pin" ? "unpin" : "pin";
      const twin = /** @type {HTMLElement | null} */ (this.querySelector(`[name="${again}"][value="${button.value}"]`));
      twin?.focus();
    } catch {
      button.disabled = false;
    }
  };
}

customElements.define("moment-picker", MomentPicker);
