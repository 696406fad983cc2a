// @ts-check
/** The film in small pictures, as wide as there is room: out of the sprite where there is one, else out of the strip. */

import { picture, stillsOf } from "./film-stills.js";

const HEIGHT_PX = 64;

/**
 * @param {HTMLElement} place with `data-map` (the WebVTT of the sprite) or `data-strip` and `data-tiles`, and `data-aspect`
 * @param {number} seconds how long the film is
 */
export async function draw(place, seconds) {
  const wanted = Math.max(Math.round(place.clientWidth / (HEIGHT_PX * Number(place.dataset.aspect ?? 1.78))), 4);
  if (place.children.length === wanted) return;
  const stills = place.dataset.map ? await stillsOf(place.dataset.map) : [];
  place.replaceChildren(...Array.from({ length: wanted }, (_, at) => picture(stills, (at + 0.5) / wanted, seconds, place.dataset)));
}
