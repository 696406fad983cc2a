"""Who is in view of a recording, and what they agree to. Another room of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.ids import is_key
from wpl_platform.media import policy
from wpl_platform.media.consent import agreed
from wpl_platform.media.consent_models import Consent, Purpose
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Shown:
    """Somebody in view as the team sees them: what they agree to today, whether they ever agreed, and what the viewer
    may do about it.
    """

    person: PersonInView
    purposes: tuple[Purpose, ...]
    began: bool
    may_withdraw: bool

    @property
    def agrees(self) -> bool:
        """Whether the film may be seen for them."""
        return Purpose.LEARNING in self.purposes


def people_in(recording: Recording, *, viewer: Viewer) -> list[Shown]:
    """Everybody in view, in the order in which they were named; nobody for who does not see the recording."""
    if not policy.may_see(viewer, recording):
        return []
    today, began = clock.today(), who_began(recording.in_view)
    return [
        Shown(
            person,
            agreed(person, on=today),
            person.id in began,
            person.withdrawn_at is None and policy.may_withdraw_for(viewer, person),
        )
        for person in recording.in_view
    ]


def person_in_view(in_view_id: int, *, viewer: Viewer) -> PersonInView:
    """Somebody in view, for who sees the recording or is that person; raises Missing otherwise."""
    found = db.session.get(PersonInView, in_view_id)
    if found is None or found.removed_at is not None:
        raise Missing
    if not (policy.may_see(viewer, found.recording) or viewer.is_person(found.person_id)):
        raise Missing
    return found


def ever_agreed(person: PersonInView) -> bool:
    """Whether they agreed at some time, to anything: who never did has not stopped, but never took part."""
    return person.id in who_began([person])


def who_began(people: Sequence[PersonInView]) -> frozenset[int]:
    """The ids of those of them who ever agreed; one query."""
    asked = select(Consent.in_view_id).where(Consent.in_view_id.in_([person.id for person in people]))
    return frozenset(db.session.scalars(asked)) if people else frozenset()


def holder_of(key: str) -> PersonInView:
    """The person whose link bears this secret, taken off the list or not; raises Missing when there is none."""
    found = db.session.scalar(select(PersonInView).where(PersonInView.key == key)) if is_key(key) else None
    if found is None:
        raise Missing
    return found
