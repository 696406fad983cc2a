// @ts-check
/**
 * One take: from start to stop, with pauses. Its time is that of the film, so a pause takes none of it.
 *
 * Dispatches `piece` when more lies in the vault, `beat` when it began, paused, went on or ended, `full` when disk or memory should take no more, `broken` when the
 * browser stopped recording by itself or keeps nothing.
 */

import { instant } from "../feedback/live/age.js";
import { SLICE_MS } from "./best-type.js";

export class Take extends EventTarget {
  #before = 0;
  #since = 0;
  /** @type {Promise<void> | null} */ #stopping = null;
  /** @type {Promise<unknown>} */ #stopped;
  /** @type {Promise<unknown>} */ #writing = Promise.resolve();

  /** @param {MediaStream} stream @param {import("./vault.js").Vault} vault @param {MediaRecorderOptions} options */
  constructor(stream, vault, options) {
    super();
    this.vault = vault;
    this.stored = vault.safe;
    this.recorder = new MediaRecorder(stream, options);
    this.recorder.onstart = () => this.#run("begin");
    this.#stopped = new Promise((resolve) => (this.recorder.onstop = resolve));
    this.recorder.ondataavailable = (event) => this.#keep(event.data);
    this.recorder.onerror = () => this.#say("broken");
  }

  /** Film time in ms. */
  get ms() {
    return Math.round(this.#before + (this.#since ? performance.now() - this.#since : 0));
  }

  get paused() {
    return this.recorder.state === "paused";
  }

  start() {
    this.recorder.start(SLICE_MS);
  }

  pause() {
    if (this.recorder.state !== "recording") return;
    this.recorder.requestData();
    this.recorder.pause();
    this.#hold("pause");
  }

  resume() {
    if (!this.paused) return;
    this.recorder.resume();
    this.#run("resume");
  }

  /** Keeps that something happens now. @returns {number} film time in ms */
  mark() {
    const at = this.ms;
    this.vault.note({ mark: at });
    return at;
  }

  /** Resolves when the last byte lies in the vault. @returns {Promise<void>} */
  stop() {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end() {
    this.#hold("end");
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await this.#stopped;
    await this.#writing;
  }

  /** @param {"begin" | "resume"} kind */
  #run(kind) {
    this.#since = performance.now();
    this.#beat(kind);
  }

  /** @param {"pause" | "end"} kind */
  #hold(kind) {
    this.#before = this.ms;
    this.#since = 0;
    this.#beat(kind);
  }

  /** @param {import("./beats.js").Beat["kind"]} kind */
  #beat(kind) {
    this.vault.note({ beat: { kind, film: this.ms, at: instant() } });
    this.#say("beat");
  }

  /** @param {Blob} piece */
  #keep(piece) {
    if (!piece.size) return;
    const ms = this.ms;
    this.#writing = this.#writing.then(() => this.#write(piece, ms)).catch(() => this.#say("broken"));
  }

  /** @param {Blob} piece @param {number} ms film time up to its end */
  async #write(piece, ms) {
    const stored = await this.vault.append(piece);
    await this.vault.note({ ms });
    if (this.stored && !stored) this.#say(this.vault.adrift ? "broken" : "full");
    else if (this.vault.crowded) this.#say("full");
    this.stored = stored;
    this.#say("piece");
  }

  /** @param {string} name */
  #say(name) {
    this.dispatchEvent(new CustomEvent(name));
  }
}
