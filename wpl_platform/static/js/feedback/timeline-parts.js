// @ts-check
/** The pieces that stand on the timeline: pins, bars, the chosen stretch and its handles. */

import { spanWritten, written } from "./times.js";

/** @typedef {import("./times.js").Moment} Moment */
/** @typedef {import("./timeline-scale.js").Group} Group */

/**
 * @param {Group} group one moment shows its kind, several their number
 * @param {string} left
 * @param {string} label
 * @param {Node} shape
 * @returns {HTMLButtonElement}
 */
export function pin({ first, all }, left, label, shape) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tl__pin";
  button.dataset.moment = String(first.id);
  button.dataset.moments = all.map((moment) => moment.id).join(" ");
  button.dataset.start = String(first.start);
  button.style.insetInlineStart = left;
  button.setAttribute("aria-label", label);
  button.title = label;
  const alike = all.every((moment) => moment.kind === first.kind);
  if (alike) button.dataset.kind = first.kind;
  if (all.length === 1) {
    button.append(shape);
  } else {
    button.dataset.many = String(all.length);
    const pill = document.createElement("span");
    pill.className = "tl__many";
    pill.textContent = String(all.length);
    button.append(pill);
  }
  return button;
}

/**
 * @param {Moment} moment
 * @param {string} left
 * @param {string} width
 * @returns {HTMLSpanElement}
 */
export function rangeBar(moment, left, width) {
  const bar = document.createElement("span");
  bar.className = "tl__range";
  bar.dataset.kind = moment.kind;
  bar.dataset.moments = String(moment.id);
  bar.style.insetInlineStart = left;
  bar.style.inlineSize = width;
  return bar;
}

/**
 * @param {HTMLElement} element
 * @param {string | null} left hidden when null
 * @param {string} width
 */
export function band(element, left, width) {
  element.hidden = left === null;
  element.style.insetInlineStart = left ?? "0";
  element.style.inlineSize = width;
}

/**
 * @param {HTMLElement} element
 * @param {string | null} left hidden when null
 * @param {number} ms
 */
export function handle(element, left, ms) {
  element.hidden = left === null;
  element.style.insetInlineStart = left ?? "0";
  element.setAttribute("aria-valuenow", String(Math.round(ms / 1000)));
  element.setAttribute("aria-valuetext", written(ms));
}

/**
 * @param {import("./timeline-scale.js").Lane} lane
 * @param {string} otherwise what a lane without a name is called
 * @returns {HTMLElement} the name with the number of moments
 */
export function laneName(lane, otherwise) {
  const name = document.createElement("span");
  name.className = lane.kind ? "kind" : "tl__name";
  if (lane.kind) name.dataset.kind = lane.kind;
  const [word, count] = [document.createElement("span"), document.createElement("span")];
  word.className = "cut";
  word.textContent = lane.name || otherwise;
  word.title = word.textContent;
  count.className = "num";
  count.textContent = String(lane.moments.length);
  name.append(word, count);
  return name;
}

/**
 * @param {Group} group
 * @param {DOMStringMap} words with `pin` and `cluster`, in which {kind}, {time}, {author} and {n} are filled in
 * @returns {string} what a pin says of itself
 */
export function labelOf({ first, all }, words) {
  const sentence = (all.length > 1 ? words.cluster : words.pin) ?? "";
  const time = spanWritten(first.start, first.end);
  return sentence.replace("{kind}", first.word).replace("{time}", time).replace("{author}", first.author).replace("{n}", String(all.length));
}

/**
 * Where pins overlap for a finger, the one whose middle is nearest to it wins. A key presses the one that has the focus.
 *
 * @param {HTMLElement} pressed
 * @param {MouseEvent} event
 * @returns {HTMLElement}
 */
export function nearest(pressed, { clientX, detail }) {
  const lane = pressed.classList.contains("tl__pin") && detail ? pressed.closest(".tl__lane") : null;
  const pins = /** @type {HTMLElement[]} */ ([...(lane?.querySelectorAll(".tl__pin") ?? [])]);
  /** @param {HTMLElement} each */
  const far = (each) => Math.abs(each.getBoundingClientRect().left + each.offsetWidth / 2 - clientX);
  return pins.reduce((best, each) => (far(each) < far(best) ? each : best), pressed);
}
