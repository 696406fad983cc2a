"""What work holds of people: nothing."""

from wpl_platform.core.belonging import Belongings

BELONGS = Belongings(left_out={"job": "work on a thing with a number; it names nobody"})
