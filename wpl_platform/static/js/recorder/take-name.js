// @ts-check
/** What a recording is called until its maker says better. */

/**
 * @param {string} begun ISO
 * @param {string | undefined} words with `{day}` and `{time}` in them
 * @returns {string}
 */
export function nameOf(begun, words) {
  const written = { day: /** @type {const} */ ("numeric"), month: /** @type {const} */ ("long") };
  const [date, when] = [new Date(begun), document.documentElement.lang];
  const time = date.toLocaleTimeString(when, { hour: "2-digit", minute: "2-digit" });
  return (words ?? "").replace("{day}", date.toLocaleDateString(when, written)).replace("{time}", time);
}
