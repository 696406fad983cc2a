// @ts-check
/** Which moments somebody wants to see, and in which order. Pure; the server says the same for who has no script. */

/** @typedef {import("../times.js").Moment} Moment */

/**
 * Empty means all.
 *
 * @typedef {Object} Wanted
 * @property {string} kind
 * @property {string} person  the author's number
 * @property {string} label
 * @property {boolean} unanswered
 * @property {boolean} mine
 * @property {string} q  words to look for
 */

export const KINDS = ["observation", "strength", "question", "suggestion"];

/** @param {Moment} moment @param {Wanted} wanted @returns {boolean} all but the words, which the server looks for */
export function matches(moment, wanted) {
  if (wanted.kind && moment.kind !== wanted.kind) return false;
  if (wanted.person && String(moment.author_id) !== wanted.person) return false;
  if (wanted.label && !moment.labels?.includes(wanted.label)) return false;
  if (wanted.unanswered && !moment.unanswered) return false;
  return !wanted.mine || moment.own === true;
}

/** @param {URLSearchParams} address @returns {Wanted} */
export function wantedIn(address) {
  /** @param {string} name */
  const said = (name) => address.get(name) ?? "";
  const kind = KINDS.includes(said("kind")) ? said("kind") : "";
  return { kind, person: said("person"), label: said("label"), unanswered: said("unanswered") !== "", mine: said("mine") !== "", q: said("q").trim() };
}

/** @param {Wanted} wanted @param {string} address @returns {string} the address that asks for them */
export function addressOf(wanted, address) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(wanted)) {
    if (value) url.searchParams.set(name, value === true ? "1" : String(value));
    else url.searchParams.delete(name);
  }
  url.searchParams.delete("after");
  return url.href;
}

/**
 * @param {readonly Moment[]} moments in the order of time
 * @param {boolean} byKind
 * @returns {Moment[]} by time, or first what was seen, then what was strong, asked and suggested
 */
export function inOrder(moments, byKind) {
  return byKind ? KINDS.flatMap((kind) => moments.filter((moment) => moment.kind === kind)) : [...moments];
}
