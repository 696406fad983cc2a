"""Reflections as they go along: question by question, with what their author will do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wpl_platform.core.database import db
from wpl_platform.reflection import policy, queries
from wpl_platform.reflection.models import Intention, Reflection
from wpl_platform.reflection.reflection_models import MODELS
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Told:
    """A reflection: on which film (its number), along which model, what was answered, and what its author will do."""

    recording_id: int
    model: Any
    on: date
    answers: tuple[tuple[Any, str], ...]
    intention: str
    due_on: date | None


def reflections_of(viewer: Viewer) -> list[Told]:
    """Every reflection of the viewer, oldest first."""
    asked = select(Reflection).where(policy.seen_by(viewer)).options(joinedload(Reflection.recording))
    return [_told(each, viewer) for each in db.session.scalars(asked.order_by(Reflection.id)).all()]


def _told(reflection: Reflection, viewer: Viewer) -> Told:
    model = MODELS.get(reflection.model)
    found = queries.answers_of(reflection, viewer=viewer)
    known = [(question.sentence, question.key) for question in model.questions] if model else []
    known += [(key, key) for key in found if key not in {name for _sentence, name in known}]
    answers = tuple((sentence, found[key].text) for sentence, key in known if key in found)
    will = db.session.scalar(select(Intention).where(Intention.reflection_id == reflection.id))
    return Told(
        reflection.recording_id,
        model.name if model else reflection.model,
        reflection.created_at.date(),
        answers,
        will.text if will is not None else "",
        will.due_on if will is not None else None,
    )
