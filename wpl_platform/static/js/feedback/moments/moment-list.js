// @ts-check
/**
 * <moment-list>: the moments of the recording as the server wrote them, those that are wanted, in the order in which
 * they are read. It knows all of them in figures and writes out those near to what is in sight.
 *
 * Says `moments:changed` when they change and `moment:put` {item} of each that was put anew, asks `studio:open` {id} when
 * a moment is pressed. What a colleague does arrives as `live:annotation` on the document and is fetched and put in its
 * place, each moment once.
 */

import "./moment-filter.js";
import { Arrivals } from "./arrivals.js";
import { post } from "../../web/csrf.js";
import { MomentActs } from "./acts.js";
import { GoneMoments } from "./gone.js";
import { inOrder, matches, wantedIn } from "./filters.js";
import { merge, momentIn, parse, parseAll } from "./html.js";
import { MomentStore } from "./store.js";
import { WaitingMoments } from "./waiting-moments.js";
import { MomentWindow } from "./window.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./filters.js").Wanted} Wanted */

const SEARCH_SOON_MS = 250;
const HANDS_OFF_MS = 4_000;
const FAR_SCREENS = 3;
const UNDONE = /^\/(annotations\/\d+\/(restore|span|resolution|resolution\/delete|still|still\/delete)|replies\/\d+\/restore)$/;

export class MomentList extends HTMLElement {
  static observedAttributes = ["data-by-kind"];
  #store = new MomentStore();
  /** @type {MomentWindow | null} */ #window = null;
  /** @type {Moment[]} */ #moments = [];
  /** @type {Wanted} */ #wanted = wantedIn(new URLSearchParams(location.search));
  /** @type {Set<number> | null} */ #holding = null;
  #current = 0;
  #touched = 0;
  #searching = 0;
  #arrivals = new Arrivals(this);
  #acts = new MomentActs(this, this.#arrivals);
  waits = new WaitingMoments(this);
  #gone = new GoneMoments(this, (item) => this.drop(Number(item.dataset.moment)));

  connectedCallback() {
    this.#store = MomentStore.read(document, JSON.parse(this.dataset.words ?? "{}"));
    this.#window = new MomentWindow(this.#list, { load: this.#load, made: this.#made, gone: this.#forget });
    this.addEventListener("click", this.#pressed);
    for (const name of ["click", "keyup"]) this.addEventListener(name, this.#attend);
    for (const name of ["wheel", "touchmove", "pointerdown"]) this.addEventListener(name, this.#touch, { passive: true });
    window.addEventListener("toast:undo", this.#undone);
    document.addEventListener("live:annotation", this.#arrivals.hear);
    this.querySelector("[data-further]")?.remove();
    if (this.#wanted.q) this.want(this.#wanted);
    else this.#changed();
  }

  attributeChangedCallback() {
    if (this.#window) this.#changed();
  }

  disconnectedCallback() {
    window.removeEventListener("toast:undo", this.#undone);
    document.removeEventListener("live:annotation", this.#arrivals.hear);
    window.clearTimeout(this.#searching);
    this.#arrivals.close();
    this.#window?.close();
  }

  /** @returns {HTMLElement} */
  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector(".moments"));
  }

  /** @returns {readonly Moment[]} those that are wanted, in the order of time */
  get moments() {
    return this.#moments;
  }

  /** @returns {Wanted} */
  get wanted() {
    return this.#wanted;
  }

  /** @param {number} id @returns {Moment | null} */
  moment(id) {
    return this.#store.get(id);
  }

  /** Shows what is wanted, and nothing else. Words are looked for by the server. @param {Wanted} wanted */
  async want(wanted) {
    const words = wanted.q !== this.#wanted.q || this.#holding === null;
    this.#wanted = wanted;
    if (!wanted.q) this.#holding = null;
    else if (words) await this.#search(wanted.q);
    this.#changed();
  }

  /** @param {string} q */
  async #search(q) {
    const answer = await fetch(`${this.dataset.address}?${new URLSearchParams({ q })}`, { headers: { Accept: "application/json" } }).catch(() => null);
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    if (found && this.#wanted.q === q) this.#holding = new Set(found.ids);
  }

  /** What was put anew may be what is looked for; many at once are asked for once. */
  #searchSoon() {
    window.clearTimeout(this.#searching);
    if (this.#wanted.q) this.#searching = window.setTimeout(() => this.#search(this.#wanted.q).then(() => this.#changed()), SEARCH_SOON_MS);
  }

  /** @param {number} id @param {boolean} [follow] whether to bring it in sight when nobody is busy here */
  light(id, follow = false) {
    if (id === this.#current) return;
    const before = this.#window?.item(this.#current);
    this.#current = id;
    before?.classList.remove("is-now");
    before?.removeAttribute("aria-current");
    this.#lit(this.#window?.item(id) ?? null);
    if (id && follow && !this.#busy()) this.bring(id);
  }

  /** @param {number} id @param {boolean} [atOnce] */
  async bring(id, atOnce = false) {
    const item = await this.#window?.reach(id);
    if (!item) return;
    this.#lit(item);
    const far = Math.abs(item.getBoundingClientRect().top) > FAR_SCREENS * window.innerHeight;
    const still = atOnce || far || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    item.scrollIntoView({ block: atOnce || far ? "center" : "nearest", behavior: still ? "instant" : "smooth" });
  }

  /**
   * Puts the server's words for one moment in their place: new ones where they belong, known ones where they are.
   *
   * @param {string} html
   * @returns {HTMLElement | null}
   */
  put(html) {
    const fresh = parse(html);
    if (!fresh) return null;
    const moment = momentIn(fresh);
    const known = this.#window?.item(moment.id);
    if (known) merge(known, fresh);
    const item = known ?? fresh;
    this.#window?.put(item);
    this.#store.put(moment);
    this.#gone.back(item);
    this.#made(item);
    this.#changed();
    this.#searchSoon();
    this.dispatchEvent(new CustomEvent("moment:put", { bubbles: true, detail: { item } }));
    return item;
  }

  /** Those that wait for internet. @param {readonly import("../marking/waiting-marks.js").Waiting[]} waiting */
  set waiting(waiting) {
    if (this.waits.set(waiting, (id) => this.#window?.drop(id))) this.#changed();
  }

  /** @param {number} id */
  drop(id) {
    this.#window?.drop(id);
    this.#store.drop(id);
    this.#changed();
  }

  /** It was removed. Where somebody writes in it, it stays until they are done. @param {number} id */
  gone(id) {
    const item = this.#window?.item(id);
    if (!item || !this.#gone.keep(item)) return this.drop(id);
    this.#window?.hold(id);
    this.#forget([id]);
  }

  /** @param {number[]} ids that are no longer there */
  #forget = (ids) => {
    for (const id of ids) this.#store.drop(id);
    this.#changed();
  };

  /** Reads one moment anew. @param {number} id */
  refresh(id) {
    this.#arrivals.hear(new CustomEvent("live:annotation", { detail: { id, change: "edited" } }));
  }

  /** @param {Parameters<MomentActs["move"]>[0]} to @param {(ms: number) => string} code */
  move(to, code) {
    return this.#acts.move(to, code);
  }

  /** @param {string} words */
  announce(words) {
    const region = this.querySelector("[data-announce]");
    if (region) region.textContent = words;
  }

  /** @param {number[]} ids @returns {Promise<HTMLElement[] | null>} those that are there; null when that was not said */
  #load = async (ids) => {
    const address = `${this.dataset.address}?${new URLSearchParams(ids.map((id) => ["id", String(id)]))}`;
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch", Accept: "text/html" } }).catch(() => null);
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    const found = parseAll(html ?? "");
    return html === null || (!found.length && html.trim()) ? null : found;
  };

  /** @param {HTMLElement} item */
  #made = (item) => {
    if (item.dataset.moment === String(this.#current)) this.#lit(item);
  };

  /** @param {HTMLElement | null} item */
  #lit(item) {
    if (item?.dataset.moment !== String(this.#current)) return;
    item.classList.add("is-now");
    item.setAttribute("aria-current", "true");
  }

  #changed() {
    const all = this.#store.all;
    this.#moments = all.filter((moment) => matches(moment, this.#wanted) && (this.#holding?.has(moment.id) ?? true));
    const listed = this.waits.among(this.#moments, (moment) => !this.#holding && matches(moment, this.#wanted));
    for (const item of this.waits.items) this.#window?.put(item);
    this.#window?.show(inOrder(listed, "byKind" in this.dataset).map((moment) => moment.id));
    const filter = /** @type {import("./moment-filter.js").MomentFilter | null} */ (this.querySelector("moment-filter"));
    if (filter) Object.assign(filter, { offered: all, wanted: this.#wanted });
    const count = this.querySelector("[data-count]");
    if (count) count.textContent = String(listed.length);
    const nothing = listed.length === 0 && !this.#window?.holds;
    this.#when("[data-empty]", nothing && all.length === 0);
    this.#when("[data-none]", nothing && all.length > 0);
    this.dispatchEvent(new CustomEvent("moments:changed", { bubbles: true }));
  }

  /** @param {string} selector @param {boolean} shown */
  #when(selector, shown) {
    const element = /** @type {HTMLElement | null} */ (this.querySelector(selector));
    if (element) element.hidden = !shown;
  }

  #touch = () => {
    this.#touched = performance.now();
  };

  /** The moment in which somebody is busy stands open; decided after the press, so that nothing moves under it. */
  #attend = () => {
    const busy = document.activeElement?.closest(".moment");
    for (const item of this.querySelectorAll(".moment.is-open")) if (item !== busy) item.classList.remove("is-open");
    busy?.classList.add("is-open");
  };

  #busy() {
    const focused = document.activeElement;
    const typing = focused !== null && this.contains(focused) && focused.matches("textarea, input");
    return typing || performance.now() - this.#touched < HANDS_OFF_MS;
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const target = /** @type {Element} */ (event.target);
    const item = /** @type {HTMLElement | null} */ (target.closest(".moment"));
    if (target.closest("[data-none] [data-all]")) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("studio:filter", { bubbles: true, detail: wantedIn(new URLSearchParams()) }));
    }
    if (!item || event.defaultPrevented) return;
    const inside = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-edit], a[data-revisions]"));
    const copied = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-copy]"));
    if (inside || copied || target.closest("[data-cancel]")) event.preventDefault();
    if (inside) this.#acts.open(item, inside.href);
    else if (copied) this.#acts.copy(copied);
    else if (target.closest("[data-cancel]")) this.#acts.cancel(item, target);
    else if (target.closest("[data-seek]") || !target.closest("a, button, summary, details[open], form, label")) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("studio:open", { bubbles: true, detail: { id: Number(item.dataset.moment) } }));
    }
  };

  /** @param {Event} event */
  #undone = (event) => {
    const { pathname, searchParams } = new URL(/** @type {CustomEvent} */ (event).detail.url, location.href);
    if (!UNDONE.test(pathname)) return;
    event.preventDefault();
    post(pathname, searchParams)
      .then((answer) => answer.text())
      .then((html) => {
        const item = this.put(html);
        if (item) this.bring(Number(item.dataset.moment));
        this.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: this.dataset.undone, instead: "undone" } }));
      })
      .catch(() => undefined);
  };
}

customElements.define("moment-list", MomentList);
