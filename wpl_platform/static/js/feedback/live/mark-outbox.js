// @ts-check
/**
 * Marks on their way to the server: each lies on this device, as its author has it now, until the server has that. Sent
 * one at a time, with the age of the press; under its key the server keeps one, however often it is sent.
 *
 * Says "changed"; "placed" {key, start, end} when the server said where a mark lands; "refused" {key, sentence} when it
 * will not have it, and then it is gone from here.
 */

import { restored } from "../../media/session.js";
import { patience } from "../../media/patience.js";
import { token } from "../../web/csrf.js";
import { keep, kept, own } from "../person.js";
import { age } from "./age.js";

/**
 * @typedef {Object} Mark
 * @property {string} key
 * @property {string} address  where it is sent
 * @property {string} kind
 * @property {import("./age.js").Instant} at  when it went down
 * @property {number} held  ms
 * @property {number} lead  ms before the press that count
 * @property {string} text
 * @property {number[]} labels
 * @property {boolean} removed
 * @property {number} version  grows with every change
 */

const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export class MarkOutbox extends EventTarget {
  #prefix = `${own("live-marks")}:`;
  /** Those for which this device has no room. @type {Map<string, Mark>} */ #held = new Map();
  /** @type {Promise<void> | null} */ #running = null;
  #timer = 0;
  #tries = 0;

  constructor() {
    super();
    window.addEventListener("online", this.send);
    window.addEventListener("focus", this.send);
    this.send();
  }

  /** @returns {Mark[]} what waits, the first first */
  get all() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.#prefix));
    const found = /** @type {(Mark | null)[]} */ (names.map(kept)).filter((mark) => mark !== null && !this.#held.has(mark.key));
    return [.../** @type {Mark[]} */ (found), ...this.#held.values()].sort((one, other) => one.at.wall - other.at.wall);
  }

  /** Whether the last try found no server. */
  get lost() {
    return this.#tries > 0 || !navigator.onLine;
  }

  /** @param {Mark} mark */
  put(mark) {
    if (keep(this.#prefix + mark.key, mark)) this.#held.delete(mark.key);
    else this.#held.set(mark.key, mark);
    this.#say("changed");
    this.send();
  }

  /** @param {string} key */
  #drop(key) {
    this.#held.delete(key);
    keep(this.#prefix + key, null);
  }

  /** @param {string} name @param {object} [detail] */
  #say(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  send = () => {
    window.clearTimeout(this.#timer);
    this.#running ??= alone(() => this.#drain()).finally(() => {
      this.#running = null;
      if (this.all.length && !this.#tries) this.send();
    });
  };

  async #drain() {
    for (let [mark] = this.all; mark; [mark] = this.all) {
      if (!(await this.#one(mark))) return;
    }
  }

  /** @param {Mark} mark @returns {Promise<boolean>} whether the next may be tried */
  async #one(mark) {
    const answer = await ask(mark);
    const said = await answer?.json().catch(() => null);
    if (answer?.ok && said?.key === mark.key) return this.#done(mark, () => this.#say("placed", said));
    if (answer && [400, 401].includes(answer.status)) {
      await restored();
      return true;
    }
    if (answer && [403, 404, 409, 422].includes(answer.status)) {
      return this.#done(mark, () => this.#say("refused", { key: mark.key, sentence: String(said?.error ?? "") }));
    }
    this.#timer = window.setTimeout(this.send, AGAIN_MS[Math.min(this.#tries++, AGAIN_MS.length - 1)]);
    this.#say("changed");
    return false;
  }

  /** The server has it so; what was changed meanwhile is sent again. @param {Mark} mark @param {() => void} then */
  #done(mark, then) {
    this.#tries = 0;
    if (this.all.find(({ key }) => key === mark.key)?.version === mark.version) this.#drop(mark.key);
    then();
    this.#say("changed");
    return true;
  }
}

/** One page of this person sends at a time. @param {() => Promise<void>} work @returns {Promise<void>} */
async function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request("live-marks", work);
}

/** @param {Mark} mark @returns {Promise<Response | null>} nothing when there was no answer */
async function ask({ address, key, kind, at, held, lead, text, labels, removed }) {
  const headers = { Accept: "application/json", "X-CSRFToken": token(), "X-Requested-With": "fetch" };
  const body = new URLSearchParams({ key, kind, held: String(held), lead: String(lead), text, removed: removed ? "1" : "" });
  for (const label of labels) body.append("label", String(label));
  body.set("age", String(age(at)));
  return fetch(address, { method: "POST", body, headers, credentials: "same-origin", signal: patience() }).catch(() => null);
}
