// @ts-check
/**
 * Tells the server how the filming goes on, for who marks along: began, paused, went on, ended. What could not be told is
 * told later with its age, in order; the server takes each number once. Why: docs/decisions/marking-live.md.
 */

import { age } from "../feedback/live/age.js";
import { patience } from "../media/patience.js";
import { renew, token } from "../web/csrf.js";

const AGAIN_MS = 2_000;

/**
 * @typedef {{kind: "begin" | "pause" | "resume" | "end", film: number, at: import("../feedback/live/age.js").Instant}} Beat ms of film
 * @typedef {{beats: string, recording: string, close: string, remove: string}} Doors  addresses of one filming
 */

/** @param {Beat} beat @param {number} number counted from 1 @returns {Record<string, string>} what the server is sent */
export function fields({ kind, film, at }, number) {
  return { kind, film: String(film), number: String(number), age: String(age(at)) };
}

export class Beats {
  #told = 0;
  #busy = false;

  /** @param {import("./vault.js").Vault} vault @param {Doors} doors */
  constructor(vault, doors) {
    this.vault = vault;
    this.doors = doors;
  }

  /** Tells what was not told yet, until it is told. */
  async tell() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#told < this.vault.known.beats.length) {
      if (await this.#one(this.#told + 1)) this.#told += 1;
      else await later();
    }
    this.#busy = false;
  }

  /** @param {number} number @returns {Promise<boolean>} whether there is no more to tell of it */
  async #one(number) {
    const beat = this.vault.known.beats[number - 1];
    if (!beat) return true;
    const headers = { Accept: "application/json", "X-CSRFToken": token(), "X-Requested-With": "fetch" };
    const body = new URLSearchParams(fields(beat, number));
    const answer = await fetch(this.doors.beats, { method: "POST", body, headers, signal: patience() }).catch(() => null);
    if (!answer) return false;
    if (answer.status === 401 || answer.status === 400) await renew();
    return answer.ok || [403, 404, 409, 422].includes(answer.status);
  }
}

/** In a moment, or as soon as there is a line again. */
function later() {
  return new Promise((go) => {
    const timer = setTimeout(done, AGAIN_MS);
    window.addEventListener("online", done);

    function done() {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      go(undefined);
    }
  });
}
