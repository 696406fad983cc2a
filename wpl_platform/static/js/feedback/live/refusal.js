// @ts-check
/** That the server will not have a mark, and why: in its own sentence, or in that of the page. */

/** @typedef {import("./mark-outbox.js").Mark} Mark */

/** @param {Mark} mark @returns {string} */
export function sentence({ why }) {
  return why?.sentence || (document.querySelector("toast-stack")?.getAttribute("data-mark-refused") ?? "");
}

/** Says so on any page, with the words of who marked. @param {Mark} mark */
export function sayRefused(mark) {
  const text = mark.text ? `${sentence(mark)} “${mark.text}”` : sentence(mark);
  window.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
}
