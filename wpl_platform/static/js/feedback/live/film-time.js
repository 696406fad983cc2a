// @ts-check
/** The film's own time on a page that sees no film: it runs with what the server last said, and stands still on pause. */

/** @typedef {"waiting" | "filming" | "paused" | "ended" | "closed" | "arrived" | "thrown" | "gone"} State */

export class FilmTime {
  /** @type {State} */ state = "waiting";
  /** When it was heard that it ran, or stood still, in turn. @type {{film: number, clock: number, runs: boolean}[]} */ #turns = [];

  /** @param {State} state @param {number} film ms then @param {number} heard when that was so, by `performance.now()` */
  set(state, film, heard) {
    this.state = state;
    const last = this.#turns.at(-1);
    const goesOn = last?.runs === this.runs;
    if (goesOn) this.#turns.pop();
    // Of a run the newest word is the best; that it stands still is so since it was first heard.
    this.#turns.push({ film, clock: goesOn && !this.runs ? last.clock : heard, runs: this.runs });
  }

  get runs() {
    return this.state === "filming";
  }

  /** ms of film. */
  get now() {
    return this.at(performance.now());
  }

  /** How much film there was, as the server reckons it: not past a pause. @param {number} clock by `performance.now()` @returns {number} ms of film */
  at(clock) {
    const found = this.#turns.findLastIndex((turn) => turn.clock <= clock);
    const turn = this.#turns[Math.max(0, found)];
    const next = this.#turns[Math.max(0, found) + 1];
    if (!turn) return 0;
    let film = turn.film + (turn.runs ? clock - turn.clock : 0);
    if (next?.runs) film = Math.max(film, next.film - (next.clock - clock));
    else if (next) film = Math.min(film, next.film);
    return Math.max(0, Math.round(film));
  }
}
