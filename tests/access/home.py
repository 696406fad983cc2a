"""The start page and the phone's page with the rest: for everybody with an account, each their own."""

from tests.access.rows import Row, answers

ROWS = [
    Row("home.start", lambda w: "/start", answers(200)),
    Row("home.more", lambda w: "/more", answers(200)),
]
