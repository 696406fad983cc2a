// @ts-check
/** A film outside the studio shows captions in the language that was chosen there; the browser draws them. */

import { captions } from "../feedback/player/memory.js";

/** @param {HTMLVideoElement} video */
export function showCaptions(video) {
  const chosen = captions();
  for (const track of video.textTracks) if (track.kind === "captions" && chosen) track.mode = track.language === chosen ? "showing" : "disabled";
}
