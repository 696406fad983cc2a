// @ts-check
/**
 * What is known of a take beside its bytes, as lines that are only ever added: a killed browser leaves at most half a
 * line, and that one is not read. Pure.
 */

/**
 * @typedef {Object} Entry one line
 * @property {string} [type]       media type
 * @property {string} [begun]      when filming began, as ISO date
 * @property {string} [title]
 * @property {number} [ms]         film time up to here
 * @property {number} [mark]       film time of a moment, ms
 * @property {number} [recording]  its number on the server
 * @property {string} [arrival]    its page
 * @property {string} [upload]     its address as an upload
 * @property {boolean} [arrived]   the server has every byte
 * @property {number} [told]       how many moments the server has
 * @property {import("./beats.js").Beat} [beat]   it began, paused, went on or ended
 * @property {import("./beats.js").Doors} [live]  where who marks along is told; asked anew, somewhere else too
 *
 * @typedef {Required<Omit<Entry, "mark" | "beat" | "live">> & {marks: number[], beats: import("./beats.js").Beat[], lives: import("./beats.js").Doors[]}} Known
 */

/** @returns {Known} */
export function nothing() {
  const none = { type: "", begun: "", title: "", ms: 0, recording: 0, arrival: "", upload: "", arrived: false, told: 0 };
  return { ...none, marks: [], beats: [], lives: [] };
}

/** @param {Known} known @param {Entry} entry @returns {Known} */
export function learned(known, entry) {
  const { mark, beat, live, ...rest } = entry;
  const marks = mark === undefined ? known.marks : [...known.marks, mark];
  const beats = beat === undefined ? known.beats : [...known.beats, beat];
  const lives = live === undefined ? known.lives : [...known.lives, live];
  return { ...known, ...rest, marks, beats, lives };
}

/** @param {Entry} entry @returns {string} */
export function line(entry) {
  return `${JSON.stringify(entry)}\n`;
}

/** @param {string} text @returns {Known} what its whole lines say */
export function read(text) {
  const lines = text.split("\n").slice(0, -1);
  return lines.reduce((known, one) => {
    try {
      return learned(known, JSON.parse(one));
    } catch {
      return known; // a line that was cut off by a crash, and written behind
    }
  }, nothing());
}
