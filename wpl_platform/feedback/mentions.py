"""Naming somebody in a moment or below it: `@Tom Dekker`. Who is named and sees it finds it on their start page.

A name counts when it belongs to somebody who sees the recording; a private note names nobody but its author.
"""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import contains_eager, joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Missing, require
from wpl_platform.feedback import policy, queries
from wpl_platform.feedback.models import Annotation, Mention, Visibility
from wpl_platform.teams.viewer import Viewer


def name_in(annotation: Annotation, text: str, *, by: Viewer, before: str = "") -> None:
    """Ensures that whoever is named in these words, and was not in those `before`, finds the moment.

    Who is named no more and did not look yet does not have to.
    """
    if "@" not in text + before or annotation.visibility is Visibility.PRIVATE:
        return
    people = queries.others_who_see(annotation.recording, viewer=by)
    now, then = ({person.id for person in named(words, people)} for words in (text, before))
    for person_id in now - then:
        row = insert_into(Mention).values(annotation_id=annotation.id, person_id=person_id, created_at=clock.now())
        again = row.on_conflict_do_update(index_elements=["annotation_id", "person_id"], set_={"seen_at": None})
        db.session.execute(again)
    gone = (Mention.annotation_id == annotation.id, Mention.person_id.in_(then - now), Mention.seen_at.is_(None))
    db.session.execute(delete(Mention).where(*gone))


def named(text: str, people: Sequence[Person]) -> list[Person]:
    """Those of the people whose whole name stands in the text after an at sign, in capitals or not. Pure.

    Of names that begin alike the longest counts: @Jan de Vries is not Jan.
    """
    left, found = text.casefold(), set()
    for person in sorted(people, key=lambda each: -len(each.name)):
        left, times = re.subn(rf"@{re.escape(person.name.casefold())}(?!\w)", " ", left)
        if times:
            found.add(person.id)
    return [person for person in people if person.id in found]


def settle(annotation: Annotation, *, by: Viewer) -> None:
    """Ensures that the naming counts as seen, when there was one: who answers below a moment has read it."""
    require(policy.may_reply(by, annotation))
    mine = (Mention.annotation_id == annotation.id, Mention.person_id == by.person_id, Mention.seen_at.is_(None))
    db.session.execute(update(Mention).where(*mine).values(seen_at=clock.now()))


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
