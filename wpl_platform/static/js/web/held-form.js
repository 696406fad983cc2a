// @ts-check
/**
 * Forms that are sent as a page (`data-held`): what was typed leaves the screen only when the server can be reached and
 * knows who sends it. Else the page says what is wrong, and the words stay where they are.
 */

import { announce, renew } from "./csrf.js";

const OWN_PAGE = "/me";

/** @type {WeakSet<HTMLFormElement>} */
const asking = new WeakSet();
/** @type {WeakSet<HTMLFormElement>} */
const sure = new WeakSet();

/** @param {SubmitEvent} event */
async function hold(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("held" in form.dataset) || sure.delete(form)) return;
  event.preventDefault();
  event.stopPropagation();
  if (asking.has(form)) return;
  asking.add(form);
  const wrong = (await renew()) ? null : await whatIsWrong();
  asking.delete(form);
  if (wrong !== null) return announce(wrong);
  sure.add(form);
  form.requestSubmit(event.submitter);
}

/** @returns {Promise<number | null>} 0 without a server, 401 for who is not signed in, null when the server may answer itself */
async function whatIsWrong() {
  try {
    const answer = await fetch(OWN_PAGE, { method: "HEAD", redirect: "manual", credentials: "same-origin" });
    return answer.status === 401 ? 401 : null;
  } catch {
    return 0;
  }
}

document.addEventListener("submit", hold, true);
