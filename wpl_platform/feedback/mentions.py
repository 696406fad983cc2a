"""Naming somebody in a moment or below it: `@Tom Dekker`. Who is named and sees it finds it on their start page.

A name counts when it belongs to somebody who sees the recording; a private note names nobody but its author.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import contains_eager, joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Missing, require
from wpl_platform.feedback import policy, queries
from wpl_platform.feedback.models import Annotation, Mention, Visibility
from wpl_platform.teams.viewer import Viewer


def name_in(annotation: Annotation, text: str, *, by: Viewer) -> None:
    """Ensures that whoever is named in these words finds the moment; who was named there before is named anew."""
    if "@" not in text or annotation.visibility is Visibility.PRIVATE:
        return
    for person in named(text, queries.others_who_see(annotation.recording, viewer=by)):
        row = insert_into(Mention).values(annotation_id=annotation.id, person_id=person.id, created_at=clock.now())
        again = row.on_conflict_do_update(index_elements=["annotation_id", "person_id"], set_={"seen_at": None})
        db.session.execute(again)


def named(text: str, people: Sequence[Person]) -> list[Person]:
    """Those of the people whose whole name stands in the text after an at sign, in capitals or not. Pure."""
    said = text.casefold()
    return [person for person in people if f"@{person.name.casefold()}" in said]


def waiting_for(viewer: Viewer) -> ColumnElement[bool]:
    """Condition on mentions with annotation and recording: the viewer was named, sees it, and did not look yet."""
    return (Mention.person_id == viewer.person_id) & Mention.seen_at.is_(None) & policy.seen_by(viewer)


def open_mentions(*, viewer: Viewer, most: int) -> Sequence[Annotation]:
    """The moments in which the viewer was named and that they did not look at yet, the latest first."""
    asked = (
        select(Annotation)
        .join(Mention, Mention.annotation_id == Annotation.id)
        .join(Annotation.recording)
        .where(waiting_for(viewer))
        .options(joinedload(Annotation.author), contains_eager(Annotation.recording))
        .order_by(Mention.id.desc())
    )
    return db.session.scalars(asked.limit(most)).all()


def look(annotation: Annotation, *, by: Viewer) -> None:
    """Ensures that the naming counts as seen; raises Missing for who was not named there."""
    require(policy.may_reply(by, annotation))
    mine = (Mention.annotation_id == annotation.id, Mention.person_id == by.person_id)
    seen = update(Mention).where(*mine).values(seen_at=clock.now()).returning(Mention.id)
    if db.session.execute(seen).first() is None:
        raise Missing
