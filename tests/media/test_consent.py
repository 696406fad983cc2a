"""What somebody in view agrees to and withdraws, by their link or through the maker, on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import House
from tests.media.consents import agree, client_in, withdraw
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Refused
from wpl_platform.media import consenting, in_view, informing, naming
from wpl_platform.media import policy as media
from wpl_platform.media.consent import State, state_of
from wpl_platform.media.consent_models import (
    Consent,
    Ended,
    GivenHow,
    InformationText,
    InViewKind,
    Purpose,
    Represented,
)
from wpl_platform.media.consenting import Given
from wpl_platform.media.models import PersonInView, Recording, Stage
from wpl_platform.media.naming import InView
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER

Make = Callable[..., Recording]


@pytest.fixture
def shared(sanne: Person, house: House, record: Make, share_with_team: Callable[[Recording], None]) -> Recording:
    """A film of Sanne's that her team sees, as long as nobody is said to be in view."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    share_with_team(recording)
    return recording


def given(recording: Recording, *purposes: Purpose, **more: object) -> Given:
    told = informing.told(recording.team.organisation_id, "nl")
    return Given(purposes, informing.keep(told, told.digest), GivenHow.LINK, **more)  # type: ignore[arg-type]


def seen(person: Person, recording: Recording) -> bool:
    db.session.expire_all()
    return media.may_see(viewer_of(person), recording)


def test_who_is_put_in_view_closes_the_film_for_all_but_its_maker_until_they_agree(
    sanne: Person, youssef: Person, shared: Recording
) -> None:
    assert seen(youssef, shared)
    person = client_in(shared)
    assert not seen(youssef, shared)
    assert seen(sanne, shared)
    agree(person)
    assert seen(youssef, shared)


@pytest.mark.parametrize("key", ["", "abcdefghijklmnopqrstuvwxyz"])
def test_without_the_secret_of_the_link_a_stranger_neither_gives_nor_withdraws(shared: Recording, key: str) -> None:
    person = client_in(shared)
    with pytest.raises(Refused):
        consenting.give(person, given(shared, Purpose.LEARNING), by=STRANGER, key=key)
    with pytest.raises(Refused):
        consenting.withdraw(person, by=STRANGER, key=key)


def test_the_link_of_one_recording_opens_no_other(shared: Recording) -> None:
    first, second = client_in(shared), client_in(shared, "Haar zoon")
    with pytest.raises(Refused):
        consenting.withdraw(first, by=STRANGER, key=second.key)


def test_what_was_read_is_kept_with_what_was_agreed(shared: Recording) -> None:
    person = client_in(shared)
    agree(person, Purpose.IMAGE_SESSION)
    kept = db.session.scalars(select(InformationText)).one()
    assert {(row.purpose, row.told_id) for row in person.open_consents} == {
        (Purpose.LEARNING, kept.id),
        (Purpose.IMAGE_SESSION, kept.id),
    }
    assert kept.words == informing.BUILT_IN["nl"]


def test_an_answer_to_a_text_that_changed_meanwhile_is_asked_again(shared: Recording) -> None:
    told = informing.told(shared.team.organisation_id, "nl")
    with pytest.raises(Conflict):
        informing.keep(told, informing.told(shared.team.organisation_id, "en").digest)


def test_an_organisation_has_words_of_its_own_and_who_decided_before_keeps_what_they_read(
    bea: Person, shared: Recording
) -> None:
    before, after = client_in(shared), client_in(shared, "Haar zoon")
    agree(before)
    informing.tell_from_now_on(shared.team, "nl", "Wij filmen om te leren.", by=viewer_of(bea))
    informing.tell_from_now_on(shared.team, "nl", "Wij filmen samen.", by=viewer_of(bea))
    agree(after)
    assert before.open_consents[0].told.words == informing.BUILT_IN["nl"]
    told = after.open_consents[0].told
    assert (told.words, told.version) == ("Wij filmen samen.", 2)


def test_only_an_administrator_changes_what_people_in_view_are_told(
    sanne: Person, tom: Person, ingrid: Person, olaf: Person, shared: Recording
) -> None:
    for somebody in (sanne, tom, ingrid, olaf):
        with pytest.raises(Refused):
            informing.tell_from_now_on(shared.team, "nl", "Iets anders", by=viewer_of(somebody))


def test_the_other_purposes_rest_on_learning_in_the_team(shared: Recording) -> None:
    person = client_in(shared)
    with pytest.raises(Invalid):
        consenting.give(person, given(shared, Purpose.PUBLICATION), by=STRANGER, key=person.key)


def test_agreeing_anew_takes_the_place_of_what_was_agreed(shared: Recording) -> None:
    person = client_in(shared)
    agree(person, Purpose.PUBLICATION)
    agree(person)
    assert [row.purpose for row in person.open_consents] == [Purpose.LEARNING]
    before = db.session.scalars(select(Consent.ended_why).where(Consent.ended_at.is_not(None))).all()
    assert before == [Ended.RENEWED, Ended.RENEWED]


def test_withdrawing_one_purpose_leaves_learning_and_withdrawing_learning_leaves_nothing(
    youssef: Person, shared: Recording
) -> None:
    person = client_in(shared)
    agree(person, Purpose.PUBLICATION)
    withdraw(person, purpose=Purpose.PUBLICATION)
    assert seen(youssef, shared)
    assert not media.is_cleared(shared, Purpose.PUBLICATION)
    withdraw(person)
    assert not seen(youssef, shared)
    assert db.session.scalars(select(Consent).where(Consent.ended_at.is_(None))).all() == []


def test_anybody_in_the_team_withdraws_on_behalf_of_who_asks_and_nobody_else_does(
    youssef: Person, tom: Person, ingrid: Person, bea: Person, olaf: Person, shared: Recording
) -> None:
    for somebody in (ingrid, bea, olaf):
        person = client_in(shared, somebody.name)
        with pytest.raises(Refused):
            consenting.withdraw(person, by=viewer_of(somebody))
    for colleague in (youssef, tom):
        person = client_in(shared, colleague.name)
        agree(person)
        withdraw(person, by=viewer_of(colleague))
        assert person.withdrawn_at is not None


def test_the_maker_does_not_watch_either_once_somebody_withdrew_and_reads_on(sanne: Person, shared: Recording) -> None:
    person = client_in(shared)
    agree(person)
    withdraw(person)
    assert seen(sanne, shared)
    assert not media.may_watch(viewer_of(sanne), shared)


def test_who_withdrew_is_not_taken_out_of_view_to_show_the_film(sanne: Person, shared: Recording) -> None:
    person = client_in(shared)
    withdraw(person)
    with pytest.raises(Refused):
        naming.take_out_of_view(person, by=viewer_of(sanne))


def test_who_decided_stays_on_the_list_and_so_can_always_stop(sanne: Person, shared: Recording) -> None:
    person = client_in(shared)
    agree(person)
    with pytest.raises(Refused):
        naming.take_out_of_view(person, by=viewer_of(sanne))


def test_who_was_taken_off_the_list_still_stops_it_by_their_link(
    sanne: Person, youssef: Person, shared: Recording
) -> None:
    person = client_in(shared)
    naming.take_out_of_view(person, by=viewer_of(sanne))
    naming.say_nobody_else(shared, by=viewer_of(sanne))
    db.session.commit()
    assert seen(youssef, shared)
    withdraw(in_view.holder_of(person.key))
    assert not seen(youssef, shared)
    assert not media.may_watch(viewer_of(sanne), shared)


def test_a_maker_does_not_write_down_that_who_withdrew_agrees_after_all(sanne: Person, shared: Recording) -> None:
    person = client_in(shared)
    withdraw(person)
    with pytest.raises(Refused):
        consenting.give(person, given(shared, Purpose.LEARNING), by=viewer_of(sanne))


def test_who_is_under_sixteen_or_unable_is_decided_for_by_somebody_with_a_name(
    sanne: Person, shared: Recording
) -> None:
    child = InView(InViewKind.CLIENT, "Fenna", represented=Represented.MINOR)
    with pytest.raises(Invalid):
        naming.put_in_view(shared, child, by=viewer_of(sanne))
    child = InView(InViewKind.CLIENT, "Fenna", represented=Represented.MINOR, representative="Haar moeder")
    assert naming.put_in_view(shared, child, by=viewer_of(sanne)).representative == "Haar moeder"


def test_before_it_is_said_who_is_in_view_nobody_but_the_maker_sees_it(
    sanne: Person, youssef: Person, shared: Recording
) -> None:
    shared.nobody_else_at = None
    db.session.commit()
    assert not seen(youssef, shared)
    assert seen(sanne, shared)
    assert state_of(shared, on=clock.today()) is State.AWAITING
    naming.say_nobody_else(shared, by=viewer_of(sanne))
    db.session.commit()
    assert seen(youssef, shared)


def test_that_nobody_else_is_in_view_is_said_anew_once_somebody_was(
    sanne: Person, youssef: Person, shared: Recording
) -> None:
    person = client_in(shared)
    with pytest.raises(Conflict):
        naming.say_nobody_else(shared, by=viewer_of(sanne))
    naming.take_out_of_view(person, by=viewer_of(sanne))
    db.session.commit()
    assert not seen(youssef, shared)


def test_nobody_but_the_maker_says_that_nobody_else_is_in_view(youssef: Person, shared: Recording) -> None:
    with pytest.raises(Refused):
        naming.say_nobody_else(shared, by=viewer_of(youssef))


@pytest.mark.parametrize("who", ["youssef", "olaf"])
def test_nobody_but_the_maker_says_who_is_in_view(who: str, shared: Recording, request: pytest.FixtureRequest) -> None:
    viewer = viewer_of(request.getfixturevalue(who))
    with pytest.raises(Refused):
        naming.put_in_view(shared, InView(InViewKind.CLIENT, "Iemand"), by=viewer)
    with pytest.raises(Refused):
        naming.take_out_of_view(client_in(shared), by=viewer)


def test_a_colleague_in_view_is_one_of_the_team_and_withdraws_for_themselves(
    sanne: Person, youssef: Person, olaf: Person, shared: Recording
) -> None:
    with pytest.raises(Invalid):
        naming.put_in_view(shared, InView(InViewKind.EMPLOYEE, "Olaf", olaf.id), by=viewer_of(sanne))
    theirs = InView(InViewKind.EMPLOYEE, "Youssef", youssef.id)
    person = naming.put_in_view(shared, theirs, by=viewer_of(sanne))
    withdraw(person, by=viewer_of(youssef))
    assert person.withdrawn_at is not None


def test_a_recording_says_in_which_state_it_is(sanne: Person, house: House, shared: Recording, record: Make) -> None:
    today = clock.today()
    private = record(sanne, house.team_id)
    assert state_of(private, on=today) is State.CONCEPT
    assert state_of(shared, on=today) is State.SHARED
    person = client_in(shared)
    assert state_of(shared, on=today) is State.AWAITING
    agree(person, until=today)
    assert state_of(shared, on=today) is State.SHARED
    assert state_of(shared, on=today + timedelta(days=1)) is State.EXPIRED
    withdraw(person)
    assert state_of(shared, on=today) is State.WITHDRAWN
    shared.destroyed_at = clock.now()
    assert state_of(shared, on=today) is State.DESTROYED


def test_erasing_who_wrote_it_down_leaves_what_was_agreed(sanne: Person, youssef: Person, shared: Recording) -> None:
    person = client_in(shared)
    agree(person)
    withdraw(person, by=viewer_of(youssef), purpose=Purpose.LEARNING)
    db.session.delete(youssef)
    db.session.commit()
    kept = db.session.get_one(PersonInView, person.id)
    assert kept.withdrawn_at is not None
