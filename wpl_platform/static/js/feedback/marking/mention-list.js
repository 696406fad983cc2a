// @ts-check
/**
 * While somebody types @ and a name: who could be meant, of those who can see the film (`data-people`). Arrows walk,
 * Enter or Tab takes, Escape leaves it; a finger or the mouse presses a name.
 */

/** @typedef {{id: number, name: string}} Somebody */

const MOST = 6;
const ASKED = /(^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*){0,2})$/u;

export class MentionList {
  /** @type {HTMLTextAreaElement | null} */ #field = null;
  /** @type {Somebody[]} */ #found = [];
  #at = 0;

  /** @param {HTMLElement} composer @param {HTMLElement} list a listbox in it */
  constructor(composer, list) {
    this.composer = composer;
    this.list = list;
    composer.addEventListener("input", this.#look);
    composer.addEventListener("keydown", this.#key, true);
    composer.addEventListener("focusout", () => this.#show([]));
    list.addEventListener("pointerdown", this.#press);
  }

  /** @param {Event} event */
  #look = (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    this.#field = field;
    const asked = this.#asked()?.toLocaleLowerCase();
    this.#at = 0;
    if (asked === undefined) this.#show([]);
    else this.#show(this.#people.filter(({ name }) => begins(name.toLocaleLowerCase(), asked)).slice(0, MOST));
  };

  /** @returns {Somebody[]} who can see the film now */
  get #people() {
    const people = /** @type {HTMLElement | null} */ (this.composer.querySelector("[data-people]"))?.dataset.people;
    return JSON.parse(people || "[]");
  }

  /** @returns {string | undefined} what stands between the @ and the cursor */
  #asked() {
    const field = this.#field;
    return field ? ASKED.exec(field.value.slice(0, field.selectionEnd))?.[2] : undefined;
  }

  /** @param {Somebody[]} found */
  #show(found) {
    this.#found = found;
    this.list.hidden = !found.length;
    const options = found.map(({ name }, at) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `mention-${at}`;
      option.className = "mention";
      option.textContent = name;
      option.ariaSelected = String(at === this.#at);
      return option;
    });
    this.list.replaceChildren(...options);
    if (found.length) this.#field?.setAttribute("aria-activedescendant", `mention-${this.#at}`);
    else this.#field?.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (!this.#found.length || event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      this.#at = (this.#at + by + this.#found.length) % this.#found.length;
      this.#show(this.#found);
    } else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#at);
    else if (event.key === "Escape") this.#show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {PointerEvent} event */
  #press = (event) => {
    event.preventDefault();
    const option = /** @type {Element} */ (event.target).closest("li");
    if (option) this.#take([...this.list.children].indexOf(option));
  };

  /** @param {number} at */
  #take(at) {
    const [field, asked, chosen] = [this.#field, this.#asked(), this.#found[at]];
    if (!field || asked === undefined || !chosen) return;
    field.setRangeText(`${chosen.name} `, field.selectionEnd - asked.length, field.selectionEnd, "end");
    this.#show([]);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.#show([]);
  }
}

/** @param {string} name @param {string} asked @returns {boolean} whether the name, or a later word of it, begins so */
function begins(name, asked) {
  return name.startsWith(asked) || name.split(" ").some((word) => asked !== "" && word.startsWith(asked));
}
