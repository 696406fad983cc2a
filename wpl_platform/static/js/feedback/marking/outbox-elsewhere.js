// @ts-check
/** What somebody placed without internet is sent from whichever page is opened next. The studio has an outbox of its own. */

import { Outbox } from "./outbox.js";

if (!document.querySelector("moment-composer")) new Outbox();
