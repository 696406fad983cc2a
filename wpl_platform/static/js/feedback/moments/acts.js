// @ts-check
/** What somebody does with a moment in the list: its forms sent without leaving the page, and what comes of it. */

import { Refusal, post } from "../../web/csrf.js";
import { parse } from "./html.js";
import { inPlace } from "./in-place.js";
import { typed } from "./typing.js";

const REVISIONS = ".revisions";
const HTML = { Accept: "text/html;q=0.9, application/json" };

export class MomentActs {
  /** @param {import("./moment-list.js").MomentList} list @param {import("./arrivals.js").Arrivals} arrivals */
  constructor(list, arrivals) {
    this.list = list;
    this.arrivals = arrivals;
    list.addEventListener("submit", this.#submitted);
    list.addEventListener("keydown", this.#keyed);
  }

  /**
   * Opens what stands behind a link in the moment itself: its form, or what it was before. A form in which somebody wrote
   * stays: what it was before is shown above it.
   *
   * @param {HTMLElement} item
   * @param {string} url
   */
  async open(item, url) {
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok) return;
    const place = item.querySelector("[data-editor]");
    const fresh = document.createRange().createContextualFragment(await answer.text());
    place?.querySelector(REVISIONS)?.remove();
    if (!typed(place)) place?.replaceChildren(fresh);
    else if (fresh.querySelector(REVISIONS)) place?.prepend(fresh);
    item.classList.toggle("is-editing", place?.querySelector("form") !== null && !place?.querySelector(REVISIONS));
    for (const menu of item.querySelectorAll("details[data-menu]")) menu.removeAttribute("open");
    /** @type {HTMLElement | null} */ (place?.querySelector(`${REVISIONS}, textarea`))?.focus();
  }

  /** @param {HTMLElement} item @param {Element} pressed what closes the form, or what was shown above it */
  cancel(item, pressed) {
    const shown = pressed.closest(REVISIONS);
    if (shown?.nextElementSibling) shown.remove();
    else this.close(item);
  }

  /** @param {HTMLElement} item */
  close(item) {
    item.classList.remove("is-editing");
    item.querySelector("[data-editor]")?.replaceChildren();
    /** @type {HTMLElement | null} */ (item.querySelector("[data-seek]"))?.focus({ preventScroll: true });
  }

  /**
   * Puts one's own moment elsewhere; what stood there can be had back.
   *
   * @param {{id: number, start: number, end: number | null, was: {start: number, end: number | null}}} to ms
   * @param {(ms: number) => string} code
   */
  async move({ id, start, end, was }, code) {
    const url = `/annotations/${id}/span`;
    this.arrivals.mine(id);
    const version = String(this.list.moment(id)?.version ?? "");
    /** @param {{start: number, end: number | null}} span */
    const values = (span) => ({ start: code(span.start), end: span.end === null ? "" : code(span.end) });
    try {
      const answer = await post(url, { ...values({ start, end }), version }, { headers: HTML });
      this.list.put(await answer.text());
      const detail = { text: this.list.dataset.moved, undo: `${url}?${new URLSearchParams(values(was))}` };
      this.list.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail }));
    } catch (error) {
      this.list.refresh(id);
    }
  }

  /** @param {HTMLAnchorElement} link to a moment */
  async copy(link) {
    await navigator.clipboard?.writeText(link.href).catch(() => undefined);
    link.closest("details")?.removeAttribute("open");
    this.list.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: link.dataset.said } }));
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const item = /** @type {HTMLElement | null} */ (target.closest(".moment"));
    if (!item) return;
    const form = /** @type {HTMLFormElement | null} */ (target.closest("form"));
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches("textarea, input")) {
      event.preventDefault();
      form?.requestSubmit();
    } else if (event.key === "Escape" && target.closest("[data-editor]")) {
      this.#leave(item, target);
    }
  };

  /** Escape closes what is open; a form in which somebody wrote it only leaves. @param {HTMLElement} item @param {HTMLElement} target */
  #leave(item, target) {
    if (target.closest(REVISIONS)) this.cancel(item, target);
    else if (typed(target.closest("[data-editor]"))) target.blur();
    else this.close(item);
  }

  /** @param {SubmitEvent} event */
  #submitted = (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.dataset.act) return;
    event.preventDefault();
    if (form.closest(".is-gone")) return;
    const data = new FormData(form, event.submitter);
    this.#send(form, data).catch((error) => this.#refuse(form, error));
  };

  /** @param {HTMLFormElement} form @param {FormData} data */
  async #send(form, data) {
    if (form.classList.contains("is-busy")) return;
    form.classList.add("is-busy");
    const item = /** @type {HTMLElement} */ (form.closest(".moment"));
    this.arrivals.mine(Number(item.dataset.moment));
    try {
      const answer = await post(form.action, data, { headers: HTML });
      if (form.dataset.act === "delete") this.#gone(form, item);
      else this.#kept(form, item, await answer.text());
    } finally {
      form.classList.remove("is-busy");
    }
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} item @param {string} html */
  #kept(form, item, html) {
    const { act, said, undo } = form.dataset;
    inPlace(item, () => {
      if (act === "edit") this.close(item);
      if (act === "reply") {
        form.reset();
        form.querySelector("textarea")?.focus({ preventScroll: true });
      }
      const menu = form.closest("details[data-menu]");
      menu?.removeAttribute("open");
      this.list.put(html);
      if (menu) /** @type {HTMLElement | null} */ (item.querySelector(".moment__more summary"))?.focus({ preventScroll: true });
    });
    if (said) form.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: said, undo } }));
    if (said && !form.isConnected) this.list.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: said, undo } }));
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} item */
  #gone(form, item) {
    const next = /** @type {HTMLElement | null} */ (item.nextElementSibling ?? item.previousElementSibling);
    this.list.drop(Number(item.dataset.moment));
    /** @type {HTMLElement | null} */ (next?.querySelector("[data-seek]"))?.focus({ preventScroll: true });
    this.list.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: form.dataset.said, undo: form.dataset.undo } }));
  }

  /** A sentence beside what was typed, which stays. When the moment was changed meanwhile, what it is now stands above it. @param {HTMLFormElement} form @param {unknown} error */
  async #refuse(form, error) {
    if (!(error instanceof Refusal) || ![409, 422].includes(error.answer.status)) return;
    const words = /** @type {HTMLElement | null} */ (form.querySelector("[data-error]"));
    if (words) words.textContent = (await error.answer.json()).error;
    if (words) words.hidden = false;
    const item = /** @type {HTMLElement} */ (form.closest(".moment"));
    if (error.answer.status === 409) await this.#meanwhile(form, item);
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} item */
  async #meanwhile(form, item) {
    const answer = await fetch(`/annotations/${item.dataset.moment}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    const fresh = answer?.ok ? parse(await answer.text()) : null;
    if (!fresh) return;
    this.list.put(fresh.outerHTML);
    item.classList.remove("is-editing");
    const version = /** @type {HTMLInputElement | null} */ (form.querySelector('[name="version"]'));
    if (version) version.value = fresh.dataset.version ?? version.value;
  }
}
