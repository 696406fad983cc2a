// @ts-check
/** What every page has: menus that close, toasts, and word when something fails. */

import "./held-form.js";
import "./menu.js";
import "./toast-stack.js";
import "./page-alarm.js";
