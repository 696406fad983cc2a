// @ts-check
/**
 * <sound-meter>: how loud it is, as a bar, and whether we hear somebody at all, in words.
 *
 * Give it a stream by `listen`. Its sentences stand in it, one `[data-heard]` for each: waiting, yes, no, none.
 */

const HEARD = 0.02;
const LOUD = 0.3;
const PATIENCE_MS = 4_000;
const SAID_MS = 1_000;

export class SoundMeter extends HTMLElement {
  /** @type {AudioContext | null} */ #context = null;
  #frame = 0;
  #lastHeard = 0;
  #lastSaid = 0;

  disconnectedCallback() {
    this.rest();
  }

  /** @param {MediaStream} stream */
  listen(stream) {
    this.rest();
    if (!stream.getAudioTracks().length) return this.#say("none");
    this.#say("waiting");
    const context = (this.#context = new AudioContext());
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(stream).connect(analyser);
    context.resume();
    this.#lastHeard = performance.now();
    this.#look(analyser, new Float32Array(analyser.fftSize), false);
  }

  rest() {
    cancelAnimationFrame(this.#frame);
    this.#context?.close();
    this.#context = null;
  }

  /** @param {AnalyserNode} analyser @param {Float32Array<ArrayBuffer>} wave @param {boolean} ever */
  #look(analyser, wave, ever) {
    analyser.getFloatTimeDomainData(wave);
    const level = Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length);
    const now = performance.now();
    const heard = ever || level > HEARD;
    if (level > HEARD) this.#lastHeard = now;
    this.#show(level, now);
    if (now - this.#lastHeard > PATIENCE_MS) this.#say(ever ? "waiting" : "no");
    else if (heard) this.#say("yes");
    this.#frame = requestAnimationFrame(() => this.#look(analyser, wave, heard && now - this.#lastHeard < 4 * PATIENCE_MS));
  }

  /** @param {number} level @param {number} now */
  #show(level, now) {
    const bar = /** @type {HTMLElement} */ (this.querySelector("[role=meter]"));
    const part = Math.min(1, Math.sqrt(level / LOUD));
    bar.style.setProperty("--level", part.toFixed(3));
    if (now - this.#lastSaid < SAID_MS) return;
    this.#lastSaid = now;
    bar.setAttribute("aria-valuenow", String(Math.round(100 * part)));
  }

  /** @param {string} state */
  #say(state) {
    if (this.dataset.state === state) return;
    this.dataset.state = state;
    for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-heard]"))) {
      sentence.hidden = sentence.dataset.heard !== state;
    }
  }
}

customElements.define("sound-meter", SoundMeter);
