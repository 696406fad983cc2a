"""An organisation's room: counted from what is kept and what is coming, said before it hurts, chosen by who runs it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.conftest import engine
from tests.media.test_uploads import FILM, Make, Sender
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media import queries, quota
from wpl_platform.media.models import Recording, Rendition, RenditionKind, StorageChoice
from wpl_platform.media.quota import Room
from wpl_platform.media.storage import storage
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role
from wpl_platform.teams.queries import viewer_of

SignIn = Callable[[Person], FlaskClient]
PAGE = "/organisation/storage"
"""How much room there is, and the choices."""


@pytest.fixture
def waiting(sanne: Person, house: House, record: Make) -> Recording:
    """A recording of Sanne's that waits for its film."""
    return record(sanne, house.team_id)


@pytest.fixture
def sender(client_of: SignIn, sanne: Person) -> Sender:
    """Sanne's browser."""
    return Sender(client_of(sanne))


def limit(house: House, quota: int | None, keep_originals: bool = True) -> None:
    db.session.merge(
        StorageChoice(organisation_id=house.team.organisation_id, quota=quota, keep_originals=keep_originals)
    )
    db.session.commit()


@pytest.mark.parametrize(
    ("used", "limit", "left", "percent", "tight"),
    [(5, None, None, 0, False), (79, 100, 21, 79, False), (80, 100, 20, 80, True), (130, 100, 0, 100, True)],
)
def test_room_is_said_in_time(used: int, limit: int | None, left: int | None, percent: int, tight: bool) -> None:
    room = Room(used, limit)
    assert (room.left, room.percent, room.is_tight) == (left, percent, tight)


def test_what_is_kept_and_what_is_coming_count_and_what_ended_does_not(
    sender: Sender, waiting: Recording, record: Make, house: House, with_file: Callable[..., Rendition]
) -> None:
    with_file(record(waiting.maker, house.team_id), RenditionKind.DIRECT, b"x" * 300)
    place = sender.place(waiting.id, 1000)
    assert quota.room_left(house.team).used == 1300
    sender.client.delete(place)
    assert quota.room_left(house.team).used == 300


def test_a_film_is_counted_once_when_it_is_in(sender: Sender, waiting: Recording, house: House) -> None:
    assert sender.begin(waiting.id, body=FILM).status_code == 201
    assert quota.room_left(house.team).used == len(FILM)


def test_over_the_limit_nothing_begins_and_it_is_said_whom_to_ask(
    sender: Sender, waiting: Recording, house: House, bea: Person
) -> None:
    limit(house, len(FILM) - 1)
    answer = sender.begin(waiting.id)
    assert answer.status_code == 507
    for said in (house.team.organisation.name, bea.name, "0 B", "10 kB"):
        assert said in answer.text
    assert sender.begin(waiting.id, body=FILM).status_code == 507
    limit(house, len(FILM))
    assert sender.begin(waiting.id, body=FILM).status_code == 201


def test_a_film_that_is_refused_leaves_the_upload_under_way(sender: Sender, waiting: Recording, house: House) -> None:
    place = sender.place(waiting.id)
    sender.send(place, 0, FILM[:4000])
    limit(house, len(FILM))
    film = (BytesIO(FILM + b"."), "film.mp4")
    assert sender.client.post(f"/recordings/{waiting.id}/film", data={"film": film}).status_code == 303
    engine().work_through(Queue.SHORT)
    assert sender.offset(place) == 4000
    assert [found.size for found in storage().coming.left()] == [4000]


def test_a_limit_taken_away_is_none(sender: Sender, waiting: Recording, house: House) -> None:
    limit(house, 1)
    assert sender.begin(waiting.id).status_code == 507
    limit(house, None)
    assert sender.begin(waiting.id).status_code == 201


def test_who_brings_in_a_film_sees_in_time_that_room_gets_tight(
    sender: Sender, house: House, record: Make, sanne: Person, with_file: Callable[..., Rendition]
) -> None:
    with_file(record(sanne, house.team_id), RenditionKind.DIRECT, b"x" * 800)
    limit(house, 1001)
    assert "80%" not in sender.client.get("/recordings/new").text
    limit(house, 1000)
    assert "80%" in sender.client.get("/recordings/new").text


def test_an_administrator_sees_use_and_chooses(
    client_of: SignIn, bea: Person, house: House, sanne: Person, record: Make, with_file: Callable[..., Rendition]
) -> None:
    with_file(record(sanne, house.team_id, "Heel geheim"), RenditionKind.DIRECT, b"x" * 2500)
    browser = client_of(bea)
    page = browser.get(PAGE).text
    assert "2,5 kB" in page
    assert "Heel geheim" not in page
    assert queries.keeps_originals(house.team_id)
    assert browser.post(PAGE, data={"limit": "20"}).status_code == 303
    chosen = db.session.query(StorageChoice).one()
    assert (chosen.quota, chosen.keep_originals) == (20 * 1000**3, False)
    assert not queries.keeps_originals(house.team_id)
    assert browser.post(PAGE, data={"limit": "", "keep_originals": "y"}).status_code == 303
    db.session.expire_all()
    assert (chosen.quota, chosen.keep_originals) == (None, True)


def test_who_administers_several_teams_finds_each_in_it(client_of: SignIn, bea: Person, house: House) -> None:
    teams.place(bea, teams.found_team(house.team.organisation, "Nachtdienst"), Role.ADMIN)
    db.session.commit()
    page = client_of(bea).get(PAGE)
    assert page.status_code == 200
    assert "Nachtdienst" in page.text.partition('id="teams"')[2].partition("</section>")[0]


@pytest.mark.parametrize("typed", ["0", "-3", "100001", "veel"])
def test_a_limit_that_is_none_is_said_in_words(client_of: SignIn, bea: Person, typed: str) -> None:
    assert client_of(bea).post(PAGE, data={"limit": typed}).status_code == 422


def test_another_organisation_is_not_counted(
    house: House, olaf: Person, record: Make, with_file: Callable[..., Rendition]
) -> None:
    elsewhere = next(iter(viewer_of(olaf).roles))
    with_file(record(olaf, elsewhere), RenditionKind.DIRECT, b"x" * 500)
    assert quota.room_left(house.team).used == 0
