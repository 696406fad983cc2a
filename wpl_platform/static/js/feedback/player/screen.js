// @ts-check
/** The film larger or elsewhere: across the page, over the whole screen, or in a small window of its own. */

import { preferences } from "../preferences.js";

const WIDE = "is-wide";

/** The moments make room for it, and come back while somebody is busy there. @param {HTMLElement} player */
export function wide(player) {
  player.classList.toggle(WIDE);
}

/** @param {HTMLElement} player @returns {boolean} */
export function isWide(player) {
  return player.classList.contains(WIDE);
}

/** Phones of one make let only the picture itself fill the screen. @param {HTMLElement} player @param {HTMLVideoElement | null} video */
export function full(player, video) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (player.requestFullscreen) player.requestFullscreen().catch(() => undefined);
  else /** @type {any} */ (video)?.webkitEnterFullscreen?.();
}

/**
 * Who writes at a mark has to see where: the page comes back first.
 *
 * @param {HTMLElement} player @param {CustomEvent} event `studio:lift`, when a mark was made, or `studio:command`
 */
export async function makeRoom(player, event) {
  const marked = event.type === "studio:lift" && preferences.all.after_mark === "write";
  if (document.fullscreenElement !== player || (!marked && event.detail?.command !== "write")) return;
  await document.exitFullscreen();
  player.dispatchEvent(new CustomEvent("studio:command", { bubbles: true, detail: { command: "write" } }));
}

/** @returns {boolean} */
export function mayFloat() {
  return document.pictureInPictureEnabled === true;
}

/**
 * The picture in a window of its own, or back. A browser may refuse, which is said.
 *
 * @param {HTMLElement} player @param {HTMLVideoElement | null} video
 */
export async function float(player, video) {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video?.requestPictureInPicture();
  } catch {
    player.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text: player.dataset.noFloat, instead: "float" } }));
  }
}
