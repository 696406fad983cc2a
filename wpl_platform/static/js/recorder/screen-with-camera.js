// @ts-check
/**
 * The screen with the camera as an inset, made in a worker out of the frames themselves: a page that is not looked at
 * draws nothing, and who films a screen is looking at something else.
 */

/** @returns {boolean} whether this browser hands out frames; where it does not, screen and camera are filmed apart */
export function canCompose() {
  return "MediaStreamTrackProcessor" in window && "MediaStreamTrackGenerator" in window;
}

/**
 * One picture of two; it ends when it is stopped.
 *
 * @param {MediaStreamTrack} screen
 * @param {MediaStreamTrack} camera
 * @returns {MediaStreamTrack}
 */
export function composed(screen, camera) {
  const worker = new Worker(new URL("./inset-worker.js", import.meta.url), { type: "module" });
  const back = new MediaStreamTrackProcessor({ track: screen }).readable;
  const inset = new MediaStreamTrackProcessor({ track: camera }).readable;
  const made = new MediaStreamTrackGenerator({ kind: "video" });
  const into = made.writable;
  worker.postMessage({ back, inset, into }, [back, inset, into]);
  return made;
}
