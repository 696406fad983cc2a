"""Until when recordings are kept: what an organisation chose, what ends soon, and what its maker keeps longer.

Another room of queries.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import require
from wpl_platform.media import offices, policy
from wpl_platform.media.models import Recording
from wpl_platform.media.retention import NEAR_DAYS, Terms
from wpl_platform.media.retention_models import Extension, RetentionChoice, RetentionOfKind
from wpl_platform.teams.models import Organisation, Team
from wpl_platform.teams.viewer import Viewer

MOST = 100
"""So many extensions are listed."""


def most_allowed() -> int:
    """Days that no organisation on this server goes past."""
    return int(current_app.config["RETENTION_MOST_DAYS"])


def terms_of(organisation_id: int) -> Terms:
    """What the organisation chose, as far as this server allows it. For a caller that may know."""
    chosen = db.session.get(RetentionChoice, organisation_id)
    kinds = db.session.scalars(select(RetentionOfKind).where(RetentionOfKind.organisation_id == organisation_id))
    plain = Terms() if chosen is None else Terms(chosen.days, chosen.most_days)
    most = min(plain.most_days, most_allowed())
    return Terms(min(plain.days, most), most, {kind.situation: min(kind.days, most) for kind in kinds})


def terms_for(organisation: Organisation, *, viewer: Viewer) -> Terms:
    """The same for who administers it or guards its data; raises Refused otherwise."""
    require(offices.may_see_retention(viewer, organisation.id))
    return terms_of(organisation.id)


def extensions_of(recording: Recording, *, viewer: Viewer) -> Sequence[Extension]:
    """How its maker kept it longer before, the latest first; nothing for others."""
    if not viewer.is_person(recording.maker_id):
        return []
    return _extensions(Extension.recording_id == recording.id)


def extensions_in(organisation: Organisation, *, viewer: Viewer) -> Sequence[Extension]:
    """What makers of the organisation keep longer, and why, the latest first; for its FG, nothing for others."""
    if not offices.may_see_destroyed(viewer, organisation.id):
        return []
    here = select(Recording.id).join(Team, Team.id == Recording.team_id).where(Team.organisation_id == organisation.id)
    return _extensions(Extension.recording_id.in_(here))


def ends_soon(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on recordings: the viewer's own, that end within the days in which they are told of it."""
    near = Recording.expires_on <= clock.today() + timedelta(days=NEAR_DAYS)
    return (Recording.maker_id == viewer.person_id) & near & policy.there()


def _extensions(which: ColumnElement[bool]) -> Sequence[Extension]:
    asked = select(Extension).where(which).options(joinedload(Extension.by))
    return db.session.scalars(asked.order_by(Extension.id.desc()).limit(MOST)).all()
