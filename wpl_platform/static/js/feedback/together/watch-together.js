// @ts-check
/** Between the film and those who watch it together: says where it is when it begins, stops or leaps, and does as who leads. */

/** @typedef {import("./studio-company.js").Place} Place */

const LEAP_MS = 500;
const APART_MS = 350;
const SLOWEST = 0.25;
/** Who does one of these takes the film in their own hands. */
const MOVING = /^(play|back|forward|previous|next|(second|frame|shuttle)-.*)$/;

export class WatchTogether {
  #told = { at: 0, clock: 0, pace: 0 };

  /** @param {import("../player/practice-player.js").PracticePlayer} player @param {import("./studio-company.js").StudioCompany | null} company */
  constructor(player, company) {
    this.player = player;
    this.company = company;
  }

  /** Says where the film is. */
  tell() {
    const { now: at, paused, speed } = this.player;
    this.#told = { at, clock: performance.now(), pace: paused ? 0 : speed };
    if (this.company) this.company.place = { at, playing: !paused, rate: Math.max(speed, SLOWEST) };
  }

  /** @param {number} ms where the film is now; said when it leapt there */
  passed(ms) {
    const { at, clock, pace } = this.#told;
    if (Math.abs(ms - at - (performance.now() - clock) * pace) > LEAP_MS) this.tell();
  }

  /** @param {Place} place of the one who leads */
  follow({ at, playing, rate }) {
    const { player } = this;
    if (Math.abs(player.now - at) > APART_MS) player.seek(at);
    if (player.video && player.video.playbackRate !== rate) player.video.playbackRate = rate;
    if (playing && player.paused) player.play();
    else if (!playing && !player.paused) player.pause();
  }

  /** @param {string} [command] what somebody did; any way of going elsewhere when not said */
  letGo(command = "play") {
    if (MOVING.test(command)) this.company?.letGo();
  }
}
