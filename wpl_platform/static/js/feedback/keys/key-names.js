// @ts-check
/** Keys: the name under which one is kept ("m", "Space", "Shift+ArrowLeft"), and how people call it. Pure. */

/** @type {Record<string, string>} */
const SIGNS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Backspace: "⌫", Escape: "Esc" };

/** Keys that a page needs for itself, or that say nothing alone. */
const NEVER = /^(?:Tab|Escape|Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified|ContextMenu|F\d+)$/;

/**
 * @param {KeyboardEvent} event
 * @returns {string} one name for one key; Shift is said where it does not change the sign itself
 */
export function keyOf({ key, shiftKey }) {
  const name = key === " " ? "Space" : key.length === 1 ? key.toLowerCase() : key;
  const shifted = shiftKey && (key.length > 1 || key === " " || key.toLowerCase() !== key.toUpperCase());
  return shifted ? `Shift+${name}` : name;
}

/** @param {string} name @returns {boolean} whether a command may have it */
export function mayBe(name) {
  return !NEVER.test(name.replace("Shift+", ""));
}

/** @param {string} name @param {string} space what the space bar is called @returns {string} */
export function said(name, space) {
  const [plain = "", shift] = name.split(/^Shift\+/).reverse();
  const sign = plain === "Space" ? space : (SIGNS[plain] ?? plain);
  return shift === undefined ? sign : `Shift + ${sign}`;
}
