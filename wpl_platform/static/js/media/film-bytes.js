// @ts-check
/** What the server says of the bytes of a film, and how long to wait before asking again. */

const FIRST_MS = 500;
const MOST_MS = 15_000;
const GONE = [403, 404, 410];

/**
 * @param {string} address
 * @returns {Promise<"there" | "gone" | "signed-out" | "busy" | "away">} `busy`: a server that fails; `away`: nobody answers
 */
export async function stand_of(address) {
  try {
    const answer = await fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" });
    if (answer.ok) return "there";
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed-out";
    return GONE.includes(answer.status) ? "gone" : "busy";
  } catch {
    return "away";
  }
}

/**
 * The other address that the same film may be played from: the file makes way for playlists once these are made.
 *
 * @param {string} address
 * @returns {Promise<string | null>}
 */
export async function other_of(address) {
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  for (const name of ["master.m3u8", "direct"]) {
    const other = folder + name;
    if (other !== address && (await stand_of(other)) === "there") return other;
  }
  return null;
}

/**
 * The version of what lies at the address (its ETag): another when its bytes are. Null when nothing does.
 *
 * @param {string} address
 * @returns {Promise<string | null>}
 */
export async function version_of(address) {
  try {
    const answer = await fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" });
    return answer.ok ? (answer.headers.get("ETag") ?? "") : null;
  } catch {
    return null;
  }
}

/** @param {number} tries so far, from 1 @returns {Promise<unknown>} */
export function later(tries) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(FIRST_MS * 2 ** (tries - 1), MOST_MS));
  });
}

/** Waits as long as `later`, or until the browser says that there is a network again. @param {number} tries */
export async function await_network(tries) {
  const heard = new AbortController();
  const online = new Promise((resolve) => {
    window.addEventListener("online", resolve, { once: true, signal: heard.signal });
  });
  await Promise.race([online, later(tries)]);
  heard.abort();
}
