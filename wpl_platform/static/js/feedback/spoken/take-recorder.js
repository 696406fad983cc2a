// @ts-check
/**
 * Records one voice, or one face with it, into the store. Dispatches `time` {ms, level} while it goes on (level 0–1), and
 * `done` {take} when it ended: asked to, at its longest, or because the device went away.
 */

import { TakeStore } from "./take-store.js";

/** @typedef {import("./take-store.js").Take} Take */

export const MOST_MS = { sound: 180_000, film: 90_000 };
const TYPES = { sound: ["audio/webm;codecs=opus", "audio/mp4"], film: ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"] };
const RATES = { audioBitsPerSecond: 96_000, videoBitsPerSecond: 1_500_000 };
const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const FACE = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30, max: 30 }, facingMode: "user" };
const SLICE_MS = 1_000;
const TICK_MS = 100;
const LOUD = 0.3;

/** @returns {boolean} whether this browser records at all */
export function records() {
  return window.isSecureContext && Boolean(navigator.mediaDevices) && "MediaRecorder" in window;
}

export class TakeRecorder extends EventTarget {
  #store = new TakeStore();
  /** @type {MediaRecorder | null} */ #recorder = null;
  /** @type {AudioContext | null} */ #context = null;
  #timer = 0;
  #began = 0;
  #count = 0;
  /** What is still being written. */ #writing = Promise.resolve();

  /** @param {Take["kind"]} kind @returns {Promise<MediaStream>} rejects as the browser does */
  static open(kind) {
    return navigator.mediaDevices.getUserMedia({ audio: VOICE, video: kind === "film" ? FACE : false });
  }

  /** @param {MediaStream} stream @param {Omit<Take, "type" | "length" | "whole" | "at">} about */
  constructor(stream, about) {
    super();
    this.stream = stream;
    const type = TYPES[about.kind].find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
    this.#recorder = new MediaRecorder(stream, { ...RATES, mimeType: type });
    /** @type {Take} */ this.take = { ...about, type: type.split(";")[0] ?? "", at: Date.now(), length: 0, whole: false };
    this.#recorder.ondataavailable = ({ data }) => this.#write(data);
    this.#recorder.onstop = () => this.#ended();
    for (const track of stream.getTracks()) track.onended = () => this.stop();
  }

  begin() {
    this.#began = performance.now();
    this.#recorder?.start(SLICE_MS);
    const loud = this.#meter();
    this.#timer = window.setInterval(() => {
      const ms = performance.now() - this.#began;
      this.take.length = Math.min(ms, MOST_MS[this.take.kind]);
      this.dispatchEvent(new CustomEvent("time", { detail: { ms: this.take.length, level: loud() } }));
      if (ms >= MOST_MS[this.take.kind]) this.stop();
    }, TICK_MS);
  }

  stop() {
    window.clearInterval(this.#timer);
    if (this.#recorder?.state === "recording") this.#recorder.stop();
    for (const track of this.stream.getTracks()) track.stop();
    this.#context?.close();
    this.#context = null;
  }

  /** @param {Blob} data */
  #write(data) {
    const number = this.#count++;
    if (data.size) this.#writing = this.#writing.then(() => this.#store.piece(this.take, number, data));
  }

  async #ended() {
    this.stop();
    await this.#writing;
    this.take.whole = true;
    await this.#store.put(this.take);
    this.dispatchEvent(new CustomEvent("done", { detail: { take: this.take } }));
  }

  /** @returns {() => number} how loud it is now, 0–1 */
  #meter() {
    const context = (this.#context = new AudioContext());
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(this.stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    return () => {
      analyser.getFloatTimeDomainData(wave);
      return Math.min(1, Math.sqrt(Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length) / LOUD));
    };
  }
}
