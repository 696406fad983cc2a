// @ts-check
/** A drawing with the steps that made it, to go back and forth in. */

/** @typedef {import("./shapes.js").Shape} Shape */

export class Steps {
  /** @type {readonly (readonly Shape[])[]} */ #past = [];
  /** @type {readonly (readonly Shape[])[]} */ #future = [];
  /** @type {readonly Shape[]} */ shapes = [];

  /** @param {readonly Shape[]} [shapes] what was drawn before: each of them was a step */
  begin(shapes = []) {
    this.shapes = shapes;
    this.#past = shapes.map((_shape, at) => shapes.slice(0, at));
    this.#future = [];
  }

  /** @param {readonly Shape[]} shapes */
  step(shapes) {
    this.#past = [...this.#past, this.shapes];
    this.#future = [];
    this.shapes = shapes;
  }

  get goesBack() {
    return this.#past.length > 0;
  }

  get goesForth() {
    return this.#future.length > 0;
  }

  back() {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#future = [...this.#future, this.shapes];
    this.#past = this.#past.slice(0, -1);
    this.shapes = before;
  }

  forth() {
    const after = this.#future.at(-1);
    if (!after) return;
    this.#past = [...this.#past, this.shapes];
    this.#future = this.#future.slice(0, -1);
    this.shapes = after;
  }
}
