// @ts-check
/** What moments stand on: the ruler, the film in small pictures, and how full it is. */

import { curve, path } from "./density.js";
import { ticks } from "./timeline-scale.js";
import { written } from "./times.js";

/** @typedef {import("./times.js").Moment} Moment */

const TILE_HEIGHT_PX = 44;
const TILES_MAX = 600;
const EDGE_PX = 20;

/**
 * @param {HTMLElement} ruler
 * @param {number} duration ms
 * @param {number} width px
 * @returns {{at: number, element: HTMLElement}[]} the figures and where they stand (px)
 */
export function drawRuler(ruler, duration, width) {
  /** @type {{at: number, element: HTMLElement}[]} */
  const labels = [];
  const marks = ticks(duration, width).map(({ ms, major }) => {
    const mark = document.createElement("span");
    const at = (ms / duration) * width;
    mark.style.insetInlineStart = `${(ms / duration) * 100}%`;
    if (!major) return mark;
    mark.className = "is-major";
    mark.textContent = written(ms);
    mark.classList.toggle("is-first", ms === 0);
    mark.classList.toggle("is-last", width - at < EDGE_PX);
    labels.push({ at, element: mark });
    return mark;
  });
  ruler.replaceChildren(...marks);
  return labels;
}

/**
 * Lays the pictures of the strip (`data-strip`, `data-tiles` side by side, each `data-aspect` wide) over the width.
 *
 * @param {HTMLElement} place
 * @param {number} width px
 */
export function drawTiles(place, width) {
  const { strip = "", tiles = "12", aspect = "1.78" } = place.dataset;
  const held = Number(tiles);
  if (!strip || !width) return;
  const wanted = Math.min(Math.max(Math.round(width / (TILE_HEIGHT_PX * Number(aspect))), 4), TILES_MAX);
  if (place.children.length === wanted) return;
  const shown = Array.from({ length: wanted }, (_, at) => {
    const tile = document.createElement("span");
    const which = Math.min(Math.floor(((at + 0.5) / wanted) * held), held - 1);
    tile.style.backgroundImage = `url("${strip}")`;
    tile.style.backgroundPositionX = `${(which / (held - 1)) * 100}%`;
    tile.style.backgroundSize = `${held * 100}% 100%`;
    return tile;
  });
  place.replaceChildren(...shown);
}

/**
 * @param {Element} place an svg of 1000 by 38 with a path for the area and one for the line
 * @param {readonly Moment[]} moments
 * @param {number} duration ms
 * @param {number} width px
 */
export function drawDensity(place, moments, duration, width) {
  const buckets = Math.min(Math.max(Math.round(width / 14), 24), 400);
  const drawn = path(curve(moments, duration, buckets), 1000, 38);
  const [area, line] = place.querySelectorAll("path");
  area?.setAttribute("d", drawn ? `${drawn}V38H0Z` : "");
  line?.setAttribute("d", drawn);
}
