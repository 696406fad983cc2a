"""One page on a team: what was brought in, what waits, who belongs to it. Reads every floor below, writes nothing."""
