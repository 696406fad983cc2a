// @ts-check
/**
 * What becomes on the server of takes that are thrown away here: what it has of them goes, and what colleagues marked
 * meanwhile too. Where the film is whole there, it stays, and the marks join it. What cannot be said now is kept on this
 * device, and said another time.
 */

import { keep, kept, own } from "../feedback/person.js";
import { addressOf } from "../media/address.js";
import { patience } from "../media/patience.js";
import { token } from "../web/csrf.js";
import { fields } from "./beats.js";

/** Answers after which asking once more would change nothing. */
const SETTLED = [403, 404, 409, 410, 422];

/** @typedef {Pick<import("./journal.js").Known, "recording" | "arrival" | "upload" | "beats" | "lives">} Thrown */

export class ThrownTakes {
  #prefix = `${own("thrown-takes")}:`;

  /** @param {string} removal where a recording is deleted, with a 0 for its number */
  constructor(removal) {
    this.removal = removal;
  }

  /** Keeps in mind that it is thrown away, until the server knows. @param {string} name @param {Thrown} take */
  add(name, { recording, arrival, upload, beats, lives }) {
    if (recording || lives.length) keep(this.#prefix + name, { recording, arrival, upload, beats, lives });
  }

  /** Says once more what could not be said. */
  async settleAll() {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(this.#prefix))) {
      const take = /** @type {Thrown | null} */ (kept(name));
      if (take) await this.settle(name.slice(this.#prefix.length), take).catch(() => undefined); // next time
    }
  }

  /** Rejects when the server did not say what became of it. @param {string} name @param {Thrown} take @returns {Promise<boolean>} whether nothing of it is there any more */
  async settle(name, take) {
    const fate = await this.#withdrawn(take);
    for (const live of take.lives) {
      if (fate === "whole") await this.#join(take, live);
      else await said(live.remove);
    }
    keep(this.#prefix + name, null);
    return fate === "gone";
  }

  /** Who marked along finds it on the film, which stays. @param {Thrown} take @param {import("./beats.js").Doors} live */
  async #join({ beats, recording }, live) {
    for (const [number, beat] of beats.entries()) await said(live.beats, fields(beat, number + 1));
    await said(live.recording, { recording: String(recording) });
  }

  /**
   * Takes what the server has of it away; but not when it has all of it ("whole"), or when the recording holds, or waits
   * for, another film by now ("other").
   *
   * @param {Thrown} take
   * @returns {Promise<"gone" | "whole" | "other">}
   */
  async #withdrawn({ recording, arrival, upload }) {
    if (!recording) return "gone";
    const answer = await heard(arrival);
    if (answer.status === 404) return "gone";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const waits = page.querySelector('[data-stage="awaiting"]') !== null;
    const coming = page.querySelector("film-upload")?.getAttribute("data-upload");
    if (!waits) return (await whole(upload)) ? "whole" : "other";
    if (coming && coming !== upload) return "other";
    return [200, 404].includes((await said(addressOf(this.removal, recording))).status) ? "gone" : "other";
  }
}

/** @param {string} upload its address @returns {Promise<boolean>} whether the server has every byte of that */
async function whole(upload) {
  if (!upload) return false;
  const { headers } = await heard(upload, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0", Accept: "application/json" } });
  return headers.has("Upload-Length") && headers.get("Upload-Length") === headers.get("Upload-Offset");
}

/** @param {string} address @param {Record<string, string>} [values] @returns {Promise<Response>} */
function said(address, values = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": token(), "X-Requested-With": "fetch" };
  return heard(address, { method: "POST", body: new URLSearchParams(values), headers });
}

/** Rejects when nobody answers, or says to come back. @param {string} address @param {RequestInit} [how] @returns {Promise<Response>} */
async function heard(address, how = { headers: { "X-Requested-With": "fetch" } }) {
  const answer = await fetch(address, { credentials: "same-origin", signal: patience(), ...how });
  if (answer.ok || SETTLED.includes(answer.status)) return answer;
  throw new Error(`${answer.status} ${address}`);
}
