// @ts-check
/** One tab at a time sends a film; and while one is sent, a phone stays awake. */

/**
 * Resolves with the way to let go, once no other tab holds the name.
 * @param {string} name
 * @param {() => void} otherwise called when another tab holds it
 * @returns {Promise<() => void>}
 */
export function turnOf(name, otherwise) {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const held = () => new Promise((release) => resolve(() => release(null)));
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock) return held();
      otherwise();
      void navigator.locks.request(name, held);
      return undefined;
    });
  });
}

/**
 * Keeps the screen on; resolves with the way to let it sleep again.
 * @returns {Promise<() => void>}
 */
export async function awake() {
  const lock = await navigator.wakeLock?.request("screen").catch(() => null);
  return () => void lock?.release().catch(() => undefined);
}
