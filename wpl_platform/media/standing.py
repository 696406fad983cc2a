"""What a colleague agrees to beforehand, and where they are in view. Their own acts, and nobody else's.

A standing consent makes an ordinary one, each time that a maker names them: so it is seen, logged and withdrawn as any
other, and ending it changes nothing about films in which they are named already, unless they say so.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Missing, require
from wpl_platform.media import consenting, policy
from wpl_platform.media.consent_models import Consent, GivenHow, InformationText, Purpose
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.noted import noted
from wpl_platform.media.standing_models import StandingConsent
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.models import Organisation, Team
from wpl_platform.teams.viewer import Viewer

HOLDS = timedelta(days=365)
MOST = 200


def mine(organisation: Organisation, *, viewer: Viewer) -> StandingConsent | None:
    """What the viewer agrees to beforehand in this organisation; None when they do not."""
    return next((each for each in all_mine(viewer=viewer) if each.organisation_id == organisation.id), None)


def all_mine(*, viewer: Viewer) -> Sequence[StandingConsent]:
    """What the viewer agrees to beforehand, in whatever organisation, also one they left."""
    if viewer.person_id is None:
        return []
    held = (StandingConsent.person_id == viewer.person_id, StandingConsent.ended_at.is_(None))
    asked = select(StandingConsent).where(*held, StandingConsent.valid_until >= clock.today())
    return db.session.scalars(asked.order_by(StandingConsent.id)).all()


def one_of_mine(standing_id: int, *, viewer: Viewer) -> StandingConsent:
    """One of those; raises Missing otherwise."""
    found = next((each for each in all_mine(viewer=viewer) if each.id == standing_id), None)
    if found is None:
        raise Missing
    return found


def films_of(*, viewer: Viewer) -> Sequence[PersonInView]:
    """Where the viewer is in view of somebody's film that is still there, the latest first; at most 200."""
    own = (PersonInView.person_id == viewer.person_id, PersonInView.removed_at.is_(None))
    asked = select(PersonInView).join(Recording, Recording.id == PersonInView.recording_id)
    asked = asked.where(*own, Recording.destroyed_at.is_(None)).order_by(PersonInView.id.desc()).limit(MOST)
    return db.session.scalars(asked).all() if viewer.signed_in else []


def give(team: Team, told: InformationText, *, by: Viewer) -> None:
    """Ensures that they agree beforehand, in the organisation of a team they are in, for a year from today."""
    require(policy.may_agree_beforehand(by, team))
    one_at_a_time(team.organisation)
    _end(team.organisation_id, by)
    until = clock.today() + HOLDS
    row = StandingConsent(organisation_id=team.organisation_id, told_id=told.id, valid_until=until)
    row.person_id = by.person_id or 0
    db.session.add(row)
    db.session.flush()
    note(Action.CONSENTED, About(team.organisation_id, Kind.PERSON, row.person_id), by=by, what=GivenHow.STANDING.value)


def end(organisation: Organisation, *, by: Viewer, everywhere: bool = False) -> None:
    """Ensures that they agree beforehand no more; `everywhere`: and that no film of there shows them any more."""
    require(policy.may_end_beforehand(by))
    if _end(organisation.id, by):
        about = About(organisation.id, Kind.PERSON, by.person_id or 0)
        note(Action.WITHDREW, about, by=by, what=GivenHow.STANDING.value)
    if everywhere:
        for shown in db.session.scalars(_shown_in(organisation.id, by)).all():
            consenting.withdraw(shown, by=by)


def apply(person: PersonInView) -> None:
    """Gives consent for a colleague who was just named and agreed to it beforehand. System act: they said so."""
    if person.person_id is None:
        return
    held = db.session.scalar(
        select(StandingConsent).where(_open(person.recording.team.organisation_id, person.person_id))
    )
    if held is None:
        return
    one_at_a_time(held)
    if held.ended_at is not None:
        return
    row = Consent(in_view_id=person.id, purpose=Purpose.LEARNING, told_id=held.told_id, given_how=GivenHow.STANDING)
    row.by_id, row.valid_until = person.person_id, held.valid_until
    db.session.add(row)
    db.session.flush()
    noted(person.recording, Action.CONSENTED, by=None, what=Purpose.LEARNING.value, subject_id=person.id)


def _shown_in(organisation_id: int, by: Viewer) -> Select[PersonInView]:
    """Where they are in view in an organisation, and did not stop."""
    asked = select(PersonInView).join(Recording, Recording.id == PersonInView.recording_id)
    here = asked.join(Team, Team.id == Recording.team_id).where(Team.organisation_id == organisation_id)
    own = (PersonInView.person_id == by.person_id, PersonInView.withdrawn_at.is_(None))
    return here.where(*own, Recording.destroyed_at.is_(None)).order_by(PersonInView.id)


def _open(organisation_id: int, person_id: int) -> ColumnElement[bool]:
    theirs = and_(StandingConsent.organisation_id == organisation_id, StandingConsent.person_id == person_id)
    return and_(theirs, StandingConsent.ended_at.is_(None), StandingConsent.valid_until >= clock.today())


def _end(organisation_id: int, by: Viewer) -> bool:
    theirs = (StandingConsent.organisation_id == organisation_id, StandingConsent.person_id == by.person_id)
    ended = update(StandingConsent).where(*theirs, StandingConsent.ended_at.is_(None)).values(ended_at=clock.now())
    return db.session.scalar(ended.returning(StandingConsent.id)) is not None
