// @ts-check
/** What can be asked of the player by name: by its controls, by keys and by the page. */

import { keepLead } from "./memory.js";
import { float, full, wide } from "./screen.js";

/** @typedef {import("./practice-player.js").PracticePlayer} Player */

const JUMP_MS = 5_000;
const LOUDER = 0.1;
const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** @type {Record<string, (player: Player, value: string) => void>} */
export const COMMANDS = {
  play: (player) => player.toggle(),
  begin: (player) => player.seek(0),
  back: (player) => player.jump(-JUMP_MS),
  forward: (player) => player.jump(JUMP_MS),
  "frame-back": (player) => player.step(-1),
  "frame-forward": (player) => player.step(1),
  "shuttle-back": (player) => player.shuttle.back(),
  "shuttle-stop": (player) => player.toggle(),
  "shuttle-forward": (player) => player.shuttle.forward(),
  rate: (player, value) => turn(player, Number(value)),
  slower: (player) => turn(player, RATES.findLast((rate) => rate < player.speed)),
  faster: (player) => turn(player, RATES.find((rate) => rate > player.speed)),
  mute: ({ video }) => video && (video.muted = !video.muted),
  volume: (player, value) => loud(player, Number(value)),
  louder: (player) => loud(player, (player.video?.volume ?? 1) + LOUDER),
  softer: (player) => loud(player, (player.video?.volume ?? 1) - LOUDER),
  loop: (player) => player.repeat(),
  captions: ({ captions }, value) => (value ? captions?.choose(value === "none" ? "" : value) : captions?.toggle()),
  lead: (_player, value) => keepLead(Number(value)),
  pip: (player) => float(player, player.video),
  theatre: (player) => wide(player),
  full: (player) => full(player, player.video),
};

/** @param {Player} player @param {number | undefined} rate */
function turn(player, rate) {
  player.shuttle.end();
  if (rate && player.video) player.video.playbackRate = rate;
}

/** @param {Player} player @param {number} volume */
function loud({ video }, volume) {
  if (!video) return;
  video.volume = Math.min(Math.max(volume, 0), 1);
  video.muted = false;
}
