// @ts-check
/** The film in small pictures, as wide as there is room: out of the sprite where there is one, else out of the strip. */

const HEIGHT_PX = 64;

/** @typedef {{end: number, sheet: string, x: number, y: number, width: number, height: number}} Tile  end in s, rest in px */

/**
 * @param {HTMLElement} place with `data-map` (the WebVTT of the sprite) or `data-strip` and `data-tiles`, and `data-aspect`
 * @param {number} seconds how long the film is
 */
export async function draw(place, seconds) {
  const wanted = Math.max(Math.round(place.clientWidth / (HEIGHT_PX * Number(place.dataset.aspect ?? 1.78))), 4);
  if (place.children.length === wanted) return;
  const map = place.dataset.map ? await tiles(place.dataset.map) : [];
  const shown = Array.from({ length: wanted }, (_, at) => {
    const share = (at + 0.5) / wanted;
    const tile = map.find(({ end }) => share * seconds < end);
    return tile ? fromSheet(tile) : fromStrip(share, place);
  });
  place.replaceChildren(...shown);
}

/** @param {string} address @returns {Promise<Tile[]>} none when they cannot be had */
async function tiles(address) {
  const answer = await fetch(address).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  const cues = text.matchAll(/--> ([\d:.]+)[^\n]*\n([^#\n]+)#xywh=(\d+),(\d+),(\d+),(\d+)/g);
  return Array.from(cues, ([, until = "", sheet = "", ...place]) => {
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    const end = until.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    return { end, sheet: new URL(sheet, new URL(address, location.href)).href, x, y, width, height };
  });
}

/** @param {Tile} tile @returns {SVGElement} that piece of its sheet, as large as there is room */
function fromSheet({ sheet, x, y, width, height }) {
  const window = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  window.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  window.setAttribute("preserveAspectRatio", "xMidYMid slice");
  const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
  image.setAttribute("href", sheet);
  window.append(image);
  return window;
}

/** @param {number} share 0–1 of the film @param {HTMLElement} place @returns {HTMLElement} */
function fromStrip(share, { dataset }) {
  const tile = document.createElement("span");
  const held = Number(dataset.tiles ?? 12);
  if (!dataset.strip) return tile;
  tile.style.backgroundImage = `url("${dataset.strip}")`;
  tile.style.backgroundPositionX = `${(Math.min(Math.floor(share * held), held - 1) / (held - 1)) * 100}%`;
  tile.style.backgroundSize = `${held * 100}% 100%`;
  return tile;
}
