"""How a guest comes in by a link and a code, what that opens, and what it never does."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.media import guests as letting
from tests.media.guests import PURPOSE, come, invited, plays
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core.database import db
from wpl_platform.core.errors import Refused
from wpl_platform.media import guests, policy, queries
from wpl_platform.media.guest_models import TRIES_MAX, GuestLink
from wpl_platform.media.models import Recording, Rendition
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.privacy.queries import people_in, watchers_of
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole, Role
from wpl_platform.teams.queries import viewer_of

Open = Callable[[Person], FlaskClient]
film = letting.film


def test_a_guest_watches_one_film_and_reads_for_what(client: FlaskClient, film: Recording) -> None:
    link = invited(film)
    page = client.get(f"/guest/{link.key}").text
    for told in ("Karin Smit", "Sanne Visser", "De Lindehoeve", PURPOSE, "logboek"):
        assert told in page, told
    assert film.title not in page, "before the code"
    assert not plays(client, link)
    come(client, link)
    assert film.title in client.get(f"/guest/{link.key}").text
    with client.get(f"/guest/{link.key}/media/direct") as answer:
        assert answer.data == b"0123456789"
    for elsewhere in (f"/recordings/{film.id}", f"/recordings/{film.id}/media/direct", "/recordings", "/start", "/me"):
        assert client.get(elsewhere).status_code in (302, 303, 401), elsewhere


def test_a_wrong_code_lets_nobody_in_and_too_many_close_the_link(
    client: FlaskClient, film: Recording, sanne: Person, client_of: Open
) -> None:
    link, maker = invited(film), client_of(sanne)
    shut = "Deze link laat niemand meer binnen"
    assert shut not in maker.get(f"/shares/{link.share_id}/guest").text
    wrong = "000000" if link.code != "000000" else "111111"
    for _time in range(TRIES_MAX):
        client.post(f"/guest/{link.key}", data={"code": wrong})
        assert not plays(client, link)
    client.post(f"/guest/{link.key}", data={"code": link.code})
    assert not plays(client, link), "also the right one comes too late"
    assert shut in maker.get(f"/shares/{link.share_id}/guest").text


def test_a_right_code_costs_no_tries(client: FlaskClient, film: Recording) -> None:
    link = invited(film)
    for _time in range(TRIES_MAX + 1):
        come(client, link)
    assert plays(client, link)


def test_a_guest_never_signs_in_and_no_address_finds_them(film: Recording, client: FlaskClient, house: House) -> None:
    guest = invited(film).share.person
    assert guest is not None
    assert person_by_email(guest.email) is None
    with pytest.raises(Refused):
        accounts.sign_in(guest, device="")
    with pytest.raises(Refused):
        accounts.set_password(guest, "een heel lange zin van niemand", by=None)
    with pytest.raises(Refused):
        teams.place(guest, house.team, Role.PARTICIPANT)
    client.post("/sign-in", data={"email": guest.email, "password": "x"})
    assert client.get("/start").status_code in (302, 303)
    assert guest not in queries.colleagues(house.team, viewer=viewer_of(film.maker))


def test_a_guest_takes_nothing_along_and_sees_no_word_of_others(
    film: Recording, with_file: Callable[..., Rendition]
) -> None:
    film.downloadable = True
    guest = guests.guest_of(invited(film))
    assert policy.may_watch(guest, film)
    assert not policy.may_see(guest, film)
    assert not policy.may_download(guest, film)
    with pytest.raises(Refused):
        queries.to_download(film, viewer=guest)
    for forbidden in (policy.may_share, policy.may_edit, policy.may_caption, policy.may_redact, policy.may_delete):
        assert not forbidden(guest, film)


def test_the_log_says_who_watched_and_that_it_was_a_guest(
    client: FlaskClient, film: Recording, house: House, ingrid: Person
) -> None:
    link = invited(film)
    come(client, link)
    client.get(f"/guest/{link.key}")
    assert plays(client, link)
    lines = db.session.scalars(select(AccessEntry).where(AccessEntry.person_id == link.share.person_id)).all()
    assert [(line.action, line.acted_as) for line in lines] == [(Action.SEEN, "guest"), (Action.PLAYED, "guest")]
    made = db.session.scalars(select(AccessEntry.what).where(AccessEntry.action == Action.SHARED)).all()
    assert made == [f"guest:{link.share.person_id}"]
    (watcher,) = watchers_of(film.id, viewer=viewer_of(film.maker))
    assert (watcher.name, watcher.guest) == ("Karin Smit", True)
    teams.name_to(house.team.organisation, ingrid, OrganisationRole.FG)
    found = people_in(house.team.organisation_id, viewer=viewer_of(ingrid))
    assert "Karin Smit" in {person.name for person in found}


def test_a_secret_is_no_code_of_another_link(client: FlaskClient, film: Recording) -> None:
    one, other = invited(film), invited(film, "Piet Bakker")
    come(client, one)
    assert not plays(client, other)
    assert db.session.scalar(select(GuestLink.tries).where(GuestLink.id == other.id)) == 0
