// @ts-check
/** Times on a recording: whole milliseconds in, what people read out. What they type is read with either decimal sign. */

/** @param {number} ms @returns {string} 2:14, or 1:02:14 from an hour on */
export function written(ms) {
  const all = Math.floor(Math.max(ms, 0) / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const tail = String(seconds).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** @param {number} ms @returns {string} a time code that loses nothing, with the reader's decimal sign: 2:14,350 or 2:14.350 */
export function code(ms) {
  const rest = Math.round(ms) % 1000;
  const point = document.documentElement.lang === "nl" ? "," : ".";
  return rest ? `${written(ms)}${point}${String(rest).padStart(3, "0")}` : written(ms);
}

/** @param {number} start @param {number | null} end @returns {string} 2:14, or 2:05–2:31; one time within one second */
export function spanWritten(start, end) {
  return end === null || written(end) === written(start) ? written(start) : `${written(start)}–${written(end)}`;
}

/** @param {string} text a time code, or seconds @returns {number | null} ms */
export function read(text) {
  const parts = text.trim().replace(",", ".").split(":").map(Number);
  if (!text.trim() || parts.length > 3 || parts.some((part) => !Number.isFinite(part) || part < 0)) return null;
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

/**
 * @typedef {Object} Moment
 * @property {number} id
 * @property {string} kind
 * @property {string} word   the kind in the reader's language
 * @property {string} author
 * @property {number} start  ms
 * @property {number | null} end  ms; null for a point
 * @property {number} [author_id]
 * @property {boolean} [own]  whether the reader made it
 * @property {readonly string[]} [labels]  their names
 * @property {number} [replies]  how many
 * @property {string} [response]  the maker's, empty without
 * @property {boolean} [private]  whether nobody but the reader sees it
 * @property {boolean} [drawn]  whether a drawing belongs to it
 * @property {boolean} [unanswered]
 * @property {string} [text]  its beginning
 * @property {number} [version]  grows with every change
 */

const POINT_LASTS_MS = 4_000;
const LEAD_MS = 250;

/** @param {Moment} moment @param {number} now ms @returns {boolean} whether it is going on; a point goes on for a few seconds */
export function goesOn(moment, now) {
  return moment.start <= now + LEAD_MS && now <= (moment.end ?? moment.start + POINT_LASTS_MS);
}

/**
 * The moment that is going on: the one that began last.
 *
 * @param {readonly Moment[]} moments in the order of time
 * @param {number} now ms
 * @returns {Moment | null}
 */
export function currentMoment(moments, now) {
  let found = null;
  for (const moment of moments) {
    if (moment.start > now + LEAD_MS) break;
    if (goesOn(moment, now)) found = moment;
  }
  return found;
}
