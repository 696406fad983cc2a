// @ts-check
/**
 * <saved-answer>: keeps what somebody types, a moment after they pause.
 *
 * Wraps a form with a textarea. With `data-local` the text is kept on the device only, until the form is sent; else it
 * is sent to the form's action (`question`, `text`, `seen`) and the answer `{seen, sentence}` is shown. What could not be
 * sent stays in localStorage under `data-key`, is tried again, and is put back when the page is opened again.
 * What is said lies in the form as [data-say], hidden until it is so.
 */

import { announce, token } from "../web/csrf.js";

const PAUSE_MS = 800;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];

class SavedAnswer extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const field = this.querySelector("textarea");
    if (!form || !field) return;
    this.form = form;
    this.field = field;
    this.local = this.hasAttribute("data-local");
    this.key = this.dataset.key ?? "";
    this.kept = field.value;
    this.failures = 0;
    /** @type {Promise<boolean> | null} */
    this.underway = null;
    field.addEventListener("input", this.#typed);
    field.addEventListener("blur", this.#now);
    form.addEventListener("submit", this.#submit);
    this.addEventListener("click", this.#decide);
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#back);
    window.addEventListener("online", this.#now);
    document.addEventListener("visibilitychange", this.#hidden);
    this.#putBack();
  }

  disconnectedCallback() {
    window.clearTimeout(this.timer);
    window.removeEventListener("pagehide", this.#leave);
    window.removeEventListener("pageshow", this.#back);
    window.removeEventListener("online", this.#now);
    document.removeEventListener("visibilitychange", this.#hidden);
  }

  get unsaved() {
    return this.field?.value !== this.kept;
  }

  #typed = () => {
    this.#remember();
    window.clearTimeout(this.timer);
    if (!this.local) this.timer = window.setTimeout(this.#now, PAUSE_MS);
  };

  #now = () => {
    if (!this.local) void this.save();
  };

  #hidden = () => {
    if (document.visibilityState === "hidden" && !this.local) void this.save(true);
  };

  /** The page goes now: what is unsaved goes with a request that outlives it, and does not wait for the one before. */
  #leave = () => {
    if (this.local || !this.unsaved || this.conflict) return;
    if (this.underway) void this.#send(true).catch(() => undefined);
    else void this.save(true);
  };

  /**
   * A page that comes back out of the browser's memory may not know what was kept when it left.
   *
   * @param {PageTransitionEvent} event
   */
  #back = (event) => {
    if (event.persisted && !this.local) location.reload();
  };

  /** @param {SubmitEvent} event */
  #submit = async (event) => {
    if (this.local) {
      this.#forget();
      return;
    }
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.name !== "next") return;
    event.preventDefault();
    if (!(await this.save())) return;
    const next = new URL(location.href);
    next.hash = "";
    next.searchParams.set("vraag", button.value);
    location.assign(next);
  };

  /**
   * Ensures that what stands in the field is kept by the server. One request at a time.
   *
   * @param {boolean} [keepalive] whether the request outlives the page
   * @returns {Promise<boolean>} whether it is
   */
  async save(keepalive = false) {
    window.clearTimeout(this.timer);
    while (this.underway) await this.underway;
    if (!this.unsaved) return true;
    if (this.conflict) return false;
    this.underway = this.#attempt(keepalive);
    const done = await this.underway;
    this.underway = null;
    return done;
  }

  /** @param {boolean} keepalive */
  async #attempt(keepalive) {
    this.#say("saving");
    const text = this.field?.value ?? "";
    try {
      const answer = await this.#send(keepalive);
      if (answer.status === 409) return this.#conflicted();
      if (answer.status === 422) return this.#refused((await answer.json()).error);
      if (answer.status === 400 || answer.status === 401) announce(answer.status);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const { seen, sentence } = await answer.json();
      this.#saved(text, seen, sentence);
      return true;
    } catch {
      this.#failed();
      return false;
    }
  }

  /** @param {boolean} keepalive */
  #send(keepalive) {
    const data = new FormData(this.form);
    if (keepalive && this.underway) data.delete("seen");
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const body = new URLSearchParams(/** @type {any} */ (data));
    return fetch(this.form?.action ?? "", { method: "POST", body, headers, keepalive, credentials: "same-origin" });
  }

  /**
   * @param {string} text
   * @param {string} seen
   * @param {string} sentence
   */
  #saved(text, seen, sentence) {
    this.kept = text;
    this.failures = 0;
    this.#seen(seen);
    const words = this.querySelector("[data-saved]");
    if (words) words.textContent = sentence;
    this.#say("saved");
    if (this.unsaved) this.#typed();
    else this.#forget();
  }

  #failed() {
    this.#remember();
    this.#say("failed");
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures = (this.failures ?? 0) + 1;
    this.timer = window.setTimeout(this.#now, wait);
  }

  #conflicted() {
    this.conflict = true;
    this.#remember();
    this.#say("conflict");
    return false;
  }

  /** @param {string} sentence */
  #refused(sentence) {
    const words = this.querySelector("[data-refused]");
    if (words) words.textContent = sentence;
    this.#remember();
    this.#say("refused");
    return false;
  }

  /** @param {MouseEvent} event */
  #decide = (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-do]");
    if (!(button instanceof HTMLElement)) return;
    this.conflict = false;
    if (button.dataset.do === "mine") {
      this.#seen("");
      this.field?.focus();
      void this.save();
    } else {
      this.#forget();
      location.reload();
    }
  };

  /** @param {string} seen */
  #seen(seen) {
    const field = this.form?.elements.namedItem("seen");
    if (field instanceof HTMLInputElement) field.value = seen;
  }

  /** @param {string} what */
  #say(what) {
    const line = ["saved", "saving", "none"];
    for (const part of this.querySelectorAll("[data-say]")) {
      const says = /** @type {HTMLElement} */ (part).dataset.say ?? "";
      if (line.includes(what) || !line.includes(says)) /** @type {HTMLElement} */ (part).hidden = says !== what;
      else /** @type {HTMLElement} */ (part).hidden = true;
    }
  }

  #remember() {
    const seen = new FormData(this.form).get("seen") ?? "";
    try {
      localStorage.setItem(this.key ?? "", JSON.stringify({ text: this.field?.value, seen }));
    } catch {
      // A full or closed store: the field itself still holds the text.
    }
  }

  #forget() {
    try {
      localStorage.removeItem(this.key ?? "");
    } catch {
      // Nothing was kept.
    }
  }

  #putBack() {
    /** @type {{text?: string, seen?: string} | null} */
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key ?? "") ?? "null");
    } catch {
      return;
    }
    if (!kept?.text || !this.field || kept.text === this.field.value) {
      this.#forget();
      return;
    }
    this.field.value = kept.text;
    if (this.local) return;
    this.#seen(kept.seen ?? "");
    this.#say("back");
    void this.save();
  }
}

customElements.define("saved-answer", SavedAnswer);
