// @ts-check
/**
 * For what somebody draws on the film: for the mark that waits in the composer, or for a moment of theirs that is being
 * changed, which asks so with `studio:draw` {Sketch}. The film stands at the picture that is drawn on.
 */

/** @typedef {import("./shapes.js").Shape} Shape */

/**
 * @typedef {Object} Sketch
 * @property {number} ms       where the moment begins
 * @property {Shape[]} shapes  what is there
 * @property {(shapes: Shape[] | null) => void} done  what there is then; null when it was left as it was
 */

/**
 * @typedef {Object} Room
 * @property {import("../player/practice-player.js").PracticePlayer} player
 * @property {import("../marking/moment-composer.js").MomentComposer | null} composer
 * @property {import("./frame-drawing.js").FrameDrawing | null} drawing
 */

export class Sketching {
  /** Where the mark that waits begins, ms: what is drawn belongs to that picture. @type {number | null} */ #pinned = null;
  /** The moment that is drawn for, instead of the mark. @type {Sketch | null} */ #sketch = null;

  /** @param {HTMLElement & Room} room */
  constructor(room) {
    this.room = room;
    const hear = {
      "studio:draw": (/** @type {CustomEvent} */ event) => this.#change(event.detail),
      "composer:draft": (/** @type {CustomEvent} */ event) => this.#drafted(event.detail?.start ?? null),
      "drawing:changed": (/** @type {CustomEvent} */ event) => this.#changed(event.detail.shapes),
      "drawing:done": (/** @type {CustomEvent} */ event) => this.#done(event.detail),
    };
    for (const [name, act] of Object.entries(hear)) room.addEventListener(name, /** @type {EventListener} */ (act));
  }

  /** Draws on the picture of the mark, or as the film stands; or stops drawing. */
  toggle() {
    const { player, composer, drawing } = this.room;
    if (!composer || !drawing) return;
    if (drawing.open) return drawing.end();
    player.pause();
    if (this.#pinned !== null) player.seek(this.#pinned);
    drawing.begin(composer.drawing);
  }

  /** @param {Sketch} sketch */
  #change(sketch) {
    const { player, drawing } = this.room;
    if (!drawing) return;
    if (drawing.open) drawing.end();
    player.pause();
    player.seek(sketch.ms);
    this.#sketch = sketch;
    drawing.begin(sketch.shapes, true);
  }

  /** @param {number | null} start ms; null when no mark waits */
  #drafted(start) {
    this.#pinned = start;
    const { drawing } = this.room;
    if (start !== null || !drawing) return;
    drawing.draft = [];
    if (drawing.open && !this.#sketch) drawing.end();
  }

  /** @param {Shape[]} shapes */
  #changed(shapes) {
    if (!this.#sketch && this.room.composer) this.room.composer.drawing = shapes;
  }

  /** @param {{shapes: Shape[], kept: boolean}} left */
  #done({ shapes, kept }) {
    const sketch = this.#sketch;
    this.#sketch = null;
    if (sketch) return sketch.done(kept ? shapes : null);
    const { composer, drawing } = this.room;
    const marked = composer?.drawing ?? [];
    if (drawing) drawing.draft = marked;
    if (marked.length) composer?.write();
    return undefined;
  }
}
