"""Which bytes this floor keeps: what is said with moments, and the pictures of the film that are kept with them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select, union_all

from wpl_platform.core.database import db
from wpl_platform.feedback import stills
from wpl_platform.feedback.models import Annotation
from wpl_platform.feedback.spoken_models import Spoken, SpokenStage
from wpl_platform.feedback.still_models import Still
from wpl_platform.feedback.telling import tell
from wpl_platform.media.holding import Holder

LOST = "lost"

_SAID, _SEEN = (
    select(kept.key, Annotation.recording_id, kept.size)
    .join(Annotation, Annotation.id == kept.annotation_id)
    .where(kept.key.is_not(None))
    for kept in (Spoken, Still)
)
_ALL = union_all(_SAID, _SEEN).subquery()
FILES: Select[Any, Any, Any] = select(_ALL.c.key, _ALL.c.recording_id, _ALL.c.size)


def lost(keys: Collection[str]) -> None:
    """What was said and is not there any more says so; a picture is taken again."""
    for spoken in db.session.scalars(select(Spoken).where(Spoken.key.in_(keys))):
        spoken.stage, spoken.reason, spoken.key, spoken.size = SpokenStage.FAILED, LOST, None, 0
        tell(spoken.annotation, "spoken")
    stills.lost(keys)


HOLDS = Holder(FILES, lost)
