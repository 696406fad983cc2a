"""The pages: the grid, bringing in without scripts, and how far a film is."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import PASSWORD, House, app_on
from tests.counting import queries_of
from tests.databases import Database
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import queries
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, Upload
from wpl_platform.media.plan import Reason
from wpl_platform.media.queries import Sort, Wanted
from wpl_platform.media.storage import Storage, storage
from wpl_platform.teams.queries import viewer_of

Make = Callable[..., Recording]
SignIn = Callable[[Person], FlaskClient]


def typed(**changed: str) -> dict[str, object]:
    """A form as somebody fills it in."""
    said: dict[str, object] = {
        "title": "Aan de balie",
        "situation": "client_conversation",
        "learning_question": "Blijf ik rustig?",
        "filmed_on": clock.today().isoformat(),
    }
    return said | changed


def test_a_plain_form_brings_a_film_in(client_of: SignIn, sanne: Person, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100_000  # of any other form
    film = (BytesIO(b"film" * 100_000), "film.mp4")
    answer = client_of(sanne).post("/recordings", data=typed() | {"film": film})
    assert answer.status_code == 303
    recording = db.session.scalars(select(Recording)).one()
    assert answer.headers["Location"] == f"/recordings/{recording.id}/arrival"
    assert (recording.title, recording.stage) == ("Aan de balie", Stage.PROCESSING)
    kept = db.session.scalars(select(Rendition)).one()
    assert storage().size(kept.key) == kept.size == 400_000


def test_what_was_typed_is_kept_without_a_film(client_of: SignIn, sanne: Person) -> None:
    browser = client_of(sanne)
    answer = browser.post("/recordings", data=typed() | {"film": (BytesIO(b""), "")})
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).text
    assert "Aan de balie" in page
    assert 'name="film"' in page
    assert list(storage().root.glob("incoming/*")) == []


def test_a_film_with_a_crooked_form_leaves_no_bytes(client_of: SignIn, sanne: Person) -> None:
    film = (BytesIO(b"film"), "film.mp4")
    answer = client_of(sanne).post("/recordings", data=typed(title="") | {"film": film})
    assert answer.status_code == 422
    assert "Vul dit nog in" in answer.text
    assert "Blijf ik rustig?" in answer.text
    assert list(storage().root.glob("incoming/*")) == []
    assert db.session.scalars(select(Recording)).all() == []


def test_a_form_with_a_crowd_of_files_leaves_none(client_of: SignIn, sanne: Person) -> None:
    part = b'--end\r\nContent-Disposition: form-data; name="film"; filename="film.mp4"\r\n\r\nfilm\r\n'
    body, kind = part * 30 + b"--end--\r\n", "multipart/form-data; boundary=end"
    assert client_of(sanne).post("/recordings", data=body, content_type=kind).status_code == 413
    assert list(storage().root.glob("incoming/*")) == []


def test_a_form_of_unknown_length_needs_room_for_the_longest_film(
    client_of: SignIn, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, chunked = client_of(sanne), {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    monkeypatch.setattr(Storage, "free", lambda self: 10_000)
    body = b'--end\r\nContent-Disposition: form-data; name="film"; filename="film.mp4"\r\n\r\nfilm\r\n--end--\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=end"}
    answer = browser.open(
        "/recordings", method="POST", input_stream=BytesIO(body), headers=kind, environ_overrides=chunked
    )
    assert answer.status_code == 503


def test_a_day_that_is_still_to_come_is_no_day_to_have_filmed_on(client_of: SignIn, sanne: Person) -> None:
    answer = client_of(sanne).post("/recordings", data=typed(filmed_on="2999-01-01"))
    assert answer.status_code == 422
    assert "Deze datum komt nog" in answer.text


def test_a_script_gets_the_addresses_it_goes_on_with(client_of: SignIn, sanne: Person) -> None:
    answer = client_of(sanne).post("/recordings", data=typed(), headers={"Accept": "application/json"})
    assert answer.status_code == 201
    number = answer.json["id"]  # type: ignore[index]
    assert answer.json == {
        "id": number,
        "arrival": f"/recordings/{number}/arrival",
        "update": f"/recordings/{number}",
    }
    crooked = client_of(sanne).post("/recordings", data=typed(title=""), headers={"Accept": "application/json"})
    assert (crooked.status_code, crooked.json["field"]) == (422, "title")  # type: ignore[index]


def test_a_film_can_follow_later(client_of: SignIn, sanne: Person, house: House, record: Make) -> None:
    recording = record(sanne, house.team_id)
    film = (BytesIO(b"film"), "film.mp4")
    answer = client_of(sanne).post(f"/recordings/{recording.id}/film", data={"film": film})
    assert answer.status_code == 303
    assert db.session.get_one(Recording, recording.id).stage is Stage.PROCESSING


@pytest.fixture
def strict(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """An application that checks every form's token."""
    app = app_on(database.url, tmp_path, WTF_CSRF_ENABLED=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_doors_that_read_a_film_check_the_forms_token_themselves(
    strict: Flask, request: pytest.FixtureRequest
) -> None:
    sanne, record = request.getfixturevalue("sanne"), request.getfixturevalue("record")
    house = request.getfixturevalue("house")
    strict.config["WTF_CSRF_ENABLED"] = False
    browser = strict.test_client()
    assert browser.post("/sign-in", data={"email": sanne.email, "password": PASSWORD}).status_code == 303
    strict.config["WTF_CSRF_ENABLED"] = True
    recording = record(sanne, house.team_id)
    film = (BytesIO(b"film"), "film.mp4")
    assert browser.post("/recordings", data=typed() | {"film": film}).status_code == 422
    film = (BytesIO(b"film"), "film.mp4")
    assert browser.post(f"/recordings/{recording.id}/film", data={"film": film}).status_code == 422
    assert len(db.session.scalars(select(Recording)).all()) == 1
    assert db.session.scalars(select(Upload)).all() == []
    assert list(storage().root.glob("*/*")) == []


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        (Stage.AWAITING, "Kies een video"),
        (Stage.PROCESSING, "Je video wordt klaargemaakt"),
        (Stage.READY, "Bekijk je video"),
        (Stage.REFUSED, "In dit bestand zit alleen geluid"),
        (Stage.FAILED, "Probeer het opnieuw"),
    ],
)
def test_the_page_of_a_film_on_its_way_says_where_it_is(
    stage: Stage, says: str, client_of: SignIn, sanne: Person, house: House, record: Make
) -> None:
    recording = record(sanne, house.team_id, stage=stage)
    recording.reason = Reason.ONLY_SOUND if stage is Stage.REFUSED else ""
    db.session.commit()
    browser = client_of(sanne)
    page = browser.get(f"/recordings/{recording.id}/arrival")
    assert page.status_code == 200
    assert says in page.text
    assert "Alleen jij ziet dit" in page.text
    part = browser.get(f"/recordings/{recording.id}/arrival", headers={"X-Requested-With": "fetch"})
    assert says in part.text
    assert "<html" not in part.text


def test_a_film_that_plays_already_is_there_to_watch_while_it_is_converted(
    client_of: SignIn, sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition]
) -> None:
    recording = record(sanne, house.team_id, stage=Stage.PROCESSING)
    with_file(recording, RenditionKind.DIRECT, b"film")
    browser = client_of(sanne)
    assert f"/recordings/{recording.id}/media/direct" in browser.get(f"/recordings/{recording.id}/arrival").text
    assert browser.get(f"/recordings/{recording.id}/status").json == {
        "stage": "processing",
        "progress": 0,
        "plays": True,
        "why": "",
    }


def test_a_half_upload_is_offered_to_go_on(client_of: SignIn, sanne: Person, house: House, record: Make) -> None:
    recording = record(sanne, house.team_id)
    browser = client_of(sanne)
    metadata = {"Upload-Metadata": f"recording {b64encode(str(recording.id).encode()).decode()}"}
    place = browser.post("/uploads", headers={"Upload-Length": "4000000"} | metadata).headers["Location"]
    with storage().writer(place.rpartition("/")[2]) as file:
        file.write(bytes(1_500_000))
    page = browser.get(f"/recordings/{recording.id}/arrival").text
    assert "1,5 MB van 4,0 MB is al binnen" in page
    assert f'data-upload="{place}"' in page


def test_what_cannot_be_shown_stands_among_what_is_not_ready_with_the_reason(
    client_of: SignIn, sanne: Person, house: House, record: Make
) -> None:
    for stage, reason in [
        (Stage.REFUSED, Reason.NOT_A_VIDEO),
        (Stage.FAILED, Reason.DAMAGED),
        (Stage.FAILED, Reason.STOPPED),
    ]:
        record(sanne, house.team_id, f"Titel {reason}", stage=stage).reason = reason
    record(sanne, house.team_id, "Titel van later")
    db.session.commit()
    page = client_of(sanne).get("/recordings/new").text
    assert "Dit bestand is geen video, of het is kapot." in page
    assert "De video is beschadigd en stopt halverwege." in page
    assert "Titel stopped" not in page, "who stopped it knows"
    assert page.count("De video is er nog niet") == 1


def test_the_grid_shows_what_is_shared_and_what_is_ones_own(
    client_of: SignIn, sanne: Person, youssef: Person, house: House, record: Make, share_with_team: Callable[..., None]
) -> None:
    record(sanne, house.team_id, "Geheim van Sanne", stage=Stage.READY)
    share_with_team(record(sanne, house.team_id, "Voor het team", stage=Stage.READY))
    record(youssef, house.team_id, "<b>Van Youssef</b>")
    page = client_of(youssef).get("/recordings").text
    assert "Geheim van Sanne" not in page
    assert "Voor het team" in page
    assert "&lt;b&gt;Van Youssef&lt;/b&gt;" in page
    mine = client_of(youssef).get("/recordings?mine=1").text
    assert "Voor het team" not in mine
    assert "Van Youssef" in mine


def test_a_manager_sees_an_empty_grid_and_why(client_of: SignIn, ingrid: Person) -> None:
    page = client_of(ingrid).get("/recordings").text
    assert "Hier zie je geen video" in page
    assert "/recordings/new" not in page.split("<main")[1].split("</main")[0]


def titles(viewer: Person, house: House, **wanted: object) -> list[str]:
    listing = queries.recordings_of(house.team, viewer=viewer_of(viewer), wanted=Wanted(**wanted))  # type: ignore[arg-type]
    return [item.recording.title for item in listing.items]


def test_search_filters_and_order(sanne: Person, tom: Person, house: House, record: Make) -> None:
    for title, question in (("Beta 100%", "Wie spreekt?"), ("alfa", "Hoe lang?")):
        record(sanne, house.team_id, title).learning_question = question
    db.session.commit()
    assert titles(sanne, house) == ["alfa", "Beta 100%"]
    assert titles(sanne, house, sort=Sort.TITLE) == ["alfa", "Beta 100%"]
    assert titles(sanne, house, search="SPREEKT") == ["Beta 100%"]
    assert titles(sanne, house, search="100%") == ["Beta 100%"]
    assert titles(sanne, house, search="1%") == []
    assert titles(sanne, house, search="visser") == ["alfa", "Beta 100%"]
    assert titles(tom, house, search="visser") == []


def test_a_list_of_300_asks_the_database_as_often_as_one_of_3(
    sanne: Person, house: House, record: Make, share_with_team: Callable[..., None]
) -> None:
    def read() -> None:
        db.session.expire_all()
        listing = queries.recordings_of(team, viewer=viewer, wanted=Wanted(search="a"))
        for item in listing.items:
            assert item.recording.maker.name
            assert item.recording.open_shares is not None
            assert not item.has_poster

    team, viewer = house.team, viewer_of(sanne)
    for _ in range(3):
        share_with_team(record(sanne, house.team_id, stage=Stage.READY))
    few = queries_of(read)
    for _ in range(40):
        share_with_team(record(sanne, house.team_id, stage=Stage.READY))
    assert queries_of(read) == few


def test_the_address_carries_the_choice(client_of: SignIn, sanne: Person, house: House, record: Make) -> None:
    for _ in range(queries.PAGE + 1):
        record(sanne, house.team_id)
    page = client_of(sanne).get("/recordings?situation=client_conversation&q=balie").text
    assert "situation=client_conversation&amp;q=balie&amp;page=2" in page
    assert "situation=meeting&amp;q=balie" in page
    assert client_of(sanne).get("/recordings?page=x&sort=y&situation=z").status_code == 200
    assert client_of(sanne).get("/recordings?page=-1").status_code == 200
