// @ts-check
/** A moment as the server writes it: read from its element, and renewed piece by piece so that nobody's typing is lost. */

import { settled } from "./store.js";

/** @typedef {import("../times.js").Moment} Moment */

/** @param {string} html @returns {HTMLElement[]} every moment in it */
export function parseAll(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return Array.from(template.content.querySelectorAll(".moment"));
}

/** @param {string} html @returns {HTMLElement | null} */
export function parse(html) {
  return parseAll(html)[0] ?? null;
}

/** @param {HTMLElement} item @returns {Moment} */
export function momentIn(item) {
  const { moment, kind = "", word = "", author = "", authorId, start, end = "", version, replies, response = "", labels = "[]" } = item.dataset;
  return settled({
    id: Number(moment),
    kind,
    word,
    author,
    author_id: Number(authorId ?? 0),
    start: Number(start ?? 0),
    end: end === "" ? null : Number(end),
    version: Number(version ?? 1),
    replies: Number(replies ?? 0),
    response,
    labels: JSON.parse(labels),
    text: (item.querySelector(".moment__text")?.textContent ?? "").trim().slice(0, 80),
    own: "own" in item.dataset,
    private: "private" in item.dataset,
    drawn: "drawn" in item.dataset,
    resolved: "resolved" in item.dataset,
  });
}

/**
 * Brings a standing moment up to date. Only pieces that differ are replaced; forms in which somebody writes stay, and
 * what had the focus gets it back.
 *
 * @param {HTMLElement} item
 * @param {HTMLElement} fresh
 */
export function merge(item, fresh) {
  for (const name of Object.keys(item.dataset)) if (!(name in fresh.dataset)) delete item.dataset[name];
  Object.assign(item.dataset, fresh.dataset);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (fresh.querySelectorAll("[data-part]"))) {
    const old = item.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.outerHTML === part.outerHTML) continue;
    const focus = old.contains(document.activeElement) ? document.activeElement?.getAttribute("data-focus") : null;
    const opened = detailsOf(old).filter((each) => each.open).map((each) => each.className);
    old.replaceWith(part);
    for (const each of detailsOf(part)) each.open = opened.includes(each.className);
    if (focus) /** @type {HTMLElement | null} */ (part.querySelector(`[data-focus="${focus}"]`))?.focus({ preventScroll: true });
  }
}

/** What opens and closes in a piece; the piece itself may be one. @param {Element} part @returns {HTMLDetailsElement[]} */
function detailsOf(part) {
  return [part, ...part.querySelectorAll("details")].filter((each) => each instanceof HTMLDetailsElement);
}
