"""Gives recordings the day on which they end, whenever what it follows from becomes another. System acts."""

from sqlalchemy import ColumnElement, func, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import policy
from wpl_platform.media.models import Recording
from wpl_platform.media.retention import Terms, ends_on, not_sooner
from wpl_platform.media.retention_models import Extension
from wpl_platform.media.terms import terms_of
from wpl_platform.teams.models import Organisation, Team


def date_first(recording: Recording, organisation_id: int) -> None:
    """The day of a recording that begins today."""
    today = clock.today()
    recording.kept_since = recording.used_on = today
    recording.expires_on = ends_on(terms_of(organisation_id), recording.situation, today, today)


def date_anew(recording: Recording) -> None:
    """The day of a recording that became of another kind."""
    db.session.flush()
    date_all(terms_of(recording.team.organisation_id), Recording.id == recording.id)
    db.session.expire(recording, ["expires_on"])


def follow_the_server() -> None:
    """Every recording ends no later than this server allows, also when that became less. Each hour; a job does it."""
    for organisation_id in db.session.scalars(select(Organisation.id).order_by(Organisation.id)).all():
        date_all(terms_of(organisation_id), Team.organisation_id == organisation_id, later=False)


def date_all(terms: Terms, which: ColumnElement[bool], *, later: bool = True) -> None:
    """The day of every recording of which it holds, under these terms; none gets one that its maker cannot be told.

    Without `later` only a sooner one.
    """
    longest = select(Extension.recording_id, func.max(Extension.until).label("until"))
    kept_until = longest.group_by(Extension.recording_id).subquery()
    asked = (
        select(Recording.id, Recording.situation, Recording.used_on, Recording.kept_since, Recording.expires_on)
        .add_columns(kept_until.c.until)
        .join(Team, Team.id == Recording.team_id)
        .outerjoin(kept_until, kept_until.c.recording_id == Recording.id)
        .where(policy.kept(), which)
        .order_by(Recording.id)
        .with_for_update(of=Recording, key_share=True)
    )
    changed = []
    for number, situation, used_on, kept_since, before, extended in db.session.execute(asked):
        ends = not_sooner(ends_on(terms, situation, used_on, kept_since, extended), before, on=clock.today())
        if ends < before or (later and ends > before):
            changed.append({"id": number, "expires_on": ends})
    if changed:
        db.session.execute(update(Recording), changed)
