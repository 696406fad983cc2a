// @ts-check
/** What somebody acted on stays where it was on the screen, though the list around it changes. */

/** @param {HTMLElement} item @param {() => void} change  after which it may stand elsewhere, and be lower */
export function inPlace(item, change) {
  const before = item.getBoundingClientRect().top;
  const box = scrollerOf(item);
  box.style.overflowAnchor = "none"; // the browser would hold something else in its place
  change();
  const by = item.getBoundingClientRect().top - before;
  if (by) box.scrollBy({ top: by, behavior: "instant" });
  const { top, bottom } = item.getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  if (bottom < Math.max(seen.top, 0) || top > Math.min(seen.bottom, window.innerHeight)) item.scrollIntoView({ block: "nearest", behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => box.style.removeProperty("overflow-anchor")));
}

/** @param {Element} item @returns {HTMLElement} what scrolls it: a box around it, else the page */
function scrollerOf(item) {
  for (let box = item.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.documentElement;
}
