// @ts-check
/** The film's own time on a page that sees no film: it runs with what the server last said, and stands still on pause. */

/** @typedef {"waiting" | "filming" | "paused" | "ended" | "closed" | "arrived" | "thrown" | "gone"} State */

export class FilmTime {
  /** @type {State} */ state = "waiting";
  #film = 0;
  #heard = 0;

  /** @param {State} state @param {number} film ms then @param {number} heard when that was so, by `performance.now()` */
  set(state, film, heard) {
    this.state = state;
    this.#film = film;
    this.#heard = heard;
  }

  get runs() {
    return this.state === "filming";
  }

  /** ms of film. */
  get now() {
    return Math.max(0, Math.round(this.#film + (this.runs ? performance.now() - this.#heard : 0)));
  }
}
