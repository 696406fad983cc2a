"""How long a film is kept: its day, what moves it, who is told, and that nothing of it is left after."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.accounts.conftest import LetterBox
from tests.accounts.conftest import letter_box as the_letter_box
from tests.conftest import House
from tests.counting import statements_of
from tests.media import ended as scene
from tests.media.consents import client_in, withdraw
from tests.media.ended import Make, is_kept, keys_of
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Refused
from wpl_platform.feedback.models import Annotation
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, consent, destroying, keeping, policy, queries, receive
from wpl_platform.media.consent import State
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.details import Details
from wpl_platform.media.models import PersonInView, Recording, Situation
from wpl_platform.media.noted import noted, watched
from wpl_platform.media.retention import MOST_DAYS, is_near
from wpl_platform.media.retention_models import Extension
from wpl_platform.media.storage.s3 import Bucket
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.teams.queries import viewer_of

filmed, letter_box = scene.filmed, the_letter_box
DAY = timedelta(days=1)
ClientOf = Callable[[Person], FlaskClient]


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=clock.HOME)


def in_days(days: int) -> datetime:
    return at(clock.today() + days * DAY)


def status(browser: FlaskClient, path: str, **asked: Any) -> int:
    with browser.get(path, **asked) as answer:
        return answer.status_code


def sweep() -> None:
    """The hourly round, with the work that it asks for."""
    keeping.remind_due()
    destroying.destroy_due()
    work(Queue.SHORT)


def ends(recording: Recording) -> date:
    db.session.rollback()
    return db.session.scalars(select(Recording.expires_on).where(Recording.id == recording.id)).one()


def ending(recording: Recording, in_days: int) -> None:
    """Its end is so many days away, and it was last used long ago."""
    past = clock.today() - 80 * DAY
    values = {"expires_on": clock.today() + in_days * DAY, "used_on": past, "kept_since": past}
    db.session.execute(update(Recording).where(Recording.id == recording.id).values(**values))
    db.session.commit()
    db.session.expire_all()


def test_a_film_ends_ninety_days_after_it_came(sanne: Person, house: House) -> None:
    made = actions.begin_recording(
        house.team, Details("Aan de balie", Situation.MEETING, "", clock.today()), by=viewer_of(sanne)
    )
    assert made.expires_on == clock.today() + 90 * DAY


def test_playing_it_and_marking_it_begin_the_time_anew_and_opening_its_page_does_not(
    filmed: Recording, youssef: Person
) -> None:
    by = viewer_of(youssef)
    for action in (Action.PLAYED, Action.COMMENTED):
        ending(filmed, in_days=5)
        watched(filmed.id, Action.SEEN, by=by)
        database.commit()
        assert ends(filmed) == clock.today() + 5 * DAY
        noted(filmed, action, by=by)
        database.commit()
        assert ends(filmed) == clock.today() + 90 * DAY


def test_use_never_passes_the_maximum_and_never_brings_back_what_is_over(filmed: Recording, youssef: Person) -> None:
    ending(filmed, in_days=5)
    old = clock.today() - (MOST_DAYS - 20) * DAY
    db.session.execute(update(Recording).values(kept_since=old))
    noted(filmed, Action.COMMENTED, by=viewer_of(youssef))
    database.commit()
    assert ends(filmed) == clock.today() + 20 * DAY
    ending(filmed, in_days=0)
    noted(filmed, Action.COMMENTED, by=viewer_of(youssef))
    database.commit()
    assert ends(filmed) == clock.today()


def test_a_second_piece_of_film_on_a_day_dates_nothing(filmed: Recording, youssef: Person, client_of: ClientOf) -> None:
    ending(filmed, in_days=5)
    browser = client_of(youssef)
    piece: dict[str, Any] = {"path": f"/recordings/{filmed.id}/media/direct", "headers": {"Range": "bytes=0-2"}}

    def sent(hour: int) -> set[str]:
        with clock.at(at(clock.today(), hour)):
            asked = statements_of(lambda: status(browser, **piece))
        return {" ".join(statement.split()[:2]) for statement in asked}

    assert "UPDATE recording" in sent(12)
    assert ends(filmed) == clock.today() + 90 * DAY
    assert not {each.split()[0] for each in sent(12)} & {"UPDATE", "INSERT"}, "going on is written nowhere"
    later = sent(13)
    assert "INSERT INTO" in later, "the log has another line after a quarter of an hour"
    assert "UPDATE recording" not in later


def test_a_film_past_its_day_is_seen_by_nobody_before_anything_destroyed_it(
    filmed: Recording, sanne: Person, youssef: Person, client_of: ClientOf
) -> None:
    page, film = f"/recordings/{filmed.id}", f"/recordings/{filmed.id}/media/direct"
    maker, colleague = client_of(sanne), client_of(youssef)
    last = clock.today() + 3 * DAY
    db.session.execute(update(Recording).values(expires_on=last))
    with clock.at(at(last - DAY, 23)):
        assert (status(colleague, page), status(colleague, film)) == (200, 200)
    db.session.execute(update(Recording).values(expires_on=last))
    with clock.at(at(last, 0)):
        assert (status(colleague, page), status(colleague, film)) == (404, 404)
        assert (status(maker, page), status(maker, film)) == (200, 404)
        assert "Verlopen" in maker.get(page).text
        found = db.session.get_one(Recording, filmed.id)
        assert consent.state_of(found, on=clock.today()) is State.LAPSED


@pytest.mark.parametrize("place", ["disk", "s3"])
def test_the_sweep_destroys_every_byte_on_its_day_and_leaves_the_words_and_the_proof(
    app: Flask, sanne: Person, house: House, record: Make, place: str, request: pytest.FixtureRequest
) -> None:
    if place == "s3":
        bucket: Bucket = request.getfixturevalue("bucket")
        app.config.update(STORAGE="s3", S3_BUCKET=bucket.name, S3_ENDPOINT=bucket.endpoint, S3_REGION=bucket.region)
        app.config.update(S3_ACCESS_KEY=bucket.access_key, S3_SECRET_KEY=bucket.secret_key)
    film: Recording = request.getfixturevalue("filmed")
    keys, number = keys_of(film), film.id
    with clock.at(in_days(89)):
        sweep()
        assert all(map(is_kept, keys))
    with clock.at(in_days(90)):
        sweep()
        assert not any(map(is_kept, keys))
        assert db.session.get_one(Recording, number).destroyed_at is not None
        proof = db.session.scalars(select(Destruction)).one()
        assert (proof.why, len(proof.files), proof.done_at is not None) == (Why.EXPIRED, len(keys), True)
        assert "reason: expired" in proof.statement
    assert db.session.scalars(select(Annotation.text)).all() == ["Je wacht"]


def test_a_film_that_was_kept_longer_since_it_was_found_is_let_be(
    filmed: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "lapsed", lambda: Recording.id == filmed.id)
    destroying.destroy_due()
    assert db.session.get_one(Recording, filmed.id).destroyed_at is None


def test_what_is_over_gets_no_new_film_and_is_shared_with_nobody(filmed: Recording, sanne: Person) -> None:
    ending(filmed, in_days=0)
    with pytest.raises(Refused):
        receive.begin_upload(filmed, length=10, filename="a.mp4", most=100, by=viewer_of(sanne))
    actions.stop_sharing(filmed, by=viewer_of(sanne))
    with pytest.raises(Refused):
        actions.share(filmed, by=viewer_of(sanne))
    with pytest.raises(Refused):
        keeping.extend(filmed, clock.today() + 30 * DAY, "Te laat", by=viewer_of(sanne))


def test_a_backup_that_is_put_back_shows_nothing_that_is_over(
    filmed: Recording, youssef: Person, client_of: ClientOf
) -> None:
    with clock.at(in_days(91)):
        sweep()
    db.session.execute(update(Recording).values(destroyed_at=None))
    db.session.execute(update(Destruction).values(done_at=None))
    db.session.commit()
    with clock.at(in_days(91)):
        assert client_of(youssef).get(f"/recordings/{filmed.id}").status_code == 404
        destroying.destroy_again()
        assert db.session.get_one(Recording, filmed.id).destroyed_at is not None


def test_the_maker_is_told_by_mail_fourteen_and_three_days_before_and_once(
    filmed: Recording, letter_box: LetterBox
) -> None:
    ending(filmed, in_days=20)
    title, number, letters = filmed.title, filmed.id, []
    for day in range(20):
        with clock.at(in_days(day)):
            sweep()
            sweep()
            letters += [(20 - day, letter) for letter in letter_box()]
    assert [left for left, _letter in letters] == [14, 3]
    assert {letter.to for _left, letter in letters} == {"sanne@lindehoeve.example"}
    text = letters[0][1].text
    assert f"/recordings/{number}/retention" in text
    assert title not in text, "mail leaves the house"


def test_several_films_are_told_in_one_letter_and_who_withdrew_is_not_among_them(
    filmed: Recording, sanne: Person, house: House, record: Make, letter_box: LetterBox
) -> None:
    other, withdrawn = record(sanne, house.team_id), record(sanne, house.team_id)
    person = scene_client(withdrawn)
    for each in (filmed, other, withdrawn):
        ending(each, in_days=3)
    keeping.remind_due()
    (letter,) = letter_box()
    assert letter.subject == "2 video’s van jou worden binnenkort vernietigd"
    assert f"/recordings/{person.recording_id}/" not in letter.text


def scene_client(recording: Recording) -> PersonInView:
    person = client_in(recording)
    withdraw(person)
    return person


def test_who_needs_it_longer_says_why_and_the_log_says_until_when(filmed: Recording, sanne: Person) -> None:
    until = clock.today() + 200 * DAY
    keeping.extend(filmed, until, "  We bespreken hem nog. ", by=viewer_of(sanne))
    database.commit()
    assert ends(filmed) == until
    row = db.session.scalars(select(Extension)).one()
    assert (row.until, row.reason, row.by_id) == (until, "We bespreken hem nog.", sanne.id)
    line = db.session.scalars(select(AccessEntry).where(AccessEntry.action == Action.EXTENDED)).one()
    assert (line.about_id, line.what) == (filmed.id, f"until:{until}")
    noted(filmed, Action.COMMENTED, by=viewer_of(sanne))
    database.commit()
    assert ends(filmed) == until, "use does not make it shorter"


@pytest.mark.parametrize(("days", "reason"), [(MOST_DAYS + 1, "Lang"), (90, "Gelijk"), (10, "Korter"), (100, "  ")])
def test_nobody_keeps_it_past_the_maximum_or_shorter_or_without_a_reason(
    filmed: Recording, sanne: Person, days: int, reason: str
) -> None:
    with pytest.raises(Invalid):
        keeping.extend(filmed, clock.today() + days * DAY, reason, by=viewer_of(sanne))


def test_only_the_maker_keeps_it_longer(filmed: Recording, youssef: Person, bea: Person) -> None:
    for person in (youssef, bea):
        with pytest.raises(Refused):
            keeping.extend(filmed, clock.today() + 100 * DAY, "Graag", by=viewer_of(person))


def test_the_day_is_shown_to_the_maker_where_the_film_is_and_to_nobody_else(
    filmed: Recording, sanne: Person, youssef: Person, client_of: ClientOf
) -> None:
    said = "Wordt vernietigd op"
    maker, colleague = client_of(sanne), client_of(youssef)
    assert said in maker.get(f"/recordings/{filmed.id}/edit").text
    assert said not in maker.get("/recordings").text
    ending(filmed, in_days=9)
    assert is_near(db.session.get_one(Recording, filmed.id), on=clock.today())
    for page in (f"/recordings/{filmed.id}", "/recordings"):
        assert said in maker.get(page).text
        assert said not in colleague.get(page).text
    assert "Je video wordt vernietigd op" in maker.get("/start").text
    assert "Je video wordt vernietigd op" not in colleague.get("/start").text


def test_both_faces_say_the_same_on_every_day(filmed: Recording, sanne: Person) -> None:
    for days in (-1, 0, 1):
        ending(filmed, in_days=days)
        for face, condition in ((policy.is_there, policy.there()), (policy.is_kept, policy.kept())):
            asked = select(Recording.id).where(condition)
            found = db.session.get_one(Recording, filmed.id)
            assert face(found) is (db.session.scalar(asked) is not None) is (days == 1)
        found = db.session.get_one(Recording, filmed.id)
        assert queries.has_film(found, viewer=viewer_of(sanne)) is (days == 1)
