// @ts-check
/**
 * Ever faster, forward or back, as at an editing table: each press doubles.
 *
 * Forward the browser plays faster; back it cannot, so the film is put a piece earlier as soon as it shows the last one.
 */

const FASTEST = 16;

/**
 * @typedef {Object} Reel  What the shuttle turns.
 * @property {() => HTMLVideoElement | null} video
 * @property {() => number} now  ms
 * @property {(ms: number) => void} go
 * @property {() => void} changed  told when it turns otherwise
 */

export class Shuttle {
  #reel;
  #usual = 1;
  #frame = 0;
  #begun = { ms: 0, at: 0 };
  /** Times the usual speed; below 0 is back, 0 is not at work. */
  speed = 0;

  /** @param {Reel} reel */
  constructor(reel) {
    this.#reel = reel;
  }

  get backwards() {
    return this.speed < 0;
  }

  forward() {
    const video = this.#reel.video();
    if (!video) return;
    const playing = !video.paused && !this.backwards;
    const speed = playing ? Math.min(Math.max(video.playbackRate, 0.5) * 2, FASTEST) : 1;
    this.#begin(speed);
    video.playbackRate = speed;
    video.play().catch(() => undefined);
  }

  back() {
    const video = this.#reel.video();
    if (!video) return;
    const speed = this.backwards ? Math.max(this.speed * 2, -FASTEST) : -1;
    this.#begin(speed);
    video.pause();
    this.#begun = { ms: this.#reel.now(), at: performance.now() };
    this.#frame = requestAnimationFrame(this.#turn);
    this.#reel.changed();
  }

  /** Ends it: the film has its usual speed again. */
  end() {
    if (!this.speed) return;
    cancelAnimationFrame(this.#frame);
    this.speed = 0;
    const video = this.#reel.video();
    if (video) video.playbackRate = this.#usual;
    this.#reel.changed();
  }

  /** @param {number} speed */
  #begin(speed) {
    const video = this.#reel.video();
    cancelAnimationFrame(this.#frame);
    if (!this.speed && video) this.#usual = video.playbackRate;
    if (speed < 0 && video) video.playbackRate = this.#usual;
    this.speed = speed;
  }

  #turn = () => {
    const video = this.#reel.video();
    if (!this.backwards || !video) return;
    const ms = this.#begun.ms + (performance.now() - this.#begun.at) * this.speed;
    if (!video.seeking) this.#reel.go(Math.max(ms, 0));
    if (ms <= 0) this.end();
    else this.#frame = requestAnimationFrame(this.#turn);
  };
}
