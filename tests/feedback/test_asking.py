"""Asking colleagues one question about a recording, and answering it: with a moment, or with nothing to add."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import House
from tests.counting import queries_of
from tests.home.conftest import film
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Missing, Refused
from wpl_platform.events.models import Event
from wpl_platform.feedback import asked, asking
from wpl_platform.feedback.models import Annotation, FeedbackRequest
from wpl_platform.media import actions as media
from wpl_platform.media import policy
from wpl_platform.media.models import QUESTION_MAX, Recording, Rendition, RenditionKind, Share
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Membership, Role
from wpl_platform.teams.queries import viewer_of

Mark = Callable[..., Annotation]
Ask = Callable[..., FeedbackRequest]


@pytest.fixture
def ask(private: Recording, sanne: Person) -> Ask:
    """Sanne asks somebody about her private recording."""

    def put(person: Person, question: str = "Luister ik goed genoeg?") -> FeedbackRequest:
        asking.ask(private, [person.id], question, by=viewer_of(sanne))
        db.session.commit()
        return db.session.scalars(select(FeedbackRequest).where(FeedbackRequest.person_id == person.id)).one()

    return put


def plays(recording: Recording) -> None:
    """There is a film that a player can begin with."""
    kept = {"key": f"key-{recording.id}", "media_type": "video/mp4", "size": 1}
    db.session.add(Rendition(recording_id=recording.id, kind=RenditionKind.DIRECT, name="direct", **kept))
    db.session.commit()


def told(recording: Recording) -> int:
    """How often the room of the recording heard about a question."""
    heard = (Event.room == f"recording:{recording.id}", Event.kind == "request")
    return db.session.scalar(select(func.count()).select_from(Event).where(*heard)) or 0


def waiting(person: Person) -> list[str]:
    """The questions that wait for somebody's answer."""
    return [found.question for found in asked.open_requests(viewer=viewer_of(person), most=9)]


def test_who_is_asked_sees_the_recording_and_nobody_else(
    private: Recording, ask: Ask, sanne: Person, youssef: Person, tom: Person
) -> None:
    made = ask(youssef, "  Luister ik\n goed   genoeg?  ")
    assert (made.question, made.answered_at) == ("Luister ik goed genoeg?", None)
    assert policy.may_see(viewer_of(youssef), private)
    assert not policy.may_see(viewer_of(tom), private)
    assert private.learning_question == "Luister ik goed genoeg?"
    assert told(private) == 1


def test_a_learning_question_that_is_there_already_stays(private: Recording, ask: Ask, youssef: Person) -> None:
    private.learning_question = "Wacht ik lang genoeg?"
    ask(youssef)
    assert private.learning_question == "Wacht ik lang genoeg?"


def test_asking_twice_is_asking_once_with_the_first_question(
    private: Recording, ask: Ask, sanne: Person, youssef: Person, tom: Person
) -> None:
    ask(youssef, "De eerste?")
    asking.ask(private, [youssef.id, tom.id, tom.id], "De tweede?", by=viewer_of(sanne))
    db.session.commit()
    found = [
        (one.request.person.name, one.request.question) for one in asked.requests_on(private, viewer=viewer_of(sanne))
    ]
    assert found == [("Youssef Amrani", "De eerste?"), ("Tom Dekker", "De tweede?")]
    assert len(db.session.scalars(select(Share)).all()) == 2


@pytest.mark.parametrize(
    ("question", "count", "field"),
    [
        (" \u202e\n ", 1, "question"),
        ("a" * (QUESTION_MAX + 1), 1, "question"),
        ("Wie?", 0, "person"),
        ("Wie?", 4, "person"),
    ],
)
def test_a_question_is_one_question_to_one_to_three_colleagues(
    private: Recording, sanne: Person, youssef: Person, question: str, count: int, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        asking.ask(private, [youssef.id + extra for extra in range(count)], question, by=viewer_of(sanne))
    assert caught.value.field == field
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Share)) == 0


def test_four_colleagues_are_one_too_many(
    house: House, private: Recording, sanne: Person, youssef: Person, tom: Person
) -> None:
    more = [accounts.create_person(name, f"{name}@lindehoeve.example".lower()) for name in ("Mila", "Joris")]
    for person in more:
        teams.place(person, house.team, Role.PARTICIPANT)
    four = [person.id for person in (youssef, tom, *more)]
    with pytest.raises(Invalid, match="hooguit drie"):
        asking.ask(private, four, "Wat valt je op?", by=viewer_of(sanne))
    asking.ask(private, [*four[:3], four[0]], "Wat valt je op?", by=viewer_of(sanne))
    assert len(asked.requests_on(private, viewer=viewer_of(sanne))) == 3


@pytest.mark.parametrize("who", ["sanne", "ingrid", "bea", "olaf"])
def test_who_cannot_watch_in_the_team_cannot_be_asked(
    request: pytest.FixtureRequest, private: Recording, sanne: Person, youssef: Person, who: str
) -> None:
    chosen = request.getfixturevalue(who)
    with pytest.raises(Invalid):
        asking.ask(private, [youssef.id, chosen.id], "Wat valt je op?", by=viewer_of(sanne))
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(FeedbackRequest)) == 0


def test_nobody_asks_about_the_recording_of_somebody_else(shared: Recording, youssef: Person, tom: Person) -> None:
    for people, question in (([tom.id], "Wat valt je op?"), ([], "")):  # refused before anything else is judged
        with pytest.raises(Refused):
            asking.ask(shared, people, question, by=viewer_of(youssef))


def test_a_question_waits_until_there_is_a_film_and_then_until_it_is_answered(
    private: Recording, ask: Ask, youssef: Person
) -> None:
    made = ask(youssef)
    assert waiting(youssef) == []
    plays(private)
    assert waiting(youssef) == ["Luister ik goed genoeg?"]
    asking.answer(made, by=viewer_of(youssef))
    db.session.commit()
    assert waiting(youssef) == []
    asking.open_again(made, by=viewer_of(youssef))
    db.session.commit()
    assert waiting(youssef) == ["Luister ik goed genoeg?"]
    assert told(private) == 3


def test_the_latest_question_waits_in_front(house: House, sanne: Person, youssef: Person) -> None:
    for number in range(3):
        recording = film(sanne, house.team, f"Film {number}", shared=False)
        asking.ask(recording, [youssef.id], f"Vraag {number}?", by=viewer_of(sanne))
        plays(recording)
        request = db.session.scalars(select(FeedbackRequest).where(FeedbackRequest.recording_id == recording.id)).one()
        request.asked_at = clock.now() - timedelta(hours=number)
    db.session.commit()
    assert waiting(youssef) == ["Vraag 0?", "Vraag 1?", "Vraag 2?"]


def test_an_answer_keeps_its_first_time_and_is_told_once(private: Recording, ask: Ask, youssef: Person) -> None:
    made, times = ask(youssef), []
    for _twice in range(2):
        asking.answer(made, by=viewer_of(youssef))
        db.session.commit()
        times.append(made.answered_at)
    assert times[0] == times[1] is not None
    assert told(private) == 2


def test_a_moment_answers_what_its_author_was_asked_and_nobody_else(
    private: Recording, ask: Ask, sanne: Person, youssef: Person, tom: Person, mark: Mark
) -> None:
    ask(youssef)
    ask(tom)
    mark(private, sanne)
    assert {one.request.answered_at for one in asked.requests_on(private, viewer=viewer_of(sanne))} == {None}
    mark(private, youssef)
    mark(private, youssef)
    db.session.expire_all()
    found = asked.requests_on(private, viewer=viewer_of(sanne))
    assert [(one.moments, one.request.answered_at is not None) for one in found] == [(2, True), (0, False)]


def test_who_was_not_asked_does_not_answer_not_even_the_maker(
    private: Recording, ask: Ask, sanne: Person, youssef: Person, tom: Person
) -> None:
    made = ask(youssef)
    ask(tom)
    for person in (sanne, tom):
        for act in (asking.answer, asking.open_again):
            with pytest.raises(Refused):
                act(made, by=viewer_of(person))
        with pytest.raises(Missing):
            asked.request(made.id, viewer=viewer_of(person))


@pytest.mark.parametrize("how", ["the maker stops with this person", "the maker stops with all", "left the team"])
def test_who_does_not_see_the_recording_any_more_is_not_asked_any_more(
    private: Recording, ask: Ask, sanne: Person, youssef: Person, how: str
) -> None:
    made = ask(youssef)
    plays(private)
    if how == "left the team":
        db.session.scalars(select(Membership).where(Membership.person_id == youssef.id)).one().ended_at = clock.now()
    elif how == "the maker stops with all":
        media.stop_sharing(private, by=viewer_of(sanne))
    else:
        media.stop_sharing_with(db.session.scalars(select(Share)).one(), by=viewer_of(sanne))
    db.session.commit()
    db.session.expire_all()
    assert waiting(youssef) == []
    with pytest.raises(Missing):
        asked.request(made.id, viewer=viewer_of(youssef))
    with pytest.raises(Refused):
        asking.answer(made, by=viewer_of(youssef))
    assert asked.request_to(private, viewer=viewer_of(youssef)) is None
    assert [one.sees for one in asked.requests_on(private, viewer=viewer_of(sanne))] == [False]


def test_asking_again_after_sharing_stopped_opens_the_question_again(
    private: Recording, ask: Ask, sanne: Person, youssef: Person
) -> None:
    ask(youssef)
    plays(private)
    media.stop_sharing(private, by=viewer_of(sanne))
    db.session.commit()
    ask(youssef)
    db.session.expire_all()
    assert policy.may_see(viewer_of(youssef), private)
    assert waiting(youssef) == ["Luister ik goed genoeg?"]


def test_who_sees_it_with_the_team_stays_asked_when_the_share_by_name_ends(
    shared: Recording, sanne: Person, youssef: Person
) -> None:
    asking.ask(shared, [youssef.id], "Wat valt je op?", by=viewer_of(sanne))
    plays(shared)
    named = db.session.scalars(select(Share).where(Share.person_id.is_not(None))).one()
    media.stop_sharing_with(named, by=viewer_of(sanne))
    db.session.commit()
    assert waiting(youssef) == ["Wat valt je op?"]
    assert [one.sees for one in asked.requests_on(shared, viewer=viewer_of(sanne))] == [True]
    db.session.scalars(select(Membership).where(Membership.person_id == youssef.id)).one().ended_at = clock.now()
    assert [one.sees for one in asked.requests_on(shared, viewer=viewer_of(sanne))] == [False]


def test_only_the_maker_reads_who_was_asked(private: Recording, ask: Ask, sanne: Person, youssef: Person) -> None:
    ask(youssef)
    assert asked.requests_on(private, viewer=viewer_of(youssef)) == []
    mine = asked.request_to(private, viewer=viewer_of(youssef))
    assert mine is not None
    assert mine.question == "Luister ik goed genoeg?"
    assert asked.request_to(private, viewer=viewer_of(sanne)) is None


def test_the_choice_begins_with_whom_i_ask_most_and_knows_the_last_time(
    house: House,
    private: Recording,
    ask: Ask,
    sanne: Person,
    youssef: Person,
    tom: Person,
    ingrid: Person,
    olaf: Person,
) -> None:
    def names() -> list[str]:
        return [person.name for person in asked.choices(house.team, viewer=viewer_of(sanne)).people]

    assert names() == ["Tom Dekker", "Youssef Amrani"]
    ask(youssef)
    assert names() == ["Youssef Amrani", "Tom Dekker"]
    again = film(sanne, house.team, shared=False)
    asking.ask(again, [tom.id, youssef.id], "Nog eens?", by=viewer_of(sanne))
    db.session.commit()
    assert asked.choices(house.team, viewer=viewer_of(sanne)).last == [tom.id, youssef.id]
    db.session.scalars(select(Membership).where(Membership.person_id == tom.id)).one().ended_at = clock.now()
    db.session.commit()
    assert names() == ["Youssef Amrani"]
    assert asked.choices(house.team, viewer=viewer_of(sanne)).last == [youssef.id]
    assert asked.choices(house.team, viewer=viewer_of(olaf)).people == []


def test_the_page_of_asking_asks_as_much_for_one_as_for_many(
    house: House, sanne: Person, youssef: Person, tom: Person, client_of: Callable[[Person], FlaskClient]
) -> None:
    browser, counts = client_of(sanne), []
    for more in (1, 5):
        for _ in range(more):
            asking.ask(film(sanne, house.team), [youssef.id, tom.id], "Wat valt je op?", by=viewer_of(sanne))
        db.session.commit()
        counts.append(queries_of(lambda: browser.get("/five-minutes")))
    assert counts[0] == counts[1]
