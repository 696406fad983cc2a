// @ts-check
/** A film on its way, shown in the parts of a panel: bar, figures, what is the case, and the buttons that fit. */

import { amount, figure } from "./pace.js";

/** @typedef {import("./film-transfer.js").Transfer} Transfer */

const BUTTONS = {
  pause: ["going", "waiting", "elsewhere"],
  resume: ["paused"],
  retry: ["failed"],
  stop: ["ready", "going", "waiting", "elsewhere", "signed-out", "paused", "failed"],
};

/**
 * Shows the transfer, now and at every change.
 * @param {HTMLElement} panel
 * @param {Transfer} transfer
 * @param {DOMStringMap} words
 */
export function show(panel, transfer, words) {
  const draw = () => drawn(panel, transfer, words);
  transfer.addEventListener("change", draw);
  draw();
}

/** @param {HTMLElement} panel @param {Transfer} transfer @param {DOMStringMap} words */
function drawn(panel, transfer, words) {
  const { sent, total, state } = transfer;
  panel.dataset.state = state;
  const percent = total ? Math.floor((100 * sent) / total) : 0;
  write(panel, "percent", `${percent}%`);
  const bar = panel.querySelector('[data-part="bar"]');
  if (bar instanceof HTMLProgressElement) bar.value = percent;
  write(panel, "amount", amounts(sent, total, state === "going" ? transfer.pace : null, words));
  write(panel, "note", note(transfer, words));
  write(panel, "said", quarter(percent, state, words));
  for (const [name, states] of Object.entries(BUTTONS)) {
    const button = panel.querySelector(`[data-part="${name}"]`);
    if (button instanceof HTMLElement) settle(panel, button, !states.includes(state));
  }
}

/**
 * A button that goes hands its focus to the one that comes, so that a keyboard does not fall off.
 * @param {HTMLElement} panel @param {HTMLElement} button @param {boolean} hidden
 */
function settle(panel, button, hidden) {
  const focused = hidden && document.activeElement === button;
  button.hidden = hidden;
  if (focused) queueMicrotask(() => /** @type {HTMLElement | null} */ (panel.querySelector("button:not([hidden])"))?.focus());
}

/**
 * 148 of 239 MB, how fast, and how long it still takes.
 * @param {number} sent
 * @param {number} total
 * @param {import("./pace.js").Pace | null} pace
 * @param {DOMStringMap} words
 */
export function amounts(sent, total, pace, words) {
  const done = (words.amount ?? "").replace("{done}", figure(sent, total)).replace("{total}", amount(total));
  return [done, pace?.speed(), pace?.left(total, words)].filter(Boolean).join(" · ");
}

/** @param {Transfer} transfer @param {DOMStringMap} words @returns {string} */
function note({ state, why }, words) {
  if (state === "waiting") return why || ((navigator.onLine ? words.waiting : words.offline) ?? "");
  if (state === "failed") return why || (words.failed ?? "");
  const said = { "signed-out": words.signedOut, elsewhere: words.elsewhere, paused: words.paused, done: words.done };
  return said[/** @type {keyof typeof said} */ (state)] ?? words.going ?? "";
}

/** Progress in few words, for who hears the page: at a quarter, half, three quarters, not at each percent. */
function quarter(/** @type {number} */ percent, /** @type {string} */ state, /** @type {DOMStringMap} */ words) {
  const step = Math.floor(percent / 25) * 25;
  return state === "going" && step ? (words.sent ?? "").replace("{percent}", String(step)) : "";
}

/** @param {HTMLElement} panel @param {string} name @param {string} text */
function write(panel, name, text) {
  const part = panel.querySelector(`[data-part="${name}"]`);
  if (part && part.textContent !== text) part.textContent = text;
}
