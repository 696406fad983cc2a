// @ts-check
/**
 * Drawing by turns: the timeline is drawn in pieces (the ruler, the film, the sound, each lane), and while one scrolls or zooms
 * each frame draws those that need it most. What is drawn reaches further than what is in sight, so that the others can wait.
 */

/** @typedef {import("./view.js").Window} Window */

/**
 * @typedef {Object} Piece
 * @property {Window} window what of it is drawn
 * @property {(window: Window) => number} draw draws a stretch; answers with how many things that took
 */

const A_FRAME = 20;
const SOON = 0.35;

/**
 * Draws what no longer serves, and of what will soon no longer serve as much as fits in a frame.
 *
 * @param {readonly Piece[]} pieces
 * @param {import("./view.js").View} view
 * @param {{all: boolean, still: boolean}} how  `all`: draws every piece; `still`: nothing moves, also what was stretched a little is drawn anew
 * @returns {{drawn: number, waits: boolean}} how many pieces were drawn, and whether some wait for the next frame
 */
export function drawInTurn(pieces, view, { all, still }) {
  const window = view.window(still);
  const worn = pieces.map((piece) => ({ piece, by: view.worn(piece.window) }));
  const stale = all ? worn : worn.filter(({ piece, by }) => by > SOON || (still && piece.window.scale !== view.scale));
  stale.sort((one, other) => other.by - one.by);
  let [drawn, spent] = [0, 0];
  for (const { piece, by } of stale) {
    if (!all && by < 1 && spent >= A_FRAME) break;
    spent += piece.draw(window);
    drawn += 1;
  }
  return { drawn, waits: drawn < stale.length };
}
