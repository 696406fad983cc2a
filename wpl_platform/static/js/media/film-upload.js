// @ts-check
/**
 * <film-upload>: brings one film in, so that a lost network or a closed page loses nothing.
 *
 * Stands in a form with a <film-choice>. Where no recording is named yet, submitting the form first saves what was
 * typed; then the film follows while the person goes on typing. Where a film waits for its rest, it goes on by itself
 * if the browser still has the file, else with the same file chosen again.
 */

import "./film-choice.js";
import "./sign-in-again.js";
import { objection } from "./film-check.js";
import { fingerprint, knownAs } from "./fingerprint.js";
import { sendTyped, Unfit } from "./film-form.js";
import { Transfer } from "./film-transfer.js";
import { amount } from "./pace.js";
import { show } from "./transfer-view.js";
import { halfOf, showElsewhere } from "./unfinished.js";
import { mayRead, recall } from "./upload-memory.js";

/** @typedef {import("./film-check.js").Chosen} Chosen */

class FilmUpload extends HTMLElement {
  /** @type {(Chosen & {print: string}) | null} */
  #film = null;
  /** @type {Transfer | null} */
  #transfer = null;
  #form = document.createElement("form");
  #choices = 0;
  /** @type {Promise<void> | null} */
  #looking = null;

  connectedCallback() {
    this.#form = this.closest("form") ?? this.#form;
    this.#form.addEventListener("submit", this.#submit, true);
    this.addEventListener("film:chosen", this.#choose);
    this.addEventListener("click", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    if (this.dataset.upload) void this.#find();
  }

  disconnectedCallback() {
    this.#form.removeEventListener("submit", this.#submit, true);
    window.removeEventListener("beforeunload", this.#leave);
    this.#transfer?.leave();
  }

  get #words() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-words]")).dataset;
  }

  get #choice() {
    return /** @type {import("./film-choice.js").FilmChoice} */ (this.querySelector("film-choice"));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** The file of the half upload, where this browser remembers it. */
  async #find() {
    const handle = (await recall(this.dataset.recording ?? ""))?.handle;
    if (!handle) return;
    if (await mayRead(handle, false)) await this.#goOn(handle);
    else this.#part("remembered").hidden = false;
  }

  /** @param {FileSystemFileHandle} handle */
  async #goOn(handle) {
    this.#part("remembered").hidden = true;
    try {
      await this.#take({ file: await handle.getFile(), handle });
    } catch {
      this.#refuse(this.#words.moved ?? "");
    }
  }

  /** @param {Event} event */
  #choose = (event) => {
    this.#looking = this.#take(/** @type {CustomEvent<{films: Chosen[]}>} */ (event).detail.films[0]);
  };

  /** @param {Chosen | undefined} film */
  async #take(film) {
    if (!film || (this.#transfer && this.#transfer.state !== "failed")) return;
    const turn = (this.#choices += 1);
    this.#rest();
    this.#ask("");
    this.#part("name").textContent = film.file.name;
    this.#part("size").textContent = amount(film.file.size);
    this.#refuse(objection(film.file, Number(this.dataset.most), this.#words));
    if (!this.#part("refusal").hidden) return;
    const print = await fingerprint(film.file).catch(() => null);
    if (turn !== this.#choices) return;
    if (print === null) return this.#refuse(this.#words.unreadable ?? "");
    this.#film = { ...film, print };
    await this.#consider(this.#film);
  }

  /** Whether it is the file that is waited for, or one that is here already; else it goes. @param {Chosen & {print: string}} film */
  async #consider(film) {
    const { upload, length, print, recording } = this.dataset;
    if (upload) {
      // What is still filmed, or lies on a device, has no length yet: no file is the rest of that.
      const other = Number(length) !== film.file.size || (print && film.print && print !== film.print);
      if (other) this.#ask("other");
      else this.#begin(film);
      return;
    }
    const half = recording ? null : halfOf(film.print);
    if (half) return this.#tell("half", half.dataset.title ?? "", half.dataset.arrival ?? "");
    const [known] = await knownAs(this.dataset.known, film.print);
    if (film !== this.#film) return;
    if (known) this.#tell("known", known.title, known.url);
    else if (recording) this.#begin(film);
  }

  /** @param {"known" | "half"} what @param {string} title @param {string} address */
  #tell(what, title, address) {
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector(`[data-ask="${what}"] a`));
    link.textContent = title;
    link.href = address;
    this.#part("anyway").hidden = !this.dataset.recording;
    this.#ask(what);
  }

  /** Who is quicker than the look at the file waits for it: else the form would take the film along. @param {SubmitEvent} event */
  #submit = async (event) => {
    if (event.defaultPrevented || this.#transfer || !this.#looking) return;
    event.preventDefault();
    await this.#looking;
    if (this.#film && !this.#transfer) void this.#first(this.#film);
  };

  /** Saves what was typed, when there is no recording yet; then the film follows. @param {Chosen & {print: string}} film */
  async #first(film) {
    const button = /** @type {HTMLButtonElement | null} */ (this.#form.querySelector("[data-submit]"));
    if (button?.classList.contains("is-busy")) return;
    button?.classList.add("is-busy");
    try {
      if (!this.dataset.recording) await this.#name(button);
      this.#begin(film);
    } catch (error) {
      const said = error instanceof Unfit && error.message;
      this.#refuse(said || (this.#words.notKept ?? ""));
    } finally {
      button?.classList.remove("is-busy");
    }
  }

  /** @param {HTMLButtonElement | null} button */
  async #name(button) {
    const begun = await sendTyped(this.#form.action, new FormData(this.#form));
    this.dataset.recording = String(begun.id);
    this.dataset.arrival = begun.arrival;
    this.#form.action = begun.update;
    window.dispatchEvent(new CustomEvent("details:begun", { detail: begun }));
    history.replaceState(null, "", begun.arrival);
    if (button) button.textContent = this.#words.save ?? "";
  }

  /** @param {Chosen & {print: string}} film */
  #begin({ file, handle, print }) {
    this.#ask("");
    this.#refuse("");
    this.#past();
    this.#choice.disabled = true;
    this.#part("progress").hidden = false;
    const { endpoint = "", recording = "", upload = null } = this.dataset;
    const transfer = new Transfer({ file, handle }, { endpoint, recording, upload, print });
    this.#transfer = transfer;
    transfer.addEventListener("change", this.#change);
    show(this.#part("progress"), transfer, this.#words);
    void transfer.start();
  }

  #change = () => {
    const state = this.#transfer?.state;
    if (state === "done") void this.#finish();
    if (state === "failed") {
      this.#refuse(this.#transfer?.why || (this.#words.failed ?? ""));
      this.#choice.disabled = false;
    }
  };

  async #finish() {
    this.#transfer = null;
    /** @type {Promise<unknown>[]} */
    const kept = [];
    window.dispatchEvent(new CustomEvent("details:keep", { detail: { wait: kept } }));
    await Promise.all(kept);
    location.assign(this.dataset.arrival ?? location.href);
  }

  /** @param {Event} event */
  #press = async (event) => {
    const button = /** @type {Element} */ (event.target).closest("button")?.dataset.part;
    if (button === "pause") void this.#transfer?.pause();
    if (button === "resume" || button === "retry") this.#start();
    if (button === "stop") await this.#stop();
    if (button === "anyway" && this.#film) void this.#first(this.#film);
    if (button === "rest" && this.#film) this.#carryOn(this.#film);
    if (button === "instead" && this.#film) {
      delete this.dataset.upload;
      await this.#consider(this.#film);
    }
    if (button === "again") {
      const handle = (await recall(this.dataset.recording ?? ""))?.handle;
      if (handle && (await mayRead(handle, true))) await this.#goOn(handle);
    }
  };

  #start() {
    this.#refuse("");
    this.#choice.disabled = true;
    void this.#transfer?.start();
  }

  /** The chosen file is one that was half in: it goes to the recording it was meant for. @param {Chosen & {print: string}} film */
  #carryOn(film) {
    const half = halfOf(film.print);
    if (!half) return;
    const { recording = "", upload = "", arrival = "" } = half.dataset;
    Object.assign(this.dataset, { recording, upload, arrival });
    this.#form.classList.add("is-sending");
    history.replaceState(null, "", arrival);
    showElsewhere(half, true);
    this.#begin(film);
  }

  async #stop() {
    await this.#transfer?.stop();
    delete this.dataset.upload;
    this.#rest();
    this.#choice.clear();
    this.#part("name").textContent = this.#words.choose ?? "";
    this.#part("size").textContent = this.#words.drop ?? "";
    this.#choice.querySelector("input")?.focus();
  }

  #rest() {
    if (this.#transfer?.state === "failed" && this.#transfer.address) this.dataset.upload = this.#transfer.address;
    this.#transfer = null;
    this.#film = null;
    this.#looking = null;
    this.#part("progress").hidden = true;
    this.#choice.disabled = false;
  }

  /** @param {BeforeUnloadEvent} event */
  #leave = (event) => {
    if (this.#transfer?.active) event.preventDefault();
  };

  /** What the page said of the film before this one, or of how far this one was, is over. */
  #past() {
    const said = this.closest("[data-stage]")?.querySelector(":scope > .notice");
    if (said instanceof HTMLElement) said.hidden = true;
  }

  /** Shows one question about the chosen file, or none. @param {string} which */
  #ask(which) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-ask]"))) {
      part.hidden = part.dataset.ask !== which;
    }
  }

  /** @param {string} why */
  #refuse(why) {
    this.#part("why").textContent = why;
    this.#part("refusal").hidden = !why;
  }
}

customElements.define("film-upload", FilmUpload);
