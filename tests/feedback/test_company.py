"""Being in the studio together: who is here, and who leads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Refused
from wpl_platform.events.models import Event
from wpl_platform.feedback import company
from wpl_platform.feedback.company_models import Lead, Presence
from wpl_platform.feedback.details import Place
from wpl_platform.feedback.gathered import company_of
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
HERE = Place(5_000, playing=True)
LATE = timedelta(minutes=1)


def told(recording: Recording) -> list[tuple[str, dict[str, Any]]]:
    """What open pages heard."""
    asked = select(Event.kind, Event.data).where(Event.room == f"recording:{recording.id}")
    return [
        (kind, data) for kind, data in db.session.execute(asked.order_by(Event.number)) if kind in ("presence", "lead")
    ]


def names(recording: Recording, viewer: Viewer) -> list[str]:
    """Who is here, for somebody."""
    return [person.name for person in company_of(recording, viewer=viewer).others]


def test_who_comes_is_seen_by_the_others_and_told_once(
    shared: Recording, sanne: Person, tom: Person, as_viewer: AsViewer
) -> None:
    for _ in range(3):
        company.come(shared, by=as_viewer(tom))
    db.session.flush()
    assert names(shared, as_viewer(sanne)) == ["Tom Dekker"]
    assert names(shared, as_viewer(tom)) == []
    assert told(shared) == [("presence", {})]
    company.go(shared, by=as_viewer(tom))
    assert names(shared, as_viewer(sanne)) == []


def test_who_says_nothing_more_is_not_here(shared: Recording, sanne: Person, tom: Person, as_viewer: AsViewer) -> None:
    company.come(shared, by=as_viewer(tom))
    db.session.execute(update(Presence).values(seen_at=clock.now() - LATE))
    assert names(shared, as_viewer(sanne)) == []
    company.come(shared, by=as_viewer(tom))
    assert len(told(shared)) == 2


def test_who_sees_the_recording_no_more_is_neither_here_nor_named(
    shared: Recording, sanne: Person, tom: Person, as_viewer: AsViewer
) -> None:
    company.come(shared, by=as_viewer(tom))
    media.stop_sharing(shared, by=as_viewer(sanne))
    db.session.commit()
    db.session.expire_all()
    assert names(shared, as_viewer(sanne)) == []
    assert company_of(shared, viewer=as_viewer(tom)).others == []
    for act in (company.come, company.go, company.stop_leading):
        with pytest.raises(Refused):
            act(shared, by=as_viewer(tom))
    with pytest.raises(Refused):
        company.lead(shared, HERE, by=as_viewer(tom))


def test_one_leads_and_says_where_they_are(shared: Recording, sanne: Person, tom: Person, as_viewer: AsViewer) -> None:
    company.lead(shared, HERE, by=as_viewer(tom))
    company.lead(shared, Place(9_000, playing=False, rate=0.5, page="one"), by=as_viewer(tom))
    lead = company_of(shared, viewer=as_viewer(sanne)).lead
    assert lead is not None
    assert (lead.person_id, lead.at_ms, lead.playing, lead.rate) == (tom.id, 9_000, False, 0.5)
    assert told(shared)[-1] == ("lead", {"leader": tom.id, "at": 9_000, "playing": False, "rate": 0.5, "page": "one"})
    with pytest.raises(Conflict):
        company.lead(shared, HERE, by=as_viewer(sanne))
    company.stop_leading(shared, by=as_viewer(sanne))
    assert company_of(shared, viewer=as_viewer(sanne)).lead is not None
    company.stop_leading(shared, by=as_viewer(tom))
    company.lead(shared, HERE, by=as_viewer(sanne))


def test_who_leads_and_goes_or_falls_silent_leads_no_more(
    shared: Recording, sanne: Person, tom: Person, as_viewer: AsViewer
) -> None:
    company.lead(shared, HERE, by=as_viewer(tom))
    company.go(shared, leads=False, by=as_viewer(tom))
    assert company_of(shared, viewer=as_viewer(sanne)).lead is not None
    company.go(shared, by=as_viewer(tom))
    assert company_of(shared, viewer=as_viewer(sanne)).lead is None
    company.lead(shared, HERE, by=as_viewer(tom))
    db.session.execute(update(Lead).values(told_at=clock.now() - LATE))
    assert company_of(shared, viewer=as_viewer(sanne)).lead is None
    company.lead(shared, HERE, by=as_viewer(sanne))
