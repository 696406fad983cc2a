// @ts-check
/** In which type this browser records best: what needs the least work before it plays everywhere comes first. */

const TYPES = [
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4;codecs=avc1,mp4a.40.2",
  "video/webm;codecs=h264,opus",
  "video/webm;codecs=vp8,opus",
  "video/webm;codecs=vp9,opus",
  "video/webm",
  "video/mp4",
];

/** Pieces reach the disk twice a second. An mp4 gives one only at a picture that stands by itself: as often, then. */
export const SLICE_MS = 500;

/** @returns {MediaRecorderOptions | null} null when the browser records nothing */
export function bestType() {
  if (!("MediaRecorder" in window)) return null;
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!type) return null;
  const options = { mimeType: type, videoBitsPerSecond: 2_500_000, audioBitsPerSecond: 128_000 };
  return type.startsWith("video/mp4") ? { ...options, videoKeyFrameIntervalDuration: SLICE_MS } : options;
}

/** @param {string} type @returns {string} what a file of that type is called at its end */
export function ending(type) {
  if (type.startsWith("video/mp4")) return "mp4";
  return type.includes("matroska") ? "mkv" : "webm";
}
