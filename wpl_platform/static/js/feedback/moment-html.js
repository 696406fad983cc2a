// @ts-check
/** A moment as the server writes it: read from its element, and renewed piece by piece so that nobody's typing is lost. */

/** @typedef {import("./times.js").Moment} Moment */

/** @param {string} html @returns {HTMLElement | null} */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector(".moment");
}

/** @param {HTMLElement} item @returns {Moment} */
export function momentIn(item) {
  const { moment = "0", kind = "", word = "", author = "", start = "0", end = "" } = item.dataset;
  return { id: Number(moment), kind, word, author, start: Number(start), end: end === "" ? null : Number(end) };
}

/**
 * Brings a standing moment up to date. Only pieces that differ are replaced; forms in which somebody writes stay, and
 * what had the focus gets it back.
 *
 * @param {HTMLElement} item
 * @param {HTMLElement} fresh
 */
export function merge(item, fresh) {
  Object.assign(item.dataset, fresh.dataset);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (fresh.querySelectorAll("[data-part]"))) {
    const old = item.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.outerHTML === part.outerHTML) continue;
    const focus = old.contains(document.activeElement) ? document.activeElement?.getAttribute("data-focus") : null;
    const opened = Array.from(old.querySelectorAll("details[open]")).map((each) => each.className);
    old.replaceWith(part);
    for (const each of part.querySelectorAll("details")) each.open = opened.includes(each.className);
    if (focus) /** @type {HTMLElement | null} */ (part.querySelector(`[data-focus="${focus}"]`))?.focus({ preventScroll: true });
  }
}
