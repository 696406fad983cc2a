// @ts-check
/**
 * The menu that says which moments are shown: of one kind, person or label, without an answer, one's own. It only asks
 * (`studio:filter`, all five of them, empty for what does not matter); whoever keeps the moments gives those that are left.
 */

/** @typedef {import("./times.js").Moment} Moment */
/** @typedef {{kind: string, person: string, label: string, unanswered: boolean, mine: boolean}} Filter  person: the number of the author */

/** @type {Filter} */
const NOTHING = { kind: "", person: "", label: "", unanswered: false, mine: false };

export class FilterMenu {
  /** @type {Filter} */ #filter = NOTHING;
  /** @type {Map<number, string>} */ #people = new Map();
  /** @type {Set<string>} */ #labels = new Set();

  /** @param {HTMLDetailsElement} menu @param {(filter: Filter) => void} ask */
  constructor(menu, ask) {
    this.menu = menu;
    this.ask = ask;
    menu.addEventListener("click", this.#pressed);
    menu.addEventListener("toggle", () => menu.open && this.#list());
  }

  /** @param {Partial<Filter>} filter */
  set filter({ kind = "", person = "", label = "", unanswered = false, mine = false }) {
    this.#filter = { kind, person, label, unanswered, mine };
    this.#paint();
  }

  /** Remembers who and which labels there are, also while others are hidden. @param {readonly Moment[]} moments */
  meet(moments) {
    for (const { author_id: id, author, labels } of moments) {
      if (id !== undefined && !this.#people.has(id)) this.#people.set(id, author);
      if (labels) for (const label of labels) this.#labels.add(label);
    }
  }

  #list() {
    const people = [...this.#people].map(([id, name]) => this.#option("person", String(id), name));
    this.#fill("people", people.length > 1 ? people : []);
    this.#fill("labels", [...this.#labels].sort((one, other) => one.localeCompare(other)).map((name) => this.#option("label", name, name)));
    this.#paint();
  }

  /** @param {string} place @param {HTMLElement[]} options */
  #fill(place, options) {
    const group = /** @type {HTMLElement | null} */ (this.menu.querySelector(`[data-options="${place}"]`));
    if (!group) return;
    group.hidden = options.length === 0;
    group.replaceChildren(...group.querySelectorAll(".menu__title"), ...options);
  }

  /** @param {string} by @param {string} value @param {string} name @returns {HTMLElement} */
  #option(by, value, name) {
    const option = document.createElement("button");
    option.type = "button";
    option.className = "menu__item";
    option.dataset.filter = by;
    option.dataset.value = value;
    option.textContent = name;
    return option;
  }

  #paint() {
    const count = Object.values(this.#filter).filter(Boolean).length;
    for (const option of /** @type {NodeListOf<HTMLElement>} */ (this.menu.querySelectorAll("[data-filter]"))) {
      const { filter: by = "", value = "" } = option.dataset;
      option.setAttribute("aria-pressed", String(this.#is(by, value)));
    }
    const badge = /** @type {HTMLElement | null} */ (this.menu.querySelector("[data-filter-count]"));
    if (badge) {
      badge.hidden = count === 0;
      badge.textContent = String(count);
    }
    const none = /** @type {HTMLElement | null} */ (this.menu.querySelector("[data-filter-none]"));
    if (none) none.hidden = count === 0;
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (!option) return;
    if ("filterNone" in option.dataset) this.filter = NOTHING;
    else if (option.dataset.filter) this.filter = this.#with(option.dataset.filter, option.dataset.value ?? "");
    else return;
    if (!option.checkVisibility()) this.menu.querySelector("summary")?.focus();
    this.ask(this.#filter);
  };

  /** @param {string} by @param {string} value @returns {boolean} whether that is asked for */
  #is(by, value) {
    return String(this.#filter[/** @type {keyof Filter} */ (by)]) === value;
  }

  /** @param {string} by @param {string} value @returns {Filter} pressed again, it goes */
  #with(by, value) {
    const flag = by === "unanswered" || by === "mine";
    const off = this.#is(by, value);
    return { ...this.#filter, [by]: flag ? !off : off ? "" : value };
  }
}
