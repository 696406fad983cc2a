"""A recording begins private; sharing, stopping and deleting are the maker's, and leave a trace with who and when."""

from collections.abc import Callable
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.conftest import House
from tests.counting import queries_of
from tests.kept import path_of
from tests.media.conftest import details, engine
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Refused
from wpl_platform.events import queries as events
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Job, JobState, Queue
from wpl_platform.media import actions, policy
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.storage import storage
from wpl_platform.teams.models import Membership
from wpl_platform.teams.queries import viewer_of

Make = Callable[..., Recording]


@pytest.fixture
def record(record: Make) -> Make:
    """Makes a recording that is ready, unless it says otherwise."""
    return partial(record, stage=Stage.READY)


def test_a_new_recording_is_private_and_says_what_was_typed(sanne: Person, youssef: Person, house: House) -> None:
    recording = actions.begin_recording(house.team, details("  Intake  ", "Vraag ik door?"), by=viewer_of(sanne))
    db.session.commit()
    assert (recording.title, recording.learning_question) == ("Intake", "Vraag ik door?")
    assert recording.stage is Stage.AWAITING
    assert not policy.may_see(viewer_of(youssef), recording)


def test_a_manager_begins_nothing(ingrid: Person, house: House) -> None:
    with pytest.raises(Refused):
        actions.begin_recording(house.team, details(), by=viewer_of(ingrid))


def test_sharing_twice_is_sharing_once(sanne: Person, youssef: Person, house: House, record: Make) -> None:
    recording = record(sanne, house.team_id)
    for _ in range(2):
        actions.share(recording, by=viewer_of(sanne))
    db.session.commit()
    assert policy.may_see(viewer_of(youssef), recording)
    share = db.session.scalars(select(Share)).one()
    assert (share.by_id, share.ended_at) == (sanne.id, None)


def test_stopping_ends_the_share_with_a_date_and_sharing_again_is_a_new_one(
    sanne: Person, youssef: Person, house: House, record: Make
) -> None:
    recording = record(sanne, house.team_id)
    actions.share(recording, by=viewer_of(sanne))
    for _ in range(2):
        actions.stop_sharing(recording, by=viewer_of(sanne))
    assert not policy.may_see(viewer_of(youssef), recording)
    actions.share(recording, by=viewer_of(sanne))
    db.session.commit()
    assert policy.may_see(viewer_of(youssef), recording)
    ended = [share.ended_at is not None for share in db.session.scalars(select(Share).order_by(Share.id))]
    assert ended == [True, False]


def test_a_recording_is_shared_with_one_colleague_and_nobody_else(
    sanne: Person, youssef: Person, tom: Person, house: House, record: Make
) -> None:
    recording = record(sanne, house.team_id)
    for _ in range(2):
        actions.share_with(recording, youssef.id, by=viewer_of(sanne))
    db.session.commit()
    assert policy.may_see(viewer_of(youssef), recording)
    assert not policy.may_see(viewer_of(tom), recording)
    share = db.session.scalars(select(Share)).one()
    assert (share.person_id, share.team_id, share.by_id) == (youssef.id, None, sanne.id)


@pytest.mark.parametrize("who", ["sanne", "ingrid", "bea", "olaf"])
def test_only_who_learns_in_the_team_or_guides_it_can_be_chosen(
    request: pytest.FixtureRequest, sanne: Person, house: House, record: Make, who: str
) -> None:
    recording, chosen = record(sanne, house.team_id), request.getfixturevalue(who)
    with pytest.raises(Invalid):
        actions.share_with(recording, chosen.id, by=viewer_of(sanne))


def test_shares_end_one_by_one_or_all_at_once(
    sanne: Person, youssef: Person, tom: Person, house: House, record: Make
) -> None:
    recording, maker = record(sanne, house.team_id), viewer_of(sanne)
    for person in (youssef, tom):
        actions.share_with(recording, person.id, by=maker)
    first = db.session.scalars(select(Share).where(Share.person_id == youssef.id)).one()
    actions.stop_sharing_with(first, by=maker)
    assert not policy.may_see(viewer_of(youssef), recording)
    assert policy.may_see(viewer_of(tom), recording)
    actions.share(recording, by=maker)
    actions.stop_sharing(recording, by=maker)
    for person in (youssef, tom):
        assert not policy.may_see(viewer_of(person), recording)


def test_who_sees_it_is_said_with_names(
    sanne: Person, youssef: Person, tom: Person, house: House, record: Make, client_of: Callable[[Person], FlaskClient]
) -> None:
    recording, maker = record(sanne, house.team_id), viewer_of(sanne)
    for person in (youssef, tom):
        actions.share_with(recording, person.id, by=maker)
    db.session.commit()
    assert "Jij, Tom Dekker en Youssef Amrani zien dit" in client_of(sanne).get("/recordings").text
    db.session.scalars(select(Membership).where(Membership.person_id == tom.id)).one().ended_at = clock.now()
    db.session.commit()
    page = client_of(sanne).get(f"/recordings/{recording.id}/edit").text
    assert "Jij en Youssef Amrani zien dit" in page
    assert "Zit nu niet in je team en ziet dit niet" in page


def test_a_colleague_is_chosen_and_let_go_on_the_page_itself(
    sanne: Person,
    youssef: Person,
    ingrid: Person,
    house: House,
    record: Make,
    client_of: Callable[[Person], FlaskClient],
) -> None:
    browser, path = client_of(sanne), f"/recordings/{record(sanne, house.team_id).id}"
    piece = {"HX-Request": "true"}
    assert "Ingrid Bos" not in browser.get(f"{path}/edit").text
    shown = browser.post(f"{path}/shares", data={"person": youssef.id}, headers=piece).text
    assert "Jij en Youssef Amrani zien dit" in shown
    assert "Stop delen met Youssef Amrani" in shown
    assert browser.post(f"{path}/shares", data={"person": ingrid.id}, headers=piece).status_code == 422
    share = db.session.scalars(select(Share)).one()
    shown = browser.post(f"/shares/{share.id}/delete", headers=piece).text
    assert "Alleen jij ziet dit" in shown
    assert client_of(youssef).get(path).status_code == 404


@pytest.mark.parametrize("with_whom", ["nobody", "both"])
def test_a_share_is_with_one_team_or_with_one_person(
    sanne: Person, youssef: Person, house: House, record: Make, with_whom: str
) -> None:
    share = Share(recording_id=record(sanne, house.team_id).id, by_id=sanne.id)
    if with_whom == "both":
        share.team_id, share.person_id = house.team_id, youssef.id
    db.session.add(share)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_what_is_shared_with_people_is_listed_with_as_many_questions_for_three_as_for_thirty(
    sanne: Person, youssef: Person, house: House, record: Make, client_of: Callable[[Person], FlaskClient]
) -> None:
    browser, counts = client_of(sanne), []
    for more in (3, 17):
        for _ in range(more):
            actions.share_with(record(sanne, house.team_id), youssef.id, by=viewer_of(sanne))
        db.session.commit()
        counts.append(queries_of(lambda: browser.get("/recordings")))
    assert counts[0] == counts[1]


def test_a_colleague_shares_nothing_of_somebody_else(
    sanne: Person, youssef: Person, house: House, record: Make
) -> None:
    recording = record(sanne, house.team_id)
    for act in (actions.share, actions.stop_sharing, actions.delete_recording, actions.try_again):
        with pytest.raises(Refused):
            act(recording, by=viewer_of(youssef))


def test_what_changes_is_told_to_who_has_it_open(sanne: Person, house: House, record: Make) -> None:
    recording = record(sanne, house.team_id)
    actions.share(recording, by=viewer_of(sanne))
    actions.edit_recording(recording, details("Anders"), by=viewer_of(sanne))
    db.session.commit()
    told = events.since(f"recording:{recording.id}", 0)
    assert [event.kind for event in told] == ["recording", "recording"]
    assert "Anders" not in str([event.data for event in told])


def test_deleting_takes_every_byte_and_stops_the_work(
    sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition]
) -> None:
    recording = record(sanne, house.team_id, stage=Stage.PROCESSING)
    kept = [with_file(recording, kind, b"bytes").key for kind in (RenditionKind.ORIGINAL, RenditionKind.DIRECT)]
    number = recording.id
    jobs.enqueue(actions.CONVERT, actions.subject_of(number), queue=Queue.LONG)
    actions.delete_recording(recording, by=viewer_of(sanne))
    db.session.commit()
    engine().work_through(Queue.SHORT)
    assert [path_of(key).exists() for key in kept] == [False, False]
    assert db.session.get(Recording, number) is None
    assert db.session.scalar(select(func.count()).select_from(Rendition)) == 0
    work = db.session.scalars(select(Job).where(Job.kind == actions.CONVERT)).one()
    assert work.state is JobState.CANCELLED


def test_a_recording_hears_nothing_of_a_deleted_one(sanne: Person, olaf: Person, house: House, record: Make) -> None:
    old = record(sanne, house.team_id)
    number = old.id
    actions.delete_recording(old, by=viewer_of(sanne))
    db.session.commit()
    new = record(olaf, house.other_team_id)
    assert new.id != number
    assert events.last_number(actions.subject_of(new.id)) == 0


def test_bytes_stay_when_the_deletion_is_rolled_back(
    sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition]
) -> None:
    recording = record(sanne, house.team_id)
    key = with_file(recording, RenditionKind.DIRECT, b"bytes").key
    actions.delete_recording(recording, by=viewer_of(sanne))
    db.session.rollback()
    engine().work_through(Queue.SHORT)
    assert storage().size(key) == 5


def test_only_what_failed_is_tried_again_and_once(sanne: Person, house: House, record: Make) -> None:
    recording = record(sanne, house.team_id, stage=Stage.FAILED)
    actions.try_again(recording, by=viewer_of(sanne))
    db.session.commit()
    assert recording.stage is Stage.PROCESSING
    with pytest.raises(Conflict):
        actions.try_again(recording, by=viewer_of(sanne))
    assert len(db.session.scalars(select(Job).where(Job.kind == actions.ARRIVE)).all()) == 1


@pytest.mark.parametrize("kind", actions.MAKING)
def test_what_is_being_stopped_is_not_tried_again_yet(sanne: Person, house: House, record: Make, kind: str) -> None:
    recording = record(sanne, house.team_id, stage=Stage.READY)
    recording.reason = Reason.STOPPED
    jobs.enqueue(kind, actions.subject_of(recording.id), queue=Queue.LONG).cancel_asked_at = clock.now()
    with pytest.raises(Conflict, match="nog bezig"):
        actions.try_again(recording, by=viewer_of(sanne))
