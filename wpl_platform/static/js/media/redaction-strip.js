// @ts-check
/** The film in small pictures with what will be covered drawn over each, to look it through before it is made. */

import { code } from "../feedback/times.js";
import { picture, stillsOf } from "./film-stills.js";
import { covers, placeAt } from "./redaction-covers.js";

const MOST = 60;
const SVG = "http://www.w3.org/2000/svg";
/** @type {Map<string, Promise<import("./film-stills.js").Still[]>>} */ const kept = new Map();

/**
 * @param {HTMLElement} list with `data-map`, the address of the WebVTT of the film's stills, and `data-at`, the words of a picture
 * @param {readonly import("./redaction-covers.js").Cover[]} shown
 * @param {{duration: number, whole: boolean, seek: (ms: number) => void}} film ms
 */
export async function lay(list, shown, { duration, whole, seek }) {
  const address = list.dataset.map;
  if (!address) return;
  const stills = await (kept.get(address) ?? kept.set(address, stillsOf(address)).get(address) ?? []);
  const every = Math.max(1, Math.ceil(stills.length / MOST));
  const begins = stills.map((_, at) => (at ? (stills[at - 1]?.end ?? 0) : 0) * 1000).filter((ms) => ms < duration);
  list.replaceChildren(...begins.filter((_, at) => at % every === 0).map((ms) => tile(list, stills, ms, shown, { duration, whole, seek })));
}

/**
 * @param {HTMLElement} list @param {import("./film-stills.js").Still[]} stills @param {number} ms
 * @param {readonly import("./redaction-covers.js").Cover[]} shown
 * @param {{duration: number, whole: boolean, seek: (ms: number) => void}} film
 */
function tile(list, stills, ms, shown, { duration, whole, seek }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const seen = picture(stills, (ms + 1) / duration, duration / 1000, list.dataset);
  const [left = 0, top = 0, width = 0, height = 0] = (seen.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const places = whole ? [{ shape: "rectangle", x: 0, y: 0, width: 1, height: 1 }] : shown.filter((cover) => covers(cover, ms)).map((cover) => ({ shape: cover.shape, ...placeAt(cover, ms) }));
  seen.append(...places.map((place) => cover(place, left, top, width, height)));
  const time = document.createElement("span");
  time.textContent = code(ms);
  time.className = "num";
  button.type = "button";
  button.className = "redact__still";
  button.setAttribute("aria-label", (list.dataset.at ?? "").replace("{time}", code(ms)).replace("{n}", String(places.length)));
  button.addEventListener("click", () => seek(ms));
  button.append(seen, time);
  item.append(button);
  return item;
}

/** @param {import("./redaction-covers.js").Place & {shape: string}} place @param {number} left @param {number} top @param {number} width @param {number} height */
function cover(place, left, top, width, height) {
  const drawn = document.createElementNS(SVG, place.shape === "ellipse" ? "ellipse" : "rect");
  const [x, y, wide, high] = [left + place.x * width, top + place.y * height, place.width * width, place.height * height];
  const said = place.shape === "ellipse" ? { cx: x + wide / 2, cy: y + high / 2, rx: wide / 2, ry: high / 2 } : { x, y, width: wide, height: high };
  for (const [name, value] of Object.entries(said)) drawn.setAttribute(name, String(value));
  drawn.setAttribute("class", "redact__cover");
  return drawn;
}
