// @ts-check
/**
 * The timeline by keyboard, where it has the focus: arrows walk along the moments, with Shift they choose, with Alt they move
 * one's own; Escape lets go of what is chosen. The keys that zoom are the studio's (keys/studio-keys.js).
 */

import { movable } from "./lanes.js";

/** @typedef {import("./row.js").Drawn} Drawn */

const NUDGE_MS = 1_000;

export class Keys {
  /**
   * @param {import("./studio-timeline.js").StudioTimeline} timeline
   * @param {import("./drawing.js").Drawing} drawing
   * @param {import("./hands.js").Hands} hands
   */
  constructor(timeline, drawing, hands) {
    this.timeline = timeline;
    this.drawing = drawing;
    this.hands = hands;
    timeline.addEventListener("keydown", this.#keyed);
  }

  /** @param {KeyboardEvent} event */
  #keyed = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const { grips, lanes, walk } = this.drawing;
    const drawn = lanes.at(target);
    const grip = grips.part(target);
    const id = grip ? grips.held?.moment.id : drawn && movable(drawn) ? drawn.group.first.id : 0;
    const moment = event.altKey || grip ? this.timeline.moments.find((each) => each.id === id) : null;
    if (moment && this.hands.mover.keyed(moment, event, grip, (span, part) => this.hands.move(moment, span, part, true))) return handled(event);
    if (event.altKey) return undefined;
    if (event.key === "Escape" && this.hands.selection.ids.size) {
      this.hands.selection.clear();
      return handled(event);
    }
    if (drawn) return this.#walked(event, drawn, walk);
    return this.#nudged(event, target);
  };

  /** @param {KeyboardEvent} event @param {Drawn} drawn @param {import("./walk.js").Walk} walk */
  #walked(event, drawn, walk) {
    const to = walk.step(event.key);
    if (!to) return undefined;
    if (event.shiftKey && !this.hands.selection.ids.size) this.hands.selection.toggle(drawn);
    walk.go(to.lane, to.moment);
    this.timeline.reveal(to);
    this.drawing.focus();
    const here = this.drawing.lanes.drawnOf(to.moment, to.lane);
    if (event.shiftKey && here) this.hands.selection.extend(here);
    return handled(event);
  }

  /** The ends of the stretch, and the playhead. @param {KeyboardEvent} event @param {HTMLElement} target */
  #nudged(event, target) {
    const which = target.classList.contains("tl__in") ? "in" : target.classList.contains("tl__out") ? "out" : "";
    const { range, duration } = this.timeline;
    const by = { ArrowLeft: -NUDGE_MS, ArrowDown: -NUDGE_MS, ArrowRight: NUDGE_MS, ArrowUp: NUDGE_MS }[event.key];
    if (which && by && range) {
      this.hands.pull(which, (which === "in" ? range.start : (range.end ?? 0)) + by);
      return handled(event);
    }
    const end = { Home: 0, End: duration }[event.key];
    if (!target.classList.contains("tl__head") || end === undefined) return undefined;
    this.timeline.ask("studio:seek", { ms: end });
    return handled(event);
  }
}

/** @param {KeyboardEvent} event */
function handled(event) {
  event.preventDefault();
  event.stopPropagation();
}
