// @ts-check
/** Moves that were made and are not asked for yet: by key one goes on for a while, and it is asked once. */

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./move.js").Span} Span */

const RESTS_MS = 600;

export class Moves {
  /** @type {Map<number, Span>} */ #waiting = new Map();
  #timer = 0;

  /** @param {(id: number, span: Span) => void} ask */
  constructor(ask) {
    this.ask = ask;
  }

  /** @param {number} id @param {Span} span @param {boolean} rests whether it is asked only when the hand comes to rest */
  put(id, { start, end }, rests) {
    this.#waiting.set(id, { start, end });
    clearTimeout(this.#timer);
    if (rests) this.#timer = window.setTimeout(this.flush, RESTS_MS);
    else this.flush();
  }

  /** Asks what still waits. */
  flush = () => {
    clearTimeout(this.#timer);
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [id, span] of waiting) this.ask(id, span);
  };

  /** @param {readonly Moment[]} moments @returns {readonly Moment[]} with what waits in its place, in the order of time */
  over(moments) {
    return this.#waiting.size ? placed(moments, this.#waiting) : moments;
  }
}

/** @param {readonly Moment[]} moments @param {ReadonlyMap<number, Span>} spans @returns {Moment[]} in the order of time */
export function placed(moments, spans) {
  return moments.map((moment) => ({ ...moment, ...spans.get(moment.id) })).sort((one, other) => one.start - other.start || one.id - other.id);
}
