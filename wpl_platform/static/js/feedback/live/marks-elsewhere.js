// @ts-check
/** What somebody marked without internet is sent from whichever page is opened next. The page it was marked on does so itself. */

import { MarkOutbox } from "./mark-outbox.js";
import { sayRefused } from "./refusal.js";

if (!document.querySelector("live-marking")) {
  new MarkOutbox().addEventListener("refused", (event) => sayRefused(/** @type {CustomEvent} */ (event).detail.mark));
}
