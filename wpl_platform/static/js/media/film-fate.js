// @ts-check
/** What becomes of a film that is all in. */

import { patience } from "./patience.js";

const SOON_MS = 1_000;
const LATER_MS = 15_000;
const GONE = [401, 403, 404];
const BAD = ["refused", "failed"];

/** @typedef {{good: boolean, why: string}} Fate `why` in the server's words, when there will be no film */

/**
 * Asks at `address` until the film plays or never will, ever less often.
 *
 * @param {string} address of its status
 * @param {() => boolean} wanted whether anybody still waits for it
 * @returns {Promise<Fate | null>} none when nobody waits any more, or nobody may know
 */
export async function fateOf(address, wanted) {
  for (let wait = SOON_MS; wanted(); wait = Math.min(LATER_MS, wait * 1.5)) {
    await new Promise((resolve) => window.setTimeout(resolve, wait));
    if (!wanted()) break;
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: patience() }).catch(() => null);
    if (answer && GONE.includes(answer.status)) break;
    const { stage, plays, why } = (answer?.ok && (await answer.json().catch(() => null))) || {};
    if (plays || stage === "ready") return { good: true, why: "" };
    if (BAD.includes(stage)) return { good: false, why };
  }
  return null;
}
