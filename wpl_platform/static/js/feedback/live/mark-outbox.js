// @ts-check
/**
 * Marks on their way to the server: each lies on this device, as its author has it now, until the server has that. Sent
 * one at a time, with the age of the press; under its key the server keeps one, however often it is sent.
 *
 * Says "changed"; "placed" {key, start, end} when the server said where a mark lands; "refused" {mark} when it will not
 * have it: then it stays here, with the reason, until somebody drops it.
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
 * @property {{status: number, sentence: string}} [why]  the server will not have it
 */

const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
const SIGNED_OUT = [400, 401];
const REFUSED = [403, 404, 409, 422];
/** So long somebody has to read why. */
const KEPT_MS = 30 * 86_400_000;

export class MarkOutbox extends EventTarget {
  #prefix = `${own("live-marks")}:`;
  /** Those for which this device has no room. @type {Map<string, Mark>} */ #held = new Map();
  /** @type {Promise<void> | null} */ #running = null;
  #timer = 0;
  #tries = 0;
  #answered = false;
  /** The key of what was tried again with a fresh token. */ #renewed = "";

  constructor() {
    super();
    for (const { key, why, at } of this.all) if (why && age(at) > KEPT_MS) this.drop(key);
    window.addEventListener("online", this.send);
    window.addEventListener("focus", this.send);
    this.send();
  }

  /** @returns {Mark[]} what lies here, the first first */
  get all() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.#prefix));
    const found = /** @type {(Mark | null)[]} */ (names.map(kept)).filter((mark) => mark !== null && !this.#held.has(mark.key));
    return [.../** @type {Mark[]} */ (found), ...this.#held.values()].sort((one, other) => one.at.wall - other.at.wall);
  }

  /** @returns {Mark[]} what is to be sent, the first first */
  get waiting() {
    return this.all.filter((mark) => !mark.why);
  }

  /** Whether the last try found no server. */
  get lost() {
    return (this.#tries > 0 && !this.#answered) || !navigator.onLine;
  }

  /** Whether the server answered the last try, and asked to come back later. */
  get busy() {
    return this.#tries > 0 && this.#answered && navigator.onLine;
  }

  /** @param {Mark} mark */
  put(mark) {
    if (keep(this.#prefix + mark.key, mark)) this.#held.delete(mark.key);
    else this.#held.set(mark.key, mark);
    this.#say("changed");
    this.send();
  }

  /** @param {string} key */
  drop(key) {
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
      if (this.waiting.length && !this.#tries) this.send();
    });
  };

  async #drain() {
    for (let [mark] = this.waiting; mark; [mark] = this.waiting) {
      if (!(await this.#one(mark))) return;
    }
  }

  /** @param {Mark} mark @returns {Promise<boolean>} whether the next may be tried */
  async #one(mark) {
    const answer = await ask(mark);
    const said = await answer?.json().catch(() => null);
    if (answer?.ok && said?.key === mark.key) return this.#done(mark, () => this.#say("placed", said));
    const status = answer?.status ?? 0;
    if (SIGNED_OUT.includes(status) && this.#renewed !== mark.key) {
      this.#renewed = mark.key;
      await restored();
      return true;
    }
    if (REFUSED.includes(status)) return this.#refused(mark, { status, sentence: String(said?.error ?? "") });
    return this.#wait(answer !== null);
  }

  /** @param {boolean} answered @returns {boolean} */
  #wait(answered) {
    this.#answered = answered;
    this.#renewed = "";
    this.#timer = window.setTimeout(this.send, AGAIN_MS[Math.min(this.#tries++, AGAIN_MS.length - 1)]);
    this.#say("changed");
    return false;
  }

  /** With the words that it has by now. @param {Mark} mark @param {{status: number, sentence: string}} why */
  #refused({ key }, why) {
    const mark = this.all.find((one) => one.key === key);
    this.#well();
    if (mark) this.put({ ...mark, why });
    if (mark) this.#say("refused", { mark: { ...mark, why } });
    return true;
  }

  #well() {
    this.#tries = 0;
    this.#renewed = "";
  }

  /** The server has it so; what was changed meanwhile is sent again. @param {Mark} mark @param {() => void} then */
  #done(mark, then) {
    this.#well();
    if (this.all.find(({ key }) => key === mark.key)?.version === mark.version) this.drop(mark.key);
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
