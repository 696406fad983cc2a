"""Who is in the studio of a recording, and who leads. A room of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback import policy
from wpl_platform.feedback.company import HERE, LEADS
from wpl_platform.feedback.company_models import Lead, Presence
from wpl_platform.media import queries as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Company:
    """The others who are here, by name, and who leads: perhaps the viewer."""

    others: Sequence[Person]
    lead: Lead | None

    @property
    def at_ms(self) -> int:
        """Where the film of the one who leads is by now."""
        if self.lead is None:
            return 0
        since_ms = (clock.now() - self.lead.told_at).total_seconds() * 1000
        return self.lead.at_ms + (round(since_ms * self.lead.rate) if self.lead.playing else 0)


def company_of(recording: Recording, *, viewer: Viewer) -> Company:
    """Who is here now; nobody for who may not be here. Who sees the recording no more is not named."""
    if not policy.may_be_here(viewer, recording):
        return Company([], None)
    sees = media.reaches(Person.id) | (Person.id == recording.maker_id)
    here = (
        select(Person)
        .join(Presence, Presence.person_id == Person.id)
        .join(Recording, Recording.id == Presence.recording_id)
        .where(Presence.recording_id == recording.id, Presence.seen_at > clock.now() - HERE, sees)
        .where(Person.id != viewer.person_id)
        .order_by(Person.name, Person.id)
    )
    leads = select(Lead).join(Person, Person.id == Lead.person_id).join(Recording, Recording.id == Lead.recording_id)
    leads = leads.where(Lead.recording_id == recording.id, Lead.told_at > clock.now() - LEADS, sees)
    return Company(db.session.scalars(here).all(), db.session.scalar(leads.options(joinedload(Lead.person))))
