"""What shows nothing of anybody: the state of the instance, and the style guide of a development instance."""

from tests.access.rows import Row, answers

ROWS = [
    Row("health.show", lambda w: "/healthz", answers(503, stranger=503)),  # no worker in a test
    Row("styleguide.show", lambda w: "/styleguide", answers(200, stranger=200)),
]
