// @ts-check
/** How voices will sound: a few seconds from where the film stands, made on the server when they are asked, and not kept. */

/**
 * @param {HTMLElement} host holds `.redact__hear`, with the address and the words, and the film
 * @param {() => number} now where the film stands, in ms
 * @param {AbortSignal} signal
 */
export function hearing(host, now, signal) {
  const place = /** @type {HTMLElement | null} */ (host.querySelector(".redact__hear"));
  const button = place?.querySelector("button");
  const said = /** @type {HTMLElement | null} */ (place?.querySelector("[role=status]") ?? null);
  if (!place || !button || !said) return;
  const sound = new Audio();
  let address = "";
  const say = (/** @type {string | undefined} */ words) => (said.textContent = words ?? "");
  const quiet = () => {
    sound.pause();
    button.classList.remove("is-on");
  };
  const ask = async () => {
    if (button.classList.contains("is-on")) return quiet();
    if (button.getAttribute("aria-disabled") === "true") return;
    host.querySelector("video")?.pause();
    button.setAttribute("aria-disabled", "true");
    say(place.dataset.making);
    const answer = await fetch(`${place.dataset.hear}?from=${now()}`, { signal }).catch(() => null);
    const bytes = answer?.ok ? await answer.blob().catch(() => null) : null;
    button.removeAttribute("aria-disabled");
    if (signal.aborted) return;
    if (!bytes) return say(answer?.status === 404 ? place.dataset.none : place.dataset.failed);
    say("");
    URL.revokeObjectURL(address);
    address = sound.src = URL.createObjectURL(bytes);
    button.classList.add("is-on");
    sound.play().catch(quiet);
  };
  button.addEventListener("click", ask, { signal });
  sound.addEventListener("ended", quiet, { signal });
  host.querySelector("video")?.addEventListener("play", quiet, { signal });
  signal.addEventListener("abort", () => {
    quiet();
    URL.revokeObjectURL(address);
  });
}
