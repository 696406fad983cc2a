"""What events hold of people: nothing that lasts."""

from wpl_platform.core.belonging import Belongings

BELONGS = Belongings(
    left_out={
        "event": "numbers and figures for pages that are open; old ones are forgotten",
        "event_room": "the name of a room and a counter",
    }
)
