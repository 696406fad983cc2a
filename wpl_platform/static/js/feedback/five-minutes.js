// @ts-check
/**
 * <five-minutes>: from a film to a question in few taps. Choosing a film makes the recording and sends the film; the
 * question and the colleagues are filled in meanwhile, and kept with the recording whether the film is in or not.
 */

import { objection, titleOf } from "../media/film-check.js";
import { Transfer } from "../media/film-transfer.js";
import { fingerprint } from "../media/fingerprint.js";
import "../media/sign-in-again.js";
import { show } from "../media/transfer-view.js";
import { post } from "../web/csrf.js";
import { AskSheet } from "./ask-sheet.js";

const NEW = "0";

class FiveMinutes extends HTMLElement {
  /** @type {Transfer | null} */
  #transfer = null;
  /** @type {(recording: string) => void} */
  #made = () => undefined;
  #recording = "";
  #begun = false;

  connectedCallback() {
    this.#film.addEventListener("change", this.#choose);
    this.addEventListener("click", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    const ask = this.#part("ask");
    if (!(ask instanceof HTMLFormElement)) return;
    const recording = /** @type {Promise<string>} */ (new Promise((resolve) => (this.#made = resolve)));
    new AskSheet(ask, recording).addEventListener("asked", this.#asked);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.#leave);
    this.#transfer?.leave();
  }

  get #film() {
    return /** @type {HTMLFormElement} */ (this.#part("film"));
  }

  get #words() {
    const words = /** @type {HTMLElement} */ (this.querySelector("[data-words]")).dataset;
    const { stay = "", done = "" } = this.#part("note-words").dataset;
    return /** @type {DOMStringMap} */ ({ ...words, going: stay, done });
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @param {Event} event */
  #choose = (event) => {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (!file || this.#begun) return;
    const why = objection(file, Number(this.dataset.most), this.#words);
    this.#refuse(why);
    if (!why) void this.#begin(file);
  };

  /** @param {File} file */
  async #begin(file) {
    this.#begun = true;
    this.#open(true);
    try {
      const print = await fingerprint(file).catch(() => null);
      if (print === null) return this.#back(this.#words.unreadable);
      this.#recording ||= await this.#make(file);
      this.#made(this.#recording);
      history.replaceState(null, "", this.#at("later"));
      await this.#send(file, print);
    } catch {
      this.#back(""); // What failed was said already.
    }
  }

  /** To where the film is chosen. @param {string | undefined} why */
  #back(why) {
    this.#begun = false;
    this.#open(false);
    this.#refuse(why ?? "");
  }

  /** The recording, private and with a title of its own. @param {File} file @returns {Promise<string>} */
  async #make(file) {
    const typed = new FormData(this.#film);
    typed.delete("film");
    typed.set("title", titleOf(file, this.#words));
    const answer = await post(this.#film.action, typed, { headers: { Accept: "application/json" } });
    return String((await answer.json()).id);
  }

  /** @param {File} file @param {string} print */
  async #send(file, print) {
    const way = { endpoint: this.dataset.endpoint ?? "", recording: this.#recording, upload: null, print };
    this.#transfer = new Transfer({ file, handle: null }, way);
    show(this.#part("progress"), this.#transfer, this.#words);
    await this.#transfer.start();
  }

  /** The film makes room for the question. @param {boolean} on */
  #open(on) {
    this.#film.hidden = on;
    this.#part("progress").hidden = !on;
    const ask = this.#part("ask");
    ask.hidden = !on;
    if (on) /** @type {HTMLElement | null} */ (ask.querySelector("textarea"))?.focus({ preventScroll: true });
    if (on) window.scrollTo({ top: 0 });
  }

  #asked = () => history.replaceState(null, "", this.#at("ask"));

  /** @param {"ask" | "later"} name @returns {string} */
  #at(name) {
    return (this.dataset[name] ?? "").replace(`/${NEW}/`, `/${this.#recording}/`);
  }

  /** @param {Event} event */
  #press = (event) => {
    const part = /** @type {Element} */ (event.target).closest("button")?.dataset.part;
    if (part === "retry" || part === "resume") void this.#transfer?.start();
  };

  /** @param {BeforeUnloadEvent} event */
  #leave = (event) => {
    if (this.#transfer?.active || (this.#begun && !this.#transfer)) event.preventDefault();
  };

  /** @param {string} why */
  #refuse(why) {
    this.#part("why").textContent = why;
    this.#part("refusal").hidden = !why;
  }
}

customElements.define("five-minutes", FiveMinutes);
