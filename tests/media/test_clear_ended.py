"""What is kept as the clear film is clear, outlives the covered one, and ends when its maker says so, meanwhile too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.media import test_kept_clear
from tests.media.working import kinds, work
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Refused
from wpl_platform.jobs.models import Queue
from wpl_platform.media import clear, clearing, mending, redacting, redaction_orders, redaction_tools
from wpl_platform.media.check import Fault, Kind
from wpl_platform.media.models import Recording, RenditionKind, Stage
from wpl_platform.media.pipeline import Film
from wpl_platform.media.plan import Reason
from wpl_platform.media.redaction import Redaction
from wpl_platform.teams.queries import viewer_of

film, black, KEPT = test_kept_clear.film, test_kept_clear.black, test_kept_clear.KEPT
covered, is_there = test_kept_clear.covered, test_kept_clear.is_there
bytes_of, original_of = test_kept_clear.bytes_of, test_kept_clear.original_of


def test_what_was_covered_for_good_is_not_kept_as_if_it_were_clear(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    covered(film)
    asked, words = {"whole": "y", "manner": "black", "voice": "kept"}, "Bewaar de heldere video, alleen voor mij"
    browser, address = client_of(film.maker), f"/recordings/{film.id}/redactions"
    assert words in browser.post(address, data=asked).text
    clearing.destroy(film, by=viewer_of(film.maker))
    db.session.commit()
    assert words not in browser.post(address, data=asked).text
    with pytest.raises(Refused):
        redacting.redact(film, KEPT, by=viewer_of(film.maker))
    db.session.rollback()
    clearing.set_aside(film)
    assert not clear.is_kept(film)


def test_a_covered_film_that_was_lost_is_made_of_the_clear_one_again(
    film: Recording, clip: Path, client_of: Callable[[Person], FlaskClient]
) -> None:
    covered(film)
    mending.mark_lost(film.id, [Fault(Kind.LOST, original_of(film), 1, film.id)])
    db.session.commit()
    assert (film.stage, film.reason) == (Stage.REFUSED, Reason.LOST)
    assert kinds(film) == {"clear", "clear_film"}
    browser, address = client_of(film.maker), f"/recordings/{film.id}/clear"
    assert address in browser.get(f"/recordings/{film.id}/arrival").text
    assert browser.get(address).status_code == 200
    browser.post(f"{address}/restore")
    db.session.expire_all()
    assert film.stage is Stage.PROCESSING
    assert bytes_of(film, RenditionKind.ORIGINAL) == clip.read_bytes()


def test_destroyed_while_the_film_is_being_covered_it_is_not_kept_in_the_end(
    film: Recording, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, number = original_of(film), film.id

    def meanwhile(source: Path, examined: object, asked: Redaction, folder: Path, watch: object) -> Film:
        recording = db.session.get_one(Recording, number)
        assert not clearing.destroy(recording, by=viewer_of(recording.maker))
        db.session.commit()
        made = folder / "bare.mp4"
        made.write_bytes(clip.read_bytes())
        return Film(made, 4_000, 320, 240)

    monkeypatch.setattr(redaction_tools, "cover", meanwhile)
    covered(film)
    work(Queue.SHORT)
    assert (clear.files_of(film.id), is_there(before)) == ([], False)
    assert redaction_orders.is_unrecognisable(film)


def test_it_is_said_to_be_destroyed_only_when_it_was(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    covered(film)
    browser, address = client_of(film.maker), f"/recordings/{film.id}/clear/delete"
    said = ["De heldere video is vernietigd" in browser.post(address, follow_redirects=True).text for _time in range(2)]
    assert said == [True, False]
