// @ts-check
/**
 * Walking along the pins by key, also along those that are not drawn: ← → to the one before and after in time, ↑ ↓ to the
 * lane above and below, Home and End. One pin at a time is in the order of Tab.
 */

import { firstFrom, firstWhere } from "./scale.js";

/** @typedef {import("./lanes.js").Lanes} Lanes */
/** @typedef {import("./scale.js").Group} Group */
/** @typedef {{lane: string, moment: import("../times.js").Moment}} Place */

export class Walk {
  /** @type {Place | null} */ place = null;

  /** @param {Lanes} lanes */
  constructor(lanes) {
    this.lanes = lanes;
  }

  /** Ensures that one pin can be tabbed to, also when the moment it was on is gone or stands elsewhere now. */
  settle() {
    const { place } = this;
    if (place) {
      const row = this.lanes.rows.find(({ lane }) => lane.key === place.lane);
      if (row?.groupOf(place.moment)) return;
      for (const { lane } of this.lanes.rows) {
        const same = lane.moments.find(({ id }) => id === place.moment.id);
        if (same) return this.go(lane.key, same);
      }
    }
    this.place = this.#end(1);
  }

  /** @param {string} lane @param {import("../times.js").Moment} moment */
  go(lane, moment) {
    this.place = { lane, moment };
  }

  /**
   * @param {string} key of the keyboard
   * @returns {Place | null} where it leads from here; null when it is no step
   */
  step(key) {
    if (!this.place) return null;
    if (key === "ArrowLeft") return this.#neighbour(-1);
    if (key === "ArrowRight") return this.#neighbour(1);
    if (key === "ArrowUp") return this.#across(-1);
    if (key === "ArrowDown") return this.#across(1);
    return key === "Home" ? this.#end(1) : key === "End" ? this.#end(-1) : null;
  }

  /** @param {1 | -1} by @returns {Place | null} the first, or the last */
  #end(by) {
    const ends = this.lanes.rows.flatMap(({ lane, groups }, at) => {
      const group = groups.at(by > 0 ? 0 : -1);
      return group ? [{ lane: lane.key, moment: group.first, start: group.start, at }] : [];
    });
    ends.sort((one, other) => by * (one.start - other.start || one.at - other.at));
    return ends[0] ?? null;
  }

  /** @param {1 | -1} by @returns {Place | null} in the order of time, and from top to bottom at one time */
  #neighbour(by) {
    const { rows } = this.lanes;
    const mine = rows.findIndex(({ lane }) => lane.key === this.place?.lane);
    const row = rows[mine];
    const here = this.place && row?.groupOf(this.place.moment);
    if (!here) return null;
    const near = rows.flatMap(({ lane, groups }, at) => {
      const later = firstFrom(groups, here.start + (at > mine ? 0 : 1));
      const earlier = firstFrom(groups, here.start + (at < mine ? 1 : 0)) - 1;
      const group = groups[by > 0 ? later : earlier];
      return group ? [{ lane: lane.key, moment: group.first, start: group.start, at }] : [];
    });
    near.sort((one, other) => by * (one.start - other.start || one.at - other.at));
    return near[0] ?? null;
  }

  /** @param {1 | -1} by @returns {Place | null} the nearest in time in the next lane that has any */
  #across(by) {
    const { rows } = this.lanes;
    const start = this.place?.moment.start ?? 0;
    for (let at = rows.findIndex(({ lane }) => lane.key === this.place?.lane) + by; rows[at]; at += by) {
      const { lane, groups } = /** @type {import("./row.js").Row} */ (rows[at]);
      const after = firstWhere(groups.length, (place) => (groups[place]?.start ?? 0) >= start);
      const [later, earlier] = [groups[after], groups[after - 1]];
      const nearest = later && (!earlier || later.start - start < start - earlier.start) ? later : earlier;
      if (nearest) return { lane: lane.key, moment: nearest.first };
    }
    return null;
  }
}
