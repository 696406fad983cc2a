// @ts-check
/** What was drawn at moments, asked once a version: shown on the film, and on the picture kept with a moment. */

/** @typedef {import("./shapes.js").Shape} Shape */

/** @type {Map<string, Promise<Shape[]>>} */
const known = new Map();

/** @param {string} address of the drawing @param {number | string} version of its moment @returns {Promise<Shape[]>} none when it cannot be had now */
export function shapesAt(address, version) {
  const name = `${address} ${version}`;
  const asked = known.get(name) ?? fetch(address).then((answer) => (answer.ok ? answer.json() : { shapes: [] })).then(({ shapes }) => shapes);
  const kept = asked.catch(() => {
    known.delete(name);
    return [];
  });
  known.set(name, kept);
  return kept;
}
