// @ts-check
/**
 * <moment-list>: the moments in the order of time, as the server wrote them; the single source of truth of the page.
 *
 * Says `moments:changed` when they change, asks `studio:open` {id} when a moment is pressed. What a colleague does
 * arrives as `live:annotation` on the document and is fetched and put in its place, each moment once.
 */

import { Refusal, post } from "../web/csrf.js";
import { Arrivals } from "./arrivals.js";
import { merge, momentIn, parse } from "./moment-html.js";

/** @typedef {import("./times.js").Moment} Moment */

const HANDS_OFF_MS = 4_000;

export class MomentList extends HTMLElement {
  #current = 0;
  #touched = 0;
  #kind = "";
  #arrivals = new Arrivals(this);

  connectedCallback() {
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("click", this.#pressed);
    this.addEventListener("keydown", this.#keyed);
    for (const name of ["click", "keyup"]) this.addEventListener(name, this.#attend);
    for (const name of ["wheel", "touchmove", "pointerdown"]) this.addEventListener(name, this.#touch, { passive: true });
    window.addEventListener("toast:undo", this.#undone);
    document.addEventListener("live:annotation", this.#arrivals.hear);
    this.#changed();
  }

  disconnectedCallback() {
    window.removeEventListener("toast:undo", this.#undone);
    document.removeEventListener("live:annotation", this.#arrivals.hear);
  }

  /** @returns {HTMLElement} */
  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector(".moments"));
  }

  /** @returns {HTMLElement[]} */
  get #items() {
    return Array.from(this.#list.querySelectorAll(":scope > .moment"));
  }

  /** @returns {Moment[]} those that are shown, in the order of time */
  get moments() {
    return this.#items.filter((item) => !item.hidden).map(momentIn);
  }

  /** @param {number} id @returns {HTMLElement | null} */
  item(id) {
    return this.querySelector(`#moment-${id}`);
  }

  /** @param {number} id @param {boolean} [follow] whether to bring it in sight when nobody is busy here */
  light(id, follow = false) {
    if (id === this.#current) return;
    this.#current = id;
    for (const item of this.#items) {
      const is = item.dataset.moment === String(id);
      item.classList.toggle("is-now", is);
      if (is) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    if (id && follow && !this.#busy()) this.bring(id);
  }

  /** @param {number} id @param {boolean} [atOnce] */
  bring(id, atOnce = false) {
    const still = atOnce || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.item(id)?.scrollIntoView({ block: atOnce ? "center" : "nearest", behavior: still ? "instant" : "smooth" });
  }

  /**
   * Puts the server's words for one moment in their place: new ones in the order of time, known ones where they are.
   *
   * @param {string} html
   * @param {boolean} [arriving] whether somebody else did it
   * @returns {HTMLElement | null}
   */
  put(html, arriving = false) {
    const fresh = parse(html);
    if (!fresh) return null;
    const known = this.item(Number(fresh.dataset.moment));
    if (known) merge(known, fresh);
    const item = known ?? fresh;
    if (!known && arriving) item.classList.add("is-arriving");
    this.#place(item);
    item.classList.toggle("is-now", item.dataset.moment === String(this.#current));
    this.#changed();
    return item;
  }

  /** @param {number} id */
  drop(id) {
    this.item(id)?.remove();
    this.#changed();
  }

  /** @param {string} words */
  announce(words) {
    const region = this.querySelector("[data-announce]");
    if (region) region.textContent = words;
  }

  /** @param {HTMLElement} item */
  #place(item) {
    const { start, id } = momentIn(item);
    const after = this.#items.find((other) => {
      const there = momentIn(other);
      return other !== item && (there.start > start || (there.start === start && there.id > id));
    });
    const stands = item.isConnected && (item.nextElementSibling ?? null) === (after ?? null);
    if (!stands) this.#list.insertBefore(item, after ?? null);
  }

  #changed() {
    const items = this.#items;
    for (const item of items) item.hidden = this.#kind !== "" && item.dataset.kind !== this.#kind;
    const count = this.querySelector("[data-count]");
    if (count) count.textContent = String(items.filter((item) => !item.hidden).length);
    const empty = /** @type {HTMLElement | null} */ (this.querySelector("[data-empty]"));
    if (empty) empty.hidden = items.length > 0;
    this.dispatchEvent(new CustomEvent("moments:changed", { bubbles: true }));
  }

  #touch = () => {
    this.#touched = performance.now();
  };

  /** The moment in which somebody is busy stands open; decided after the press, so that nothing moves under it. */
  #attend = () => {
    const busy = document.activeElement?.closest(".moment");
    for (const item of this.#items) item.classList.toggle("is-open", item === busy);
  };

  #busy() {
    const focused = document.activeElement;
    const typing = focused !== null && this.contains(focused) && focused.matches("textarea, input");
    return typing || performance.now() - this.#touched < HANDS_OFF_MS;
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const target = /** @type {Element} */ (event.target);
    const edit = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-edit]"));
    const item = /** @type {HTMLElement | null} */ (target.closest(".moment"));
    if (edit && item && !event.defaultPrevented) {
      event.preventDefault();
      this.#open(item, edit.href);
    } else if (target.closest("[data-cancel]") && item) {
      this.#close(item);
    } else if (target.closest("[data-only]")) {
      this.#only(/** @type {HTMLElement} */ (target.closest("[data-only]")));
    } else if (item && (target.closest("[data-seek]") || !target.closest("a, button, summary, details[open], form, label"))) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("studio:open", { bubbles: true, detail: { id: Number(item.dataset.moment) } }));
    }
  };

  /** @param {HTMLElement} button */
  #only(button) {
    this.#kind = button.dataset.only ?? "";
    for (const option of this.querySelectorAll("[data-only]")) option.setAttribute("aria-pressed", String(option === button));
    const label = this.querySelector("[data-only-now]");
    if (label) label.textContent = button.dataset.word ?? "";
    const menu = button.closest("details");
    if (menu) menu.open = false;
    menu?.querySelector("summary")?.focus();
    this.#changed();
  }

  /** @param {HTMLElement} item @param {string} url */
  async #open(item, url) {
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    item.querySelector("[data-editor]")?.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
    item.classList.add("is-editing");
    for (const menu of item.querySelectorAll("details[data-menu]")) menu.removeAttribute("open");
    item.querySelector("textarea")?.focus();
  }

  /** @param {HTMLElement} item */
  #close(item) {
    item.classList.remove("is-editing");
    item.querySelector("[data-editor]")?.replaceChildren();
    /** @type {HTMLElement | null} */ (item.querySelector("[data-seek]"))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!target.matches("textarea, input")) return;
    const form = /** @type {HTMLFormElement | null} */ (target.closest("form"));
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form?.requestSubmit();
    } else if (event.key === "Escape") {
      form?.querySelector("[data-cancel]")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  };

  /** @param {SubmitEvent} event */
  #submitted = (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.dataset.act) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    this.#send(form, data).catch((error) => this.#refuse(form, error));
  };

  /** @param {HTMLFormElement} form @param {FormData} data */
  async #send(form, data) {
    if (form.classList.contains("is-busy")) return;
    form.classList.add("is-busy");
    const item = /** @type {HTMLElement} */ (form.closest(".moment"));
    this.#arrivals.mine(Number(item.dataset.moment));
    try {
      const answer = await post(form.action, data, { headers: { Accept: "text/html;q=0.9, application/json" } });
      if (form.dataset.act === "delete") this.#gone(form, item);
      else this.#kept(form, item, await answer.text());
    } finally {
      form.classList.remove("is-busy");
    }
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} item @param {string} html */
  #kept(form, item, html) {
    const { act, said, undo } = form.dataset;
    if (act === "edit") this.#close(item);
    if (act === "reply") {
      form.reset();
      form.querySelector("textarea")?.focus();
    }
    this.put(html);
    if (said) this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: said, undo } }));
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} item */
  #gone(form, item) {
    const next = /** @type {HTMLElement | null} */ (item.nextElementSibling ?? item.previousElementSibling);
    this.drop(Number(item.dataset.moment));
    /** @type {HTMLElement | null} */ (next?.querySelector("[data-seek]"))?.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: form.dataset.said, undo: form.dataset.undo } }));
  }

  /** @param {HTMLFormElement} form @param {unknown} error */
  async #refuse(form, error) {
    if (!(error instanceof Refusal) || error.answer.status !== 422) return;
    const words = /** @type {HTMLElement | null} */ (form.querySelector("[data-error]"));
    if (!words) return;
    words.textContent = (await error.answer.json()).error;
    words.hidden = false;
  }

  /** @param {Event} event */
  #undone = (event) => {
    const url = /** @type {CustomEvent} */ (event).detail.url;
    const { pathname } = new URL(url, location.href);
    if (!/^\/(annotations|replies)\/\d+\/restore$/.test(pathname)) return;
    event.preventDefault();
    post(url)
      .then((answer) => answer.text())
      .then((html) => {
        const item = this.put(html);
        if (item) this.bring(Number(item.dataset.moment));
      })
      .catch(() => undefined);
  };
}

customElements.define("moment-list", MomentList);
