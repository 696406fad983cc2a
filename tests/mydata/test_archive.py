"""Everything about a person in one file: complete, in open formats, without what is somebody else's."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.feedback.speaking import voice
from tests.media.consents import withdraw
from tests.media.working import work
from tests.mydata.archives import asked, opened, table
from tests.mydata.conftest import Year
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.belonging import parts
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, Refused
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions as media
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.storage import storage
from wpl_platform.mydata import actions, archives, queries
from wpl_platform.mydata.models import KEPT, Archive
from wpl_platform.teams.queries import viewer_of

__all__ = ["voice"]
ClientOf = Callable[[Person], FlaskClient]
EMPTY = {
    *("acceptance", "agreements", "annotation_label", "appointment", "before_trim", "erasure", "filming_companion"),
    *("destruction", "provider_link", "retention_reminder"),
    *("information_text", "recovery_code", "redaction_order", "see_first", "still", "team_link", "trim", "upload"),
    "invitation",
    "my_paper",
}
"""What this year has none of."""


def test_every_table_is_in_it_with_every_row_that_is_hers(year: Year, sanne: Person) -> None:
    number = sanne.id
    with opened(asked(sanne)) as found:
        for part in parts():
            there = db.session.scalar(select(func.count()).select_from(part.table).where(part.mine(number)))
            rows = table(found, part.name)
            if part.name != "archive":
                assert len(rows) == there, part.name
            assert bool(rows) == (part.name not in EMPTY), part.name
            assert not any(part.hidden & row.keys() for row in rows), part.name


def test_films_captions_and_voice_go_along_in_open_formats(year: Year, sanne: Person, clip: object) -> None:
    with opened(asked(sanne)) as found:
        names = set(found.namelist())
        for number in (year.own_id, year.private_id):
            assert {f"films/{number}/film.mp4", f"films/{number}/poster.webp"} <= names
        assert not any(name.startswith(f"films/{year.theirs_id}/") for name in names), "a film of somebody else"
        assert not [name for name in names if name.endswith(".jpg")], "the paper that the plumber signed is his hand"
        captions = found.read(f"films/{year.own_id}/captions-nl.vtt").decode()
        assert captions.startswith("WEBVTT")
        assert "Kom verder" in captions
        assert [name for name in names if name.startswith("spoken/")]


def test_moments_are_web_annotations_and_of_others_only_what_is_on_her_films(year: Year, sanne: Person) -> None:
    with opened(asked(sanne)) as found:
        mine = json.loads(found.read("annotations.json"))["items"]
        film = json.loads(found.read(f"films/{year.own_id}/annotations.json"))["items"]
    tip = next(item for item in film if item["id"] == f"urn:wpl:annotation:{year.moment_id}")
    assert tip["target"]["source"] == f"films/{year.own_id}/film.mp4"
    assert tip["target"]["selector"]["value"] == "t=1.000,3.000"
    assert tip["creator"]["name"] == "Youssef Amrani"
    own = {item["body"][0].get("value") for item in mine if isinstance(item["body"], list)}
    assert {"Je luistert echt", "Alleen voor mij: onzeker", "Ik leg het bord rustig neer"} <= own
    words = json.dumps(mine)
    assert "Dank, @Sanne" not in words, "what Youssef said on his own film"
    assert "Vat samen" not in words


def test_who_other_people_are_is_not_in_the_tables(year: Year, sanne: Person) -> None:
    with opened(asked(sanne)) as found:
        everything = "".join(found.read(name).decode() for name in found.namelist() if name.startswith("data/"))
        for word in ("Youssef", "youssef@", "Tom Dekker"):
            assert word not in everything
        assert {row["author_id"] for row in table(found, "feedback_received")} == {"somebody else"}
        assert {row["author_id"] for row in table(found, "annotation")} == {"me"}


def test_the_log_is_there_as_lines_and_as_a_sheet(year: Year, sanne: Person) -> None:
    with opened(asked(sanne)) as found:
        lines = [json.loads(line) for line in found.read("log/log.jsonl").decode().splitlines()]
        sheet = list(csv.DictReader(io.StringIO(found.read("log/log.csv").decode("utf-8-sig"))))
    assert len(lines) == len(sheet) > 5
    assert {line["person_id"] for line in lines} == {"me"}


def test_nobody_asks_for_or_fetches_what_is_somebody_elses(
    year: Year, sanne: Person, youssef: Person, browser_of: ClientOf, client: FlaskClient
) -> None:
    archive = asked(sanne)
    address = f"/me/data/archives/{archive.id}"
    with pytest.raises(Refused):
        actions.ask_archive(sanne.id, by=viewer_of(youssef))
    with pytest.raises(Missing):
        queries.archive(archive.id, viewer=viewer_of(youssef))
    assert browser_of(youssef).get(address).status_code == 404
    assert client.get(address).status_code == 302
    answer = browser_of(sanne).get(address)
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert answer.headers["Content-Type"] == "application/zip"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_fetching_it_logs_that_each_film_was_taken_along(year: Year, sanne: Person, browser_of: ClientOf) -> None:
    archive = asked(sanne)
    browser = browser_of(sanne)
    browser.get(f"/me/data/archives/{archive.id}").close()
    for number in (year.own_id, year.private_id):
        title = db.session.get_one(Recording, number).title
        assert f"‘{title}’ gedownload" in browser.get("/me/log").text


def test_after_seven_days_it_is_gone(year: Year, sanne: Person) -> None:
    archive = asked(sanne)
    key, viewer = archive.key or "", viewer_of(sanne)
    with clock.at(clock.now() + KEPT * 1.01):
        with pytest.raises(Missing):
            queries.archive(archive.id, viewer=viewer)
        archives.drop_old()
        database.commit()
        work(Queue.SHORT)
    assert not is_kept(key)


def test_who_withdraws_takes_the_film_out_of_reach_in_archives_too(
    year: Year, sanne: Person, browser_of: ClientOf
) -> None:
    archive = asked(sanne)
    key, number = archive.key or "", archive.id
    browser = browser_of(sanne)
    withdraw(db.session.scalars(select(PersonInView).where(PersonInView.name == "Mevrouw De Wit")).one())
    assert browser.get(f"/me/data/archives/{number}").status_code == 404
    assert "Je vorige archief is er niet meer" in browser.get("/me/data").text
    archives.drop_old()
    database.commit()
    work(Queue.SHORT)
    assert not is_kept(key)
    with opened(asked(sanne)) as found:
        assert f"films/{year.own_id}/film.mp4" not in found.namelist()
        assert "Deze video mag niemand meer zien" in found.read("index.html").decode()


def test_a_film_that_is_deleted_or_goes_while_the_archive_is_made_is_in_none(year: Year, sanne: Person) -> None:
    archive = asked(sanne)
    media.delete_recording(db.session.get_one(Recording, year.private_id), by=viewer_of(sanne))
    database.commit()
    with pytest.raises(Missing):
        queries.archive(archive.id, viewer=viewer_of(sanne))


def test_asked_twice_it_is_made_once_and_another_takes_its_place(year: Year, sanne: Person) -> None:
    first = actions.ask_archive(sanne.id, by=viewer_of(sanne))
    assert actions.ask_archive(sanne.id, by=viewer_of(sanne)).id == first.id
    database.commit()
    work(Queue.LONG)
    key = db.session.get_one(Archive, first.id).key or ""
    second = asked(sanne)
    assert second.id != first.id
    assert not is_kept(key)


def test_a_name_that_would_act_does_nothing(year: Year, sanne: Person) -> None:
    sanne.name = "<script>alert(1)</script>"
    recording = db.session.get_one(Recording, year.own_id)
    recording.title = '"><img src=x onerror=alert(1)>'
    database.commit()
    with opened(asked(sanne)) as found:
        page = found.read("index.html").decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert all(not name.startswith(("/", "..")) and ".." not in name for name in found.namelist())


def is_kept(key: str) -> bool:
    """Whether there are bytes under the key."""
    try:
        return storage().size(key) > 0
    except Missing:
        return False


def test_it_goes_when_a_film_in_it_is_handed_over(year: Year, sanne: Person, youssef: Person) -> None:
    archive = asked(sanne)
    assert archives.is_current(archive)
    own = db.session.get_one(Recording, year.own_id)
    own.maker_id = youssef.id
    db.session.flush()
    assert not archives.is_current(archive)


def test_one_that_was_ended_is_not_fetched_whatever_is_left_of_it(year: Year, sanne: Person) -> None:
    archive = asked(sanne)
    archive.ended_at = clock.now()
    db.session.flush()
    assert not archives.is_current(archive)
