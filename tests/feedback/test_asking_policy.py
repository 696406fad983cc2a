"""Who may ask, who may answer, and who may read the answers: every role, asked or not, over every state of sharing."""

from itertools import product

import pytest
from sqlalchemy import select

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback import asked, policy
from wpl_platform.feedback.models import FeedbackRequest
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share
from wpl_platform.teams.models import Membership
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER, Viewer

ROLES = ("maker", "participant", "facilitator", "manager", "admin", "other team", "left", "stranger")
SHARED = ("private", "with the team", "by name", "by name no more", "elsewhere")
ANSWER = {
    ("participant", "with the team"),
    ("facilitator", "with the team"),
    ("participant", "by name"),
    ("facilitator", "by name"),
    ("other team", "elsewhere"),
}
"""Who answers what they were asked: all of them were asked here, also who cannot be."""


@pytest.fixture
def cast(
    sanne: Person, youssef: Person, tom: Person, ingrid: Person, bea: Person, olaf: Person, gone: Person
) -> dict[str, Viewer]:
    people = dict(zip(ROLES, (sanne, youssef, tom, ingrid, bea, olaf, gone), strict=False))
    return {name: viewer_of(person) for name, person in people.items()} | {"stranger": STRANGER}


@pytest.fixture
def gone(house: House) -> Person:
    """Who learned in the team, and left."""
    person = Person(email="noor@lindehoeve.example", name="Noor Smit")
    db.session.add(person)
    db.session.flush()
    db.session.add(Membership(person_id=person.id, team_id=house.team_id, role="participant", ended_at=clock.now()))
    db.session.commit()
    return person


def stage(recording: Recording, shared: str, house: House, cast: dict[str, Viewer]) -> None:
    """Puts the recording, that plays, in this state of sharing; everybody but its maker was asked about it by name."""
    for kind in (Share, FeedbackRequest, Rendition):
        db.session.query(kind).delete()
    kept = {"key": "key", "media_type": "video/mp4", "size": 1, "name": "direct"}
    db.session.add(Rendition(recording_id=recording.id, kind=RenditionKind.DIRECT, **kept))
    here = {"with the team": house.team_id, "elsewhere": house.other_team_id}
    if shared in here:
        db.session.add(Share(recording_id=recording.id, team_id=here[shared]))
    for name, viewer in cast.items():
        if name in ("maker", "stranger"):
            continue
        if shared.startswith("by name"):
            ended = clock.now() if shared == "by name no more" else None
            db.session.add(Share(recording_id=recording.id, person_id=viewer.person_id, ended_at=ended))
        db.session.add(FeedbackRequest(recording_id=recording.id, person_id=viewer.person_id, question="Zie je het?"))
    db.session.commit()
    db.session.expire_all()


@pytest.mark.parametrize("shared", SHARED)
def test_who_was_asked_answers_while_they_see_the_recording(
    house: House, private: Recording, cast: dict[str, Viewer], shared: str
) -> None:
    stage(private, shared, house, cast)
    requests = db.session.scalars(select(FeedbackRequest)).all()
    for (name, viewer), request in product(cast.items(), requests):
        mine = viewer.is_person(request.person_id)
        assert policy.may_answer(viewer, request) is (mine and (name, shared) in ANSWER), (name, shared)


@pytest.mark.parametrize("shared", SHARED)
def test_what_waits_in_sql_is_what_may_be_answered(
    house: House, private: Recording, cast: dict[str, Viewer], shared: str
) -> None:
    stage(private, shared, house, cast)
    for name, viewer in cast.items():
        expected = (name, shared) in ANSWER
        assert len(asked.open_requests(viewer=viewer, most=99)) == expected, (name, shared)
        assert (asked.request_to(private, viewer=viewer) is not None) is expected, (name, shared)


def test_who_was_not_asked_has_nothing_to_answer_however_it_is_shared(
    house: House, private: Recording, cast: dict[str, Viewer]
) -> None:
    for shared in SHARED:
        stage(private, shared, house, cast)
        db.session.query(FeedbackRequest).delete()
        db.session.commit()
        for name, viewer in cast.items():
            assert asked.open_requests(viewer=viewer, most=99) == [], (name, shared)
            assert asked.request_to(private, viewer=viewer) is None, (name, shared)


@pytest.mark.parametrize("shared", SHARED)
def test_only_the_maker_asks_and_reads_the_answers(
    house: House, private: Recording, cast: dict[str, Viewer], shared: str
) -> None:
    stage(private, shared, house, cast)
    for name, viewer in cast.items():
        assert policy.may_ask(viewer, private) is (name == "maker"), name
        assert policy.may_see_answers(viewer, private) is (name == "maker"), name


def test_a_maker_who_left_the_team_reads_the_answers_and_asks_nobody(
    private: Recording, cast: dict[str, Viewer]
) -> None:
    away = Viewer(cast["maker"].person_id)
    assert policy.may_see_answers(away, private)
    assert not policy.may_ask(away, private)
