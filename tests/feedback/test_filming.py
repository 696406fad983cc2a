"""Marking along while somebody films: who may, what they see of it, and within which bounds."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import PASSWORD, House
from tests.counting import queries_of
from tests.feedback.along import PAUSED, filmed_by, pressed
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Missing, Refused
from wpl_platform.events.models import Event
from wpl_platform.feedback import film_company, filming
from wpl_platform.feedback.film_clock import Marked, Press, Tick
from wpl_platform.feedback.film_company import Asks, FilmState
from wpl_platform.feedback.filming_models import Beat, BeatKind, Filming, LiveMark
from wpl_platform.feedback.models import TEXT_MAX, AnnotationKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of


@pytest.fixture
def filmed(house: House, sanne: Person) -> Filming:
    """Sanne filmed with a pause, and her team marked along."""
    return filmed_by(sanne, house)


def test_how_far_it_is_is_told_from_what_the_recorder_told(house: House, sanne: Person, youssef: Person) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    states = [film_company.standing(made, viewer=viewer_of(youssef)).state]
    for number, (kind, after, film) in enumerate(PAUSED, 1):
        tick = Tick(kind, clock.now() + timedelta(seconds=after - 60), film * 1000)
        filming.tell(made, number, tick, by=viewer_of(sanne))
        states.append(film_company.standing(made, viewer=viewer_of(youssef)).state)
    assert states == ["waiting", "filming", "paused", "filming", "ended"]
    assert film_company.standing(made, viewer=viewer_of(youssef)).film_ms == 30_000
    told = select(func.count(Event.id)).where(Event.room == filming.room_of(made.id))
    assert db.session.scalar(told) == 4
    filming.tell(made, 2, Tick(BeatKind.PAUSE, clock.now(), 99_000), by=viewer_of(sanne))
    assert db.session.scalar(told) == 4
    assert db.session.get_one(Beat, (made.id, 2)).film_ms == 10_000


def test_who_films_now_is_seen_by_who_learns_in_that_team_and_by_nobody_else(
    house: House, sanne: Person, youssef: Person, tom: Person, ingrid: Person, bea: Person, olaf: Person
) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    for person in (youssef, tom):
        assert film_company.films_now(house.team, viewer=viewer_of(person)) == [Asks(made, began=False)]
        assert film_company.filming(made.code, viewer=viewer_of(person)) is made
    assert film_company.films_now(house.team, viewer=viewer_of(sanne)) == []
    for person in (ingrid, bea, olaf):
        assert film_company.films_now(house.team, viewer=viewer_of(person)) == []
        with pytest.raises(Missing):
            film_company.filming(made.code, viewer=viewer_of(person))
    filming.close(made, by=viewer_of(sanne))
    assert film_company.films_now(house.team, viewer=viewer_of(tom)) == []


def test_only_who_films_says_how_it_goes_on(filmed: Filming, private: Recording, tom: Person, sanne: Person) -> None:
    by = viewer_of(tom)
    acts: tuple[Callable[[], object], ...] = (
        lambda: filming.tell(filmed, 9, Tick(BeatKind.PAUSE, clock.now(), 0), by=by),
        lambda: filming.bring(filmed, private, by=by),
        lambda: filming.close(filmed, by=by),
        lambda: filming.throw_away(filmed, by=by),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_marks_are_bounded_in_words_in_number_and_in_time(
    filmed: Filming, tom: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid):
        pressed(filmed, tom, 5, text="a" * (TEXT_MAX + 1))
    with pytest.raises(Conflict, match="klaar"):
        pressed(filmed, tom, 90)
    monkeypatch.setattr(filming, "MARKS_MAX", 1)
    key = str(uuid4())
    pressed(filmed, tom, 5, key=key)
    with pytest.raises(Invalid):
        pressed(filmed, tom, 6)
    pressed(filmed, tom, 5, key=key, text="nog een woord")


def test_asking_again_ends_what_was_asked_before(house: House, sanne: Person) -> None:
    first = filming.invite(house.team, by=viewer_of(sanne))
    second = filming.invite(house.team, by=viewer_of(sanne))
    assert first.closed_at is not None
    assert second.closed_at is None
    assert first.code != second.code


def test_a_code_that_somebody_has_is_not_given_again(
    house: House, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter(["badolu", "badolu", "mirato"])
    monkeypatch.setattr(filming, "_code", lambda _syllables: next(codes))
    made = [filming.invite(house.team, by=viewer_of(sanne)) for _time in range(2)]
    assert [one.code for one in made] == ["badolu", "mirato"]


def test_where_short_codes_are_taken_a_code_becomes_longer_and_fits_its_column(
    house: House, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filming, "_code", lambda syllables: "ba" * syllables)
    codes = [filming.invite(house.team, by=viewer_of(sanne)).code for _time in range(4)]
    assert codes == ["bababa", "babababa", "bababababa", "babababababa"]
    with pytest.raises(Conflict):
        filming.invite(house.team, by=viewer_of(sanne))


def test_what_never_ends_is_closed_after_hours_and_what_gets_no_film_goes_after_a_month(
    house: House, sanne: Person, tom: Person
) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    filming.tell(made, 1, Tick(BeatKind.BEGIN, clock.now(), 0), by=viewer_of(sanne))
    pressed(made, tom, 0)
    now = clock.now()
    with clock.at(now + timedelta(hours=5)):
        filming.forget_old()
        assert film_company.standing(made, viewer=viewer_of(tom)).state is FilmState.FILMING
    with clock.at(now + timedelta(hours=7)):
        filming.forget_old()
        assert film_company.standing(made, viewer=viewer_of(tom)).state is FilmState.CLOSED
    with clock.at(now + timedelta(days=29)):
        filming.forget_old()
        assert db.session.scalar(select(func.count(LiveMark.id))) == 1
    with clock.at(now + timedelta(days=31)):
        filming.forget_old()
    db.session.expire_all()
    assert db.session.scalar(select(func.count(LiveMark.id))) == 0


def test_who_asked_and_did_not_begin_asks_no_more_after_an_hour_unless_somebody_marked(
    house: House, sanne: Person, youssef: Person, tom: Person
) -> None:
    made = [filming.invite(house.team, by=viewer_of(person)) for person in (sanne, youssef, tom)]
    filming.tell(made[1], 1, Tick(BeatKind.BEGIN, clock.now(), 0), by=viewer_of(youssef))
    press = Marked("a", AnnotationKind.STRENGTH, Press(clock.now(), 0, 0))
    filming.mark(made[2], press, by=viewer_of(sanne))
    now = clock.now()
    for hours, waits in ((0.9, 3), (1.1, 2)):
        with clock.at(now + timedelta(hours=hours)):
            filming.forget_old()
        assert sum(one.closed_at is None for one in made) == waits
    assert made[0].closed_at is not None


def test_what_somebody_marked_is_read_with_as_many_questions_for_three_as_for_thirty(
    filmed: Filming, tom: Person
) -> None:
    asked = []
    for count in (3, 27):
        for _time in range(count):
            pressed(filmed, tom, 5)
        asked.append(queries_of(partial(film_company.own_marks, filmed, viewer=viewer_of(tom))))
    assert len(film_company.own_marks(filmed, viewer=viewer_of(tom))) == 30
    assert asked[0] == asked[1]


def test_the_clock_of_the_device_never_counts_only_the_age_of_the_press(
    app: Flask, client_of: Callable[[Person], FlaskClient], house: House, sanne: Person, youssef: Person
) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    db.session.commit()
    code, maker, colleague = made.code, client_of(sanne), client_of(youssef)
    beat = {"kind": "begin", "number": "1", "film": "0", "age": "20000"}
    assert maker.post(f"/filming/{code}/beats", data=beat).status_code == 204
    mark = {"key": "a", "kind": "question", "age": "5000", "held": "0", "lead": "2000", "text": "Hoe?"}
    answer = colleague.post(f"/filming/{code}/marks", data=mark)
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["start"] == pytest.approx(13_000, abs=2_500)
    standing = colleague.get(f"/filming/{code}", headers={"Accept": "application/json"}).json
    assert standing is not None
    assert standing["state"] == "filming"
    assert standing["film"] == pytest.approx(20_000, abs=2_500)


def test_the_maker_sees_how_many_mark_along_and_nobody_hears_what(
    filmed: Filming, house: House, sanne: Person, tom: Person, youssef: Person
) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    filming.tell(made, 1, Tick(BeatKind.BEGIN, clock.now(), 0), by=viewer_of(sanne))
    for person in (tom, youssef, tom, sanne):
        filming.come(made, by=viewer_of(person))
    key = str(uuid4())
    for text in ("Niet voor", "Niet voor de lijn"):
        pressed(made, tom, 0, text=text, key=key)
    pressed(made, tom, 0, key=key, removed=True)
    pressed(made, tom, 0, removed=True)
    theirs = select(Event).where(Event.room == filming.makers_room_of(made.id)).order_by(Event.number)
    told = [(found.kind, found.data["people"], found.data["marks"]) for found in db.session.scalars(theirs)]
    assert told == [("along", 1, 0), ("along", 2, 0), ("along", 2, 1), ("along", 2, 0)]
    all_hear = select(Event.kind).where(Event.room == filming.room_of(made.id))
    assert set(db.session.scalars(all_hear)) == {"filming"}


def test_the_page_of_the_team_says_who_films_only_while_that_is_asked(
    app: Flask, client_of: Callable[[Person], FlaskClient], house: House, sanne: Person, youssef: Person
) -> None:
    colleague = client_of(youssef)
    for page in ("/recordings", "/start"):
        assert "filmt nu" not in colleague.get(page).text
    made = filming.invite(house.team, by=viewer_of(sanne))
    db.session.commit()
    code, by = made.code, viewer_of(sanne)
    for page in ("/recordings", "/start", "/filming"):
        assert "Sanne Visser wil gaan filmen" in colleague.get(page).text
    filming.tell(db.session.merge(made), 1, Tick(BeatKind.BEGIN, clock.now(), 0), by=by)
    db.session.commit()
    for page in ("/recordings", "/start", "/filming"):
        assert "Sanne Visser filmt nu" in colleague.get(page).text
    assert colleague.get(f"/filming?code={code.upper()}").headers["Location"] == f"/filming/{code}"
    assert colleague.get("/filming?code=nooit").status_code == 404


def test_nobody_asks_more_often_than_somebody_who_films_does(
    app_with: Callable[..., Flask], house: House, sanne: Person, youssef: Person
) -> None:
    db.session.commit()
    limited = app_with(RATELIMIT_ENABLED=True)
    busy, calm = signed_in(limited, sanne), signed_in(limited, youssef)
    assert [busy.post("/filming").status_code for _time in range(32)] == [200] * 30 + [429] * 2
    assert calm.post("/filming").status_code == 200


def test_nobody_marks_faster_than_a_hand_can(
    app_with: Callable[..., Flask], house: House, sanne: Person, youssef: Person, tom: Person
) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    db.session.commit()
    limited, code = app_with(RATELIMIT_ENABLED=True), made.code
    mark = {"key": "a", "kind": "question", "age": "0", "held": "0", "lead": "0"}
    quick, calm = signed_in(limited, youssef), signed_in(limited, tom)
    answers = [quick.post(f"/filming/{code}/marks", data=mark).status_code for _time in range(250)]
    assert answers == [201] * 240 + [429] * 10
    assert calm.post(f"/filming/{code}/marks", data=mark).status_code == 201


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A browser of somebody at this application."""
    browser = app.test_client()
    assert browser.post("/sign-in", data={"email": person.email, "password": PASSWORD}).status_code == 303
    return browser
