// @ts-check
/**
 * <paper-pages>: photos and files of a signed paper, gathered one by one, seen small and taken away again before they are
 * sent. What is too large or no picture is said at once. Without a script the two file fields are sent as they are.
 */

class PaperPages extends HTMLElement {
  /** @type {File[]} */
  #pages = [];
  /** @type {string[]} */
  #shown = [];

  connectedCallback() {
    for (const field of this.#fields) field.addEventListener("change", () => this.#take(field));
  }

  disconnectedCallback() {
    this.#forget();
  }

  get #fields() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll("input[type=file]")]);
  }

  get #list() {
    return /** @type {HTMLOListElement} */ (this.querySelector("ol"));
  }

  /** @param {HTMLInputElement} field */
  #take(field) {
    // Choosing in the field that is sent replaces what it holds: what was gathered is put back with it.
    const brought = [...(field.files ?? [])].filter((file) => !this.#pages.includes(file));
    let wrong = "";
    for (const file of brought) {
      const complaint = this.#complaint(file);
      if (complaint) wrong = complaint;
      else this.#pages.push(file);
    }
    this.#say(wrong);
    this.#keep();
  }

  /** @param {File} file @returns {string} why it is not taken; empty when it is */
  #complaint(file) {
    const { most, bytes, types, tooMany, tooLarge, wrongType } = this.dataset;
    if (this.#pages.length >= Number(most)) return tooMany ?? "";
    if (!(types ?? "").split(",").includes(file.type)) return wrongType ?? "";
    return file.size > Number(bytes) ? (tooLarge ?? "") : "";
  }

  /** All that was gathered goes along in the last field, and in no other. */
  #keep() {
    const carried = new DataTransfer();
    for (const page of this.#pages) carried.items.add(page);
    const last = this.#fields.at(-1);
    for (const field of this.#fields) {
      if (field === last) field.files = carried.files;
      else field.value = "";
    }
    this.#show();
  }

  #show() {
    this.#forget();
    this.#list.hidden = !this.#pages.length;
    this.#list.replaceChildren(...this.#pages.map((page, at) => this.#item(page, at)));
  }

  /** @param {File} page @param {number} at */
  #item(page, at) {
    const item = document.createElement("li");
    const name = `${this.dataset.page} ${at + 1}`;
    if (page.type.startsWith("image/")) {
      const picture = document.createElement("img");
      picture.src = URL.createObjectURL(page);
      picture.alt = "";
      this.#shown.push(picture.src);
      item.append(picture);
    }
    const words = document.createElement("span");
    words.textContent = page.type.startsWith("image/") ? name : `${name} (PDF)`;
    const gone = document.createElement("button");
    gone.type = "button";
    gone.className = "button button--small";
    gone.textContent = this.dataset.remove ?? "";
    gone.setAttribute("aria-label", `${this.dataset.remove}: ${name}`);
    gone.addEventListener("click", () => {
      this.#pages.splice(at, 1);
      this.#say("");
      this.#keep();
      this.#fields.at(-1)?.focus();
    });
    item.append(words, gone);
    return item;
  }

  /** @param {string} sentence */
  #say(sentence) {
    const place = this.querySelector(".pages-wrong");
    if (place) place.textContent = sentence;
  }

  #forget() {
    for (const address of this.#shown) URL.revokeObjectURL(address);
    this.#shown = [];
  }
}

customElements.define("paper-pages", PaperPages);
