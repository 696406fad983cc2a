// @ts-check
/** A <details data-menu> comes wholly into sight, as the last question before something ends does; it closes on Escape, on a press elsewhere, and when focus leaves it; arrows walk its items. */

const OPEN = "details[data-menu][open]";
const COMES_INTO_SIGHT = `:is(${OPEN}, .removal[open], ${OPEN} .sure[open])`;
const ITEMS = ":is(a[href], button, summary):not([disabled])";

/** @returns {NodeListOf<HTMLDetailsElement>} */
const openMenus = () => document.querySelectorAll(OPEN);

/**
 * @param {HTMLDetailsElement} menu
 * @param {number} by
 */
function walk(menu, by) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll(`.menu ${ITEMS}`));
  const items = Array.from(all).filter((item) => item.checkVisibility());
  const now = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = now < 0 ? (by > 0 ? 0 : items.length - 1) : (now + by + items.length) % items.length;
  items[next]?.focus();
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!(target instanceof Element && target.matches(COMES_INTO_SIGHT))) return;
    target.querySelector(".menu, .notice, form")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  },
  true,
);

document.addEventListener("pointerdown", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const [menu] = openMenus();
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary")?.focus();
    event.stopPropagation();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && menu.contains(document.activeElement)) {
    event.preventDefault();
    walk(menu, event.key === "ArrowDown" ? 1 : -1);
  }
});
