"""The page of a team: everybody in it has one, and finds there what their role may see."""

from tests.access.rows import Row, answers

ROWS = [Row("facilitation.show", lambda w: "/team", answers(200))]
