// @ts-check
/** What was drawn at moments, asked once a version: shown on the film, and on the picture kept with a moment. */

/** @typedef {import("./shapes.js").Shape} Shape */

/** @type {Map<string, Promise<Shape[]>>} */
const known = new Map();

/** @param {string} address of the drawing @param {number | string} version of its moment @returns {Promise<Shape[] | null>} null when they cannot be had now: then the next who asks asks anew */
export function shapesAt(address, version) {
  const name = `${address} ${version}`;
  const asked = known.get(name) ?? ask(address);
  known.set(name, asked);
  return asked.catch(() => {
    if (known.get(name) === asked) known.delete(name);
    return null;
  });
}

/** @param {string} address @returns {Promise<Shape[]>} */
async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).shapes;
}
