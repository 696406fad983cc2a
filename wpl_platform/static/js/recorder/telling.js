// @ts-check
/** What the recorder says of itself: to who looks, and to who listens. Its sentences stand in its `[data-words]`. */

import { written } from "../feedback/times.js";
import { amount, figure } from "../media/pace.js";

const QUARTERS = 4;

export class Telling {
  #quarter = 0;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  get words() {
    return /** @type {HTMLElement} */ (this.place.querySelector("[data-words]")).dataset;
  }

  /** @param {string} name @returns {any} */
  #part(name) {
    return this.place.querySelector(`[data-part="${name}"]`);
  }

  /** To who listens. @param {string | undefined} text */
  say(text) {
    this.#part("said").textContent = text ?? "";
  }

  /** Why it went otherwise than was asked; nothing takes it away. @param {string} [text] */
  note(text = "") {
    this.#part("note").hidden = !text;
    this.#part("note-words").textContent = text;
  }

  /** @param {number} ms film time */
  time(ms) {
    for (const place of this.place.querySelectorAll("[data-part~=time]")) place.textContent = written(ms);
  }

  /** @param {number} at film time of a moment, ms */
  marked(at) {
    const item = document.createElement("li");
    item.textContent = written(at);
    this.#part("marks").prepend(item);
    this.#part("unmarked").hidden = true;
    this.say((this.words.marked ?? "").replace("{time}", written(at)));
  }

  /** A take begins: nothing of one before it. */
  fresh() {
    this.#quarter = 0;
    this.#part("marks").replaceChildren();
    this.#part("unmarked").hidden = false;
    this.note();
    this.fine();
  }

  /** Whether all of it is there after a crash. @param {boolean} kept */
  kept(kept) {
    for (const one of /** @type {NodeListOf<HTMLElement>} */ (this.place.querySelectorAll("[data-kept]"))) {
      one.hidden = (one.dataset.kept === "yes") !== kept;
    }
  }

  /** How many bytes are safe; once nothing more is filmed, aloud at every quarter. @param {number} sent @param {number} size @param {boolean} aloud */
  safe(sent, size, aloud) {
    const text = (this.words.safe ?? "").replace("{done}", figure(sent, size)).replace("{total}", amount(size));
    for (const place of this.place.querySelectorAll("[data-part~=safe]")) place.textContent = text;
    const part = size ? sent / size : 0;
    this.#part("bar").value = Math.floor(100 * part);
    const quarter = Math.floor(QUARTERS * part);
    if (aloud && quarter > this.#quarter) this.say(text);
    this.#quarter = quarter;
  }

  /**
   * @param {{why: string, sentence: string}} trouble why it does not go on; a sentence of the server's own where it gave one
   * @param {boolean} again whether it is tried again only when the person asks
   */
  trouble({ why, sentence }, again) {
    const known = { offline: this.words.offline, "signed-out": this.words.signedOut, server: this.words.server }[why];
    const text = known ?? `${sentence} ${this.words.kept ?? ""}`.trim();
    const place = this.#part("trouble-words");
    if (place.textContent !== text) place.textContent = text; // said once, however often it is tried
    this.#part("again").hidden = !again;
    this.#part("trouble").dataset.state = known || !again ? "waiting" : "error";
    this.#part("trouble").hidden = false;
  }

  /** The trouble is over. */
  fine() {
    this.#part("trouble").hidden = true;
    this.#part("trouble-words").textContent = "";
  }
}
