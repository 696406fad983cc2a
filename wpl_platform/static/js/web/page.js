// @ts-check
/** What every page has: menus that close, toasts, word when something fails, and what still waits to be sent. */

import "./held-form.js";
import "./menu.js";
import "./toast-stack.js";
import "./page-alarm.js";

if (Object.keys(localStorage).some((name) => name.startsWith("studio-outbox"))) import("../feedback/marking/outbox-elsewhere.js");
if (Object.keys(localStorage).some((name) => name.startsWith("live-marks"))) import("../feedback/live/marks-elsewhere.js");
