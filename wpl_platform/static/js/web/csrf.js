// @ts-check
/** Every request that changes something carries the page's token. */

/** @returns {string} the token of this page */
export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
}

/**
 * Takes the token of today for this page and every form on it, as after signing in again in another tab. Not when
 * somebody else signed in there: what stands on this page is not theirs.
 *
 * @returns {Promise<boolean>} whether the person may go on here
 */
export async function renew() {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (personOf(fresh) !== personOf(document)) return false;
  const value = fresh.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", value);
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name="csrf_token"]'))) {
    field.value = value;
  }
  return value !== "";
}

/** @param {Document} page */
const personOf = (page) => page.querySelector('meta[name="person"]')?.getAttribute("content");

/**
 * POST a form or plain values. Resolves with the answer when it is good; rejects otherwise, after saying so on the page
 * (a 422 is for the caller to show, so it is not said here).
 *
 * @param {string} url
 * @param {FormData | URLSearchParams | Record<string, string>} [data]
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export async function post(url, data = {}, options = {}) {
  const body = data instanceof FormData || data instanceof URLSearchParams ? data : new URLSearchParams(data);
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "fetch", ...options.headers };
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body, credentials: "same-origin", ...options, headers });
  } catch (error) {
    announce();
    throw error;
  }
  if (answer.ok) return answer;
  if (answer.status !== 422) announce(answer.status);
  throw new Refusal(answer);
}

/** An answer that was not the one we hoped for. */
export class Refusal extends Error {
  /** @param {Response} answer */
  constructor(answer) {
    super(`${answer.status} ${answer.url}`);
    this.answer = answer;
  }
}

/**
 * Says on the page that a request failed.
 *
 * @param {number} [status] of the answer, when there was one
 */
export function announce(status = 0) {
  window.dispatchEvent(new CustomEvent("alarm", { detail: { status } }));
}
