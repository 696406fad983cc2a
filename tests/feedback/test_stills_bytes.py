"""What becomes of the picture kept with a moment: it goes with moment and film, and comes back with them."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.conftest import House
from tests.feedback import seeing as scene
from tests.feedback.seeing import RATE, STILL, Filmed, Mark, number_of, sees, with_it
from tests.feedback.speaking import AsViewer, Browsers, kept, worked
from tests.kept import path_of
from tests.media.test_uploads import FILM, Sender
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import apart, db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions, stills
from wpl_platform.feedback import times as following
from wpl_platform.feedback.models import Annotation, BeforeTrim
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.jobs import actions as jobs
from wpl_platform.media import actions as media
from wpl_platform.media import frames, mending, naming, quota
from wpl_platform.media.check import Fault, Kind, look
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.storage import storage
from wpl_platform.media.trim import Part
from wpl_platform.media.trimming import WHOLE
from wpl_platform.teams.queries import viewer_of

counted, film, see = scene.counted, scene.film, scene.see


def test_a_removed_moment_takes_its_picture_with_it_and_brings_it_back(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, as_viewer: AsViewer, client_of: Browsers
) -> None:
    source = film(shared).key
    moment = see(shared, youssef)
    worked()
    actions.remove(moment, by=as_viewer(youssef))
    worked()
    assert kept() == {source}
    assert sees(client_of(youssef), moment) == 404
    actions.restore(moment, by=as_viewer(youssef))
    worked()
    assert number_of(moment) == 5 * RATE


def test_deleting_the_film_destroys_its_pictures(
    shared: Recording, sanne: Person, youssef: Person, film: Filmed, see: Mark, as_viewer: AsViewer
) -> None:
    film(shared)
    see(shared, youssef)
    worked()
    assert len(kept()) == 2
    media.delete_recording(shared, by=as_viewer(sanne))
    worked()
    assert (db.session.query(Still).count(), kept()) == (0, set())


def test_nothing_stays_of_a_picture_that_was_being_taken_when_its_film_went(
    shared: Recording, sanne: Person, youssef: Person, film: Filmed, see: Mark, as_viewer: AsViewer
) -> None:
    film(shared)
    see(shared, youssef)
    media.delete_recording(shared, by=as_viewer(sanne))
    worked()
    assert (db.session.query(Still).count(), kept()) == (0, set())


def test_a_moment_that_is_moved_while_its_picture_is_taken_gets_the_right_one(
    app: Flask, shared: Recording, youssef: Person, film: Filmed, see: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = film(shared).key
    moment, person, take = see(shared, youssef).id, youssef.id, frames.frame
    asked: list[int] = []

    def while_moved(place: Path, at_ms: int, *more: Any, **how: Any) -> frames.Picture:
        asked.append(at_ms)
        if len(asked) == 1:
            with apart(app, writes=True):
                by = viewer_of(db.session.get_one(Person, person))
                actions.move(db.session.get_one(Annotation, moment), Span(8_000), by=by)
        return take(place, at_ms, *more, **how)

    monkeypatch.setattr(frames, "frame", while_moved)
    worked()
    assert asked == [5_000, 8_000]
    assert number_of(moment) == 8 * RATE
    assert kept() == {source, with_it(moment).key}


def test_a_picture_that_comes_while_its_moment_is_being_removed_does_not_stay(
    app: Flask, shared: Recording, youssef: Person, film: Filmed, see: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = film(shared).key
    moment, person, take = see(shared, youssef).id, youssef.id, frames.frame
    removed = threading.Event()

    def remove() -> None:
        with apart(app, writes=True):
            by = viewer_of(db.session.get_one(Person, person))
            actions.remove(db.session.get_one(Annotation, moment), by=by)
            db.session.flush()
            removed.set()
            time.sleep(1)

    rival = threading.Thread(target=remove)

    def while_removed(*what: Any, **how: Any) -> frames.Picture:
        picture = take(*what, **how)
        rival.start()
        removed.wait()
        return picture

    monkeypatch.setattr(frames, "frame", while_removed)
    worked()
    rival.join()
    worked()
    still = with_it(moment)
    assert (still.stage, still.key) == (StillStage.TAKING, None)
    assert kept() == {source}


def test_only_what_could_be_there_is_asked_again(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(shared, youssef)
    worked()
    asked: list[str] = []
    monkeypatch.setattr(jobs, "enqueue", lambda _kind, subject, **_more: asked.append(subject))
    stills.take_what_waits()
    assert asked == []
    film(shared)
    stills.take_what_waits()
    assert len(asked) == 1


def test_without_a_film_it_waits_and_comes_with_it(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    moment = see(shared, youssef)
    worked()
    assert with_it(moment).stage is StillStage.TAKING
    assert "Het beeld wordt gemaakt." in client_of(youssef).get(f"/annotations/{moment.id}", headers=STILL).text
    film(shared)
    stills.filmed(shared.id)
    worked()
    assert number_of(moment) == 5 * RATE


def test_a_film_of_which_nothing_can_be_made_is_said_and_can_be_tried_again(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    broken = path_of(film(shared).key)
    whole = broken.read_bytes()
    broken.write_bytes(b"no film at all" * 100)
    moment, browser = see(shared, youssef), client_of(youssef)
    worked()
    assert with_it(moment).stage is StillStage.FAILED
    page = browser.get(f"/annotations/{moment.id}", headers=STILL).text
    assert "Het beeld kon niet gemaakt worden." in page
    assert f'action="/annotations/{moment.id}/still"' in page
    broken.write_bytes(whole)
    browser.post(f"/annotations/{moment.id}/still", headers=STILL)
    worked()
    assert number_of(moment) == 5 * RATE


def test_nobody_sees_a_picture_of_the_film_that_another_takes_the_place_of(
    shared: Recording, sanne: Person, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    source = film(shared).key
    moment, browser = see(shared, youssef), client_of(youssef)
    worked()
    assert sees(browser, moment) == 200
    mending.mark_lost(shared.id, [Fault(Kind.LOST, source, 1, shared.id)])
    db.session.commit()
    sender = Sender(client_of(sanne))
    sender.send(sender.place(shared.id), 0, FILM)
    assert (with_it(moment).stage, with_it(moment).key) == (StillStage.TAKING, None)
    assert sees(browser, moment) == 404
    db.session.expire_all()
    naming.say_nobody_else(shared, by=viewer_of(sanne))
    db.session.commit()
    assert sees(browser, moment) == 404
    assert "Het beeld wordt gemaakt." in browser.get(f"/annotations/{moment.id}", headers=STILL).text


def test_what_is_cut_off_a_film_is_not_to_be_seen_in_a_picture(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    source = film(shared)
    first, cut, stays = (see(shared, youssef, ms) for ms in (1_000, 3_000, 8_000))
    cut.end_ms = 6_000
    worked()
    key = with_it(stays).key
    following.move(shared.id, WHOLE, Part(4_000, 12_000))
    db.session.delete(db.session.merge(source))
    worked()
    assert [sees(client_of(youssef), each) for each in (first, cut, stays)] == [404, 404, 200]
    assert (with_it(stays).at_ms, with_it(stays).key) == (4_000, key)
    assert kept() == {source.key, key}
    following.move(shared.id, Part(4_000, 12_000), WHOLE)
    film(shared)
    stills.filmed(shared.id)
    worked()
    assert [number_of(each) for each in (first, cut, stays)] == [ms * RATE // 1000 for ms in (1_000, 3_000, 8_000)]


def test_trimming_away_a_moment_for_good_destroys_its_picture(
    shared: Recording, youssef: Person, film: Filmed, see: Mark
) -> None:
    source, moment = film(shared).key, see(shared, youssef)
    worked()
    db.session.add(BeforeTrim(annotation_id=moment.id, start_ms=5_000, end_ms=None, outside=True))
    db.session.flush()
    following.settle(shared.id)
    worked()
    assert (db.session.query(Still).count(), kept()) == (0, {source})


def test_the_check_knows_a_picture_and_a_lost_one_is_taken_again(
    shared: Recording, youssef: Person, film: Filmed, see: Mark
) -> None:
    film(shared)
    moment, number = see(shared, youssef).id, shared.id
    assert look().faults == []
    worked()
    assert (look().files, look().faults) == (2, [])
    key = with_it(moment).key or ""
    storage().delete(key)
    (fault,) = look().faults
    assert (fault.kind, fault.key, fault.recording_id) == ("lost", key, number)
    mending.mark_lost(number, [fault])
    worked()
    assert number_of(moment) == 5 * RATE
    assert (look().faults, db.session.get_one(Recording, number).stage) == ([], Stage.READY)


def test_pictures_count_as_used_room(shared: Recording, youssef: Person, film: Filmed, see: Mark, house: House) -> None:
    source = film(shared).size
    moment = see(shared, youssef)
    worked()
    assert quota.room_left(shared.team).used == source + with_it(moment).size > source


def test_a_picture_tells_nothing_else(shared: Recording, youssef: Person, film: Filmed, see: Mark) -> None:
    film(shared)
    moment = see(shared, youssef)
    worked()
    found: Path = path_of(with_it(moment).key or "")
    assert b"Exif" not in found.read_bytes()
    assert b"Lavc" not in found.read_bytes()
