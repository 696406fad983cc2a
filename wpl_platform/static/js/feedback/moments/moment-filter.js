// @ts-check
/**
 * <moment-filter>: which moments somebody wants to see. Asks `studio:filter` with what changed; `wanted` comes down and
 * is shown in the fields and as chips that can be taken away.
 */

import { post } from "../../web/csrf.js";
import { wantedIn } from "./filters.js";

/** @typedef {import("./filters.js").Wanted} Wanted */

const TYPING_MS = 250;
const NOTHING = { kind: "", person: "", label: "", unanswered: false, mine: false, q: "" };

export class MomentFilter extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-without-script]"))) element.hidden = true;
    this.#form.addEventListener("submit", this.#submitted);
    this.#form.addEventListener("input", this.#typed);
    this.addEventListener("click", this.#pressed);
    this.querySelector("#order-form")?.addEventListener("submit", this.#ordered);
    this.#paint(wantedIn(new URLSearchParams(location.search)));
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }

  /** @returns {HTMLFormElement} */
  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @param {Wanted} wanted */
  set wanted(wanted) {
    for (const [name, value] of Object.entries(wanted)) {
      const field = this.#field(name);
      if (!field || field === document.activeElement) continue;
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value === true;
      else field.value = String(value);
    }
    this.#paint(wanted);
  }

  /** Labels and people that came along while the page was open. @param {readonly import("../times.js").Moment[]} moments */
  set offered(moments) {
    this.#offer("label", new Map(moments.flatMap((each) => each.labels ?? []).map((name) => [name, name])));
    this.#offer("person", new Map(moments.filter((each) => each.author_id).map((each) => [String(each.author_id), each.author])));
    const labels = /** @type {HTMLElement | null} */ (this.querySelector("[data-labels-field]"));
    if (labels) labels.hidden = !moments.some((each) => each.labels?.length);
  }

  /** @param {string} name @param {Map<string, string>} found */
  #offer(name, found) {
    const select = /** @type {HTMLSelectElement} */ (this.#field(name));
    const known = new Set(Array.from(select.options, (option) => option.value));
    for (const [value, word] of found) if (!known.has(value)) select.append(new Option(word, value));
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement | HTMLSelectElement | null} */ (this.#form.elements.namedItem(name));
  }

  /** @param {Event} event */
  #typed = (event) => {
    event.stopPropagation();
    window.clearTimeout(this.#timer);
    const search = /** @type {HTMLInputElement} */ (event.target).name === "q";
    this.#timer = window.setTimeout(() => this.#say(this.#chosen()), search ? TYPING_MS : 0);
  };

  /** @param {SubmitEvent} event */
  #submitted = (event) => {
    if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.form?.id === "order-form") return;
    event.preventDefault();
    event.stopPropagation();
    this.#say(this.#chosen());
  };

  /** The maker chooses how moments are read: the film plays on, and what is typed stays. @param {Event} event */
  #ordered = async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form, /** @type {SubmitEvent} */ (event).submitter);
    event.preventDefault();
    const answer = await post(form.action, data).catch(() => null);
    const fresh = answer && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("moment-list");
    const list = /** @type {HTMLElement | null} */ (this.closest("moment-list"));
    if (!fresh || !list) return;
    const [button, other] = [list, fresh].map((each) => each.querySelector("button[form=order-form]"));
    if (button && other) button.innerHTML = other.innerHTML;
    button?.setAttribute("value", other?.getAttribute("value") ?? "");
    list.querySelector(".side__order")?.remove();
    list.querySelector(".side__head")?.append(...fresh.querySelectorAll(".side__order"));
    list.toggleAttribute("data-by-kind", fresh.hasAttribute("data-by-kind"));
    this.querySelector("details[open]")?.removeAttribute("open");
    this.querySelector("summary")?.focus({ preventScroll: true });
  };

  /** @param {Event} event */
  #pressed = (event) => {
    const target = /** @type {Element} */ (event.target);
    const chip = /** @type {HTMLElement | null} */ (target.closest("[data-takes]"));
    if (chip) {
      this.#say({ [chip.dataset.takes ?? ""]: /** @type {any} */ (NOTHING)[chip.dataset.takes ?? ""] });
      this.querySelector("summary")?.focus();
    } else if (target.closest("[data-all]")) {
      event.preventDefault();
      this.#form.reset();
      this.#say(NOTHING);
    }
  };

  /** @returns {Wanted} */
  #chosen() {
    const data = new FormData(this.#form);
    return wantedIn(new URLSearchParams([...data].map(([name, value]) => [name, String(value)])));
  }

  /** @param {Partial<Wanted>} detail */
  #say(detail) {
    this.dispatchEvent(new CustomEvent("studio:filter", { bubbles: true, detail }));
  }

  /** @param {Wanted} wanted */
  #paint(wanted) {
    const chosen = Object.entries(wanted).filter(([, value]) => value);
    const chips = /** @type {HTMLElement | null} */ (this.querySelector("[data-chips]"));
    chips?.replaceChildren(...chosen.map(([name, value]) => this.#chip(name, String(value))));
    if (chips) chips.hidden = chosen.length === 0;
    const count = /** @type {HTMLElement | null} */ (this.querySelector("[data-filter-count]"));
    if (count) count.textContent = String(chosen.length);
    if (count) count.hidden = chosen.length === 0;
  }

  /** @param {string} name @param {string} value */
  #chip(name, value) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template[data-chip]"));
    const chip = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const button = /** @type {HTMLElement} */ (chip.querySelector("button"));
    const field = this.#field(name);
    const word = field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.label ?? value) : name === "q" ? `“${value}”` : (field?.closest("label")?.textContent ?? value).trim();
    button.dataset.takes = name;
    button.setAttribute("aria-label", (button.getAttribute("aria-label") ?? "").replace("{what}", word));
    /** @type {HTMLElement} */ (button.querySelector("span")).textContent = word;
    return chip;
  }
}

customElements.define("moment-filter", MomentFilter);
