// @ts-check
/** How one moment looks on the timeline: its pin, the marks of its state, its bar, and what it says of itself. */

import { spanWritten, written } from "../times.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./scale.js").Group} Group */
/** @typedef {(name: string) => Node} Shapes  a fresh copy of the pin of a kind, or of a mark */

/** @param {Moment} moment @returns {boolean} whether somebody asked and nobody answered; what is no question waits for nothing */
function waits({ kind, unanswered }) {
  return kind === "question" && unanswered === true;
}

/** @param {Moment} moment @returns {string[]} the marks on its pin, each with a shape of its own */
function marksOf(moment) {
  const marks = [];
  if (waits(moment)) marks.push("unanswered");
  else if (moment.replies) marks.push("replies");
  if (moment.response) marks.push("response");
  return marks;
}

/**
 * @param {Moment} moment
 * @param {DOMStringMap} words
 * @returns {string} kind, time and who; then what became of it
 */
function sentenceOf(moment, words) {
  const said = (words.pin ?? "")
    .replace("{kind}", moment.word)
    .replace("{time}", spanWritten(moment.start, moment.end))
    .replace("{author}", moment.author);
  const states = [
    moment.private && words.private,
    moment.replies && (moment.replies === 1 ? words.reply : (words.replies ?? "").replace("{n}", String(moment.replies))),
    moment.response && words.response,
    waits(moment) && words.unanswered,
  ];
  return [said, ...states.filter(Boolean)].join(", ");
}

/**
 * @param {readonly Moment[]} moments of one group
 * @param {DOMStringMap} words with `pin` and `cluster`, in which {kind}, {time}, {author} and {n} are filled in
 * @returns {string} what a pin says of itself
 */
export function labelOf(moments, words) {
  const first = /** @type {Moment} */ (moments[0]);
  if (moments.length === 1) return sentenceOf(first, words);
  return (words.cluster ?? "").replace("{n}", String(moments.length)).replace("{time}", written(first.start));
}

/** @param {readonly Moment[]} moments @returns {string} all on which it depends how their pin looks and what it says */
export function faceOf(moments) {
  const first = /** @type {Moment} */ (moments[0]);
  if (moments.length > 1) return `${first.id} ${moments.length} ${first.start} ${sameKind(moments)}`;
  const { id, kind, start, end, author, own, replies, response, unanswered } = first;
  return [id, kind, start, end, author, own, replies, response, first.private, unanswered].join(" ");
}

/** @param {readonly Moment[]} moments @returns {string} of those that have the same, a pin of one can serve for another */
export function lookOf(moments) {
  const first = /** @type {Moment} */ (moments[0]);
  return moments.length > 1 ? "number" : [first.kind, first.own, first.private, ...marksOf(first)].join(" ");
}

/** @param {readonly Moment[]} moments @returns {string} the kind of all of them; empty when they differ */
export function sameKind(moments) {
  const kind = moments[0]?.kind ?? "";
  return moments.every((moment) => moment.kind === kind) ? kind : "";
}

/**
 * @param {readonly Moment[]} moments one shows its kind, several their number
 * @param {Shapes} shape
 * @returns {HTMLButtonElement} without a place and a name
 */
export function pin(moments, shape) {
  const first = /** @type {Moment} */ (moments[0]);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tl__pin";
  button.tabIndex = -1;
  if (moments.length > 1) {
    const pill = document.createElement("span");
    pill.className = "tl__many";
    button.append(pill);
    return button;
  }
  button.append(shape(first.kind), ...marksOf(first).map(shape));
  button.classList.toggle("is-own", Boolean(first.own));
  if (first.private) button.firstElementChild?.classList.add("is-private");
  return button;
}

/**
 * Gives a pin its name, and the number it stands for.
 *
 * @param {HTMLElement} button
 * @param {readonly Moment[]} moments
 * @param {DOMStringMap} words
 */
export function label(button, moments, words) {
  const first = /** @type {Moment} */ (moments[0]);
  const said = labelOf(moments, words);
  button.dataset.moment = String(first.id);
  button.dataset.kind = sameKind(moments);
  button.setAttribute("aria-label", said);
  button.title = moments.length === 1 && first.text ? `${said}\n${first.text}` : said;
  if (moments.length === 1) return;
  button.dataset.many = String(moments.length);
  if (button.firstElementChild) button.firstElementChild.textContent = String(moments.length);
}

/**
 * @param {readonly Moment[]} moments
 * @param {string} left
 * @param {string} width
 * @param {HTMLElement} [found] one that is no longer needed
 * @returns {HTMLElement} how long they last
 */
export function bar(moments, left, width, found = document.createElement("span")) {
  const [first] = moments;
  const [one, own, hidden] = [moments.length === 1, Boolean(first?.own), Boolean(first?.private)];
  found.className = `tl__range${one ? "" : " is-many"}${one && own ? " is-own" : ""}${one && hidden ? " is-private" : ""}`;
  found.dataset.kind = sameKind(moments);
  found.dataset.moment = String(first?.id ?? 0);
  found.style.insetInlineStart = left;
  found.style.inlineSize = width;
  return found;
}
