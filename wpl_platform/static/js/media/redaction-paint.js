// @ts-check
/** What will be covered, painted over the film while it is chosen: about as it will be made, in the browser alone. */

import { covers, placeAt } from "./redaction-covers.js";

const CELLS = 5;
const CELLS_OF_ALL = 11;
const small = document.createElement("canvas");

/**
 * @param {HTMLCanvasElement} canvas over the film, as large as it is seen
 * @param {HTMLVideoElement} video
 * @param {readonly import("./redaction-covers.js").Cover[]} shown
 * @param {{ms: number, black: boolean, whole: boolean}} how
 */
export function paint(canvas, video, shown, { ms, black, whole }) {
  const scale = Math.min(devicePixelRatio, 2);
  const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const brush = canvas.getContext("2d");
  if (!brush || !width) return;
  brush.clearRect(0, 0, width, height);
  const all = { x: 0, y: 0, width: 1, height: 1 };
  const places = whole ? [{ shape: "rectangle", place: all, cells: CELLS_OF_ALL }] : shown.filter((cover) => covers(cover, ms)).map((cover) => ({ shape: cover.shape, place: placeAt(cover, ms), cells: CELLS }));
  for (const { shape, place, cells } of places) {
    const [x, y, wide, high] = [place.x * width, place.y * height, place.width * width, place.height * height];
    brush.save();
    brush.beginPath();
    if (shape === "ellipse") brush.ellipse(x + wide / 2, y + high / 2, wide / 2, high / 2, 0, 0, 2 * Math.PI);
    else brush.rect(x, y, wide, high);
    brush.clip();
    if (black) fill(brush, x, y, wide, high);
    else coarse(brush, video, place, cells, [x, y, wide, high]);
    brush.restore();
  }
}

/** @param {CanvasRenderingContext2D} brush @param {number} x @param {number} y @param {number} wide @param {number} high */
function fill(brush, x, y, wide, high) {
  brush.fillStyle = "black";
  brush.fillRect(x, y, wide, high);
}

/**
 * @param {CanvasRenderingContext2D} brush @param {HTMLVideoElement} video
 * @param {import("./redaction-covers.js").Place} place @param {number} cells @param {[number, number, number, number]} target
 */
function coarse(brush, video, place, cells, [x, y, wide, high]) {
  const [across, down] = [cells, Math.max(2, Math.round((cells * high) / wide))];
  [small.width, small.height] = [across, down];
  const tiny = small.getContext("2d");
  const [full, tall] = [video.videoWidth, video.videoHeight];
  if (!tiny || !full) return fill(brush, x, y, wide, high);
  tiny.drawImage(video, place.x * full, place.y * tall, place.width * full, place.height * tall, 0, 0, across, down);
  brush.imageSmoothingEnabled = true;
  brush.drawImage(small, x - wide / across / 2, y - high / down / 2, wide * (1 + 1 / across), high * (1 + 1 / down));
}
