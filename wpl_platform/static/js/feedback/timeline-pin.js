// @ts-check
/** How one moment looks on the timeline: its pin, the marks of its state, its bar, and what it says of itself. */

import { spanWritten, written } from "./times.js";

/** @typedef {import("./times.js").Moment} Moment */
/** @typedef {import("./timeline-scale.js").Group} Group */
/** @typedef {(name: string) => Node} Shapes  a fresh copy of the pin of a kind, or of a mark */

/** @param {Moment} moment @returns {string[]} the marks on its pin, each with a shape of its own */
function marksOf(moment) {
  const marks = [];
  if (moment.unanswered) marks.push("unanswered");
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
    moment.unanswered && words.unanswered,
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

/** @param {readonly Moment[]} moments @returns {string} the kind of all of them; empty when they differ */
export function sameKind(moments) {
  const kind = moments[0]?.kind ?? "";
  return moments.every((moment) => moment.kind === kind) ? kind : "";
}

/**
 * @param {readonly Moment[]} moments one shows its kind, several their number
 * @param {string} left
 * @param {DOMStringMap} words
 * @param {Shapes} shape
 * @returns {HTMLButtonElement}
 */
export function pin(moments, left, words, shape) {
  const first = /** @type {Moment} */ (moments[0]);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tl__pin";
  button.tabIndex = -1;
  button.dataset.moment = String(first.id);
  button.dataset.start = String(first.start);
  button.dataset.kind = sameKind(moments);
  button.style.insetInlineStart = left;
  const label = labelOf(moments, words);
  button.setAttribute("aria-label", label);
  button.title = moments.length === 1 && first.text ? `${label}\n${first.text}` : label;
  if (moments.length > 1) button.append(pill(moments.length));
  else button.append(shape(first.kind), ...marksOf(first).map(shape));
  if (moments.length > 1) button.dataset.many = String(moments.length);
  else button.classList.toggle("is-own", Boolean(first.own));
  if (moments.length === 1 && first.private) button.firstElementChild?.classList.add("is-private");
  return button;
}

/** @param {number} count @returns {HTMLElement} */
function pill(count) {
  const found = document.createElement("span");
  found.className = "tl__many";
  found.textContent = String(count);
  return found;
}

/**
 * @param {readonly Moment[]} moments
 * @param {string} left
 * @param {string} width
 * @returns {HTMLSpanElement} how long they last
 */
export function bar(moments, left, width) {
  const found = document.createElement("span");
  const [first] = moments;
  found.className = moments.length > 1 ? "tl__range is-many" : "tl__range";
  found.dataset.kind = sameKind(moments);
  found.dataset.moment = String(first?.id ?? 0);
  found.classList.toggle("is-private", moments.length === 1 && Boolean(first?.private));
  found.classList.toggle("is-own", moments.length === 1 && Boolean(first?.own));
  found.style.insetInlineStart = left;
  found.style.inlineSize = width;
  return found;
}
