// @ts-check
/**
 * <kept-details>: what is typed about a film is kept by itself, a moment after the person pauses: on this device as
 * long as there is no recording, by the server as soon as there is one. What could not be sent stays on the device, is
 * tried again, and is put back when the page is opened again.
 */

import { token } from "../web/csrf.js";
import { patience } from "./patience.js";
import { restored } from "./session.js";

const PAUSE_MS = 800;
const AGAIN_MS = 5_000;
const SIGNED_OUT = [400, 401];
const IGNORED = new Set(["film", "csrf_token"]);

class KeptDetails extends HTMLElement {
  #form = document.createElement("form");
  #kept = "";
  #timer = 0;
  /** @type {Promise<boolean> | null} */
  #underway = null;

  connectedCallback() {
    this.#form = this.closest("form") ?? this.#form;
    this.#kept = this.#typed();
    this.#putBack();
    this.#form.addEventListener("submit", this.#submit);
    this.addEventListener("input", this.#input);
    this.addEventListener("click", this.#press);
    window.addEventListener("details:begun", this.#begun);
    window.addEventListener("details:keep", this.#keep);
    window.addEventListener("details:spent", this.#spent);
    window.addEventListener("online", this.#now);
    window.addEventListener("pagehide", this.#leave);
    document.addEventListener("visibilitychange", this.#leave);
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
    this.#form.removeEventListener("submit", this.#submit);
    window.removeEventListener("details:begun", this.#begun);
    window.removeEventListener("details:keep", this.#keep);
    window.removeEventListener("details:spent", this.#spent);
    window.removeEventListener("online", this.#now);
    window.removeEventListener("pagehide", this.#leave);
    document.removeEventListener("visibilitychange", this.#leave);
  }

  /** Where it is sent; nowhere while there is no recording. */
  get #address() {
    return this.dataset.address ?? "";
  }

  get #key() {
    return this.dataset.key ?? "";
  }

  /** What stands in the form, as one text. */
  #typed() {
    const typed = Array.from(new FormData(this.#form)).filter(([name]) => !IGNORED.has(name));
    return JSON.stringify(Object.fromEntries(typed));
  }

  #input = () => {
    this.#say("");
    this.#remember();
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#now, PAUSE_MS);
  };

  #now = () => {
    if (this.#address) void this.#save();
    else if (this.#typed() !== this.#kept) this.#say("here");
  };

  /** There is a recording now, and it says what was typed. @param {Event} event */
  #begun = (event) => {
    this.#forget();
    this.dataset.address = /** @type {CustomEvent} */ (event).detail.update;
    this.dataset.key = `recording:${/** @type {CustomEvent} */ (event).detail.id}`;
    this.#kept = "";
    void this.#save();
  };

  /** What was typed went on with the films it was about. */
  #spent = () => {
    window.clearTimeout(this.#timer);
    this.#kept = this.#typed();
    this.#forget();
  };

  /** Who is about to leave waits for it. @param {Event} event */
  #keep = (event) => {
    if (this.#address) /** @type {CustomEvent} */ (event).detail.wait.push(this.#save());
  };

  /** The button saves too, without leaving: a film may be on its way on this page. @param {SubmitEvent} event */
  #submit = async (event) => {
    if (event.defaultPrevented || !this.#address) return;
    event.preventDefault();
    if (!(await this.#save())) return;
    window.dispatchEvent(new CustomEvent("toast", { detail: { text: this.dataset.saved } }));
  };

  /** Ensures that the server has what stands in the form; one request at a time. @returns {Promise<boolean>} */
  async #save() {
    window.clearTimeout(this.#timer);
    while (this.#underway) await this.#underway;
    const typed = this.#typed();
    if (typed === this.#kept) {
      this.#forget();
      this.#say("kept");
      return true;
    }
    this.#underway = this.#send(typed, false);
    const done = await this.#underway;
    this.#underway = null;
    return done;
  }

  /** @param {string} typed @param {boolean} keepalive @returns {Promise<boolean>} */
  async #send(typed, keepalive) {
    const body = new URLSearchParams({ ...JSON.parse(typed), csrf_token: token() });
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const asked = { method: "POST", body, headers, keepalive, signal: patience() };
    const answer = await fetch(this.#address, asked).catch(() => null);
    if (answer?.ok) {
      this.#kept = typed;
      if (this.#typed() !== typed) return true;
      this.#forget();
      this.#say("kept");
      return true;
    }
    this.#remember();
    const status = answer?.status ?? 0;
    if (answer && SIGNED_OUT.includes(status)) restored().then(this.#later);
    else if (answer && status < 500 && status !== 429) {
      const { error = "" } = await answer.json().catch(() => ({}));
      this.#refused(status === 422 ? error : `${error} ${this.dataset.lost ?? ""}`.trim());
      return false;
    } else this.#later();
    this.#say("here");
    return false;
  }

  #later = () => {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#now, AGAIN_MS);
  };

  /** The page goes: what is unsaved goes with a request that outlives it. */
  #leave = (/** @type {Event} */ event) => {
    if (event.type === "visibilitychange" && !document.hidden) return;
    const typed = this.#typed();
    if (typed === this.#kept) return;
    this.#remember();
    if (this.#address) void this.#send(typed, true);
  };

  /** @param {Event} event */
  #press = (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-part="afresh"]')) return;
    this.#forget();
    this.#fill(JSON.parse(this.#kept));
    this.#say("");
    /** @type {HTMLElement | null} */ (this.querySelector("input:not([type=hidden]), textarea"))?.focus();
  };

  #putBack() {
    const left = this.#left();
    const { title, learning_question: question, ...rest } = JSON.parse(left ?? "{}");
    if (!left || left === this.#kept || (!this.#address && !title && !question)) return this.#forget();
    this.#fill({ title, learning_question: question, ...rest });
    this.#say(this.#address ? "here" : "back");
    if (this.#address) void this.#save();
  }

  /** @param {Record<string, string | undefined>} values */
  #fill(values) {
    for (const [name, value = ""] of Object.entries(values)) {
      const field = this.#form.elements.namedItem(name);
      if (field && "value" in field && this.contains(/** @type {Node} */ (/** @type {unknown} */ (field)))) field.value = value;
    }
  }

  /** @param {string} sentence */
  #refused(sentence) {
    const words = this.querySelector('[data-kept="refused"]');
    if (words) words.textContent = sentence;
    this.#say("refused");
  }

  /** @param {string} what */
  #say(what) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-kept]"))) {
      part.hidden = part.dataset.kept !== what;
    }
  }

  #remember() {
    try {
      localStorage.setItem(this.#key, this.#typed());
    } catch {
      // A full or closed store: the fields themselves still hold the text.
    }
  }

  #forget() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }

  #left() {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }
}

customElements.define("kept-details", KeptDetails);
