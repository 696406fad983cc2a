"""Who films now, how far that is, and what somebody marked meanwhile. A room of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import policy
from wpl_platform.feedback.film_clock import RUNS, film_at, place
from wpl_platform.feedback.film_joining import press_of, ticks_of
from wpl_platform.feedback.filming_models import Beat, BeatKind, Filming, LiveMark
from wpl_platform.media import policy as media
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer


class FilmState(StrEnum):
    """How far it is. `closed`: nobody is asked any more, but it may go on; `arrived`: the marks stand on the film."""

    WAITING = "waiting"
    FILMING = "filming"
    PAUSED = "paused"
    ENDED = "ended"
    CLOSED = "closed"
    ARRIVED = "arrived"
    THROWN = "thrown"


@dataclass(frozen=True)
class Standing:
    """How far a filming is, how many ms of film there are now, and which recording the viewer finds it in."""

    state: FilmState
    film_ms: int
    recording_id: int | None


@dataclass(frozen=True)
class Placed:
    """One's own mark, and where it lands as far as is known."""

    mark: LiveMark
    span: Span


def filming(code: str, *, viewer: Viewer) -> Filming:
    """The filming of that code; raises Missing for who is not in its team."""
    found = db.session.scalar(select(Filming).where(Filming.code == code, policy.filmings_seen_by(viewer)))
    if found is None:
        raise Missing
    return found


def standing(found: Filming, *, viewer: Viewer) -> Standing:
    """How far it is, for who may mark along."""
    ticks = ticks_of(found)
    film_ms = film_at(ticks, clock.now())
    recording = found.recording
    seen = recording is not None and media.may_see(viewer, recording)
    if found.thrown:
        state = FilmState.THROWN
    elif recording is not None and recording.duration_ms is not None:
        state = FilmState.ARRIVED
    elif found.brought_at is not None or (ticks and ticks[-1].kind is BeatKind.END):
        state = FilmState.ENDED
    elif found.closed_at is not None:
        state = FilmState.CLOSED
    elif not ticks:
        state = FilmState.WAITING
    else:
        state = FilmState.FILMING if ticks[-1].kind in RUNS else FilmState.PAUSED
    return Standing(state, film_ms, recording.id if recording is not None and seen else None)


def own_marks(found: Filming, *, viewer: Viewer) -> list[Placed]:
    """What the viewer marked and did not take back, in the order in which they did."""
    own = (LiveMark.filming_id == found.id, LiveMark.author_id == viewer.person_id, LiveMark.removed_at.is_(None))
    marks = db.session.scalars(select(LiveMark).where(*own).order_by(LiveMark.at, LiveMark.id)).all()
    ticks = ticks_of(found)
    return [Placed(mark, place(ticks, press_of(mark))) for mark in marks]


def span_of(found: Filming, mark: LiveMark, *, viewer: Viewer) -> Span:
    """Where one's own mark lands as far as is known now; raises Missing for another's."""
    if not viewer.is_person(mark.author_id):
        raise Missing
    return place(ticks_of(found), press_of(mark))


@dataclass(frozen=True)
class Asks:
    """Somebody asks to mark along; `began` says whether they film already, or will."""

    filming: Filming
    began: bool


def films_now(team: Team | None, *, viewer: Viewer) -> Sequence[Asks]:
    """Who of the team films now, or is about to, and asks to mark along, the last first; not the viewer."""
    if team is None:
        return []
    begun = exists().where(Beat.filming_id == Filming.id)
    ended = exists().where(Beat.filming_id == Filming.id, Beat.kind == BeatKind.END)
    others = (Filming.team_id == team.id, Filming.maker_id != viewer.person_id, Filming.closed_at.is_(None), ~ended)
    asked = select(Filming, begun).where(*others, policy.filmings_seen_by(viewer)).options(joinedload(Filming.maker))
    return [Asks(made, began) for made, began in db.session.execute(asked.order_by(Filming.id.desc()))]
