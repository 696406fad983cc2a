// @ts-check
/**
 * <studio-company>: who else has this studio open, and watching together: one leads, others follow or let go.
 *
 * Says that one is here every few seconds, and that one went. Asks `studio:led` {at, playing, rate} of who follows; the
 * room tells it where the own film is (`place`), which is sent on while one leads.
 */

import { post, token } from "../../web/csrf.js";
import { uuid } from "../marking/outbox-store.js";

const BEAT_MS = 15_000;
const SOON_MS = 120;
/** When one comes or goes, all pages look; not all at once. */
const SPREAD_MS = 1_500;

/** @typedef {{at: number, playing: boolean, rate: number}} Place ms */

export class StudioCompany extends HTMLElement {
  #beat = 0;
  #soon = 0;
  #looks = 0;
  #looking = Promise.resolve();
  #follows = false;
  /** Whether it is this page that leads, and not another of the same person. */ #leading = false;
  #page = uuid();
  /** @type {Place} */ #place = { at: 0, playing: false, rate: 1 };
  /** When the one who leads last said where they are. */ #heard = 0;

  connectedCallback() {
    this.addEventListener("click", this.#pressed);
    document.addEventListener("live:presence", this.#lookSoon);
    document.addEventListener("live:lead", this.#led);
    document.addEventListener("visibilitychange", this.#seen);
    window.addEventListener("pagehide", this.#leave);
    this.#here();
    this.#beat = window.setInterval(this.#here, BEAT_MS);
  }

  disconnectedCallback() {
    window.clearInterval(this.#beat);
    window.clearTimeout(this.#soon);
    window.clearTimeout(this.#looks);
    document.removeEventListener("live:presence", this.#lookSoon);
    document.removeEventListener("live:lead", this.#led);
    document.removeEventListener("visibilitychange", this.#seen);
    window.removeEventListener("pagehide", this.#leave);
  }

  /** @returns {boolean} */
  get leads() {
    return this.#leading && this.#state?.dataset.mine !== undefined;
  }

  /** @returns {boolean} */
  get follows() {
    return this.#follows;
  }

  /** Where the own film is now. Told to who follows when it changed by more than time. @param {Place} place */
  set place(place) {
    this.#place = place;
    if (!this.leads) return;
    window.clearTimeout(this.#soon);
    this.#soon = window.setTimeout(this.#tell, SOON_MS);
  }

  /** @returns {HTMLElement | null} */
  get #state() {
    return this.querySelector(".company");
  }

  /** @param {string} end */
  #address(end) {
    return `${this.dataset.address}/${end}`;
  }

  #here = async () => {
    if (document.hidden) return;
    if (this.leads) this.#tell();
    const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch" };
    const answer = await fetch(this.#address("company"), { method: "POST", headers }).catch(() => null);
    if (answer?.ok) this.#show(await answer.text());
  };

  #look = async () => {
    const answer = await fetch(this.#address("company"), { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (answer?.ok) this.#show(await answer.text());
  };

  /** After a while, once for all that happens until then, and never two at a time. */
  #lookSoon = () => {
    this.#looks ||= window.setTimeout(async () => {
      await this.#looking;
      this.#looks = 0;
      this.#looking = this.#look();
    }, Math.random() * SPREAD_MS);
  };

  #seen = () => {
    if (!document.hidden) this.#here();
  };

  #leave = () => {
    const body = new FormData();
    body.set("csrf_token", token());
    if (!this.#leading) body.set("leads", "elsewhere");
    navigator.sendBeacon(this.#address("company/delete"), body);
  };

  /** @param {string} html */
  #show(html) {
    const open = this.querySelector("details[open]") !== null;
    const focus = this.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.company ?? "who" : "";
    this.replaceChildren(document.createRange().createContextualFragment(html));
    const menu = this.querySelector("details");
    if (menu) menu.open = open;
    if (focus) /** @type {HTMLElement | null} */ (this.querySelector(focus === "who" ? "summary" : `[data-company="${focus}"]`) ?? this.querySelector("button, summary"))?.focus();
    if (!this.#state?.dataset.leader || this.leads) this.#follows = false;
    this.#paint();
  }

  #paint() {
    const button = /** @type {HTMLElement | null} */ (this.querySelector('[data-company="follow"]'));
    const words = button?.querySelector("span");
    button?.setAttribute("aria-pressed", String(this.#follows));
    if (words) words.textContent = (this.#follows ? button?.dataset.on : button?.dataset.off) ?? "";
    this.toggleAttribute("data-follows", this.#follows);
    const [elsewhere, stop] = /** @type {(HTMLElement | null)[]} */ (["[data-elsewhere]", '[data-company="stop"]'].map((each) => this.querySelector(each)));
    if (elsewhere) elsewhere.hidden = this.leads;
    if (stop) stop.hidden = !this.leads;
  }

  /** @param {Event} event */
  #pressed = async (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-company]"));
    const what = button?.dataset.company;
    if (what === "lead" || what === "stop") this.#leading = what === "lead";
    if (what === "lead") await this.#tell();
    if (what === "stop") await post(this.#address("lead/delete")).catch(() => undefined);
    if (what) this.querySelector("details")?.removeAttribute("open");
    if (what === "lead" || what === "stop") await this.#look();
    if (what === "lead") /** @type {HTMLElement | null} */ (this.querySelector('[data-company="stop"]'))?.focus();
    if (what === "follow") this.#follow(!this.#follows);
  };

  /** Follows the one who leads, or lets go. @param {boolean} follows */
  #follow(follows) {
    this.#follows = follows;
    this.#paint();
    const { at, playing, rate } = this.#state?.dataset ?? {};
    if (follows && at !== undefined) this.#ask({ at: Number(at), playing: playing === "1", rate: Number(rate) });
  }

  /** Who takes the film in their own hands lets go. */
  letGo() {
    if (this.#follows) this.#follow(false);
  }

  #tell = async () => {
    const { at, playing, rate } = this.#place;
    const values = { at: String(Math.round(at)), playing: playing ? "1" : "0", rate: String(rate), page: this.#page };
    await post(this.#address("lead"), values).catch(() => this.#look());
  };

  /** @param {Event} event */
  #led = (event) => {
    const { leader, at, playing, rate, page } = /** @type {CustomEvent} */ (event).detail;
    if (page !== this.#page) this.#leading = false;
    this.#paint();
    const known = this.#state;
    if (!known || known.dataset.leader !== String(leader ?? "")) this.#lookSoon();
    if (known && leader) Object.assign(known.dataset, { at: String(at), playing: playing ? "1" : "0", rate: String(rate) });
    this.#heard = performance.now();
    if (this.#follows && leader) this.#ask({ at: Number(at), playing: Boolean(playing), rate: Number(rate) });
  };

  /** @param {Place} detail */
  #ask(detail) {
    const since = detail.playing && this.#heard ? Math.min(performance.now() - this.#heard, BEAT_MS) * detail.rate : 0;
    this.dispatchEvent(new CustomEvent("studio:led", { bubbles: true, detail: { ...detail, at: detail.at + since } }));
  }
}

customElements.define("studio-company", StudioCompany);
