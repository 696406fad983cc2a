// @ts-check
/** What people do on the timeline, and what that asks for: presses and drags here, keys in timeline/keys.js. */

import { ClusterList } from "./cluster.js";
import { movable } from "./lanes.js";
import { Keys } from "./keys.js";
import { Mover, shifted } from "./move.js";
import { Moves, placed } from "./moves.js";
import { PointerDesk } from "./pointer.js";
import { pulled } from "./range.js";
import { momentsOf } from "./scale.js";
import { Selection } from "./select.js";
import { spanWritten } from "../times.js";

/** @typedef {import("../times.js").Moment} Moment */
/** @typedef {import("./row.js").Drawn} Drawn */

const EDGE_PX = 9;
const OPENED = 0.6;

export class Hands {
  /** @param {import("./studio-timeline.js").StudioTimeline} timeline @param {import("./drawing.js").Drawing} drawing */
  constructor(timeline, drawing) {
    const { view, piece, dataset, shape } = timeline;
    this.timeline = timeline;
    this.drawing = drawing;
    this.view = view;
    this.moves = new Moves((id, { start, end }) => timeline.ask("studio:moved", { id, start, end }));
    this.mover = new Mover(view, { moved: (moment, span, part) => this.move(moment, span, part, false), tell: this.#tell });
    this.selection = new Selection(drawing.lanes, this.#chosen);
    this.list = new ClusterList(piece("tl__list"), dataset, shape, (id) => timeline.ask("studio:open", { id }));
    this.pointer = new PointerDesk(piece("tl__track"), {
      seek: (ms) => timeline.ask("studio:seek", { ms }),
      zoom: (by, clientX) => timeline.zoomTo(view.zoom * by, this.#ms(clientX)),
      shift: (px) => {
        view.scrollTo(view.scroll + px);
        timeline.look();
      },
      take: this.#take,
      ms: this.#ms,
      zoomed: () => view.zoom > 1,
    });
    timeline.addEventListener("click", this.#pressed);
    timeline.addEventListener("input", this.#slid);
    timeline.addEventListener("focusin", this.#focused);
    this.keys = new Keys(timeline, drawing, this);
  }

  leave() {
    this.moves.flush();
  }

  /** @param {readonly Moment[]} moments @returns {readonly Moment[]} with what was moved here and is not asked yet */
  withMoved(moments) {
    const found = this.moves.over(moments);
    const { grips } = this.drawing;
    const held = found.find(({ id }) => id === grips.held?.moment.id);
    if (grips.held) grips.held = held ? { ...grips.held, moment: held } : null;
    return found;
  }

  /** @param {number} clientX @returns {number} ms */
  #ms = (clientX) => this.view.ms(clientX - this.timeline.sizes.left + this.view.scroll);

  /** @param {PointerEvent} event @returns {import("./pointer.js").Drag | null} */
  #take = (event) => {
    const target = /** @type {Element} */ (event.target);
    const which = target.closest(".tl__in") ? "in" : target.closest(".tl__out") ? "out" : "";
    if (which) return this.#pulling(which);
    const { grips, lanes } = this.drawing;
    const end = grips.part(target);
    const held = grips.held && lanes.drawnOf(grips.held.moment, grips.held.lane);
    if (end && held) return this.mover.drag(held, end, event.clientX, grips[end]);
    const drawn = lanes.at(target);
    const several = event.shiftKey || event.ctrlKey || event.metaKey;
    if (drawn && !several && movable(drawn) && (event.pointerType === "mouse" || drawn.group.first.id === grips.held?.moment.id)) {
      return this.mover.drag(drawn, this.#partAt(drawn, event), event.clientX);
    }
    if (!drawn && event.shiftKey && target.closest(".tl__lanes")) return this.selection.drag(this.timeline.piece("tl__box"), this.#spot, event);
    return null;
  };

  /** @param {Drawn} drawn @param {PointerEvent} event @returns {"whole" | "end"} a bar is stretched at its end */
  #partAt({ group }, event) {
    const onBar = /** @type {Element} */ (event.target).closest(".tl__range");
    const x = event.clientX - this.timeline.sizes.left + this.view.scroll;
    return onBar && this.view.x(group.end) - x < EDGE_PX ? "end" : "whole";
  }

  /** @param {"in" | "out"} which @returns {import("./pointer.js").Drag} */
  #pulling(which) {
    return { move: ({ clientX }) => this.pull(which, this.#ms(clientX)), end: () => undefined };
  }

  /** @param {"in" | "out"} which @param {number} ms */
  pull(which, ms) {
    const { range, duration } = this.timeline;
    if (range) this.timeline.ask("studio:range", pulled(range, which, ms, duration));
  }

  /** @param {PointerEvent} event */
  #spot = (event) => {
    const { sizes } = this.timeline;
    const box = this.timeline.piece("tl__track").getBoundingClientRect();
    const y = event.clientY - box.top;
    const row = Math.min(Math.max(Math.floor((y - sizes.lanesTop) / sizes.lane), 0), this.drawing.lanes.rows.length - 1);
    return { x: event.clientX - box.left, y, row, ms: this.#ms(event.clientX) };
  };

  /** @param {string | null} words */
  #tell = (words) => {
    const place = this.timeline.piece("tl__moving");
    place.hidden = words === null;
    place.textContent = words ?? "";
  };

  /**
   * @param {Moment} moment
   * @param {import("./move.js").Span} span
   * @param {import("./move.js").Part} part
   * @param {boolean} rests whether more of it may follow
   */
  move(moment, span, part, rests) {
    const { timeline, view } = this;
    if (span.start === moment.start && span.end === moment.end) return timeline.later("moments");
    const by = span.start - moment.start;
    const spans = new Map([[moment.id, { start: span.start, end: span.end }]]);
    for (const each of part === "whole" ? this.selection.along(moment) : []) {
      if (each.id !== moment.id) spans.set(each.id, shifted(each, "whole", by, view.duration));
    }
    const { place } = this.drawing.walk;
    if (place?.moment.id === moment.id) this.drawing.walk.go(place.lane, { ...moment, ...spans.get(moment.id) });
    for (const [id, each] of spans) this.moves.put(id, each, rests);
    timeline.moments = placed(timeline.moments, spans);
    timeline.say((timeline.dataset.moved ?? "").replace("{time}", spanWritten(span.start, span.end)));
  }

  /** @param {Event} event */
  #pressed = (event) => {
    const { timeline } = this;
    const pressed = /** @type {HTMLElement} */ (event.target);
    const drawn = this.drawing.lanes.at(nearest(pressed, /** @type {MouseEvent} */ (event)));
    if (drawn) return this.#opened(drawn, /** @type {MouseEvent} */ (event));
    const button = pressed.closest("button");
    if (!button) return undefined;
    const { zoom, by } = button.dataset;
    if (zoom) timeline.zoomTo(this.view.zoom * Number(zoom));
    else if (by) timeline.arrange(/** @type {import("./scale.js").Order} */ (by));
    else if ("follow" in button.dataset) timeline.turnFollow();
    else if ("keys" in button.dataset) timeline.ask("studio:command", { command: "keys" });
    else if ("chosenClear" in button.dataset) this.selection.clear();
    else if ("chosenRange" in button.dataset) this.#stretch();
    return undefined;
  };

  /** @param {Drawn} drawn @param {MouseEvent} event */
  #opened(drawn, event) {
    if (event.shiftKey) return this.selection.extend(drawn);
    if (event.ctrlKey || event.metaKey) return this.selection.toggle(drawn);
    this.selection.from(drawn);
    if (drawn.group.to - drawn.group.from > 1) return this.#part(drawn);
    this.#hold(drawn);
    return this.timeline.ask("studio:open", { id: drawn.group.first.id });
  }

  /** Zooms in until those that stand close part; those that no zoom parts are listed. @param {Drawn} drawn */
  #part({ lane, group, pin }) {
    const moments = momentsOf(lane, group);
    const lasts = (moments.at(-1)?.start ?? 0) - group.start;
    const { view, timeline } = this;
    if (lasts * (view.most / view.zoom) * view.scale < 1.25 * timeline.sizes.rem) return this.list.show(moments, pin);
    view.zoomTo((view.zoom * OPENED * view.width) / (lasts * view.scale), group.start);
    view.scrollTo(view.x(group.start + lasts / 2) - view.width / 2);
    return timeline.look();
  }

  /** @param {Drawn | null} drawn whose ends can be taken now */
  #hold(drawn) {
    this.drawing.grips.held = drawn && movable(drawn) ? { moment: drawn.group.first, lane: drawn.lane.key } : null;
    this.timeline.later("light");
  }

  /** @param {FocusEvent} event */
  #focused = (event) => {
    const drawn = this.drawing.lanes.at(event.target);
    if (!drawn) return;
    this.drawing.walk.go(drawn.lane.key, drawn.group.first);
    this.#hold(drawn);
  };

  /** @param {Event} event */
  #slid = (event) => {
    const slider = /** @type {HTMLInputElement} */ (event.target);
    if ("zoomSlider" in slider.dataset) this.timeline.zoomTo(this.view.most ** Number(slider.value));
  };

  #chosen = () => {
    const { ids } = this.selection;
    this.timeline.choose(ids);
    const place = /** @type {HTMLElement} */ (this.timeline.querySelector("[data-chosen]"));
    place.hidden = ids.size === 0;
    const words = (this.timeline.dataset.chosenWords ?? "").replace("{n}", String(ids.size));
    const told = place.querySelector("[data-chosen-count]");
    if (told) told.textContent = words;
    if (ids.size) this.timeline.say(words);
  };

  /** From the first of the chosen to the last of them. */
  #stretch() {
    const chosen = this.timeline.moments.filter(({ id }) => this.selection.ids.has(id));
    const start = Math.min(...chosen.map((moment) => moment.start));
    const end = Math.max(...chosen.map((moment) => moment.end ?? moment.start));
    if (chosen.length && end > start) this.timeline.ask("studio:range", { start, end });
  }
}

/**
 * Where pins overlap for a finger, the one whose middle is nearest to it wins. A key presses the one that has the focus.
 *
 * @param {HTMLElement} pressed
 * @param {MouseEvent} event
 * @returns {HTMLElement}
 */
function nearest(pressed, { clientX, detail }) {
  const lane = pressed.closest(".tl__pin") && detail ? pressed.closest(".tl__lane") : null;
  const pins = /** @type {HTMLElement[]} */ ([...(lane?.querySelectorAll(".tl__pin") ?? [])]);
  /** @param {HTMLElement} each */
  const far = (each) => Math.abs(each.getBoundingClientRect().left + each.offsetWidth / 2 - clientX);
  return pins.reduce((best, each) => (far(each) < far(best) ? each : best), pressed);
}
