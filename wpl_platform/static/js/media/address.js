// @ts-check
/** Addresses of what had no number yet when the page was written: they have a 0 in its place. */

/** @param {string | undefined} pattern "/recordings/0/delete" @param {number | string} number @returns {string} */
export function addressOf(pattern, number) {
  return (pattern ?? "").replace(/\/0(?=\/|$)/, `/${number}`);
}
