"""The paper on which people in view signed: who sees a page of it, and its end.

It is as private as the film and ends with it: from the moment that nobody watches the film, nobody opens its papers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.media import offices, policy
from wpl_platform.media.consent_models import Consent, GivenHow, Purpose
from wpl_platform.media.models import PersonInView, Recording, Rendition, RenditionKind
from wpl_platform.media.paper_models import ConsentPaper
from wpl_platform.media.paper_pages import Page
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Paper:
    """What somebody signed on paper: their consent, and the pages of it that are kept here."""

    person: PersonInView
    consent: Consent
    pages: tuple[ConsentPaper, ...]


def papers_of(person: PersonInView, *, viewer: Viewer, key: str = "") -> list[Paper]:
    """What this person signed on paper and counts now; nothing for who may not see it. `key`: the secret of a link."""
    if not policy.may_see_paper(viewer, person, key):
        return []
    return _of([(person, consent) for consent in person.open_consents if _is_on_paper(consent)])


def papers_in(recording: Recording, *, viewer: Viewer) -> dict[int, Paper]:
    """The same of everybody in view of a recording, by the number of the person; one query."""
    seen = [person for person in recording.in_view if policy.may_see_paper(viewer, person)]
    rows = [(person, consent) for person in seen for consent in person.open_consents if _is_on_paper(consent)]
    return {paper.person.id: paper for paper in _of(rows)}


def papers_for(organisation_id: int, *, viewer: Viewer) -> list[Paper]:
    """What people in view of films of the organisation signed on paper and counts now, newest first; for its FG."""
    if not offices.may_see_papers(viewer, organisation_id):
        return []
    here = (Team.organisation_id == organisation_id, Consent.ended_at.is_(None), policy.there())
    signed = (Consent.given_how == GivenHow.PAPER, Consent.purpose == Purpose.LEARNING)
    asked = select(PersonInView, Consent).join(Consent, Consent.in_view_id == PersonInView.id)
    asked = asked.join(Recording, Recording.id == PersonInView.recording_id).join(Team, Team.id == Recording.team_id)
    rows = db.session.execute(asked.where(*here, *signed).order_by(Consent.id.desc()))
    return _of([(person, consent) for person, consent in rows])


def page(paper_id: int, *, viewer: Viewer, key: str = "") -> tuple[ConsentPaper, PersonInView]:
    """A page, with whose it is; raises Missing for who may not see it. `key`: the secret of a link."""
    found = db.session.get(ConsentPaper, paper_id)
    person = None if found is None else db.session.get(PersonInView, found.consent.in_view_id)
    if found is None or person is None or not policy.may_see_paper(viewer, person, key):
        raise Missing
    return found, person


def is_seen(paper_id: int, *, viewer: Viewer, key: str = "") -> bool:
    """Whether they still may: asked while a page is on its way to them."""
    try:
        return bool(page(paper_id, viewer=viewer, key=key))
    except Missing:
        return False


def file_of(found: ConsentPaper, person: PersonInView) -> Rendition:
    """Its bytes, as the door of bytes knows them."""
    kept = {"key": found.key, "size": found.size, "media_type": found.media_type}
    return Rendition(recording_id=person.recording_id, kind=RenditionKind.POSTER, name=f"paper-{found.number}", **kept)


def add(consent: Consent, pages: Sequence[Page]) -> None:
    """Has these pages hang on the consent that they show. System act of who writes it down."""
    db.session.flush()
    for number, each in enumerate(pages, 1):
        row = ConsentPaper(consent_id=consent.id, number=number, by_id=consent.by_id)
        row.key, row.media_type, row.size = each.key, each.media_type, each.size
        db.session.add(row)


def drop(which: ColumnElement[bool]) -> list[str]:
    """Ensures that no page of these consents is named any more; answers the keys of their bytes. System act."""
    asked = select(ConsentPaper).join(Consent, Consent.id == ConsentPaper.consent_id).where(which)
    found = db.session.scalars(asked).all()
    gone = delete(ConsentPaper).where(ConsentPaper.id.in_([each.id for each in found]))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))
    return [each.key for each in found]


def with_recording(recording_id: int) -> ColumnElement[bool]:
    """On Consent: somebody in view of this recording gave it."""
    return Consent.in_view_id.in_(select(PersonInView.id).where(PersonInView.recording_id == recording_id))


def files() -> Select[Any, Any, Any]:
    """All of them: key, recording and size."""
    asked = select(ConsentPaper.key, PersonInView.recording_id, ConsentPaper.size)
    asked = asked.join(Consent, Consent.id == ConsentPaper.consent_id)
    return asked.join(PersonInView, PersonInView.id == Consent.in_view_id)


def _is_on_paper(consent: Consent) -> bool:
    return consent.given_how is GivenHow.PAPER and consent.purpose is Purpose.LEARNING


def _of(rows: Iterable[tuple[PersonInView, Consent]]) -> list[Paper]:
    rows = list(rows)
    numbers = [consent.id for _person, consent in rows]
    asked = select(ConsentPaper).where(ConsentPaper.consent_id.in_(numbers)).order_by(ConsentPaper.number)
    pages = db.session.scalars(asked).all() if numbers else []
    return [
        Paper(person, consent, tuple(each for each in pages if each.consent_id == consent.id))
        for person, consent in rows
    ]
