// @ts-check
/** What was typed about a film, sent without the film: until the server has it, or says why not. */

import { token } from "../web/csrf.js";
import { patience } from "./patience.js";
import { restored } from "./session.js";

const AGAIN_MS = 3_000;
const TRIES = 20;

/** @typedef {{id: number, arrival: string, update: string}} Begun */

/** The server takes it not as it is; `field` is what it is about. */
export class Unfit extends Error {
  /** @param {string} sentence @param {string | null} field */
  constructor(sentence, field) {
    super(sentence);
    this.field = field;
  }
}

/**
 * Posts what was typed. Waits for a line, a server or a person who signs in again; rejects with Unfit.
 * @param {string} address
 * @param {FormData} typed
 * @param {(state: "going" | "waiting") => void} [tell]
 * @returns {Promise<Begun>}
 */
export async function sendTyped(address, typed, tell = () => undefined) {
  typed.delete("film");
  for (let tries = 0; tries < TRIES; tries += 1) {
    typed.set("csrf_token", token());
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    const asked = { method: "POST", body: typed, headers, signal: patience() };
    const answer = await fetch(address, asked).catch(() => null);
    if (answer?.ok) return await answer.json();
    tell("waiting");
    if (answer?.status === 422 && !(await staleOnly(answer))) throw await unfit(answer);
    if (answer && [400, 401, 422].includes(answer.status)) await restored();
    else if (answer && answer.status < 500 && answer.status !== 429) throw await unfit(answer);
    else await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    tell("going");
  }
  throw new Unfit("", null);
}

/** Whether all that is wrong is the form's own token. @param {Response} answer */
async function staleOnly(answer) {
  return (await answer.clone().json().catch(() => ({}))).field === "csrf_token";
}

/** @param {Response} answer */
async function unfit(answer) {
  const { error = "", field = null } = await answer.json().catch(() => ({}));
  return new Unfit(error, field);
}
