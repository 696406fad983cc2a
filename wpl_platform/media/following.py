"""What stands on the time of a film moves along when the film is trimmed.

Moments and proofs live on higher floors, which this one may not know. Each such floor says in its room `times` how its
times follow (FOLLOWS), and the application lists them when it opens the rooms, as it lists who does which work.
Why this is a list and no signal: docs/decisions/trimming.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from wpl_platform.core.timecode import Span
from wpl_platform.media.trim import Part


@dataclass(frozen=True)
class Follower:
    """How the times of one floor follow. System acts, in the transaction of who trims; a recording by its number.

    `spans`: the moments that are on the film as it is shown (ms). `move`: from one part of the original to another.
    `settle`: what lies outside the film that is shown is gone for good. `filmed`: the film was made, and is whole.
    `replaced`: another file came in its place. `destroyed`: nothing of it may be seen any more.
    """

    spans: Callable[[int], list[Span]]
    move: Callable[[int, Part, Part], None]
    settle: Callable[[int], None]
    filmed: Callable[[int], None] = lambda recording_id: None
    replaced: Callable[[int], None] = lambda recording_id: None
    destroyed: Callable[[int], None] = lambda recording_id: None


def register(app: Flask, followers: Iterable[Follower]) -> None:
    """Says who follows the films of this application."""
    app.extensions["followers"] = tuple(followers)


def followers() -> tuple[Follower, ...]:
    """Who follows, lowest floor first."""
    found: tuple[Follower, ...] = current_app.extensions["followers"]
    return found


def spans(recording_id: int) -> list[Span]:
    """All that stands on the film as it is shown, in ms. For a caller that may see it."""
    return [span for follower in followers() for span in follower.spans(recording_id)]
