// @ts-check
/**
 * What is to be sent, kept on this device until the server has it: in the order in which it was put here, one at a time,
 * each under a key that the server takes once. Without internet it waits; who is no longer signed in is awaited; what
 * the server refuses stays, with the reason, until somebody decides. Why so: docs/decisions/marking.md.
 *
 * What was tried may be there already, though no answer came: it is not taken out again, but sent until the server says
 * what became of it, and what changes or removes it comes after.
 *
 * Says "changed", "sent" {entry, html} and "refused" {entry}.
 */

import { restored } from "../../media/session.js";
import { announce, token } from "../../web/csrf.js";
import { momentIn, parse } from "../moments/html.js";
import { OutboxStore } from "./outbox-store.js";

/** @typedef {import("./outbox-store.js").Entry} Entry */

const WAITS_MS = [2_000, 4_000, 8_000, 15_000, 30_000];
const SIGNED_OUT = [400, 401];
const LATER = [408, 425, 429];
/** In the address of what changes a moment that is still on its way itself. */
const NEW = "/0";
/** What is to be removed and is not there, is removed. */
const GONE = [404, 410];

export class Outbox extends EventTarget {
  #store = new OutboxStore();
  /** @type {Promise<void> | null} */ #running = null;
  #timer = 0;
  #tries = 0;
  /** The key of what was tried again with a fresh token. */
  #renewed = "";
  #lost = false;

  constructor() {
    super();
    window.addEventListener("online", this.#again);
    window.addEventListener("focus", this.#again);
    window.addEventListener("storage", this.#elsewhere);
    if (this.entries.length) this.#again();
  }

  close() {
    window.removeEventListener("online", this.#again);
    window.removeEventListener("focus", this.#again);
    window.removeEventListener("storage", this.#elsewhere);
    window.clearTimeout(this.#timer);
  }

  /** @returns {Entry[]} in the order of sending */
  get entries() {
    return this.#store.all();
  }

  /** @returns {boolean} whether the last try found no server */
  get lost() {
    return this.#lost || !navigator.onLine;
  }

  /** @param {Entry} entry */
  put(entry) {
    this.#store.put(entry);
    this.#say("changed");
    this.#again();
  }

  /** @param {string} key @returns {boolean} whether this is on its way */
  has(key) {
    return this.entries.some((entry) => entry.key === key);
  }

  /** Takes it out again. @param {string} key @returns {Entry | null} nothing when the server may have it already */
  take(key) {
    const entry = this.entries.find((each) => each.key === key);
    if (!entry || entry.tried) return null;
    this.#store.drop(key);
    this.#say("changed");
    return entry;
  }

  /** @param {string} name @param {object} [detail] */
  #say(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #elsewhere = () => this.#say("changed");

  #again = () => {
    window.clearTimeout(this.#timer);
    this.#running ??= alone(() => this.#drain()).finally(() => {
      this.#running = null;
      if (this.#next() && !this.#lost) this.#again();
    });
  };

  #next() {
    return this.entries.find((entry) => !entry.why && !entry.amends);
  }

  async #drain() {
    for (let entry = this.#next(); entry; entry = this.#next()) {
      this.#store.put({ ...entry, tried: true });
      if (!(await this.#send(entry))) return;
    }
  }

  /** @param {Entry} entry @returns {Promise<boolean>} whether the next may be tried */
  async #send(entry) {
    const answer = await ask(entry);
    if (answer?.ok) return this.#answered(entry, answer);
    if (!answer || answer.status >= 500 || LATER.includes(answer.status)) return this.#wait();
    if (SIGNED_OUT.includes(answer.status) && this.#renewed !== entry.key) {
      announce(answer.status);
      await restored();
      this.#renewed = entry.key;
      return true;
    }
    if (entry.removes) return this.#removed(entry, answer.status);
    return this.#refused(entry, answer.status, await sentence(answer));
  }

  /** Only the moment itself says that it is there: a page that stands between here and the server does not. @param {Entry} entry @param {Response} answer */
  async #answered(entry, answer) {
    const html = await answer.text().catch(() => "");
    if (entry.removes) return answer.status === 204 ? this.#removed(entry, answer.status) : this.#wait();
    const item = parse(html);
    return item ? this.#sent(entry, item, html) : this.#wait();
  }

  /** @param {Entry} entry @param {number} status */
  #removed(entry, status) {
    this.#well();
    this.#store.drop(entry.key);
    if (status !== 204 && !GONE.includes(status)) announce(status);
    this.#say("changed");
    return true;
  }

  /** @param {Entry} entry @param {number} status @param {string} said */
  #refused(entry, status, said) {
    const [later] = this.entries.filter((each) => each.amends === entry.key);
    if (later) this.#store.drop(later.key);
    const { tried: _, ...rest } = entry;
    const refused = { ...rest, fields: later?.fields ?? entry.fields, why: { status, sentence: said } };
    if (later?.removes) this.#store.drop(entry.key);
    else this.#store.put(refused);
    this.#say("changed");
    if (!later?.removes) this.#say("refused", { entry: refused });
    return true;
  }

  /** @param {Entry} entry @param {HTMLElement} item @param {string} html */
  #sent(entry, item, html) {
    this.#well();
    this.#store.drop(entry.key);
    const later = this.entries.filter((each) => each.amends === entry.key);
    for (const each of later) this.#store.put(aimed(each, known(item)));
    this.#say("changed");
    if (!("removed" in item.dataset || later.some((each) => each.removes))) this.#say("sent", { entry, html });
    return true;
  }

  #well() {
    this.#tries = 0;
    this.#lost = false;
  }

  #wait() {
    this.#lost = true;
    this.#timer = window.setTimeout(this.#again, WAITS_MS[Math.min(this.#tries++, WAITS_MS.length - 1)]);
    this.#say("changed");
    return false;
  }
}

/** @typedef {{id: number, version: string, removal: string, restoration: string}} Known  a moment that the server has, and where it is removed and brought back */

/** @param {HTMLElement} item a moment @returns {Known} */
export function known(item) {
  const form = /** @type {HTMLFormElement | null} */ (item.querySelector('form[data-act="delete"]'));
  const { version = "" } = item.dataset;
  return { id: momentIn(item).id, version, removal: form?.getAttribute("action") ?? "", restoration: form?.dataset.undo ?? "" };
}

/** @param {Entry} entry what changes a moment @param {Known} moment now that it is there @returns {Entry} */
export function aimed(entry, { id, version, removal }) {
  const { amends: _, ...rest } = entry;
  if (entry.removes) return { ...rest, address: removal };
  return { ...rest, address: entry.address.replace(NEW, `/${id}`), version };
}

/** One page of this person sends at a time. @param {() => Promise<void>} work @returns {Promise<void>} */
async function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request("studio-outbox", work);
}

/** @param {Entry} entry @returns {Promise<Response | null>} nothing when there was no answer */
async function ask({ address, fields, key, version }) {
  const body = new URLSearchParams([...fields, ["key", key]]);
  if (version) body.set("version", version);
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch", Accept: "text/html;q=0.9, application/json" };
  return fetch(address, { method: "POST", body, headers, credentials: "same-origin" }).catch(() => null);
}

/** @param {Response} answer @returns {Promise<string>} what the server says of it, if anything */
async function sentence(answer) {
  try {
    return String((await answer.json()).error ?? "");
  } catch {
    return "";
  }
}
