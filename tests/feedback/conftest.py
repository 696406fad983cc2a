"""A recording to mark moments on, and what a browser does to it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording, Situation, Stage
from wpl_platform.teams.queries import viewer_of

DURATION_MS = 60_000


@pytest.fixture
def private(house: House, sanne: Person) -> Recording:
    """A minute of Sanne's that nobody else sees."""
    recording = Recording(
        nobody_else_at=clock.now(), maker_id=sanne.id, team_id=house.team_id, title="Aan de balie", stage=Stage.READY
    )
    recording.situation, recording.filmed_on = Situation.CLIENT_CONVERSATION, clock.today()
    recording.duration_ms = DURATION_MS
    db.session.add(recording)
    db.session.commit()
    return recording


@pytest.fixture
def shared(private: Recording, sanne: Person) -> Recording:
    """The same, shared with her team."""
    media.share(private, by=viewer_of(sanne))
    db.session.commit()
    db.session.expire_all()
    return private


@pytest.fixture
def mark() -> Callable[..., Annotation]:
    """Somebody marks a moment on a recording."""

    def annotate(
        recording: Recording, person: Person, start: int = 5_000, end: int | None = None, **more: Any
    ) -> Annotation:
        kind, text = more.get("kind", AnnotationKind.SUGGESTION), more.get("text", "Vat eerst samen")
        made = actions.annotate(recording, kind, Span(start, end), text, by=viewer_of(person))
        db.session.commit()
        return made

    return annotate
