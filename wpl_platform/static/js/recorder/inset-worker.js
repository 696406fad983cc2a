// @ts-check
/** Draws each frame of the camera into a corner of the newest frame of the screen. */

const SHARE = 0.3;
const MARGIN = 0.02;

/** @type {VideoFrame | null} */ let newest = null;
let sized = false;

/** @param {ReadableStream<VideoFrame>} back */
async function follow(back) {
  const frames = back.getReader();
  for (let got = await frames.read(); !got.done; got = await frames.read()) {
    newest?.close();
    newest = got.value;
  }
}

/** @param {ReadableStream<VideoFrame>} inset @param {WritableStream<VideoFrame>} into */
async function draw(inset, into) {
  const frames = inset.getReader();
  const out = into.getWriter();
  const canvas = new OffscreenCanvas(1280, 720);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  for (let got = await frames.read(); !got.done; got = await frames.read()) {
    const frame = got.value;
    if (newest) whole(canvas, context, newest);
    corner(canvas, context, frame);
    const timestamp = frame.timestamp;
    frame.close();
    const drawn = new VideoFrame(canvas, { timestamp });
    const taken = await out.write(drawn).then(() => true, () => false);
    if (!taken) break; // it was stopped
  }
  await out.close().catch(() => {});
  self.close();
}

/**
 * The screen as large as it is, at most 1920 wide; even, as encoders want it. Its size stays that of the first frame.
 *
 * @param {OffscreenCanvas} canvas @param {OffscreenCanvasRenderingContext2D} context @param {VideoFrame} screen
 */
function whole(canvas, context, screen) {
  const { displayWidth: width, displayHeight: height } = screen;
  if (!sized) {
    const scale = Math.min(1, 1920 / Math.max(width, height));
    canvas.width = 2 * Math.round((width * scale) / 2);
    canvas.height = 2 * Math.round((height * scale) / 2);
    sized = true;
  }
  const fits = Math.min(canvas.width / width, canvas.height / height);
  const [w, h] = [width * fits, height * fits];
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(screen, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
}

/** @param {OffscreenCanvas} canvas @param {OffscreenCanvasRenderingContext2D} context @param {VideoFrame} camera */
function corner(canvas, context, camera) {
  const side = Math.round(Math.min(canvas.width, canvas.height) * SHARE);
  const gap = Math.round(canvas.width * MARGIN);
  const [x, y] = [canvas.width - side - gap, canvas.height - side - gap];
  const cut = Math.min(camera.displayWidth, camera.displayHeight);
  const [left, top] = [(camera.displayWidth - cut) / 2, (camera.displayHeight - cut) / 2];
  context.save();
  context.beginPath();
  context.arc(x + side / 2, y + side / 2, side / 2, 0, 2 * Math.PI);
  context.clip();
  context.drawImage(camera, left, top, cut, cut, x, y, side, side);
  context.restore();
  context.lineWidth = Math.max(2, side / 60);
  context.strokeStyle = "white";
  context.stroke();
}

self.onmessage = (event) => {
  const { back, inset, into } = event.data;
  follow(back);
  draw(inset, into);
};
