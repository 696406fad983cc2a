// @ts-check
/** The small pictures that are kept of a film: many in a sprite with its map, few in a strip. */

/** @typedef {{end: number, sheet: string, x: number, y: number, width: number, height: number}} Still  end in s, rest in px */

/**
 * @param {string} address of the WebVTT that says where in the sprite each time is
 * @returns {Promise<Still[]>} in the order of time; none when they cannot be had
 */
export async function stillsOf(address) {
  const answer = await fetch(address).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  const cues = text.matchAll(/--> ([\d:.]+)[^\n]*\n([^#\n]+)#xywh=(\d+),(\d+),(\d+),(\d+)/g);
  return Array.from(cues, ([, until = "", sheet = "", ...place]) => {
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    const end = until.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    return { end, sheet: new URL(sheet, new URL(address, location.href)).href, x, y, width, height };
  });
}

/**
 * @param {readonly Still[]} stills
 * @param {number} share 0–1 of the film
 * @param {number} seconds how long the film is
 * @param {DOMStringMap} data with `strip` and `tiles`, for where there are no stills
 * @returns {HTMLElement | SVGElement} the picture of that time, as large as there is room
 */
export function picture(stills, share, seconds, data) {
  const still = stills.find(({ end }) => share * seconds < end);
  return still ? fromSheet(still) : fromStrip(share, data);
}

/** @param {Still} still @returns {SVGElement} that piece of its sheet */
function fromSheet({ sheet, x, y, width, height }) {
  const window = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  window.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  window.setAttribute("preserveAspectRatio", "xMidYMid slice");
  const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
  image.setAttribute("href", sheet);
  window.append(image);
  return window;
}

/** @param {number} share 0–1 of the film @param {DOMStringMap} data @returns {HTMLElement} */
function fromStrip(share, { strip, tiles = "12" }) {
  const tile = document.createElement("span");
  const held = Number(tiles);
  if (!strip) return tile;
  tile.style.backgroundImage = `url("${strip}")`;
  tile.style.backgroundPositionX = `${(Math.min(Math.floor(share * held), held - 1) / (held - 1)) * 100}%`;
  tile.style.backgroundSize = `${held * 100}% 100%`;
  return tile;
}
