"""A guest by link: whom a maker lets look, for what and until when, and how that ends."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.media import guests as letting
from tests.media.consents import agree, client_in, withdraw
from tests.media.guests import PURPOSE, come, invited, plays
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Missing, Refused
from wpl_platform.media import actions, consent, guests, handing_over, policy, queries
from wpl_platform.media.consent import State
from wpl_platform.media.consent_models import Purpose
from wpl_platform.media.destroying import destroy
from wpl_platform.media.destruction_models import Why
from wpl_platform.media.guests import Invited
from wpl_platform.media.models import Recording, Share
from wpl_platform.media.words import who_sees, who_sees_shortly
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.privacy.verifying import verify
from wpl_platform.teams.queries import viewer_of
from wpl_platform.web.filters import day as said_day

Open = Callable[[Person], FlaskClient]
film = letting.film


def test_until_everybody_in_view_agrees_to_people_outside_the_team_a_guest_sees_nothing(
    client: FlaskClient, film: Recording, sanne: Person, client_of: Open
) -> None:
    person = client_in(film)
    agree(person)
    link = invited(film)
    assert consent.state_of(film, on=clock.today()) is State.AWAITING
    assert guests.lacking(film) == [person]
    assert "Mevrouw De Wit" in client_of(sanne).get(f"/recordings/{film.id}/guests").text
    page = client.get(f"/guest/{link.key}").text
    assert "De video is nu niet te zien" in page
    assert "Mevrouw De Wit" not in page
    come(client, link)
    assert not plays(client, link)
    agree(person, Purpose.OUTSIDE_TEAM)
    assert plays(client, link)
    assert consent.state_of(film, on=clock.today()) is State.SHARED
    withdraw(person, purpose=Purpose.OUTSIDE_TEAM)
    assert not plays(client, link)
    assert "De video is nu niet te zien" in client.get(f"/guest/{link.key}").text


def test_before_the_maker_said_who_is_in_view_a_guest_sees_nothing(
    client: FlaskClient, film: Recording, sanne: Person, client_of: Open
) -> None:
    film.nobody_else_at = None
    link, maker = invited(film), client_of(sanne)
    come(client, link)
    assert not plays(client, link)
    assert "Is er iemand anders te zien of te horen?" in maker.get(f"/shares/{link.share_id}/guest").text
    assert "Ziet nog niets" in maker.get(f"/recordings/{film.id}/edit").text
    maker.post(f"/recordings/{film.id}/in-view/nobody")
    assert plays(client, link)
    assert "Ziet nog niets" not in maker.get(f"/recordings/{film.id}/edit").text


def test_stopping_ends_it_at_once(client: FlaskClient, film: Recording, sanne: Person, client_of: Open) -> None:
    one, other = invited(film), invited(film, "Piet Bakker")
    for link in (one, other):
        come(client, link)
    client_of(sanne).post(f"/shares/{one.share_id}/delete")
    assert not plays(client, one)
    assert client.get(f"/guest/{one.key}").status_code == 404
    assert plays(client, other)
    client_of(sanne).post(f"/recordings/{film.id}/shares/delete")
    assert not plays(client, other)


def test_after_the_day_nobody_comes_in_and_no_name_is_kept_of_who_has_no_film(
    client: FlaskClient, film: Recording
) -> None:
    link = invited(film)
    come(client, link)
    guest_id = link.share.person_id
    link.share.until = clock.today()
    assert plays(client, link), "the last day itself"
    link.share.until = clock.today() - timedelta(days=1)
    assert not plays(client, link)
    assert client.get(f"/guest/{link.key}").status_code == 404
    guests.end_past()
    db.session.commit()
    assert db.session.scalars(select(Share.ended_at).where(Share.until.is_not(None))).one() is not None
    assert db.session.get(Person, guest_id) is not None, "what they said is still theirs"
    actions.delete_recording(film, by=viewer_of(film.maker))
    db.session.commit()
    guests.end_past()
    db.session.commit()
    assert db.session.get(Person, guest_id) is None


def test_the_name_of_a_guest_goes_with_the_film_however_it_ended(film: Recording) -> None:
    guest_id = invited(film).share.person_id
    destroy(film, Why.WITHDRAWN)
    guests.end_past()
    db.session.commit()
    assert db.session.get(Person, guest_id) is None
    assert db.session.get(Recording, film.id) is not None


def test_a_film_that_goes_to_a_colleague_says_in_the_log_that_the_guest_left(film: Recording, youssef: Person) -> None:
    guest_id = invited(film).share.person_id
    actions.share(film, by=viewer_of(film.maker))
    handing_over.hand_over(film, youssef.id, by=viewer_of(film.maker))
    database.commit()
    lines = db.session.scalars(select(AccessEntry.what).where(AccessEntry.action == Action.UNSHARED)).all()
    assert f"guest:{guest_id}" in lines


@pytest.mark.parametrize(
    ("days", "fits"), [(0, True), (60, True), (-1, False), (61, False)], ids=["today", "sixty", "past", "too far"]
)
def test_the_last_day_is_within_sixty_days(film: Recording, days: int, fits: bool) -> None:
    asked = partial(guests.invite, film, by=viewer_of(film.maker))
    day = clock.today() + timedelta(days=days)
    if fits:
        assert asked(Invited("Karin", PURPOSE, day)).share.until == day
    else:
        with pytest.raises(Invalid):
            asked(Invited("Karin", PURPOSE, day))


def test_a_guest_does_not_watch_longer_than_the_film_is_kept(film: Recording) -> None:
    film.expires_on = clock.today() + timedelta(days=5)
    last = clock.today() + timedelta(days=4)
    assert guests.usual_day(film) == guests.last_day(film) == last
    assert invited(film, until=last).share.until == last
    with pytest.raises(Invalid):
        invited(film, until=film.expires_on)


def test_only_the_maker_lets_a_guest_in(
    film: Recording, youssef: Person, tom: Person, ingrid: Person, bea: Person, client_of: Open
) -> None:
    actions.share(film, by=viewer_of(film.maker))
    link = invited(film)
    for person in (youssef, tom, ingrid, bea):
        with pytest.raises(Refused):
            guests.invite(film, Invited("Karin", PURPOSE, clock.today()), by=viewer_of(person))
        assert guests.links_of(film, viewer=viewer_of(person)) == []
        with pytest.raises(Missing):
            guests.link_to(link.share_id, viewer=viewer_of(person))
        assert link.code not in client_of(person).get(f"/recordings/{film.id}").text


def test_without_a_film_nobody_is_asked(sanne: Person, house: House, record: Callable[..., Recording]) -> None:
    with pytest.raises(Conflict):
        invited(record(sanne, house.team_id))


def test_who_sees_it_names_the_guest_and_the_day(film: Recording) -> None:
    maker = viewer_of(film.maker)
    link = invited(film)

    def said() -> tuple[str, str]:
        named = queries.seers_of([film.id], viewer=maker)[film.id]
        return who_sees(film, named, viewer=maker), who_sees_shortly(film, named, viewer=maker)

    alone, shortly = said()
    assert alone.startswith("Jij en gast Karin Smit tot en met ")
    assert shortly == "Jij en een gast"
    actions.share(film, by=maker)
    with_team, shortly = said()
    assert with_team.startswith("Jij, je team en gast Karin Smit tot en met ")
    assert shortly == "Team en gast"
    person = client_in(film)
    agree(person)
    assert said()[0] == "Gedeeld met je team", "not yet: the client has to agree"
    agree(person, Purpose.OUTSIDE_TEAM)
    assert said()[0] == with_team
    link.share.until = clock.today() - timedelta(days=1)
    db.session.commit()
    assert said()[0] == "Gedeeld met je team"


def test_a_film_that_goes_to_a_colleague_takes_no_guests_along(film: Recording, youssef: Person) -> None:
    maker = viewer_of(film.maker)
    actions.share(film, by=maker)
    link = invited(film)
    handing_over.hand_over(film, youssef.id, by=maker)
    db.session.commit()
    with pytest.raises(Missing):
        guests.link(link.key)
    assert not policy.may_visit(guests.guest_of(link), film)


def test_the_name_of_a_guest_goes_when_the_maker_is_asked_for_that(
    client: FlaskClient, film: Recording, sanne: Person, client_of: Open
) -> None:
    actions.share(film, by=viewer_of(sanne))
    link, maker = invited(film), client_of(sanne)
    come(client, link)
    assert plays(client, link)
    guest_id, share_id, place = link.share.person_id, link.share_id, f"/recordings/{film.id}/guests"
    maker.post(f"/shares/{share_id}/delete")
    assert "Gasten van eerder" in maker.get(place).text
    maker.post(f"/shares/{share_id}/guest/forget")
    assert db.session.get(Person, guest_id) is None
    assert "Karin Smit" not in maker.get(place).text
    lines = db.session.scalars(select(AccessEntry).where(AccessEntry.acted_as == "guest")).all()
    assert {line.person_id for line in lines} == {None}, "the log stands, without who it was"
    assert all(verdict.fault is None for verdict in verify({}))
    assert [share.team_id for share in film.open_shares] == [film.team_id], "the team sees it as before"


def test_of_guests_of_before_the_day_and_the_purpose_are_known_until_their_name_is_erased(
    film: Recording, sanne: Person, client_of: Open
) -> None:
    maker, place = client_of(sanne), f"/recordings/{film.id}/guests"
    stopped, past = invited(film), invited(film, "Piet Bakker", clock.today() + timedelta(days=1))
    maker.post(f"/shares/{stopped.share_id}/delete")
    past.share.until = clock.today() - timedelta(days=3)
    night = datetime.combine(past.share.until + timedelta(days=1), time(0, 20), clock.HOME)
    past.share.ended_at = night.astimezone(UTC)  # as the first hour after its day does it
    db.session.commit()
    page = maker.get(place).text
    before = page[page.index("Gasten van eerder") :]
    assert before.count(PURPOSE) == 2
    assert f"Gestopt op {said_day(clock.today(), True)}." in before
    assert f"Tot en met {said_day(past.share.until)}." in before
    for link in (stopped, past):
        maker.post(f"/shares/{link.share_id}/guest/forget")
    assert PURPOSE not in maker.get(place).text


def test_two_faces_say_the_same_of_guests(film: Recording, youssef: Person) -> None:
    person = client_in(film)
    link = invited(film)
    other = invited(film, "Piet Bakker")
    viewers = [guests.guest_of(link), guests.guest_of(other), viewer_of(youssef), viewer_of(film.maker)]

    def same() -> list[bool]:
        db.session.commit()
        found = []
        for viewer in viewers:
            by_hand = (policy.may_visit(viewer, film), policy.may_watch(viewer, film))
            faces = (policy.visited_by(viewer), policy.watched_by(viewer))
            by_sql = tuple(db.session.scalar(select(Recording.id).where(face)) is not None for face in faces)
            assert by_hand == by_sql
            found.append(by_hand[0])
        return found

    assert same() == [False] * 4
    agree(person)
    assert same() == [False] * 4
    agree(person, Purpose.OUTSIDE_TEAM)
    assert same() == [True, True, False, False]
    other.share.until = clock.today() - timedelta(days=1)
    assert same() == [True, False, False, False]
    link.share.ended_at = clock.now()
    assert same() == [False] * 4
