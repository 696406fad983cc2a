// @ts-check
/**
 * <film-upload>: brings a film in by tus, so that a lost network or a closed page loses nothing.
 *
 * Stands in a form with a file field. Where no recording is named yet, submitting the form first saves what was typed;
 * then the film follows while the person goes on typing. Its words are in a template beside the field.
 */

import * as tus from "tus-js-client";
import { post, Refusal, token } from "../web/csrf.js";
import { amount, figure, Pace } from "./pace.js";

const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000];
const NO_VIDEO = /^(image|audio|text|font)\/|^application\/(pdf|zip|json|msword|vnd\.)/;

class FilmUpload extends HTMLElement {
  /** @type {tus.Upload | null} */
  #upload = null;
  #pace = new Pace();
  #changed = false;
  #waiting = false;
  /** @type {HTMLFormElement} */
  #form = document.createElement("form");

  connectedCallback() {
    this.#form = this.closest("form") ?? this.#form;
    this.#form.addEventListener("submit", this.#submit);
    this.#form.addEventListener("input", this.#type);
    this.#input.addEventListener("change", this.#choose);
    this.addEventListener("click", this.#press);
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.#part("drop").addEventListener(name, this.#drag);
    window.addEventListener("online", this.#back);
    window.addEventListener("offline", this.#away);
    window.addEventListener("beforeunload", this.#leave);
  }

  disconnectedCallback() {
    this.#form.removeEventListener("submit", this.#submit);
    window.removeEventListener("online", this.#back);
    window.removeEventListener("offline", this.#away);
    window.removeEventListener("beforeunload", this.#leave);
    this.#upload?.abort();
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input[type="file"]'));
  }

  get #words() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-words]")).dataset;
  }

  get #running() {
    return this.#upload !== null;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  #choose = () => {
    const file = this.#input.files?.[0];
    if (!file) return;
    this.#refuse(this.#objection(file));
    this.#part("name").textContent = file.name;
    this.#part("size").textContent = amount(file.size);
    if (this.dataset.recording && !this.#objection(file)) this.#begin(file);
  };

  /** @param {File} file @returns {string} */
  #objection(file) {
    if (file.size === 0) return this.#words.empty ?? "";
    if (NO_VIDEO.test(file.type)) return this.#words.noVideo ?? "";
    return file.size > Number(this.dataset.most) ? (this.#words.tooLarge ?? "") : "";
  }

  /** @param {Event} event */
  #drag = (event) => {
    event.preventDefault();
    this.#part("drop").classList.toggle("is-over", event.type === "dragenter" || event.type === "dragover");
    const files = event.type === "drop" && event instanceof DragEvent ? event.dataTransfer?.files : null;
    if (!files?.length || this.#running) return;
    this.#input.files = files;
    this.#choose();
  };

  #type = (/** @type {Event} */ event) => {
    if (event.target !== this.#input) this.#changed = true;
  };

  /** @param {SubmitEvent} event */
  #submit = (event) => {
    const file = this.#input.files?.[0];
    if (this.#running) {
      event.preventDefault();
      this.#save();
      return;
    }
    if (!file) return;
    event.preventDefault();
    if (!this.#objection(file)) this.#first(file);
  };

  /** Saves what was typed, when there is no recording yet; then the film follows. @param {File} file */
  async #first(file) {
    if (!this.dataset.recording) {
      const answer = await this.#send(this.#form.action);
      if (!answer) return;
      this.dataset.recording = String(answer.id);
      this.dataset.arrival = answer.arrival;
      this.#form.action = answer.update;
      history.replaceState(null, "", answer.arrival);
      const button = this.#form.querySelector("[data-submit]");
      if (button) button.textContent = this.#words.save ?? "";
    }
    this.#begin(file);
  }

  async #save() {
    if (await this.#send(this.#form.action)) {
      window.dispatchEvent(new CustomEvent("toast", { detail: { text: this.#words.saved } }));
    }
  }

  /**
   * What was typed, without the film. Resolves with null when it was not taken, after saying why.
   * @param {string} address
   */
  async #send(address) {
    const typed = new FormData(this.#form);
    typed.delete("film");
    try {
      const answer = await post(address, typed, { headers: { Accept: "application/json" } });
      this.#changed = false;
      this.#refuse("");
      return await answer.json();
    } catch (error) {
      if (error instanceof Refusal && error.answer.status === 422) this.#refuse((await error.answer.json()).error);
      return null;
    }
  }

  /** @param {File} file */
  #begin(file) {
    this.#part("drop").classList.add("is-busy");
    this.#input.disabled = true;
    this.#part("progress").hidden = false;
    const resumes = this.dataset.upload && Number(this.dataset.length) === file.size;
    this.#upload = new tus.Upload(file, {
      endpoint: this.dataset.endpoint ?? null,
      uploadUrl: resumes ? (this.dataset.upload ?? null) : null,
      metadata: { recording: this.dataset.recording ?? "", filename: file.name },
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      storeFingerprintForResuming: false,
      retryDelays: RETRY_MS,
      onProgress: this.#progress,
      onSuccess: () => this.#finish(),
      onError: this.#fail,
      onShouldRetry: (error) => !this.#isFinal(error),
    });
    this.#upload.start();
  }

  /** @param {tus.DetailedError} error */
  #isFinal(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    return status >= 400 && status < 500 && ![409, 423, 429].includes(status);
  }

  /** @param {number} sent @param {number} total */
  #progress = (sent, total) => {
    this.#waiting = false;
    this.#pace.take(sent);
    const percent = Math.floor((100 * sent) / total);
    this.#part("percent").textContent = `${percent}%`;
    /** @type {HTMLProgressElement} */ (this.#part("bar")).value = percent;
    const done = (this.#words.amount ?? "").replace("{done}", figure(sent, total)).replace("{total}", amount(total));
    const left = this.#pace.left(total, this.#words);
    this.#part("amount").textContent = left ? `${done} · ${left}` : done;
    this.#note(this.#words.going);
  };

  async #finish() {
    this.#note(this.#words.done);
    this.#part("pause").hidden = true;
    this.#part("stop").hidden = true;
    if (!navigator.onLine) await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
    const address = this.#upload?.url;
    if (address) await post(`${address}/finish`).catch(() => null);
    if (this.#changed && this.#form.querySelector('[name="title"]')) await this.#send(this.#form.action);
    this.#upload = null;
    this.dispatchEvent(new CustomEvent("film:arrived", { bubbles: true, cancelable: true }));
    location.assign(this.dataset.arrival ?? location.href);
  }

  /** @param {Error | tus.DetailedError} error */
  #fail = (error) => {
    const answer = "originalResponse" in error ? error.originalResponse : null;
    let why = this.#words.failed ?? "";
    try {
      const said = JSON.parse(answer?.getBody() ?? "");
      why = said.error || why;
    } catch {
      // Nobody answered, or not in our words: ours then.
    }
    this.#rest();
    this.#refuse(why);
  };

  /** @param {Event} event */
  #press = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button")?.dataset.part;
    if (button === "pause") this.#pause(true);
    if (button === "resume") this.#pause(false);
    if (button === "stop") this.#stop();
  };

  /** @param {boolean} paused */
  #pause(paused) {
    if (paused) this.#upload?.abort();
    else this.#upload?.start();
    this.#pace = new Pace();
    this.#part("pause").hidden = paused;
    this.#part("resume").hidden = !paused;
    this.#note(paused ? this.#words.paused : this.#words.going);
  }

  async #stop() {
    await this.#upload?.abort(true).catch(() => null);
    delete this.dataset.upload;
    this.#rest();
    this.#input.value = "";
  }

  #rest() {
    this.#upload = null;
    this.#part("drop").classList.remove("is-busy");
    this.#part("progress").hidden = true;
    this.#input.disabled = false;
  }

  #away = () => {
    this.#waiting = this.#running;
    if (this.#waiting) this.#note(this.#words.offline);
  };

  #back = () => {
    if (!this.#waiting || !this.#upload) return;
    this.#waiting = false;
    this.#upload.abort().then(() => this.#upload?.start());
  };

  /** @param {BeforeUnloadEvent} event */
  #leave = (event) => {
    if (this.#running) event.preventDefault();
  };

  /** @param {string | undefined} text */
  #note(text) {
    const note = this.#part("note");
    if (note.textContent !== text) note.textContent = text ?? "";
  }

  /** @param {string} why */
  #refuse(why) {
    this.#part("why").textContent = why;
    this.#part("refusal").hidden = !why;
  }
}

customElements.define("film-upload", FilmUpload);
