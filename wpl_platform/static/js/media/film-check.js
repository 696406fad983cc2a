// @ts-check
/**
 * What can be said of a chosen file before a byte of it is sent.
 *
 * @typedef {{file: File, handle: FileSystemFileHandle | null}} Chosen
 */

const PHOTO = /^image\/|\.(heic|heif|jpe?g|png|gif|webp|dng)$/i;
const NO_VIDEO = /^(audio|text|font)\/|^application\/(pdf|zip|json|msword|vnd\.)|\.(pdf|docx?|xlsx?|pptx?|zip|txt|mp3|wav|m4a)$/i;
const VIDEO = /^video\//;
const ENDING = /\.[a-z0-9]{2,5}$/i;
const CAMERA = /\b(img|vid|mov|mvi|pxl|dsc|dscn|dji|gopr|gx|gh|whatsapp|video|trim|film|opname|recording|at|om|wa)\b/gi;
const TITLE_MAX = 120;

/**
 * Why this file is not sent; empty when nothing speaks against it. A file without a type is judged by its name.
 * @param {File} file
 * @param {number} most bytes
 * @param {DOMStringMap} words
 * @returns {string}
 */
export function objection(file, most, words) {
  if (file.size === 0) return words.empty ?? "";
  const named = file.type || file.name;
  if (!VIDEO.test(file.type) && PHOTO.test(named)) return words.photo ?? "";
  if (!VIDEO.test(file.type) && NO_VIDEO.test(named)) return words.noVideo ?? "";
  return file.size > most ? (words.tooLarge ?? "") : "";
}

/**
 * A title out of the name of a file: "gesprek_aan-de-balie.MP4" is "Gesprek aan de balie". What a camera named by
 * numbers gets the day it was made.
 * @param {File} file
 * @param {DOMStringMap} words
 * @returns {string}
 */
export function titleOf(file, words) {
  const plain = file.name.normalize("NFC").replace(ENDING, "").replace(/[\s_.+~-]+/g, " ").trim();
  const letters = plain.replace(CAMERA, "").replace(/[^\p{L}]/gu, "");
  if (letters.length < 3) return dated(file, words);
  return (plain.charAt(0).toLocaleUpperCase() + plain.slice(1)).slice(0, TITLE_MAX);
}

/** @param {File} file @param {DOMStringMap} words */
function dated(file, words) {
  const written = new Intl.DateTimeFormat(document.documentElement.lang, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (words.dated ?? "{day}").replace("{day}", written.format(file.lastModified));
}
