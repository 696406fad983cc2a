"""Who trims, takes a trim back or shares while another does so waits, and goes by what that one did."""

import threading
import time
from collections.abc import Callable

from tests.feedback import conftest as rooms
from tests.media.test_trimming import film, ready, times, trimmed
from tests.media.test_two_at_once import Act, at_once
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import ProductError, Refused
from wpl_platform.feedback.models import Annotation
from wpl_platform.media import actions, trimming
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

__all__ = ["film"]
mark = rooms.mark
Change = Callable[[Recording], None]


def one_behind_the_other(recording: Recording, first: Change, second: Change) -> list[ProductError]:
    """Does the second once the first is done and not committed yet; answers what was refused."""
    number, done = recording.id, threading.Event()

    def lead() -> None:
        first(db.session.get_one(Recording, number))
        db.session.flush()
        done.set()
        time.sleep(0.3)

    def follow() -> None:
        done.wait(timeout=5)
        second(db.session.get_one(Recording, number))

    acts: tuple[Act, Act] = (lead, follow)
    return at_once(*acts)


def share(recording: Recording) -> None:
    actions.share(recording, by=viewer_of(recording.maker))


def trim(recording: Recording) -> None:
    trimming.trim(recording, 10_000, 30_000, by=viewer_of(recording.maker))


def untrim(recording: Recording) -> None:
    trimming.untrim(recording, by=viewer_of(recording.maker))


def test_what_is_being_shared_is_not_trimmed(film: Recording) -> None:
    assert [type(error) for error in one_behind_the_other(film, share, trim)] == [Refused]
    assert film.start_ms is None


def test_what_is_being_shown_to_one_colleague_is_not_trimmed(film: Recording, youssef: Person) -> None:
    number = youssef.id

    def show(recording: Recording) -> None:
        actions.share_with(recording, number, by=viewer_of(recording.maker))

    assert [type(error) for error in one_behind_the_other(film, show, trim)] == [Refused]
    assert film.start_ms is None


def test_what_is_being_trimmed_is_taken_back_when_that_is_asked(film: Recording) -> None:
    assert one_behind_the_other(film, trim, untrim) == []
    assert film.start_ms is None


def test_a_trim_that_is_taken_back_twice_at_once_moves_its_moments_once(
    film: Recording, sanne: Person, mark: Callable[..., Annotation]
) -> None:
    mark(film, sanne, 12_000)
    trimmed(film, 10_000, 30_000)
    ready(film)
    assert times(film) == [(2_000, None)]
    assert one_behind_the_other(film, untrim, untrim) == []
    assert times(film) == [(12_000, None)]
