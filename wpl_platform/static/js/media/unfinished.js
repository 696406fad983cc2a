// @ts-check
/** The page's list of what is not ready yet ([data-unfinished]). What goes on elsewhere on the page stands there only. */

/**
 * @param {string} print of the chosen file
 * @returns {HTMLElement | null} the film of which part is in already
 */
export function halfOf(print) {
  return print ? document.querySelector(`[data-unfinished="${print}"]`) : null;
}

/**
 * @param {string | number | null | undefined} recording its number
 * @returns {HTMLElement | null}
 */
export function unfinishedOf(recording) {
  return recording ? document.querySelector(`[data-unfinished][data-recording="${recording}"]`) : null;
}

/** Takes one out of the list, or puts it back; an empty list goes. @param {HTMLElement | null} item @param {boolean} elsewhere */
export function showElsewhere(item, elsewhere) {
  const list = item?.closest("section");
  if (!item || !list) return;
  item.hidden = elsewhere;
  const more = list.querySelector("details");
  list.hidden = !list.querySelector("li:not([hidden])");
  if (!more) return;
  more.hidden = !more.querySelector("li:not([hidden])");
  if (!list.querySelector(":scope > ul > li:not([hidden])")) more.open = true;
}
