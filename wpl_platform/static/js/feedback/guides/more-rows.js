// @ts-check
/** <more-rows>: one more empty row at the foot of a list of fields, when somebody asks for it. */

class MoreRows extends HTMLElement {
  connectedCallback() {
    const button = /** @type {HTMLElement | null} */ (this.querySelector("[data-more]"));
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => this.#add());
  }

  #add() {
    const rows = this.querySelector("ol");
    const last = rows?.lastElementChild;
    if (!rows || !last) return;
    const row = /** @type {HTMLElement} */ (last.cloneNode(true));
    const number = String(rows.children.length + 1);
    for (const field of row.querySelectorAll("input")) {
      field.value = "";
      field.setAttribute("aria-label", (field.getAttribute("aria-label") ?? "").replace(/\d+/, number));
    }
    rows.append(row);
    row.querySelector("input")?.focus();
  }
}

customElements.define("more-rows", MoreRows);
