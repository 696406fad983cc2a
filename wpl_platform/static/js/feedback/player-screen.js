// @ts-check
/** The film larger or elsewhere: across the page, over the whole screen, or in a small window of its own. */

const WIDE = "is-wide";

/** @param {HTMLElement} player @param {boolean} [on] @returns {boolean} whether the film now has the page to itself */
export function wide(player, on = !player.classList.contains(WIDE)) {
  player.classList.toggle(WIDE, on);
  return on;
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

/** Back to the page with everything on it: who writes has to see where. @param {HTMLElement} player */
export function small(player) {
  wide(player, false);
  if (document.fullscreenElement) document.exitFullscreen();
}

/** @returns {boolean} */
export function mayFloat() {
  return document.pictureInPictureEnabled === true;
}

/** @param {HTMLVideoElement | null} video */
export function float(video) {
  if (document.pictureInPictureElement) document.exitPictureInPicture();
  else video?.requestPictureInPicture?.().catch(() => undefined);
}
