// @ts-check
/** A film in several heights, by hls.js: the smallest first for a quick picture, then what the line can carry. */

/** @typedef {import("hls.js").default} Hls */

const STILL_S = 4;
const PLAYING_S = 30;
/** Soon given up here: whoever asks for the film knows how to wait, and what to say meanwhile. */
const PATIENCE = {
  default: {
    maxTimeToFirstByteMs: 10_000,
    maxLoadTimeMs: 60_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 1000 },
  },
};

export class Playlist {
  #hls;
  #video;

  /** @param {Hls} hls @param {HTMLVideoElement} video */
  constructor(hls, video) {
    this.#hls = hls;
    this.#video = video;
    video.addEventListener("play", this.#ahead);
    this.#ahead();
  }

  /**
   * Whether the address is a playlist that is ours to read. Safari (the one with a managed MediaSource) reads it itself.
   *
   * @param {HTMLVideoElement} video @param {string} address
   */
  static wanted(video, address) {
    if (!address.endsWith(".m3u8") || !("MediaSource" in window)) return false;
    return !("ManagedMediaSource" in window && video.canPlayType("application/vnd.apple.mpegurl"));
  }

  /**
   * Null when the reader cannot be had: then the browser may try alone.
   *
   * @param {HTMLVideoElement} video
   * @param {string} address
   * @param {number} at s
   * @param {(media: boolean, code?: number) => void} trouble told of what cannot be mended here
   * @returns {Promise<Playlist | null>}
   */
  static async open(video, address, at, trouble) {
    const Hls = await import("hls.js").then((module) => module.default).catch(() => null);
    if (!Hls?.isSupported()) return null;
    // No worker: there is nothing to convert in our files, and one made from a blob would widen the security policy.
    const reading = { enableWorker: false, startLevel: 0, startFragPrefetch: true, capLevelToPlayerSize: true };
    const kept = { startPosition: at, backBufferLength: PLAYING_S, maxMaxBufferLength: 2 * PLAYING_S };
    const patience = { manifestLoadPolicy: PATIENCE, playlistLoadPolicy: PATIENCE, fragLoadPolicy: PATIENCE };
    const hls = new Hls({ ...reading, ...kept, ...patience });
    hls.on("hlsError", (_event, { type, fatal, response }) => {
      const code = response?.code ?? 200; // 0: nobody answered, and hls.js would wait in silence
      if (fatal || code === 0 || (code >= 400 && code < 500)) trouble(type !== "networkError", response?.code);
    });
    hls.loadSource(address);
    hls.attachMedia(video);
    return new Playlist(hls, video);
  }

  /** Tries to go on after bytes that would not play. */
  recover() {
    this.#hls.recoverMediaError();
  }

  /** Goes on reading where the network left it; false when it had not begun. */
  resume() {
    const begun = this.#hls.levels.length > 0;
    if (begun) this.#hls.startLoad(this.#video.currentTime);
    return begun;
  }

  /** Stops reading. */
  close() {
    this.#video.removeEventListener("play", this.#ahead);
    this.#hls.destroy();
  }

  /** Who only looks at the first picture needs no half minute of film. */
  #ahead = () => {
    this.#hls.config.maxBufferLength = this.#video.paused ? STILL_S : PLAYING_S;
  };
}
