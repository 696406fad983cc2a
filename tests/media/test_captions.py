"""Captions: their maker brings them in and changes them, who sees the film reads them, and they follow its trims."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.conftest import House
from wpl_platform.accounts.models import Language as Tongue
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Missing, Refused
from wpl_platform.core.ids import new_key
from wpl_platform.media import actions, captioning, captions, housekeeping, times
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import CaptionLine, CaptionTrack, Language
from wpl_platform.media.captioning import Changed
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.trim import Part
from wpl_platform.media.trimming import WHOLE
from wpl_platform.teams.queries import viewer_of

Clients = Callable[[Person], FlaskClient]
LINES = [Line(1_000, 3_000, "Goedemorgen"), Line(8_000, 12_000, "Hoe gaat het?"), Line(50_000, 52_000, "Tot morgen")]
VTT = b"WEBVTT\n\n00:01.000 --> 00:03.000\n<script>alert(1)</script>Goedemorgen\n"


@pytest.fixture
def film(sanne: Person, house: House, record: Callable[..., Recording]) -> Recording:
    """A minute of Sanne's, ready, that nobody else sees."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    recording.duration_ms = 60_000
    db.session.commit()
    return recording


@pytest.fixture
def track(film: Recording, sanne: Person) -> CaptionTrack:
    """Three lines of it in Dutch."""
    made = captioning.bring(film, Language.DUTCH, LINES, by=viewer_of(sanne))
    db.session.commit()
    return made


def shown(track: CaptionTrack) -> list[Line]:
    """The lines as who sees the film reads them."""
    db.session.expire_all()
    return [one.line for one in captions.lines_of(track, viewer=viewer_of(track.recording.maker))]


def upload(client: FlaskClient, film: Recording, content: bytes, language: str = "nl") -> TestResponse:
    """Brings in a file of captions by the form."""
    data = {"language": language, "file": (BytesIO(content), "mijn ondertiteling.vtt")}
    return client.post(f"/recordings/{film.id}/captions", data=data, content_type="multipart/form-data")


def test_who_sees_the_film_reads_them_and_only_its_maker_changes_them(
    film: Recording, track: CaptionTrack, sanne: Person, youssef: Person
) -> None:
    with pytest.raises(Missing):
        captions.track(track.id, viewer=viewer_of(youssef))
    assert captions.tracks_of(film, viewer=viewer_of(youssef)) == []
    actions.share(film, by=viewer_of(sanne))
    db.session.commit()
    db.session.expire_all()
    colleague = viewer_of(youssef)
    assert [one.line for one in captions.lines_of(track, viewer=colleague)] == LINES
    for act in (
        lambda: captioning.bring(film, Language.GERMAN, [], by=colleague),
        lambda: captioning.change(track, [], version=1, by=colleague),
        lambda: captioning.add_line(track, LINES[0], by=colleague),
        lambda: captioning.remove(track, by=colleague),
        lambda: captioning.restore(track, by=colleague),
    ):
        with pytest.raises(Refused):
            act()


def test_captions_in_the_same_language_make_way_and_can_come_back(
    film: Recording, track: CaptionTrack, sanne: Person
) -> None:
    maker = viewer_of(sanne)
    other = captioning.bring(film, Language.DUTCH, LINES[:1], by=maker)
    assert list(captions.tracks_of(film, viewer=maker)) == [other]
    captioning.restore(captions.removed_track(track.id, viewer=maker), by=maker)
    db.session.commit()
    assert list(captions.tracks_of(film, viewer=maker)) == [track]


def test_what_was_taken_away_is_gone_for_good_a_day_later(film: Recording, track: CaptionTrack, sanne: Person) -> None:
    maker = viewer_of(sanne)
    captioning.remove(track, by=maker)
    db.session.commit()
    housekeeping.drop_captions()
    captioning.restore(captions.removed_track(track.id, viewer=maker), by=maker)
    captioning.bring(film, Language.DUTCH, LINES[:1], by=maker)
    db.session.refresh(track)
    track.removed_at = clock.now() - housekeeping.CAPTIONS_FOR - timedelta(minutes=1)
    db.session.commit()
    housekeeping.drop_captions()
    db.session.commit()
    assert [db.session.scalar(select(func.count()).select_from(kept)) for kept in (CaptionTrack, CaptionLine)] == [1, 1]


def test_a_change_of_what_was_changed_meanwhile_is_said_and_nothing_is_lost(track: CaptionTrack, sanne: Person) -> None:
    maker, first = viewer_of(sanne), captions.lines_of(track, viewer=viewer_of(sanne))[0]
    captioning.change(track, [Changed(first.id, Line(1_000, 3_000, "Goedemiddag"))], version=1, by=maker)
    with pytest.raises(Conflict):
        captioning.change(track, [Changed(first.id, Line(1_000, 3_000, "Goedenavond"))], version=1, by=maker)
    db.session.commit()
    assert shown(track)[0].text == "Goedemiddag"


def test_a_line_without_words_goes_and_one_of_other_captions_cannot_be_reached(
    film: Recording, track: CaptionTrack, sanne: Person
) -> None:
    maker = viewer_of(sanne)
    other = captioning.bring(film, Language.ENGLISH, LINES[:1], by=maker)
    theirs = captions.lines_of(other, viewer=maker)[0].id
    mine = captions.lines_of(track, viewer=maker)[0].id
    captioning.change(track, [Changed(mine, Line(0, 1, "")), Changed(theirs, Line(0, 1, "x"))], version=1, by=maker)
    db.session.commit()
    assert shown(track) == LINES[1:]
    assert shown(other) == LINES[:1]


def test_they_move_along_with_a_film_that_is_trimmed_and_back(film: Recording, track: CaptionTrack) -> None:
    part = Part(10_000, 40_000)
    times.move(film.id, WHOLE, part)
    film.duration_ms = part.length
    db.session.commit()
    assert shown(track) == [Line(0, 2_000, "Hoe gaat het?")]
    times.move(film.id, part, WHOLE)
    film.duration_ms = 60_000
    db.session.commit()
    assert shown(track) == LINES


def test_words_of_a_line_that_is_partly_cut_off_change_without_its_times(
    film: Recording, track: CaptionTrack, sanne: Person
) -> None:
    part = Part(10_000, 40_000)
    times.move(film.id, WHOLE, part)
    film.duration_ms = part.length
    db.session.commit()
    only = captions.lines_of(track, viewer=viewer_of(sanne))[0]
    changed = Line(only.line.start, only.line.end, "Hoe gaat het nu?")
    captioning.change(track, [Changed(only.id, changed)], version=1, by=viewer_of(sanne))
    times.move(film.id, part, WHOLE)
    film.duration_ms = 60_000
    db.session.commit()
    assert shown(track)[1] == Line(8_000, 12_000, "Hoe gaat het nu?")


def test_what_was_cut_off_for_good_takes_its_words_along(film: Recording, track: CaptionTrack, sanne: Person) -> None:
    captioning.remove(captioning.bring(film, Language.GERMAN, LINES, by=viewer_of(sanne)), by=viewer_of(sanne))
    part = Part(10_000, 40_000)
    times.move(film.id, WHOLE, part)
    film.duration_ms = part.length
    times.settle(film.id)
    db.session.commit()
    kept = db.session.execute(select(CaptionLine.start_ms, CaptionLine.end_ms, CaptionLine.text)).all()
    assert [tuple(row) for row in kept] == [(0, 2_000, "Hoe gaat het?")]


def test_they_die_with_the_recording(film: Recording, track: CaptionTrack, sanne: Person) -> None:
    actions.delete_recording(film, by=viewer_of(sanne))
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(CaptionLine)) == 0


def test_a_file_is_never_served_as_it_came(film: Recording, sanne: Person, client_of: Clients) -> None:
    client = client_of(sanne)
    assert upload(client, film, VTT).status_code == 303
    track = db.session.scalars(select(CaptionTrack)).one()
    answer = client.get(f"/captions/{track.id}")
    assert answer.text == "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nalert(1)Goedemorgen\n"
    assert answer.content_type == "text/vtt; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"niets", "Hier staan geen regels"), (b"x" * 450_000, "te groot voor ondertiteling")],
)
def test_what_is_no_captions_says_so_in_words(
    film: Recording, sanne: Person, client_of: Clients, content: bytes, said: str
) -> None:
    answer = upload(client_of(sanne), film, content)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_huge_file_is_not_read(film: Recording, sanne: Person, client_of: Clients) -> None:
    body, kind = b"x" * 3_000_000, "multipart/form-data; boundary=grens"
    assert client_of(sanne).post(f"/recordings/{film.id}/captions", data=body, content_type=kind).status_code == 413


def test_lines_are_changed_a_page_at_a_time_without_a_script(
    film: Recording, sanne: Person, client_of: Clients
) -> None:
    many = [Line(at * 1_000, at * 1_000 + 900, f"Regel {at}") for at in range(40)]
    track = captioning.bring(film, Language.DUTCH, many, by=viewer_of(sanne))
    client = client_of(sanne)
    page = client.get(f"/captions/{track.id}/edit?page=2").text
    assert "Regel 30" in page
    assert "Regel 29" not in page
    ids = [one.id for one in captions.lines_of(track, viewer=viewer_of(sanne))]
    line = {"line_id": str(ids[30]), "start": "0:30", "end": "0:30,950", "text": "Anders <b>gezegd</b>"}
    data = {"version": "1"} | {f"lines-0-{name}": value for name, value in line.items()}
    assert client.post(f"/captions/{track.id}?page=2", data=data).status_code == 303
    assert shown(track)[30] == Line(30_000, 30_950, "Anders <b>gezegd</b>")
    assert 'value="0:30,950"' in client.get(f"/captions/{track.id}/edit?page=2").text
    again = client.post(f"/captions/{track.id}?page=2", data=data | {"lines-0-text": "Toch anders"})
    assert again.status_code == 409
    assert "Toch anders" in again.text
    wrong = client.post(f"/captions/{track.id}", data=data | {"version": "2", "lines-0-end": "0:29"})
    assert wrong.status_code == 422
    assert "Kies een einde na het begin." in wrong.text
    sanne.language = Tongue.ENGLISH
    db.session.commit()
    assert 'value="0:30.950"' in client.get(f"/captions/{track.id}/edit?page=2").text


def test_a_line_is_added_and_captions_go_and_come_back(
    track: CaptionTrack, film: Recording, sanne: Person, client_of: Clients
) -> None:
    client, where = client_of(sanne), f"/captions/{track.id}"
    new = {"start": "0:20", "end": "0:21,5", "text": "Mag ik iets vragen?"}
    assert client.post(f"{where}/lines", data=new).status_code == 303
    assert Line(20_000, 21_500, "Mag ik iets vragen?") in shown(track)
    bad = client.post(f"{where}/lines", data=new | {"end": ""})
    assert bad.status_code == 422
    assert "Vul een tijd in" in bad.text
    assert client.post(f"{where}/delete").status_code == 303
    assert client.get(where).status_code == 404
    assert client.post(f"{where}/restore").status_code == 303
    assert client.get(where).status_code == 200


PLAYING = ("", "/requests/new", "/reflections/new", "/captions", "/trim")


@pytest.mark.usefixtures("youssef")
@pytest.mark.parametrize("end", PLAYING)
def test_wherever_the_film_plays_its_captions_are_offered(
    film: Recording, track: CaptionTrack, sanne: Person, client_of: Clients, end: str
) -> None:
    for kind in (RenditionKind.DIRECT, RenditionKind.ORIGINAL):
        actions.keep(film.id, kind, key=new_key(), media_type="video/mp4", size=1_000)
    db.session.commit()
    address = f"/captions/{track.id}/edit" if end == "/captions" else f"/recordings/{film.id}{end}"
    text = client_of(sanne).get(address).text
    assert f'src="/captions/{track.id}?v={track.version}"' in text
