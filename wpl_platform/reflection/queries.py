"""What somebody wrote for themselves: read back by its author, with the moments they may still see."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import policy as feedback
from wpl_platform.feedback.models import Annotation
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording
from wpl_platform.reflection import policy
from wpl_platform.reflection.models import Answer, Evidence, Intention, Reflection
from wpl_platform.teams.viewer import Viewer


def reflection(reflection_id: int, *, viewer: Viewer) -> Reflection:
    """The reflection with its recording; raises Missing for everybody but its author."""
    asked = select(Reflection).where(Reflection.id == reflection_id, policy.seen_by(viewer))
    found = db.session.scalar(asked.options(joinedload(Reflection.recording).joinedload(Recording.maker)))
    if found is None:
        raise Missing
    return found


def reflections_on(recording: Recording, *, viewer: Viewer) -> Sequence[Reflection]:
    """The viewer's own reflections on a recording, the one begun first at the head."""
    asked = select(Reflection).where(Reflection.recording_id == recording.id, policy.seen_by(viewer))
    return db.session.scalars(asked.order_by(Reflection.created_at, Reflection.id)).all()


def begun(recording: Recording, model: str, *, viewer: Viewer) -> Reflection:
    """The viewer's reflection on a recording along a model; raises Missing when there is none."""
    asked = select(Reflection).where(Reflection.recording_id == recording.id, Reflection.model == model)
    found = db.session.scalar(asked.where(policy.seen_by(viewer)))
    if found is None:
        raise Missing
    return found


def answers_of(reflection: Reflection, *, viewer: Viewer) -> dict[str, Answer]:
    """The answers so far, by the key of their question."""
    asked = select(Answer).join(Reflection, Reflection.id == Answer.reflection_id)
    own = asked.where(Answer.reflection_id == reflection.id, policy.seen_by(viewer))
    rows = db.session.scalars(own.execution_options(populate_existing=True))
    return {row.question: row for row in rows}


def evidence_of(reflection: Reflection, *, viewer: Viewer) -> dict[str, list[Annotation]]:
    """The pinned moments that the viewer may still see, in order of time, by the key of their question."""
    asked = (
        select(Evidence.question, Annotation)
        .join(Reflection, Reflection.id == Evidence.reflection_id)
        .join(Annotation, Annotation.id == Evidence.annotation_id)
        .join(Annotation.recording)
        .where(Evidence.reflection_id == reflection.id, policy.seen_by(viewer), feedback.seen_by(viewer))
        .options(joinedload(Annotation.author))
        .order_by(Annotation.start_ms, Annotation.id)
    )
    pinned: dict[str, list[Annotation]] = {}
    for question, moment in db.session.execute(asked):
        pinned.setdefault(question, []).append(moment)
    return pinned


def recording_of(reflection: Reflection, *, viewer: Viewer) -> Recording | None:
    """The recording behind a reflection, as long as the viewer may watch it."""
    return reflection.recording if media.may_see(viewer, reflection.recording) else None


def intention_of(reflection: Reflection, *, viewer: Viewer) -> Intention | None:
    """The intention at the end of a reflection, when there is one."""
    asked = select(Intention).where(Intention.reflection_id == reflection.id, policy.intentions_seen_by(viewer))
    return db.session.scalar(asked)


def intention(intention_id: int, *, viewer: Viewer) -> Intention:
    """The intention; raises Missing for everybody but the person whose it is."""
    asked = select(Intention).where(Intention.id == intention_id, policy.intentions_seen_by(viewer))
    found = db.session.scalar(asked)
    if found is None:
        raise Missing
    return found
