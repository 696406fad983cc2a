// @ts-check
/**
 * Sends a file that still grows to the server by tus, in order: its length is said at the end.
 *
 * Goes on by itself after a lost network, a server that restarted, and a sign-in that expired; gives up only on what
 * the server refuses for good. Dispatches `sent` after every piece and `trouble` with a `why`.
 */

import { patience } from "../media/patience.js";
import { renew, token } from "../web/csrf.js";

const ENOUGH = 64 * 1024;
const SMALLEST = 256 * 1024;
const LARGEST = 8 * 1024 * 1024;
const QUICK_MS = 700;
const WAIT_MS = [500, 1000, 2000, 4000, 8000, 15_000];
const TUS = { "Tus-Resumable": "1.0.0", Accept: "application/json" };

/** The server will not have it, whatever we do. */
export class Refused extends Error {
  /** @param {number} status @param {string} sentence */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

export class Sender extends EventTarget {
  #sent = 0;
  #ended = false;
  #piece = SMALLEST;
  #tries = 0;
  /** @type {() => void} */ #wake = () => {};

  /**
   * @param {import("./vault.js").Vault} vault
   * @param {{endpoint: string, recording: number, filename: string}} to
   */
  constructor(vault, to) {
    super();
    this.vault = vault;
    this.to = to;
  }

  /** Bytes that lie safely on the server. */
  get sent() {
    return this.#sent;
  }

  /** There is more in the vault. */
  more() {
    this.#wake();
  }

  /** Nothing more will come. */
  end() {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves when the server has every byte, and knows it; rejects with Refused. @returns {Promise<void>} */
  async run() {
    for (;;) {
      try {
        await this.#go();
        return;
      } catch (error) {
        if (error instanceof Refused) await this.#judge(error);
        else await this.#again(error);
      }
    }
  }

  /** No answer. A line on which nobody said a word for so long is said at once, and tried with little. @param {unknown} error */
  #again(error) {
    this.#piece = SMALLEST;
    if (error instanceof DOMException && error.name === "TimeoutError") this.#tries ||= 1;
    return this.#pause(navigator.onLine ? "server" : "offline");
  }

  async #go() {
    if (!this.vault.known.upload) await this.#create();
    else if (await this.#whole()) return this.#finish();
    for (;;) {
      const rest = this.vault.size - this.#sent;
      if (!this.#ended && rest < ENOUGH) await new Promise((wake) => (this.#wake = () => wake(undefined)));
      else if (await this.#patch()) return this.#finish();
    }
  }

  async #create() {
    const pairs = { recording: String(this.to.recording), filename: this.to.filename };
    const metadata = Object.entries(pairs).map(([name, value]) => `${name} ${btoa(value)}`);
    const headers = { "Upload-Defer-Length": "1", "Upload-Metadata": metadata.join(",") };
    const answer = await this.#ask("POST", this.to.endpoint, headers);
    this.#sent = 0;
    await this.vault.note({ upload: answer.headers.get("Location") ?? "" });
  }

  /** Asks how far the server is. @returns {Promise<boolean>} whether it has all, and knows it */
  async #whole() {
    const answer = await this.#ask("HEAD", this.vault.known.upload, {});
    this.#sent = Number(answer.headers.get("Upload-Offset"));
    this.#tell();
    return answer.headers.get("Upload-Length") === String(this.#sent) && this.#sent > 0;
  }

  /** @returns {Promise<boolean>} whether that was the last */
  async #patch() {
    const bytes = await this.vault.read(this.#sent, this.#piece);
    const here = this.#sent + bytes.length; // more than there is where a power cut took what the server has already
    const last = this.#ended && here >= this.vault.size;
    /** @type {Record<string, string>} */
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.#sent) };
    if (last) headers["Upload-Length"] = String(here);
    const began = performance.now();
    const answer = await this.#ask("PATCH", this.vault.known.upload, headers, bytes);
    const quick = performance.now() - began < QUICK_MS;
    this.#piece = Math.max(SMALLEST, Math.min(LARGEST, quick ? this.#piece * 2 : this.#piece / 2));
    this.#sent = Number(answer.headers.get("Upload-Offset"));
    this.#tries = 0;
    this.#tell();
    return last && this.#sent >= here;
  }

  /** A crash of the server between its last byte and what follows: asked once more, already done is done. */
  async #finish() {
    await this.#ask("POST", `${this.vault.known.upload}/finish`, {});
  }

  #tell() {
    this.vault.letGo(this.#sent);
    this.dispatchEvent(new CustomEvent("sent"));
  }

  /**
   * @param {string} method @param {string} address @param {Record<string, string>} headers
   * @param {Uint8Array<ArrayBuffer>} [body]
   * @returns {Promise<Response>}
   */
  async #ask(method, address, headers, body) {
    const all = { ...TUS, "X-CSRFToken": token(), "X-Requested-With": "fetch", ...headers };
    const options = { method, headers: all, body: body ?? null, signal: patience() };
    const answer = await fetch(address, { ...options, credentials: "same-origin" });
    if (answer.ok) return answer;
    const said = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, String(said.error ?? ""));
  }

  /** What follows from a refusal; throws it on when it is for good. @param {Refused} refused */
  async #judge(refused) {
    const status = refused.status;
    const under = this.vault.known.upload !== "";
    if (status === 409 && !under) throw refused; // it has a film already, and who says that it is ours?
    if (status === 507) return this.#pause("full", refused.message);
    if (status === 409 || status === 423 || status === 429 || status >= 500) return this.#pause("server");
    if (status === 401 || !(await renew())) return this.#pause("signed-out"); // or somebody else signed in here
    if ((status === 404 || status === 410) && under && this.vault.whole) return this.vault.note({ upload: "" });
    if ((status === 400 || status === 403) && this.#tries < WAIT_MS.length) return this.#pause("server");
    throw refused;
  }

  /** @param {string} why @param {string} [sentence] */
  async #pause(why, sentence = "") {
    const wait = WAIT_MS[Math.min(this.#tries, WAIT_MS.length - 1)] ?? 0;
    this.#tries += 1;
    if (this.#tries > 1) this.dispatchEvent(new CustomEvent("trouble", { detail: { why, sentence } }));
    await new Promise((go) => {
      setTimeout(go, wait);
      window.addEventListener("online", go, { once: true });
    });
  }
}
