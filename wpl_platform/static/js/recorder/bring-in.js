// @ts-check
/**
 * A take on its way from this device to the server: a recording is begun there, its bytes go up as they are made, its
 * moments follow, with what colleagues marked meanwhile, and only then it leaves the device. Whatever stops, `run` of another day goes on from there.
 */

import { code } from "../feedback/times.js";
import { addressOf } from "../media/address.js";
import { patience } from "../media/patience.js";
import { renew, token } from "../web/csrf.js";
import { fields } from "./beats.js";
import { ending } from "./best-type.js";
import { Refused, Sender } from "./sender.js";

const AGAIN_MS = 3_000;
const STALE = 400;

/** What says that the recording is not ours to fill: removed on the server, or the home of another film. */
const NOT_OURS = [404, 409];

/** @typedef {{begin: string, upload: string, annotations: string, studio: string, mark: string, zone: string}} Doors addresses, a moment's text, where days are counted */

export class BringIn extends EventTarget {
  /** @type {Sender | null} */ #sender = null;
  #ended = false;

  /** @param {import("./vault.js").Vault} vault @param {Doors} doors */
  constructor(vault, doors) {
    super();
    this.vault = vault;
    this.doors = doors;
  }

  /** Bytes that lie safely on the server. */
  get sent() {
    return this.#sender?.sent ?? 0;
  }

  more() {
    this.#sender?.more();
  }

  /** Nothing more will come. */
  end() {
    this.#ended = true;
    this.#sender?.end();
  }

  /** Ensures that the server has it all; rejects with Refused when it will not, and then all is still here. */
  async run() {
    while (!this.vault.known.arrived) {
      if (!this.vault.known.recording) await this.#persist(() => this.#begin());
      await this.#send();
    }
    await this.#persist(() => this.#tell());
    await this.#persist(() => this.#join());
    await this.vault.remove();
  }

  async #send() {
    const { recording, type } = this.vault.known;
    const to = { endpoint: this.doors.upload, recording, filename: `film.${ending(type)}` };
    const sender = (this.#sender = new Sender(this.vault, to));
    sender.addEventListener("sent", () => this.#say("sent"));
    sender.addEventListener("trouble", (event) => this.#say("trouble", /** @type {CustomEvent} */ (event).detail));
    if (this.#ended) sender.end();
    try {
      await sender.run();
      await this.vault.note({ arrived: true });
    } catch (error) {
      if (!(error instanceof Refused) || !NOT_OURS.includes(error.status) || !this.vault.whole) throw error;
      await this.vault.note({ recording: 0, upload: "" }); // what is here becomes a recording of its own
    }
  }

  async #begin() {
    const { title, begun } = this.vault.known;
    const answer = await this.#post(this.doors.begin, { title, situation: "other", filmed_on: day(begun, this.doors.zone) });
    const { id, arrival } = await answer.json();
    await this.vault.note({ recording: id, arrival });
  }

  async #tell() {
    const { marks, told, recording } = this.vault.known;
    if (told === marks.length) return;
    const address = addressOf(this.doors.annotations, recording);
    const there = await this.#there(recording);
    for (const [number, mark] of marks.entries()) {
      if (number < told) continue;
      const moment = { kind: "observation", start: code(mark), text: this.doors.mark };
      if (!there.has(mark)) await this.#post(address, moment).catch(lostForGood);
      await this.vault.note({ told: number + 1 });
    }
  }

  /** Says which film colleagues marked along with; of what was told already the server keeps the first. */
  async #join() {
    const { lives, beats, recording } = this.vault.known;
    for (const live of lives) {
      for (const [number, beat] of beats.entries()) await this.#post(live.beats, fields(beat, number + 1)).catch(lostForGood);
      await this.#post(live.recording, { recording: String(recording) }).catch(lostForGood);
    }
  }

  /** Where moments stand already: of one that was posted, the answer may have been lost. @param {number} recording */
  async #there(recording) {
    const answer = await fetch(addressOf(this.doors.studio, recording), { headers: { Accept: "text/html" }, signal: patience() });
    if (!answer.ok && ![403, 404].includes(answer.status)) throw new Refused(answer.status, "");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".moment[data-start]"));
    return new Set(Array.from(found, (moment) => Number(moment.dataset.start)));
  }

  /** @param {string} address @param {Record<string, string>} values */
  async #post(address, values) {
    const headers = { Accept: "application/json", "X-CSRFToken": token(), "X-Requested-With": "fetch" };
    const options = { method: "POST", body: new URLSearchParams({ ...values, csrf_token: token() }), headers };
    const answer = await fetch(address, { ...options, credentials: "same-origin", signal: patience() });
    if (answer.ok) return answer;
    const { error = "", field = "" } = await answer.json().catch(() => ({}));
    throw new Refused(field === "csrf_token" ? STALE : answer.status, error);
  }

  /** Until it is done, over lost networks and sign-ins. @param {() => Promise<void>} act */
  async #persist(act) {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        const status = error instanceof Refused ? error.status : 0;
        if (status > 401 && status < 500 && status !== 429) throw error;
        const why = status === 401 || status === STALE ? "signed-out" : navigator.onLine ? "server" : "offline";
        if (why === "signed-out" && (await renew())) continue;
        this.#say("trouble", { why, sentence: "" });
        await new Promise((go) => setTimeout(go, AGAIN_MS));
      }
    }
  }

  /** @param {string} name @param {object} [detail] */
  #say(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** What the server will never take, as a moment behind the end of the film, holds nothing up. @param {unknown} error */
function lostForGood(error) {
  if (!(error instanceof Refused) || ![403, 404, 409, 422].includes(error.status)) throw error;
}

/** @param {string} begun ISO @param {string} timeZone @returns {string} the day it was there, as 2026-11-24 */
function day(begun, timeZone) {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(begun));
}
