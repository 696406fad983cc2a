// htmx as our content security policy allows it: no eval, no style element of its own.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;

export default htmx;
