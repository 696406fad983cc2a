// @ts-check
/**
 * One film on its way by tus: it goes on by itself after a lost line, sleep, a killed server and an ended session.
 * `change` says that something did.
 *
 * @typedef {"ready" | "going" | "waiting" | "signed-out" | "elsewhere" | "paused" | "done" | "failed" | "stopped"} State
 * @typedef {{endpoint: string, recording: string, upload: string | null, print: string}} Way
 */

import * as tus from "tus-js-client";
import { token } from "../web/csrf.js";
import { Pace } from "./pace.js";
import { patience } from "./patience.js";
import { restored } from "./session.js";
import { awake, turnOf } from "./turn.js";
import { forget, remember } from "./upload-memory.js";

const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];
const LATER_MS = 20_000;
const FINISH_MS = 3_000;
const STALLED_MS = 45_000;
const BEAT_MS = 5_000;
const PASSES = [0, 409, 423, 429, 460];
const SIGNED_OUT = [200, 400, 401];
const GONE = [404, 410];
const LATER = [409, 429];
const SECOND_CHANCES = 2;

export class Transfer extends EventTarget {
  /** @type {State} */
  state = "ready";
  sent = 0;
  why = "";
  pace = new Pace();
  /** @type {tus.Upload | null} */
  #upload = null;
  #chances = SECOND_CHANCES;
  #heard = 0;
  #timer = 0;
  #beat = 0;
  /** @type {(() => void)[]} */
  #held = [];

  /**
   * @param {import("./film-check.js").Chosen} film
   * @param {Way} way `upload` where part of it is in already
   */
  constructor(film, way) {
    super();
    this.film = film;
    this.way = way;
    this.total = film.file.size;
  }

  /** Whether it is not at its end, nor put aside by the person. */
  get active() {
    return ["going", "waiting", "signed-out", "elsewhere"].includes(this.state);
  }

  get address() {
    return this.#upload?.url ?? this.way.upload;
  }

  /** Begins, or goes on after a pause. */
  async start() {
    this.#to("going");
    if (!this.#held.length) {
      this.#held.push(await turnOf(`film:${this.way.recording}`, () => this.#to("elsewhere")), await awake());
    }
    if (!this.active) return this.#letGo();
    this.#to("going");
    const { recording, print } = this.way;
    const { file, handle } = this.film;
    await remember({ recording, handle, name: file.name, print });
    if (!this.active) return;
    this.#upload ??= this.#made();
    this.#listen(true);
    this.#upload.start();
  }

  /** Puts it aside until `start`; what is in stays in. */
  async pause() {
    this.#to("paused");
    this.#listen(false);
    await this.#upload?.abort();
  }

  /** Ends it: what was in is removed. */
  async stop() {
    this.#end("stopped");
    await this.#upload?.abort(true).catch(() => null);
  }

  /** Lets go without a word to the server: the page leaves. */
  leave() {
    this.#listen(false);
    void this.#upload?.abort();
    this.#letGo();
  }

  #made() {
    const { endpoint, upload, recording, print } = this.way;
    const metadata = { recording, filename: this.film.file.name, ...(print && { fingerprint: print }) };
    // Once there is an upload it may not make another: tus would do so, and lose what is in, when a session ends.
    const made = new tus.Upload(this.film.file, {
      endpoint: upload ? null : endpoint,
      uploadUrl: upload,
      metadata,
      headers: { Accept: "application/json" },
      storeFingerprintForResuming: false,
      retryDelays: RETRY_MS,
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token()),
      onProgress: this.#progress,
      onSuccess: () => void this.#finish(),
      onError: this.#fail,
      onShouldRetry: this.#again,
      onUploadUrlAvailable: () => {
        this.way.upload = made.url;
        made.options.endpoint = null;
      },
    });
    return made;
  }

  /** @param {number} sent */
  #progress = (sent) => {
    if (sent > this.sent) this.#heard = performance.now();
    if (sent > this.sent && this.state === "going") this.#chances = SECOND_CHANCES;
    this.sent = sent;
    this.pace.take(sent);
    if (this.active) this.#to("going");
  };

  /** @param {tus.DetailedError} error */
  #again = (error) => {
    if (!passes(error)) return false;
    this.why = sentence(error);
    this.#to("waiting");
    return true;
  };

  /** @param {Error | tus.DetailedError} error */
  #fail = (error) => {
    if (!this.active) return;
    const status = statusOf(error);
    this.why = sentence(error);
    if (passes(error)) {
      this.#to("waiting");
      this.#timer = window.setTimeout(this.#resume, LATER_MS);
    } else if (this.#chances > 0 && SIGNED_OUT.includes(status)) void this.#signIn();
    else if (this.#chances > 0 && GONE.includes(status)) void this.#anew();
    else this.#end("failed");
  };

  async #signIn() {
    this.#chances -= 1;
    await restored(() => this.active && this.#to("signed-out"));
    this.#resume();
  }

  /** The server has no such upload any more: the film begins again, all else is as it was. */
  async #anew() {
    this.#chances -= 1;
    this.way.upload = null;
    this.#upload = this.#made();
    this.#upload.start();
  }

  #resume = () => {
    window.clearTimeout(this.#timer);
    if (!this.active || !this.#upload) return;
    this.#heard = performance.now();
    const upload = this.#upload;
    this.#to("going");
    upload.abort().then(() => this.active && upload.start());
  };

  /** All bytes are in: the server is asked to go on with them, in case it died on the last one. */
  async #finish() {
    this.sent = this.total;
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    const asked = { method: "POST", headers, signal: patience() };
    const answer = await fetch(`${this.address}/finish`, asked).catch(() => null);
    if (!this.active) return;
    if (answer?.ok) return this.#end("done");
    const status = answer?.status ?? 0;
    this.why = (await answer?.json().catch(() => null))?.error ?? "";
    if (SIGNED_OUT.includes(status)) await restored(() => this.active && this.#to("signed-out"));
    else if (status >= 400 && status < 500 && !LATER.includes(status)) return this.#end("failed");
    if (!this.active) return;
    this.#to("waiting");
    this.#timer = window.setTimeout(status === 409 ? this.#resume : () => void this.#finish(), FINISH_MS);
  }

  /** Back on the line, or out of a sleep in which the line died without a word. */
  #wake = () => {
    if (this.state === "waiting" && navigator.onLine) this.#resume();
  };

  #away = () => {
    this.why = "";
    if (this.state === "going") this.#to("waiting");
  };

  #watch = () => {
    if (this.state === "going" && performance.now() - this.#heard > STALLED_MS) this.#resume();
  };

  /** @param {boolean} on */
  #listen(on) {
    window.clearInterval(this.#beat);
    window.clearTimeout(this.#timer);
    window.removeEventListener("online", this.#wake);
    window.removeEventListener("offline", this.#away);
    if (!on) return;
    this.pace = new Pace();
    this.#heard = performance.now();
    this.#beat = window.setInterval(this.#watch, BEAT_MS);
    window.addEventListener("online", this.#wake);
    window.addEventListener("offline", this.#away);
  }

  /** @param {State} state */
  #end(state) {
    this.#listen(false);
    this.#letGo();
    if (state !== "failed") void forget(this.way.recording);
    this.#to(state);
  }

  #letGo() {
    for (const release of this.#held.splice(0)) release();
  }

  /** @param {State} state */
  #to(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {Error | tus.DetailedError} error */
function statusOf(error) {
  return "originalResponse" in error ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

/** Whether it passes by itself: no line, a server that starts, a full disk; but a film that is in already is in. */
function passes(/** @type {Error | tus.DetailedError} */ error) {
  const status = statusOf(error);
  if (status === 409 && "originalRequest" in error && error.originalRequest?.getMethod() === "POST") return false;
  return PASSES.includes(status) || status >= 500;
}

/** What the server said, in its own words. @param {Error | tus.DetailedError} error @returns {string} */
function sentence(error) {
  try {
    const answer = "originalResponse" in error ? error.originalResponse : null;
    return JSON.parse(answer?.getBody() ?? "").error ?? "";
  } catch {
    return "";
  }
}
