// @ts-check
/** Shifting what is in sight with one finger; it goes on a little when the finger lets go. */

const MOVED_PX = 6;
const FRICTION = 0.94;
const STILL_PX = 0.4;

export class Pan {
  #last = 0;
  #begin = 0;
  #speed = 0;
  #at = 0;
  #frame = 0;

  /** @param {(px: number) => void} shift */
  constructor(shift) {
    this.shift = shift;
  }

  /** @param {number} x px */
  start(x) {
    this.stop();
    this.#begin = this.#last = x;
    this.#speed = 0;
    this.moved = false;
  }

  /** @param {number} x px */
  move(x) {
    this.moved ||= Math.abs(x - this.#begin) > MOVED_PX;
    if (!this.moved) return;
    this.shift(this.#last - x);
    this.#speed = 0.6 * (this.#last - x) + 0.4 * this.#speed;
    this.#last = x;
    this.#at = performance.now();
  }

  /** Lets go; nothing goes on for who asked for less motion, or when the finger had come to rest. */
  end() {
    const rested = performance.now() - this.#at > 80;
    if (this.moved && !rested && !window.matchMedia("(prefers-reduced-motion: reduce)").matches) this.#glide();
  }

  stop() {
    cancelAnimationFrame(this.#frame);
  }

  #glide = () => {
    this.shift(this.#speed);
    this.#speed *= FRICTION;
    if (Math.abs(this.#speed) > STILL_PX) this.#frame = requestAnimationFrame(this.#glide);
  };
}
