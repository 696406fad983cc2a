// @ts-check
/** Whose page this is: on a shared device what one person left must never become another's. */

/** @param {string} what @returns {string} the name under which something of this person is kept on this device */
export function own(what) {
  return `${what}-${document.querySelector('meta[name="person"]')?.getAttribute("content") ?? "0"}`;
}

/** @param {string} name @returns {any} what was kept under it; null when nothing, or when it cannot be read */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name @param {unknown} value null lets it go @returns {boolean} whether there was room for it */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
