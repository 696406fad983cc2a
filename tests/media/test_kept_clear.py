"""A maker keeps the clear film of an unrecognisable one: theirs alone, until they destroy it or take it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import House
from tests.media import test_redacting
from tests.media.working import jobs as jobs_of
from tests.media.working import kinds, work
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Missing, PortFailure, Refused
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.media import (
    actions,
    clear,
    clearing,
    destroying,
    handing_over,
    redacting,
    redaction_orders,
    redaction_tools,
    trimming,
)
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage, StorageChoice
from wpl_platform.media.pipeline import Film
from wpl_platform.media.redaction import Manner, Redaction
from wpl_platform.media.storage import storage
from wpl_platform.teams.queries import viewer_of

film, is_there, keys_of = test_redacting.film, test_redacting.is_there, test_redacting.keys_of
KEPT = Redaction(manner=Manner.BLACK, whole=True, keeps=True)
GONE = Redaction(manner=Manner.BLACK, whole=True)
NAMES = ("clear", "clear_film", "original")


@pytest.fixture(autouse=True)
def black(monkeypatch: pytest.MonkeyPatch, clip: Path) -> None:
    """The covered film is another than the clear one: no picture is taken of the one for the other."""

    def covered(source: Path, examined: object, asked: Redaction, folder: Path, watch_of: object) -> Film:
        made = folder / "covered.mp4"
        made.write_bytes(clip.read_bytes() + b"covered")
        return Film(made, 4_000, 320, 240)

    def bare(source: Path, examined: object, asked: Redaction, folder: Path, watch: object) -> Film:
        assert asked.empty
        made = folder / "bare.mp4"
        made.write_bytes(source.read_bytes() + b"clear")
        return Film(made, 4_000, 320, 240)

    monkeypatch.setattr(redaction_tools, "unrecognisable", covered)
    monkeypatch.setattr(redaction_tools, "cover", bare)


def covered(recording: Recording, asked: Redaction = KEPT) -> Recording:
    """The film once the worker covered it, ready to be seen."""
    redacting.redact(recording, asked, by=viewer_of(recording.maker))
    database.commit()
    work(Queue.LONG)
    assert redaction_orders.open_order(recording.id) is None
    for job in jobs_of(actions.ARRIVE):
        job.state = JobState.DONE
    recording.stage = Stage.READY
    db.session.commit()
    return recording


def bytes_of(recording: Recording, kind: RenditionKind) -> bytes:
    asked = select(Rendition.key).where(Rendition.recording_id == recording.id, Rendition.kind == kind)
    with storage().local(db.session.scalars(asked).one()) as file:
        return file.read_bytes()


def original_of(recording: Recording) -> str:
    asked = select(Rendition.key).where(
        Rendition.recording_id == recording.id, Rendition.kind == RenditionKind.ORIGINAL
    )
    return db.session.scalars(asked).one()


def test_what_the_film_is_made_of_from_now_on_is_the_covered_one(film: Recording, clip: Path) -> None:
    before = original_of(film)
    covered(film)
    assert kinds(film) == {"original", "clear", "clear_film"}
    assert bytes_of(film, RenditionKind.ORIGINAL).endswith(b"covered")
    assert bytes_of(film, RenditionKind.CLEAR) == clip.read_bytes()
    assert original_of(film) != before
    assert redaction_orders.is_unrecognisable(film)


def test_no_file_that_others_knew_is_there_any_more(film: Recording) -> None:
    known = keys_of(film) - {original_of(film)}
    covered(film)
    work(Queue.SHORT)
    assert known.isdisjoint(keys_of(film))
    assert not any(is_there(key) for key in known)


def test_while_it_is_made_nobody_sees_anything_its_maker_neither(
    film: Recording, share_with_team: Callable[..., None], client_of: Callable[[Person], FlaskClient]
) -> None:
    share_with_team(film)
    redacting.redact(film, KEPT, by=viewer_of(film.maker))
    db.session.commit()
    assert kinds(film) == {"original"}
    assert client_of(film.maker).get(f"/recordings/{film.id}/clear").status_code == 404


def test_its_maker_looks_at_it_and_nobody_else(
    film: Recording, tom: Person, share_with_team: Callable[..., None], client_of: Callable[[Person], FlaskClient]
) -> None:
    covered(film)
    share_with_team(film)
    maker, colleague = client_of(film.maker), client_of(tom)
    assert maker.get(f"/recordings/{film.id}/clear").status_code == 200
    with maker.get(f"/recordings/{film.id}/clear/film") as answer:
        assert answer.data.endswith(b"clear")
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert colleague.get(f"/recordings/{film.id}").status_code == 200
    for address in ("clear", "clear/film"):
        assert colleague.get(f"/recordings/{film.id}/{address}").status_code == 404
    for act in ("delete", "restore"):
        assert colleague.post(f"/recordings/{film.id}/clear/{act}").status_code == 404


def test_by_its_name_it_is_not_there_for_anybody(
    film: Recording, tom: Person, share_with_team: Callable[..., None], client_of: Callable[[Person], FlaskClient]
) -> None:
    covered(film)
    share_with_team(film)
    asked = [(who, name) for who in (film.maker, tom) for name in NAMES]
    found = {client_of(who).get(f"/recordings/{film.id}/media/{name}").status_code for who, name in asked}
    assert found == {404}


def test_the_server_in_front_never_sends_it_by_itself(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    covered(film)
    browser = client_of(film.maker)
    browser.application.config["ACCEL_PREFIX"] = "/_films"
    with browser.get(f"/recordings/{film.id}/clear/film") as answer:
        assert "X-Accel-Redirect" not in answer.headers
        assert answer.data.endswith(b"clear")


def test_destroyed_for_good_nothing_is_left_and_the_film_stays_covered(film: Recording) -> None:
    covered(film)
    gone = {row.key for row in clear.files_of(film.id)}
    assert len(gone) == 2
    clearing.destroy(film, by=viewer_of(film.maker))
    work(Queue.SHORT)
    assert not any(is_there(key) for key in gone)
    assert not clear.is_kept(film)
    assert redaction_orders.is_unrecognisable(film)
    clearing.destroy(film, by=viewer_of(film.maker))


def test_taken_back_it_is_made_of_the_clear_film_again(film: Recording, clip: Path) -> None:
    covered(film)
    gone = keys_of(film) - {row.key for row in clear.files_of(film.id) if row.kind is RenditionKind.CLEAR}
    clearing.uncover(film, by=viewer_of(film.maker))
    assert kinds(film) == {"original"}
    assert bytes_of(film, RenditionKind.ORIGINAL) == clip.read_bytes()
    work(Queue.SHORT)
    assert not any(is_there(key) for key in gone)
    assert "direct" in kinds(film)
    assert not redaction_orders.is_unrecognisable(film)


def test_what_is_shared_stays_covered(film: Recording, share_with_team: Callable[..., None]) -> None:
    covered(film)
    share_with_team(film)
    with pytest.raises(Refused):
        clearing.uncover(film, by=viewer_of(film.maker))
    assert clear.is_kept(film)


def test_nobody_but_its_maker_ends_it(film: Recording, tom: Person, share_with_team: Callable[..., None]) -> None:
    covered(film)
    share_with_team(film)
    for act in (clearing.destroy, clearing.uncover):
        with pytest.raises(Refused):
            act(film, by=viewer_of(tom))
    with pytest.raises(Missing):
        clear.film_of(film, viewer=viewer_of(tom))


def test_covered_once_more_the_first_clear_film_is_the_one_that_is_kept(film: Recording, clip: Path) -> None:
    covered(covered(film))
    assert bytes_of(film, RenditionKind.CLEAR) == clip.read_bytes()
    clearing.uncover(film, by=viewer_of(film.maker))
    assert not redaction_orders.is_unrecognisable(film)


def test_covered_once_more_for_good_the_clear_film_goes(film: Recording) -> None:
    covered(film)
    gone = keys_of(film)
    covered(film, GONE)
    work(Queue.SHORT)
    assert kinds(film) >= {"original"}
    assert not any(is_there(key) for key in gone)


def test_what_was_cut_off_is_not_kept_with_it(film: Recording) -> None:
    whole = original_of(film)
    trimming.trim(film, 1_000, 3_000, by=viewer_of(film.maker))
    for job in jobs_of(actions.CONVERT):
        job.state = JobState.DONE
    film.stage = Stage.READY
    covered(film)
    work(Queue.SHORT)
    assert not is_there(whole)
    assert bytes_of(film, RenditionKind.CLEAR).endswith(b"clear")
    assert clear.film_of(film, viewer=viewer_of(film.maker)).kind is RenditionKind.CLEAR


def test_it_is_not_cut_while_more_is_kept(film: Recording) -> None:
    covered(film)
    with pytest.raises(Refused):
        trimming.trim(film, 1_000, 3_000, by=viewer_of(film.maker), destroy=True)


def test_it_is_not_handed_over_while_more_is_kept(film: Recording) -> None:
    assert not handing_over.holds_more(film)
    covered(film)
    assert handing_over.holds_more(film)


def test_where_no_originals_are_kept_it_is_not_kept(
    film: Recording, house: House, client_of: Callable[[Person], FlaskClient]
) -> None:
    organisation = film.team.organisation_id
    db.session.add(StorageChoice(organisation_id=organisation, keep_originals=False))
    db.session.commit()
    with pytest.raises(Refused):
        redacting.redact(film, KEPT, by=viewer_of(film.maker))
    asked = {"whole": "y", "manner": "black", "voice": "kept"}
    page = client_of(film.maker).post(f"/recordings/{film.id}/redactions", data=asked).text
    assert "vernietig het origineel" in page
    assert 'value="kept" ' not in page.replace('name="voice" value="kept"', "")


def test_once_it_is_destroyed_the_certificate_names_its_bytes_and_they_are_gone(film: Recording) -> None:
    covered(film)
    gone = keys_of(film)
    destroying.destroy(film, Why.WITHDRAWN)
    work(Queue.SHORT)
    row = db.session.scalars(select(Destruction)).one()
    assert {"clear", "clear_film", "original"} <= {str(file["kind"]) for file in row.files}
    assert row.done_at is not None
    assert not any(is_there(key) for key in gone)
    with pytest.raises(Refused):
        clearing.uncover(film, by=viewer_of(film.maker))


def test_when_covering_fails_the_clear_film_is_the_original_still(
    film: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> Film:
        raise PortFailure("kapot", retry=False)

    monkeypatch.setattr(redaction_tools, "cover", fails)
    before = original_of(film)
    redacting.redact(film, KEPT, by=viewer_of(film.maker))
    work(Queue.LONG)
    assert film.stage is Stage.FAILED
    assert keys_of(film) == {before}
    with pytest.raises(Conflict):
        clearing.uncover(film, by=viewer_of(film.maker))


def test_it_is_chosen_on_the_page_that_says_what_becomes_of_it(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    browser = client_of(film.maker)
    asked = {"whole": "y", "manner": "black", "voice": "kept"}
    page = browser.post(f"/recordings/{film.id}/redactions", data=asked).text
    assert "Bewaar de heldere video, alleen voor mij" in page
    browser.post(f"/recordings/{film.id}/redactions", data=asked | {"sure": "y", "clear": "kept"})
    order = redaction_orders.open_order(film.id)
    assert order is not None
    assert redaction_orders.asked_of(order).keeps
