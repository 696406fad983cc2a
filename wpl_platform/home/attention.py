"""The figure beside Start in the rail: how many things wait for somebody, in one question to the database."""

from typing import Any

from sqlalchemy import Select, func, select

from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation
from wpl_platform.home import waiting
from wpl_platform.improvement.models import Improvement
from wpl_platform.media.models import Recording
from wpl_platform.reflection.models import Intention
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer


def count(viewer: Viewer, team: Team | None) -> int:
    """As many as the start page lists.

    Questions by name, moments that name one, recordings to watch, own ones with new feedback, own ones that somebody
    in view does not want, own ones that end soon, intentions, cards.
    """
    if not viewer.signed_in:
        return 0
    unanswered = select(Annotation.recording_id).join(Annotation.recording).where(waiting.unanswered_moments(viewer))
    asked: list[Select[*tuple[Any, ...]]] = [
        unanswered.distinct(),
        select(Intention.id).where(waiting.due_intentions(viewer)),
    ]
    asked.append(select(Recording.id).where(waiting.ending_recordings(viewer)))
    asked.append(select(Recording.id).where(waiting.withdrawn_recordings(viewer)))
    asked += [waiting.open_requests(viewer), waiting.open_mentions(viewer), waiting.unseen_recordings(viewer, team)]
    if team is not None:
        asked.append(select(Improvement.id).where(waiting.due_cards(viewer, team)))
    counts = [select(func.count()).select_from(one.subquery()).scalar_subquery() for one in asked]
    return sum(db.session.execute(select(*counts)).one())
