// @ts-check
/** What somebody typed or chose in a moment and did not send. */

/** @param {Element | null | undefined} place @returns {boolean} whether there is such in it */
export function typed(place) {
  const fields = /** @type {NodeListOf<HTMLTextAreaElement | HTMLInputElement>} */ (place?.querySelectorAll("textarea, input:not([type=hidden])") ?? []);
  return Array.from(fields).some((field) => {
    const chosen = field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);
    return chosen ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  });
}

/** @param {Element} place @returns {boolean} whether somebody is typing in it, or did */
export function writing(place) {
  const focused = document.activeElement;
  return typed(place) || (focused !== null && place.contains(focused) && focused.matches("textarea, input"));
}
