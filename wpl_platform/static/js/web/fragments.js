// @ts-check
/** htmx, with the page's token on every request and a word when one fails. */

import "htmx.org";
import { announce, token } from "./csrf.js";

document.addEventListener("htmx:configRequest", (event) => {
  /** @type {CustomEvent} */ (event).detail.headers["X-CSRFToken"] = token();
});

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => announce(/** @type {CustomEvent} */ (event).detail.xhr?.status));
}
