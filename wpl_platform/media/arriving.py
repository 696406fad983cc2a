"""Who waits for a film to be measured: higher floors, which this one may not know, say so in their room `arrivals`.

Why this is a list and no signal: docs/decisions/trimming.md, for the same reason.
"""

from collections.abc import Callable, Iterable

from flask import Flask, current_app

Awaiter = Callable[[int], None]
"""What a floor does once it is known how long a film is: a system act on a recording by its number, in the transaction
in which that becomes known. It can be called again."""


def register(app: Flask, awaiters: Iterable[Awaiter]) -> None:
    """Says who waits for the films of this application."""
    app.extensions["awaiters"] = tuple(awaiters)


def arrived(recording_id: int) -> None:
    """Tells who waits, lowest floor first, that this film is measured."""
    awaiters: tuple[Awaiter, ...] = current_app.extensions["awaiters"]
    for awaiter in awaiters:
        awaiter(recording_id)
