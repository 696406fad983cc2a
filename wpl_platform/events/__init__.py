"""Live updates: what happened, in the order it happened, for whoever has the page open."""
