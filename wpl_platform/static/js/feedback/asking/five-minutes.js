// @ts-check
/**
 * <five-minutes>: from a film to a question in few taps. Choosing a film makes the recording and sends the film; the
 * question and the colleagues are filled in meanwhile, and kept with the recording whether the film is in or not. A film
 * that was partly in goes on where it was. The film is there to be looked at, and another can take its place until
 * somebody was asked. `data-begun` on the element, and `is-begun` on the start page around it, say that the page is now its own.
 */

import { objection, titleOf } from "../../media/film-check.js";
import { Transfer } from "../../media/film-transfer.js";
import { fingerprint } from "../../media/fingerprint.js";
import { restored } from "../../media/session.js";
import "../../media/sign-in-again.js";
import { show } from "../../media/transfer-view.js";
import { post, Refusal } from "../../web/csrf.js";
import { AskSheet } from "./ask-sheet.js";
import { ChosenFilm } from "./chosen-film.js";

const NEW = "0";
const LATER_MS = 20_000;
const SIGNED_OUT = [400, 401];

class FiveMinutes extends HTMLElement {
  /** @type {Transfer | null} */
  #transfer = null;
  /** @type {(recording: string) => void} */
  #made = () => undefined;
  #recording = "";
  /** Whether the recording was made here, and did not wait for its film from before. */
  #own = false;
  #gone = false;
  /** @type {AskSheet | null} */
  #sheet = null;
  /** @type {ChosenFilm | null} */
  #seen = null;
  /** @type {DOMStringMap} */
  #words = {};
  /** @type {(() => void) | null} goes on with what waits for the line */
  #again = null;

  connectedCallback() {
    this.#words = this.#said();
    this.#seen = new ChosenFilm(this.#part("preview"));
    this.addEventListener("change", this.#choose);
    this.addEventListener("click", this.#press);
    window.addEventListener("beforeunload", this.#leave);
    window.addEventListener("popstate", this.#return);
    const ask = this.#part("ask");
    if (!(ask instanceof HTMLFormElement)) return;
    this.#sheet = new AskSheet(ask, this.#awaited());
    this.#sheet.addEventListener("asked", this.#asked);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.#leave);
    window.removeEventListener("popstate", this.#return);
    this.#transfer?.leave();
    this.#seen?.clear();
  }

  /** The number of the recording, as soon as there is one. @returns {Promise<string>} */
  #awaited() {
    return new Promise((resolve) => (this.#made = resolve));
  }

  get #film() {
    return /** @type {HTMLFormElement} */ (this.#part("film"));
  }

  get #begun() {
    return "begun" in this.dataset;
  }

  /** @returns {DOMStringMap} */
  #said() {
    const words = /** @type {HTMLElement} */ (this.querySelector("[data-words]")).dataset;
    const { stay = "", done = "", later = "", closing = "" } = this.#part("note-words").dataset;
    return { ...words, going: stay, done, later, closing };
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @param {Event} event */
  #choose = (event) => {
    const chosen = /** @type {HTMLInputElement} */ (event.target);
    const file = chosen.files?.[0];
    if (!file || (this.#begun && !this.#recording)) return;
    const why = objection(file, Number(this.dataset.most), this.#words);
    this.#refuse(why);
    if (!why) void (this.#begun ? this.#change(file) : this.#begin(file));
    if (this.#begun) chosen.value = "";
  };

  /** @param {File} file */
  async #begin(file) {
    this.#open(true);
    this.#seen?.show(file);
    const print = await fingerprint(file).catch(() => null);
    if (print === null) return this.#back(this.#words.unreadable);
    const half = halfOf(print);
    this.#own = !half?.recording;
    try {
      this.#recording = half?.recording ?? (this.#recording || (await this.#make(file)));
    } catch (error) {
      return this.#back(error instanceof Refusal && error.answer.status === 422 ? this.#words.notKept : "");
    }
    this.#made(this.#recording);
    this.#part("another").hidden = false;
    this.#go("later");
    await this.#send(file, print, half?.upload || null);
  }

  /** This film instead: what was sent of the other one goes, what was typed stays. @param {File} file */
  async #change(file) {
    if ((await fingerprint(file).catch(() => null)) === null) return this.#refuse(this.#words.unreadable ?? "");
    const before = this.#recording;
    this.#recording = "";
    this.#part("another").hidden = true;
    this.#sheet?.about(this.#awaited());
    this.#seen?.show(file);
    await this.#transfer?.stop();
    this.#transfer = null;
    const remove = (this.dataset.remove ?? "").replace(`/${NEW}/`, `/${before}/`);
    if (this.#own) await post(remove, {}, { headers: { Accept: "application/json" } }).catch(() => null);
    await this.#begin(file);
  }

  /** To where the film is chosen. @param {string | undefined} why when it was not said already */
  #back(why) {
    this.#open(false);
    this.#seen?.clear();
    this.#refuse(why ?? "");
  }

  /**
   * The recording, private and with a title of its own; waits for the line, and for who has to sign in again.
   * @param {File} file @returns {Promise<string>}
   */
  async #make(file) {
    for (;;) {
      const typed = new FormData(this.#film);
      typed.delete("film");
      typed.set("title", titleOf(file, this.#words));
      try {
        const answer = await post(this.#film.action, typed, { headers: { Accept: "application/json" } });
        return String((await answer.json()).id);
      } catch (error) {
        const status = error instanceof Refusal ? error.answer.status : 500;
        if (SIGNED_OUT.includes(status)) await restored();
        else if (status < 500) throw error;
        else await this.#line();
      }
    }
  }

  /** Resolves when it is worth another try: the line is back, some time went by, or the person says so. */
  async #line() {
    const note = this.#part("note");
    const retry = this.#part("retry");
    note.textContent = this.#words.later ?? "";
    retry.hidden = false;
    await new Promise((resolve) => {
      const go = () => resolve(null);
      this.#again = go;
      window.addEventListener("online", go, { once: true });
      if (navigator.onLine) window.setTimeout(go, LATER_MS);
    });
    this.#again = null;
    note.textContent = "";
    retry.hidden = true;
  }

  /** @param {File} file @param {string} print @param {string | null} upload where part of it is in already */
  async #send(file, print, upload) {
    const way = { endpoint: this.dataset.endpoint ?? "", recording: this.#recording, upload, print };
    this.#transfer = new Transfer({ file, handle: null }, way);
    show(this.#part("progress"), this.#transfer, this.#words);
    await this.#transfer.start();
  }

  /** The film makes room for the question. @param {boolean} on */
  #open(on) {
    this.toggleAttribute("data-begun", on);
    this.closest(".start")?.classList.toggle("is-begun", on);
    this.#film.hidden = on;
    if (this.#part("head")) this.#part("head").hidden = !on;
    this.#part("preview").hidden = !on;
    this.#part("progress").hidden = !on;
    const ask = this.#part("ask");
    ask.hidden = !on;
    if (on) /** @type {HTMLElement | null} */ (ask.querySelector("textarea"))?.focus({ preventScroll: true });
    if (on) window.scrollTo({ top: 0 });
  }

  /** From here on the film is what others were asked about, and the page may be closed once it is in. */
  #asked = () => {
    this.#part("another").hidden = true;
    this.#words.done = this.#words.closing;
    this.#transfer?.dispatchEvent(new Event("change"));
    this.#go("ask");
  };

  /** The address is that of where a reload leads; back leads to before the film was chosen. @param {"ask" | "later"} name */
  #go(name) {
    const way = this.#gone ? "replaceState" : "pushState";
    this.#gone = true;
    history[way](null, "", this.#at(name));
  }

  /** @param {"ask" | "later"} name @returns {string} */
  #at(name) {
    return (this.dataset[name] ?? "").replace(`/${NEW}/`, `/${this.#recording}/`);
  }

  /** @param {Event} event */
  #press = (event) => {
    const part = /** @type {Element} */ (event.target).closest("button")?.dataset.part;
    if (part !== "retry" && part !== "resume") return;
    if (this.#again) this.#again();
    else void this.#transfer?.start();
  };

  /** Back: the address is that of a page which is not here any more. */
  #return = () => location.reload();

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

/** What is partly in of this very film, as the page lists it. @param {string} print */
function halfOf(print) {
  const half = print && document.querySelector(`[data-unfinished="${print}"]`);
  return half instanceof HTMLElement ? half.dataset : null;
}

customElements.define("five-minutes", FiveMinutes);
