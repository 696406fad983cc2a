"""A moment is changed: what it was is kept beside it. System acts, for who may."""

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict
from wpl_platform.core.text import _
from wpl_platform.feedback import stills
from wpl_platform.feedback.attaching import shapes_before
from wpl_platform.feedback.details import PLAIN, Details
from wpl_platform.feedback.models import Annotation, Revision


def take_turn(annotation: Annotation, version: int | None, details: Details = PLAIN) -> None:
    """From here on nobody else changes the moment; what it was is kept beside it.

    `version` is the one that was seen, if any: raises Conflict when the moment was changed since.
    """
    one_at_a_time(annotation)
    if version is not None and version != annotation.version:
        raise Conflict(_("Dit moment is intussen veranderd. Wat jij schreef staat hier nog."))
    was = Revision(annotation_id=annotation.id, version=annotation.version, kind=annotation.kind)
    was.start_ms, was.end_ms, was.html = annotation.start_ms, annotation.end_ms, annotation.html
    was.visibility = annotation.visibility
    was.shapes, was.had_still = shapes_before(annotation, details), stills.has_one(annotation)
    db.session.add(was)
    annotation.version += 1
    annotation.edited_at = clock.now()
