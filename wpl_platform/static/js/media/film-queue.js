// @ts-check
/**
 * <film-queue>: many films at once. Each becomes a recording of its own, under a title of its own, with what was typed
 * for all; two are sent at a time. Takes over from <film-upload> when more than one film is chosen.
 */

import "./film-row.js";
import { objection, titleOf } from "./film-check.js";
import { amount, Pace } from "./pace.js";
import { amounts } from "./transfer-view.js";

/** @typedef {import("./film-row.js").FilmRow} FilmRow */

const AT_ONCE = 2;
const GOING = ["going", "waiting", "signed-out", "elsewhere"];

class FilmQueue extends HTMLElement {
  #form = document.createElement("form");
  #pace = new Pace();
  #sending = false;
  #begins = false;
  #halted = false;

  connectedCallback() {
    this.#form = this.closest("form") ?? this.#form;
    this.#form.addEventListener("film:chosen", this.#choose, true);
    this.#form.addEventListener("submit", this.#submit, true);
    this.addEventListener("row:change", this.#change);
    this.addEventListener("click", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    const field = /** @type {HTMLInputElement | null} */ (this.#form.querySelector('input[name="film"]'));
    if (field) field.multiple = true;
  }

  disconnectedCallback() {
    this.#form.removeEventListener("film:chosen", this.#choose, true);
    this.#form.removeEventListener("submit", this.#submit, true);
    window.removeEventListener("beforeunload", this.#leave);
    for (const row of this.#rows) row.transfer?.leave();
  }

  get #words() {
    return /** @type {HTMLElement} */ (this.#form.querySelector("[data-words]")).dataset;
  }

  /** @returns {FilmRow[]} */
  get #rows() {
    return /** @type {FilmRow[]} */ (Array.from(this.querySelectorAll("film-row")));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`.queue__total [data-part="${name}"]`));
  }

  /** @param {Event} event */
  #choose = (event) => {
    const { films } = /** @type {CustomEvent<{films: import("./film-check.js").Chosen[]}>} */ (event).detail;
    if (this.hidden && films.length < 2) return;
    event.stopPropagation();
    this.#open();
    for (const film of films) this.#add(film);
    this.#draw();
    if (this.#sending) void this.#begin();
  };

  /** From here on the form is about many. */
  #open() {
    this.hidden = false;
    this.#form.classList.add("is-many");
    const title = this.#form.elements.namedItem("title");
    if (title instanceof HTMLInputElement) title.disabled = true;
  }

  /** @param {import("./film-check.js").Chosen} film */
  #add(film) {
    const same = this.#rows.some((row) => row.film?.file.name === film.file.name && row.size === film.file.size);
    if (same) return;
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    /** @type {HTMLElement} */ (this.querySelector("ul")).append(item);
    const row = /** @type {FilmRow} */ (item.querySelector("film-row"));
    row.words = { ...this.#words, going: "" };
    row.doors = this.dataset;
    const why = objection(film.file, Number(this.dataset.most), this.#words);
    row.put(film, titleOf(film.file, this.#words), why);
  }

  /** @param {Event} event */
  #submit = (event) => {
    if (this.hidden || !this.#rows.length) return;
    event.preventDefault();
    event.stopPropagation();
    const unnamed = this.#rows.find((row) => !row.begun && !row.why && !row.named);
    if (unnamed) return unnamed.piece("title").focus();
    this.#sending = true;
    this.#form.classList.add("is-sending");
    void this.#begin();
  };

  /** Makes a recording of each, so that none is forgotten when the page closes; then they go. */
  async #begin() {
    if (this.#begins) return;
    this.#begins = true;
    for (let row = this.#unbegun; row; row = this.#unbegun) {
      await row.begin(this.#form.action, new FormData(this.#form));
      this.#draw();
      this.#next();
    }
    this.#begins = false;
    window.dispatchEvent(new Event("details:spent"));
    this.#next();
  }

  get #unbegun() {
    return this.#rows.find((row) => !row.begun && !row.why);
  }

  #next() {
    if (!this.#sending || this.#halted) return;
    const going = this.#rows.filter((row) => GOING.includes(row.state)).length;
    const waiting = this.#rows.filter((row) => row.state === "begun");
    for (const row of waiting.slice(0, Math.max(0, AT_ONCE - going))) row.send(this.dataset.endpoint ?? "");
  }

  #change = () => {
    this.#next();
    this.#draw();
  };

  #draw() {
    const rows = this.#rows.filter((row) => !row.why);
    const total = rows.reduce((sum, row) => sum + row.size, 0);
    const sent = rows.reduce((sum, row) => sum + row.sent, 0);
    const done = rows.filter((row) => row.state === "done").length;
    const going = rows.some((row) => GOING.includes(row.state));
    this.#pace.take(sent);
    const filled = (/** @type {string | undefined} */ text) =>
      (text ?? "").replace("{n}", String(rows.length)).replace("{done}", String(done));
    this.#write("count", filled(rows.length === 1 ? this.#words.oneFilm : this.#words.films));
    this.#write("amount", this.#sending ? amounts(sent, total, going ? this.#pace : null, this.#words) : amount(total));
    /** @type {HTMLProgressElement} */ (this.#part("bar")).value = total ? Math.floor((100 * sent) / total) : 0;
    const finished = this.#sending && rows.length > 0 && done === rows.length;
    if (this.#sending) this.#write("note", filled(finished ? this.#words.allDone : this.#words.someDone));
    this.#part("bar").hidden = !this.#sending;
    this.#part("pause").hidden = !this.#sending || finished || !going;
    this.#part("resume").hidden = !this.#sending || going || (!this.#halted && !rows.some((row) => row.state === "paused"));
    this.#part("onward").hidden = !finished;
    this.dataset.done = String(finished);
    this.#button(filled, rows.length);
  }

  /** @param {(text: string | undefined) => string} filled @param {number} count */
  #button(filled, count) {
    const button = /** @type {HTMLButtonElement | null} */ (this.#form.querySelector("[data-submit]"));
    if (!button) return;
    button.textContent = filled(count === 1 ? this.#words.sendOne : this.#words.sendAll);
    button.disabled = count === 0;
  }

  /** @param {Event} event */
  #press = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button?.closest(".queue__total")) return;
    this.#halted = button.dataset.part === "pause";
    for (const row of this.#rows) {
      if (button.dataset.part === "pause" && GOING.includes(row.state)) void row.transfer?.pause();
      if (button.dataset.part === "resume" && row.state === "paused") void row.transfer?.start();
    }
    this.#change();
    /** @type {HTMLElement | null} */ (this.querySelector(".queue__total button:not([hidden])"))?.focus();
  };

  /** @param {BeforeUnloadEvent} event */
  #leave = (event) => {
    if (this.#begins || this.#rows.some((row) => GOING.includes(row.state))) event.preventDefault();
  };

  /** @param {string} name @param {string} text */
  #write(name, text) {
    const part = this.#part(name);
    if (part.textContent !== text) part.textContent = text;
  }
}

customElements.define("film-queue", FilmQueue);
