// @ts-check
/** Every moment of the recording in figures, in the order of time: what timeline, filters and list are drawn from. */

/** @typedef {import("../times.js").Moment} Moment */

export class MomentStore {
  /** @type {Moment[]} */ all = [];
  /** @type {Map<number, Moment>} */ #byId = new Map();

  /** @param {Iterable<Moment>} moments in the order of time */
  constructor(moments = []) {
    this.all = [...moments];
    for (const moment of this.all) this.#byId.set(moment.id, moment);
  }

  /**
   * What the page brought along.
   *
   * @param {Document | Element} page
   * @param {Record<string, string>} words the kinds in the reader's language
   */
  static read(page, words) {
    const { me = 0, authors = {}, fields = [], rows = [] } = JSON.parse(page.querySelector("[data-outline]")?.textContent ?? "{}");
    return new MomentStore(
      rows.map((/** @type {unknown[]} */ row) => {
        const known = /** @type {any} */ (Object.fromEntries(fields.map((/** @type {string} */ name, /** @type {number} */ at) => [name, row[at]])));
        return settled({ ...known, word: words[known.kind] ?? "", author: authors[known.author_id] ?? "", own: known.author_id === me });
      }),
    );
  }

  /** @param {number} id @returns {Moment | null} */
  get(id) {
    return this.#byId.get(id) ?? null;
  }

  /** Puts a moment in its place, instead of what was known of it. @param {Moment} moment */
  put(moment) {
    this.drop(moment.id);
    const after = this.all.findIndex((other) => other.start > moment.start || (other.start === moment.start && other.id > moment.id));
    this.all.splice(after < 0 ? this.all.length : after, 0, moment);
    this.#byId.set(moment.id, moment);
  }

  /** @param {number} id */
  drop(id) {
    const known = this.#byId.get(id);
    if (!known) return;
    this.#byId.delete(id);
    this.all.splice(this.all.indexOf(known), 1);
  }
}

/** @param {any} known a moment of which flags may be figures @returns {Moment} */
export function settled(known) {
  const { private: hidden, drawn, resolved, replies, response } = known;
  const said = Boolean(replies || response || resolved);
  return { ...known, private: Boolean(hidden), drawn: Boolean(drawn), resolved: Boolean(resolved), unanswered: !said };
}
