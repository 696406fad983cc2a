"""Which bytes this floor keeps: what is said with moments."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from wpl_platform.core.database import db
from wpl_platform.feedback import speaking
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.spoken_models import Spoken, SpokenStage
from wpl_platform.media.holding import Holder

LOST = "lost"

FILES: Select[Any, Any, Any] = (
    select(Spoken.key, Annotation.recording_id, Spoken.size)
    .join(Annotation, Annotation.id == Spoken.annotation_id)
    .where(Spoken.key.is_not(None))
)


def lost(keys: Collection[str]) -> None:
    """What was said and is not there any more says so."""
    for spoken in db.session.scalars(select(Spoken).where(Spoken.key.in_(keys))):
        spoken.stage, spoken.reason, spoken.key, spoken.size = SpokenStage.FAILED, LOST, None, 0
        speaking.tell(spoken.annotation)


HOLDS = Holder(FILES, lost)
