// @ts-check
/** What a browser remembers of watching: sound, captions, how much before a moment, and where one was in each film. */

const SOUND = "player-sound";
const CAPTIONS = "player-captions";
const LEAD = "player-lead";
const PLACES = "player-places";
const MOST_PLACES = 60;
const EDGE_MS = 10_000;

/** @typedef {{volume: number, muted: boolean}} Sound  volume 0–1 */
/** @typedef {Record<string, {ms: number, at: number}>} Places */

/** @returns {Sound} */
export function sound() {
  const kept = read(SOUND);
  const volume = Number(kept?.volume ?? 1);
  return { volume: volume >= 0 && volume <= 1 ? volume : 1, muted: kept?.muted === true };
}

/** @param {Sound} chosen */
export function keepSound(chosen) {
  write(SOUND, chosen);
}

/** @returns {string} the language; empty for none */
export function captions() {
  return String(read(CAPTIONS) ?? "");
}

/** @param {string} language */
export function keepCaptions(language) {
  write(CAPTIONS, language);
}

/** @returns {number} ms before a moment at which it begins to play */
export function lead() {
  return Number(read(LEAD)) || 0;
}

/** @param {number} ms */
export function keepLead(ms) {
  write(LEAD, ms);
}

/** @param {string} film @param {number} duration ms @returns {number} ms; 0 when there is nothing to go on from */
export function place(film, duration) {
  const ms = Number(places()[film]?.ms) || 0;
  return ms >= EDGE_MS && ms <= duration - EDGE_MS ? ms : 0;
}

/** The last films only: this is a help, no history. @param {string} film @param {number} ms */
export function keepPlace(film, ms) {
  const kept = places();
  kept[film] = { ms, at: Date.now() };
  const latest = Object.entries(kept).sort(([, one], [, other]) => other.at - one.at);
  write(PLACES, Object.fromEntries(latest.slice(0, MOST_PLACES)));
}

/** @returns {Places} */
function places() {
  const kept = read(PLACES);
  return kept && typeof kept === "object" ? kept : {};
}

/** @param {string} key @returns {any} null when there is nothing, or nothing to be read */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key @param {unknown} value */
function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or closed store: then it is not remembered.
  }
}
