// @ts-check
/** Several moments chosen at once: with Shift from one pin to another, with Ctrl one by one, or by a box over the lanes. */

/** @typedef {import("./lanes.js").Lanes} Lanes */
/** @typedef {import("../times.js").Moment} Moment */

const DRAG_PX = 4;

export class Selection {
  /** @type {ReadonlySet<number>} */ ids = new Set();
  /** @type {{row: number, ms: number} | null} */ #anchor = null;

  /** @param {Lanes} lanes @param {() => void} changed */
  constructor(lanes, changed) {
    this.lanes = lanes;
    this.changed = changed;
  }

  clear() {
    this.#set([]);
    this.#anchor = null;
  }

  /** @param {import("./row.js").Drawn} drawn */
  toggle({ lane, group }) {
    const here = lane.moments.slice(group.from, group.to).map(({ id }) => id);
    const all = here.every((id) => this.ids.has(id));
    this.#anchor = { row: this.#row(lane), ms: group.start };
    this.#set(all ? [...this.ids].filter((id) => !here.includes(id)) : [...this.ids, ...here]);
  }

  /** From the pin that was last chosen, or opened, to this one. @param {import("./row.js").Drawn} drawn */
  extend(drawn) {
    if (!this.#anchor) return this.toggle(drawn);
    const last = drawn.lane.moments[drawn.group.to - 1]?.start ?? drawn.group.start;
    return this.#box(this.#anchor, { row: this.#row(drawn.lane), ms: drawn.group.start }, last);
  }

  /** @param {import("./row.js").Drawn} drawn the one from which a choice would begin */
  from({ lane, group }) {
    this.#anchor = { row: this.#row(lane), ms: group.start };
  }

  /** @param {Moment} moment @returns {Moment[]} all the chosen of one's own when this is one of them, else this one */
  along(moment) {
    if (!this.ids.has(moment.id)) return [moment];
    const found = new Map();
    for (const { lane } of this.lanes.rows) for (const each of lane.moments) if (each.own && this.ids.has(each.id)) found.set(each.id, each);
    return [...found.values()];
  }

  /**
   * @param {HTMLElement} box drawn over the lanes
   * @param {(event: PointerEvent) => {x: number, y: number, row: number, ms: number}} at
   * @param {PointerEvent} begun
   * @returns {import("./pointer.js").Drag}
   */
  drag(box, at, begun) {
    const from = at(begun);
    return {
      at: DRAG_PX,
      move: (event) => {
        const to = at(event);
        box.hidden = false;
        Object.assign(box.style, {
          left: `${Math.min(from.x, to.x)}px`,
          top: `${Math.min(from.y, to.y)}px`,
          width: `${Math.abs(from.x - to.x)}px`,
          height: `${Math.abs(from.y - to.y)}px`,
        });
        this.#box(from, to);
      },
      end: () => (box.hidden = true),
      stop: () => (box.hidden = true),
    };
  }

  /** @param {{row: number, ms: number}} one @param {{row: number, ms: number}} other @param {number} [last] ms */
  #box(one, other, last = 0) {
    const [from, to] = [Math.min(one.ms, other.ms), Math.max(one.ms, other.ms, last)];
    const rows = this.lanes.rows.slice(Math.min(one.row, other.row), Math.max(one.row, other.row) + 1);
    this.#set(rows.flatMap(({ lane }) => lane.moments.filter(({ start }) => start >= from && start <= to).map(({ id }) => id)));
  }

  /** @param {import("./scale.js").Lane} lane */
  #row(lane) {
    return this.lanes.rows.findIndex((row) => row.lane.key === lane.key);
  }

  /** @param {Iterable<number>} ids */
  #set(ids) {
    this.ids = new Set(ids);
    this.changed();
  }
}
