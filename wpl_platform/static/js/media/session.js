// @ts-check
/**
 * Being signed in, for work that outlasts it: who finds the session ended waits here until the person is back, and goes
 * on. `session:lost` and `session:back` on window say which it is.
 */

import { renew } from "../web/csrf.js";
import { patience } from "./patience.js";

const ASK_MS = 3_000;

/** @type {Promise<void> | null} */
let waiting = null;
let lost = false;

/**
 * Resolves when this page may go on: at once when only its token was old, else after the same person signed in again.
 * @param {() => void} [otherwise] called when that takes a person
 * @returns {Promise<void>}
 */
export async function restored(otherwise = () => undefined) {
  if (lost) otherwise();
  window.addEventListener("session:lost", otherwise);
  waiting ??= wait().finally(() => {
    waiting = null;
  });
  await waiting;
  window.removeEventListener("session:lost", otherwise);
}

async function wait() {
  if (await renew()) return;
  say(true);
  do await pause();
  while (!((await signedIn()) && (await renew())));
  say(false);
}

/** @param {boolean} so */
function say(so) {
  lost = so;
  window.dispatchEvent(new Event(so ? "session:lost" : "session:back"));
}

/** A moment, or until the person comes back to this tab. */
function pause() {
  return new Promise((resolve) => {
    const timer = window.setTimeout(done, ASK_MS);
    function done() {
      window.clearTimeout(timer);
      window.removeEventListener("focus", done);
      resolve(null);
    }
    window.addEventListener("focus", done);
  });
}

/** Whether this very page would be shown again. */
async function signedIn() {
  const asked = { method: "HEAD", redirect: /** @type {const} */ ("manual"), signal: patience() };
  const answer = await fetch(location.href, asked).catch(() => null);
  return answer?.ok === true;
}
