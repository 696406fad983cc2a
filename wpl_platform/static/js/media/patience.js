// @ts-check
/** How long one waits for an answer: a line that died without a word would keep a request open for ever. */

const SILENT_MS = 45_000;

/** @returns {AbortSignal} for one request: ends it with a TimeoutError when its answer takes too long */
export function patience() {
  const own = new AbortController();
  window.setTimeout(() => own.abort(new DOMException("nobody answers", "TimeoutError")), SILENT_MS);
  return own.signal;
}
