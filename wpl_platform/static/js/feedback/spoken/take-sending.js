// @ts-check
/**
 * Brings what was recorded to the server, once its moment is there: at once, when the line is back, or on a next visit.
 * Calls `told` with how many wait for a line, and `refused` with what the server says of one that it does not take.
 */

import { announce, token } from "../../web/csrf.js";
import { restored } from "../../media/session.js";
import { OutboxStore } from "../marking/outbox-store.js";
import { TakeStore } from "./take-store.js";

/** @typedef {import("./take-store.js").Take} Take */

/** In this type no parser reads a body: it goes to the disk as it comes. */
const BYTES = "application/offset+octet-stream";
const WAITS_MS = [3_000, 8_000, 15_000, 30_000];
const FORGOTTEN_MS = 24 * 3_600_000;
/** Older than this and not whole: the page that recorded it is gone. */
const BROKEN_MS = 5 * 60_000;
const IN = [201, 409];
const LATER = [408, 425, 429];

export class TakeSending {
  #store = new TakeStore();
  #timer = 0;
  #tries = 0;
  /** @type {Promise<void> | null} */ #running = null;
  #again = false;

  /**
   * @param {string} address with 0 where the name of a recording stands
   * @param {{busy: () => string, told: (waiting: number) => void, refused: (sentence: string) => void}} page  busy: the one in hand
   */
  constructor(address, page) {
    this.address = address;
    this.page = page;
    for (const name of ["online", "focus"]) window.addEventListener(name, this.go);
  }

  close() {
    window.clearTimeout(this.#timer);
    for (const name of ["online", "focus"]) window.removeEventListener(name, this.go);
  }

  go = () => {
    window.clearTimeout(this.#timer);
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
  };

  async #drain() {
    while (this.#again) {
      this.#again = false;
      if (navigator.locks) await navigator.locks.request("studio-takes", () => this.#all());
      else await this.#all();
    }
  }

  async #all() {
    let waiting = 0;
    for (const take of await this.#store.all()) {
      const here = take.take === this.page.busy() || inOutbox(take.take);
      const broken = !take.whole && Date.now() - take.at > BROKEN_MS;
      if (here || !(take.whole || broken)) continue;
      if (!(await this.#send(take))) waiting += 1;
    }
    this.page.told(waiting);
    if (waiting) this.#timer = window.setTimeout(this.go, WAITS_MS[Math.min(this.#tries++, WAITS_MS.length - 1)]);
    else this.#tries = 0;
  }

  /** @param {Take} take @returns {Promise<boolean>} false when it has to be tried again */
  async #send(take) {
    const asked = await this.#ask(take);
    if (asked?.status === 404) return this.#unknown(take);
    if (!asked?.ok) return this.#later(asked);
    const { stage } = await asked.json();
    const blob = stage === "awaiting" ? await this.#store.blob(take) : null;
    if (!blob) return this.#dropped(take);
    const answer = await this.#ask(take, blob);
    if (answer?.status === 404) return this.#unknown(take);
    if (answer && IN.includes(answer.status)) return this.#dropped(take);
    if (!answer || answer.status >= 500 || answer.status < 402 || LATER.includes(answer.status)) return this.#later(answer);
    this.page.refused(await sentence(answer));
    return this.#dropped(take);
  }

  /** @param {Take} take @param {Blob} [body] @returns {Promise<Response | null>} */
  #ask({ take }, body) {
    const headers = { Accept: "application/json", "X-Requested-With": "fetch", "X-CSRFToken": token() };
    const sent = body ? { method: "POST", body, headers: { ...headers, "Content-Type": BYTES } } : { headers };
    const address = this.address.replace(/[^/]+$/, take);
    return fetch(address, { ...sent, credentials: "same-origin", redirect: "manual" }).catch(() => null);
  }

  /** Its moment was not placed, or taken back: it may come yet. @param {Take} take */
  #unknown(take) {
    return Date.now() - take.at > FORGOTTEN_MS ? this.#dropped(take) : true;
  }

  /** @param {Take} take */
  async #dropped(take) {
    await this.#store.drop(take.take);
    return true;
  }

  /** @param {Response | null} answer */
  async #later(answer) {
    if (answer && [400, 401].includes(answer.status)) {
      announce(answer.status);
      await restored();
    }
    return false;
  }
}

/** @param {string} take @returns {boolean} whether its moment is still on its way itself */
function inOutbox(take) {
  const entries = new OutboxStore().all();
  return entries.some((entry) => entry.fields.some(([name, value]) => name === "spoken" && value.endsWith(take)));
}

/** @param {Response} answer @returns {Promise<string>} */
async function sentence(answer) {
  return answer.json().then(
    (said) => String(said.error ?? ""),
    () => "",
  );
}
