// @ts-check
/**
 * <film-row>: one film of many, with a title of its own. It is told by its <film-queue> when to begin and when to send;
 * `row:change` says that something about it did.
 */

import { token } from "../web/csrf.js";
import { addressOf } from "./address.js";
import { fateOf } from "./film-fate.js";
import { fingerprint, knownAs } from "./fingerprint.js";
import { sendTyped, Unfit } from "./film-form.js";
import { Transfer } from "./film-transfer.js";
import { amount } from "./pace.js";
import { patience } from "./patience.js";
import { show } from "./transfer-view.js";
import { halfOf, showElsewhere } from "./unfinished.js";

/** @typedef {import("./film-check.js").Chosen} Chosen */

class FilmRow extends HTMLElement {
  /** @type {Chosen | null} */
  film = null;
  /** @type {Transfer | null} */
  transfer = null;
  /** Where what is in already lies, when the film was begun before. @type {{recording: string, upload: string, arrival: string} | null} */
  begun = null;
  print = "";
  why = "";
  /** @type {DOMStringMap} */
  words = {};
  /** Addresses: `known`, and `delete` and `status` for recording 0. @type {DOMStringMap} */
  doors = {};
  /** All of it is in, and it will never play. */
  refused = false;
  #made = false;
  #asked = false;
  #arrival = "";
  /** @type {HTMLElement | null} */
  #half = null;
  #looked = Promise.resolve();

  connectedCallback() {
    this.addEventListener("click", this.#press);
    this.addEventListener("submit", (event) => event.preventDefault());
  }

  /** What it is doing: that of its transfer, or before it has one. */
  get state() {
    if (this.refused) return "refused";
    if (this.transfer) return this.transfer.state;
    return this.why ? "unfit" : this.begun ? "begun" : "ready";
  }

  get size() {
    return this.film?.file.size ?? 0;
  }

  get sent() {
    return this.transfer?.sent ?? 0;
  }

  /** @param {string} name @returns {HTMLElement} */
  piece(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  get named() {
    return /** @type {HTMLInputElement} */ (this.piece("title")).value.trim();
  }

  /**
   * @param {Chosen} film
   * @param {string} title
   * @param {string} why it is not sent; empty when it can be
   */
  put(film, title, why) {
    this.film = film;
    const field = /** @type {HTMLInputElement} */ (this.piece("title"));
    field.value = title;
    field.setAttribute("aria-label", (this.words.titleOf ?? "").replace("{name}", film.file.name));
    this.piece("file").textContent = film.file.name;
    this.piece("amount").textContent = amount(film.file.size);
    this.#name("stop", "stopOf");
    this.#name("pause", "pauseOf");
    this.#name("resume", "resumeOf");
    this.#name("retry", "retryOf");
    this.querySelector("progress")?.setAttribute("aria-label", film.file.name);
    this.#refuse(why);
    if (!why) this.#looked = this.#recognise();
  }

  /** @param {string} part @param {string} word */
  #name(part, word) {
    this.piece(part).setAttribute("aria-label", (this.words[word] ?? "").replace("{name}", this.film?.file.name ?? ""));
  }

  async #recognise() {
    if (!this.film) return;
    const print = await fingerprint(this.film.file).catch(() => null);
    if (print === null) return this.#refuse(this.words.unreadable ?? "");
    this.print = print;
    const half = (this.#half = halfOf(print));
    if (half) {
      showElsewhere(half, true);
      const { recording = "", upload = "", arrival = "", title = "" } = half.dataset;
      this.begun = { recording, upload, arrival };
      this.#titled(title, arrival);
      return this.#say(this.words.half ?? "");
    }
    const [known] = await knownAs(this.doors.known, print);
    const link = /** @type {HTMLAnchorElement} */ (this.piece("known").querySelector("a"));
    this.piece("known").hidden = !known;
    if (!known) return;
    link.textContent = known.title;
    link.href = known.url;
  }

  /** Makes its recording, out of what was typed for all. @param {string} address @param {FormData} shared */
  async begin(address, shared) {
    await this.#looked;
    if (this.begun || this.why) return;
    shared.set("title", this.named);
    this.dataset.state = "going";
    try {
      const { id, arrival } = await sendTyped(address, shared, (state) => {
        this.#say(state === "waiting" ? (this.words.waiting ?? "") : "");
      });
      this.begun = { recording: String(id), upload: "", arrival };
      this.#made = true;
      this.#titled(this.named, arrival);
      this.#say(this.words.turn ?? "");
    } catch (error) {
      this.#refuse((error instanceof Unfit && error.message) || (this.words.notKept ?? ""));
    }
  }

  /** Sends its film. @param {string} endpoint */
  send(endpoint) {
    if (!this.begun || !this.film || this.transfer) return;
    const { recording, upload } = this.begun;
    this.transfer = new Transfer(this.film, { endpoint, recording, upload: upload || null, print: this.print });
    this.piece("bar").hidden = false;
    show(this, this.transfer, this.words);
    this.transfer.addEventListener("change", this.#tell); // once it shows
    void this.transfer.start();
  }

  /** @param {Event} event */
  #press = async (event) => {
    const button = /** @type {Element} */ (event.target).closest("button")?.dataset.part;
    if (button === "pause") void this.transfer?.pause();
    if (button === "resume" || button === "retry") void this.transfer?.start();
    if (button !== "stop") return;
    await this.transfer?.stop();
    if (this.#made) await this.#unmake();
    this.#leave();
  };

  /** The recording that was made for this film alone goes with it. */
  async #unmake() {
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    const address = addressOf(this.doors.delete, this.begun?.recording ?? 0);
    await fetch(address, { method: "POST", headers, signal: patience() }).catch(() => null);
  }

  /** It goes; who came to it by the keyboard goes on at the next. */
  #leave() {
    if (!this.transfer) showElsewhere(this.#half, false);
    const place = this.closest("li") ?? this;
    const next = place.nextElementSibling ?? place.previousElementSibling;
    const queue = this.closest("film-queue");
    /** @type {HTMLElement | null | undefined} */ (next?.querySelector("button:not([hidden])"))?.focus();
    place.remove();
    queue?.dispatchEvent(new CustomEvent("row:change"));
  }

  #tell = () => {
    if (this.transfer?.state === "done" && !this.refused && !this.#asked) void this.#follow();
    this.dispatchEvent(new CustomEvent("row:change", { bubbles: true }));
  };

  /** All is in, but the server has still to see whether it is a film. */
  async #follow() {
    this.#asked = true;
    const fate = await fateOf(addressOf(this.doors.status, this.begun?.recording ?? 0), () => this.isConnected);
    if (!fate || fate.good) return;
    this.refused = true;
    this.piece("another").hidden = false;
    this.#refuse(fate.why);
  }

  /**
   * Where it leads, once it is in; not away from a page that is still sending, which would end that.
   * @param {boolean} sending whether any film of the page is on its way
   */
  lead(sending) {
    const link = /** @type {HTMLAnchorElement} */ (this.piece("link"));
    if (this.transfer?.state === "done") link.href = this.#arrival;
    /** @type {HTMLAnchorElement} */ (this.piece("another").querySelector("a")).href = this.#arrival;
    for (const one of this.querySelectorAll("a")) {
      one.target = sending ? "_blank" : "";
      if (sending) one.setAttribute("aria-describedby", "queue-new-tab");
      else one.removeAttribute("aria-describedby");
    }
  }

  /** The title is that of a recording now: changed on its own page. @param {string} title @param {string} arrival */
  #titled(title, arrival) {
    const link = /** @type {HTMLAnchorElement} */ (this.piece("link"));
    link.textContent = title;
    this.#arrival = arrival;
    link.hidden = false;
    this.piece("title").hidden = true;
    this.piece("known").hidden = true;
  }

  /** @param {string} why */
  #refuse(why) {
    this.why = why;
    this.dataset.state = this.state;
    this.#say(why);
    this.#tell();
  }

  /** @param {string} text */
  #say(text) {
    this.piece("note").textContent = text;
  }
}

customElements.define("film-row", FilmRow);

export { FilmRow };
