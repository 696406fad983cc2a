"""The story as it ships: whole, honest about its films, and small."""

from datetime import date, datetime

import pytest

import config
from wpl_platform.core.clock import HOME
from wpl_platform.demo import story
from wpl_platform.demo.calendar import Calendar
from wpl_platform.feedback.models import AnnotationKind, ResponseKind
from wpl_platform.improvement.models import Stage
from wpl_platform.media.models import Situation
from wpl_platform.reflection.reflection_models import MODELS
from wpl_platform.teams.models import Role

FOLDER = config.ROOT / "demo"
TOLD = story.read(FOLDER / "story.toml")


def test_nine_people_have_a_role_in_two_teams() -> None:
    assert len(TOLD.people) == 10
    assert len(TOLD.teams) == 2
    roles = {Role(role) for person in TOLD.people.values() for role in person.roles.values()}
    assert roles == set(Role)
    assert all(person.email.endswith(".example") for person in TOLD.people.values())


def test_everything_the_story_names_is_in_it() -> None:
    moments = {moment.key for film in TOLD.films for moment in film.moments if moment.key}
    films = {film.key for film in TOLD.films}
    for film in TOLD.films:
        assert Situation(film.situation)
        assert film.maker in TOLD.people
        assert (FOLDER / "media" / film.file).exists()
        for moment in film.moments:
            assert AnnotationKind(moment.kind)
            assert moment.by in TOLD.people
            assert moment.days <= film.days
            assert moment.response is None or ResponseKind(moment.response["kind"])
    for guest in TOLD.guests:
        assert guest.film in films
        assert AnnotationKind(guest.kind)
    for card in TOLD.cards:
        assert set(card.moments) <= moments
        assert card.proof is None or card.proof.film in films
    for looking_back in TOLD.reflections:
        assert {answer.question for answer in looking_back.answers} <= set(MODELS[looking_back.model].steps)
        assert {pin for answer in looking_back.answers for pin in answer.pins} <= moments


def test_the_board_has_a_card_in_every_column_and_one_that_is_late() -> None:
    ends = {
        Stage.SUCCESS if card.proof else Stage(card.steps[-1].to) if card.steps else Stage.NOTICE for card in TOLD.cards
    }
    assert ends == set(Stage)
    assert any(card.due is not None and card.due < 0 and card.proof is None for card in TOLD.cards)


def test_four_people_mark_in_one_team_and_fewer_in_the_other() -> None:
    marked = {
        team: {moment.by for film in TOLD.films if film.team == team and film.shared for moment in film.moments}
        for team in TOLD.teams
    }
    assert len(marked["winkel"]) >= 4
    assert 0 < len(marked["lindehoeve"]) < 4


def test_the_films_are_small_and_each_says_where_it_comes_from() -> None:
    files = [path for path in (FOLDER / "media").iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 8_000_000
    licences = (FOLDER / "LICENSES.md").read_text(encoding="utf-8")
    assert [path.name for path in files if f"`{path.name}`" not in licences] == []


def test_the_past_goes_forward_and_never_reaches_today() -> None:
    calendar = Calendar(date(2026, 11, 24))
    first, second = calendar.moment(3), calendar.moment(3)
    assert first < second < datetime(2026, 11, 22, tzinfo=HOME)
    with pytest.raises(ValueError, match="passed"):
        calendar.moment(0)
