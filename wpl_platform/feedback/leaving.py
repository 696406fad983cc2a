"""What becomes of feedback when somebody is erased: their voice goes, and where they are named stands nobody's name.

System acts, in the transaction that erases them. Rows that are theirs alone go by the list in `belongings`.
"""

import re
from html import escape

from sqlalchemy import select

from wpl_platform.accounts.models import Person
from wpl_platform.core.belonging import Leaving
from wpl_platform.core.database import db
from wpl_platform.core.text import _, html_of
from wpl_platform.feedback import speaking, stills
from wpl_platform.feedback.models import Annotation, Mention, Reply, Revision, Visibility
from wpl_platform.feedback.spoken_models import Spoken


def erase(leaving: Leaving) -> None:
    """Ensures that the bytes of what they said are named for removal, and that nobody's words name them."""
    spoken = select(Spoken).where(Spoken.person_id == leaving.person_id)
    leaving.files += [each.key for each in db.session.scalars(spoken) if each.key is not None]
    speaking.drop(spoken)
    theirs = select(Annotation.id).where(Annotation.author_id == leaving.person_id)
    unseen = (Annotation.visibility == Visibility.PRIVATE) | Annotation.removed_at.is_not(None)
    stills.drop(stills.with_moments(db.session.scalars(theirs.where(unseen)).all()))
    _unname(db.session.get_one(Person, leaving.person_id))


def _unname(person: Person) -> None:
    """In words that name them with an at sign, somebody is named."""
    named = re.compile(rf"@{re.escape(person.name)}(?!\w)", re.IGNORECASE)
    escaped = re.compile(rf"@{re.escape(escape(person.name, quote=False))}(?!\w)", re.IGNORECASE)
    nobody = f"@{_('iemand')}"
    where = select(Mention.annotation_id).where(Mention.person_id == person.id)
    for moment in db.session.scalars(select(Annotation).where(Annotation.id.in_(where))):
        moment.parts = [named.sub(nobody, part) for part in moment.parts] if moment.parts else moment.parts
        _reword(moment, named, nobody)
    for reply in db.session.scalars(select(Reply).where(Reply.annotation_id.in_(where))):
        _reword(reply, named, nobody)
    for before in db.session.scalars(select(Revision).where(Revision.annotation_id.in_(where))):
        before.html = escaped.sub(nobody, before.html)
    db.session.flush()


def _reword(said: Annotation | Reply, named: re.Pattern[str], nobody: str) -> None:
    text = named.sub(nobody, said.text)
    if text != said.text:
        said.text, said.html = text, html_of(text)
