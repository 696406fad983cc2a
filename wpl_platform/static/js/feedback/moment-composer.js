// @ts-check
/**
 * <moment-composer>: where the next moment is written. The form works without this; with it, the time follows the
 * playhead, a draft survives a closed tab, and the player waits while somebody types.
 *
 * Asks `studio:hold` when typing begins, `studio:release` when it was sent, `studio:mark` for in and out.
 * Says `composer:sent` {html} and `composer:draft` {kind, start} (or null).
 */

import { Refusal, post } from "../web/csrf.js";
import { code, read, spanWritten } from "./times.js";

/** @typedef {{start: number, end: number | null}} Range */

const SAVE_MS = 300;
const HINT = "studio-hint-seen";

export class MomentComposer extends HTMLElement {
  #now = 0;
  /** @type {Range | null} */ #range = null;
  #saving = 0;

  connectedCallback() {
    this.#form.addEventListener("submit", this.#submitted);
    this.addEventListener("input", this.#typed);
    this.addEventListener("keydown", this.#keyed);
    this.addEventListener("click", this.#pressed);
    this.#text.addEventListener("focus", () => this.classList.add("is-open"));
    document.addEventListener("pointerdown", this.#left);
    for (const field of [this.#start, this.#end]) field.type = "hidden";
    this.#text.required = false;
    this.#hint(!localStorage.getItem(HINT));
    this.#keepAboveKeyboard();
    this.#paint();
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.#left);
  }

  /** @returns {HTMLFormElement} */
  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @returns {HTMLTextAreaElement} */
  get #text() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  /** @returns {HTMLInputElement} */
  get #start() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[name="start"]'));
  }

  /** @returns {HTMLInputElement} */
  get #end() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[name="end"]'));
  }

  /** @returns {string} */
  get #key() {
    return `studio-draft-${this.dataset.recording}`;
  }

  /** @returns {HTMLInputElement | null} */
  get #chosen() {
    return this.querySelector('input[name="kind"]:checked');
  }

  get kind() {
    return this.#chosen?.value ?? "observation";
  }

  set kind(value) {
    const radio = /** @type {HTMLInputElement | null} */ (this.querySelector(`input[name="kind"][value="${value}"]`));
    if (radio) radio.checked = true;
    this.#typed();
  }

  set now(/** @type {number} */ ms) {
    this.#now = ms;
    this.#paint();
  }

  set range(/** @type {Range | null} */ range) {
    this.#range = range;
    this.#paint();
    this.#save();
  }

  /** Puts the cursor in the text. */
  write() {
    this.classList.add("is-open");
    this.#text.focus();
  }

  /** @returns {{start: number, range: Range | null} | null} what was kept of an earlier visit, put back in the form */
  restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(this.#key) ?? "null");
    } catch {
      kept = null;
    }
    if (!kept?.text) return null;
    this.#text.value = kept.text;
    this.kind = kept.kind;
    const note = /** @type {HTMLElement | null} */ (this.querySelector("[data-restored]"));
    if (note) note.hidden = false;
    this.#draft();
    return { start: Number(kept.start) || 0, range: kept.range ?? null };
  }

  /** @returns {Range} where the moment will be */
  get #span() {
    if (!this.#range) return { start: this.#now, end: null };
    const end = this.#range.end ?? this.#now;
    return { start: this.#range.start, end: end > this.#range.start ? end : null };
  }

  #paint() {
    const { start, end } = this.#span;
    this.#start.value = code(start);
    this.#end.value = end === null ? "" : code(end);
    const time = spanWritten(start, end);
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-say]"))) {
      const words = (element.dataset.say ?? "").replace("{time}", time);
      if (element.textContent !== words) element.textContent = words;
    }
    const clip = /** @type {HTMLElement | null} */ (this.querySelector("[data-clip]"));
    if (clip) clip.hidden = this.#range === null;
    if (this.#text.value) this.#draft();
  }

  #draft() {
    const detail = this.#text.value ? { kind: this.kind, start: this.#span.start } : null;
    this.dispatchEvent(new CustomEvent("composer:draft", { bubbles: true, detail }));
  }

  #typed = () => {
    const prompt = this.#chosen?.dataset.prompt;
    if (prompt) this.#text.placeholder = prompt;
    if (this.#text.value && document.activeElement === this.#text) this.#ask("studio:hold");
    this.classList.toggle("has-text", this.#text.value !== "");
    this.#complain("");
    this.#draft();
    this.#save();
  };

  #save() {
    window.clearTimeout(this.#saving);
    this.#saving = window.setTimeout(() => {
      const text = this.#text.value;
      if (!text.trim()) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify({ text, kind: this.kind, start: read(this.#start.value), range: this.#range }));
    }, SAVE_MS);
  }

  #forget() {
    window.clearTimeout(this.#saving);
    localStorage.removeItem(this.#key);
    this.#text.value = "";
    const note = /** @type {HTMLElement | null} */ (this.querySelector("[data-restored]"));
    if (note) note.hidden = true;
    this.classList.remove("has-text");
    this.#draft();
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    if (event.target !== this.#text) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#form.requestSubmit();
    } else if (event.key === "Escape") {
      this.#text.blur();
      this.classList.remove("is-open");
    }
  };

  /** @param {Event} event */
  #pressed = (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-mark]"));
    if (button) this.#ask("studio:mark", { which: button.dataset.mark });
    if (target.closest("[data-forget]")) {
      this.#forget();
      this.#text.focus();
    }
    if (target.closest("[data-hint-close]")) this.#hint(false);
    if (target.matches('input[name="kind"]') && window.matchMedia("(max-width: 47.99rem)").matches) {
      this.#ask("studio:hold");
      this.write();
    }
  };

  /** @param {Event} event */
  #left = (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!this.contains(target) && !this.#text.value) this.classList.remove("is-open");
  };

  /** @param {boolean} shown */
  #hint(shown) {
    const hint = /** @type {HTMLElement | null} */ (this.querySelector("[data-hint]"));
    if (hint) hint.hidden = !shown;
    if (!shown) localStorage.setItem(HINT, "1");
  }

  /** @param {string} name @param {object} [detail] */
  #ask(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** @param {SubmitEvent} event */
  #submitted = (event) => {
    event.preventDefault();
    if (this.#form.classList.contains("is-busy")) return;
    if (!this.#text.value.trim()) {
      this.#ask("studio:hold");
      this.write();
      return;
    }
    this.#send().catch((error) => this.#refused(error));
  };

  async #send() {
    this.#form.classList.add("is-busy");
    try {
      const answer = await post(this.#form.action, new FormData(this.#form), { headers: { Accept: "text/html;q=0.9, application/json" } });
      const html = await answer.text();
      this.#range = null;
      this.#forget();
      this.#hint(false);
      this.#text.blur();
      this.classList.remove("is-open");
      this.#paint();
      this.#ask("composer:sent", { html });
      this.#ask("studio:release");
    } finally {
      this.#form.classList.remove("is-busy");
    }
  }

  /** @param {unknown} error */
  async #refused(error) {
    if (error instanceof Refusal && error.answer.status === 422) this.#complain((await error.answer.json()).error);
  }

  /** @param {string} sentence */
  #complain(sentence) {
    const words = /** @type {HTMLElement | null} */ (this.querySelector("[data-error]"));
    if (!words) return;
    words.hidden = sentence === "";
    words.textContent = sentence;
  }

  /** A phone's keyboard covers what is fixed to the foot of the page: the sheet rises with it. */
  #keepAboveKeyboard() {
    const seen = window.visualViewport;
    seen?.addEventListener("resize", () => {
      const covered = Math.max(0, window.innerHeight - seen.height - seen.offsetTop);
      this.style.setProperty("--keyboard", `${Math.round(covered)}px`);
    });
  }
}

customElements.define("moment-composer", MomentComposer);
