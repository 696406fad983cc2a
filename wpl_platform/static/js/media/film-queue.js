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
const ENDED = ["done", "refused"];

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
    const rows = this.#rows.filter((row) => !row.why || row.refused);
    const active = rows.some((row) => GOING.includes(row.state));
    const finished = this.#sending && rows.length > 0 && rows.every((row) => ENDED.includes(row.state));
    this.#figures(rows);
    if (this.#sending) this.#write("note", this.#note(rows, finished));
    this.#part("bar").hidden = !this.#sending;
    this.#part("pause").hidden = !this.#sending || finished || !active;
    this.#part("resume").hidden = !this.#sending || active || (!this.#halted && !rows.some((row) => row.state === "paused"));
    this.#part("onward").hidden = !finished;
    this.dataset.done = String(finished);
    for (const row of this.#rows) row.lead(active || this.#begins);
    this.#button(rows.length);
  }

  /** How much, and how fast while anything moves. @param {FilmRow[]} rows */
  #figures(rows) {
    const total = rows.reduce((sum, row) => sum + row.size, 0);
    const sent = rows.reduce((sum, row) => sum + row.sent, 0);
    const moves = rows.some((row) => row.state === "going");
    if (!moves) this.#pace = new Pace();
    this.#pace.take(sent);
    this.#write("count", filled(rows.length === 1 ? this.#words.oneFilm : this.#words.films, rows.length));
    this.#write("amount", this.#sending ? amounts(sent, total, moves ? this.#pace : null, this.#words) : amount(total));
    /** @type {HTMLProgressElement} */ (this.#part("bar")).value = total ? Math.floor((100 * sent) / total) : 0;
  }

  /** What is the case with all of them; what holds them up comes first. @param {FilmRow[]} rows @param {boolean} finished */
  #note(rows, finished) {
    const words = this.#words;
    const held = rows.some((row) => row.state === "going") ? null : rows.find((row) => GOING.includes(row.state));
    if (held) return held.piece("note").textContent ?? "";
    const done = rows.filter((row) => row.state === "done").length;
    const bad = rows.filter((row) => row.refused).length;
    const refused = bad ? filled(bad === 1 ? words.oneRefused : words.someRefused, bad) : "";
    const rest = bad ? done > 0 && words.othersDone : words.allDone;
    const said = finished ? rest : filled(words.someDone, rows.length).replace("{done}", String(done));
    return [refused, said].filter(Boolean).join(" ");
  }

  /** @param {number} count */
  #button(count) {
    const button = /** @type {HTMLButtonElement | null} */ (this.#form.querySelector("[data-submit]"));
    if (!button) return;
    button.textContent = filled(count === 1 ? this.#words.sendOne : this.#words.sendAll, count);
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

/** @param {string | undefined} text @param {number} count @returns {string} */
function filled(text, count) {
  return (text ?? "").replace("{n}", String(count));
}

customElements.define("film-queue", FilmQueue);
