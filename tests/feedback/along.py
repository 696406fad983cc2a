"""A film that was made while colleagues marked along: for tests of what becomes of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback import filming
from wpl_platform.feedback.film_clock import Marked, Press, Tick
from wpl_platform.feedback.filming_models import Beat, BeatKind, Filming, LiveMark
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

PAUSED = [(BeatKind.BEGIN, 0, 0), (BeatKind.PAUSE, 10, 10), (BeatKind.RESUME, 40, 10), (BeatKind.END, 60, 30)]
"""Filmed for ten seconds, paused for thirty, filmed for twenty: when and with how much film (s)."""


def filmed_by(person: Person, house: House) -> Filming:
    """Somebody asked their team, filmed with a pause, and ended an hour ago."""
    made = filming.invite(house.team, by=viewer_of(person))
    begin = clock.now() - timedelta(hours=1)
    for number, (kind, after, film) in enumerate(PAUSED, 1):
        filming.tell(made, number, Tick(kind, begin + timedelta(seconds=after), film * 1000), by=viewer_of(person))
    db.session.commit()
    return made


def begun(made: Filming) -> Beat:
    """That it began."""
    return db.session.get_one(Beat, (made.id, 1))


def pressed(made: Filming, person: Person, after: float, held: int = 0, lead: int = 0, **more: Any) -> LiveMark:
    """Somebody presses so many seconds after the beginning, for so long and with such a lead (ms)."""
    press = Press(begun(made).at + timedelta(seconds=after), held, lead)
    marked = Marked(str(more.pop("key", uuid4())), AnnotationKind.STRENGTH, press, **more)
    found = filming.mark(made, marked, by=viewer_of(person))
    db.session.commit()
    return found


def moments(recording: Recording) -> list[Annotation]:
    """What stands on the film."""
    asked = select(Annotation).where(Annotation.recording_id == recording.id, Annotation.removed_at.is_(None))
    return list(db.session.scalars(asked.order_by(Annotation.start_ms, Annotation.id)))
