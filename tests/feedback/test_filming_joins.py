"""What was marked while a film was made becomes moments of it: each once, where it happened, by who marked it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.conftest import House
from tests.feedback.along import filmed_by, moments, pressed
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions, film_company, film_joining, filming, stills, times, work
from wpl_platform.feedback.film_clock import Marked, Press
from wpl_platform.feedback.film_company import FilmState
from wpl_platform.feedback.filming_models import Filming, LiveMark
from wpl_platform.feedback.models import (
    Annotation,
    AnnotationKind,
    AnnotationLabel,
    BeforeTrim,
    Label,
    Revision,
    ViewingGuide,
)
from wpl_platform.media import actions as media
from wpl_platform.media import trimming
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Membership
from wpl_platform.teams.queries import viewer_of


@pytest.fixture
def filmed(house: House, sanne: Person) -> Filming:
    """Sanne filmed with a pause, and her team marked along."""
    return filmed_by(sanne, house)


def test_marks_become_moments_of_their_authors_at_their_place_without_the_pause(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person, tom: Person
) -> None:
    pressed(filmed, youssef, 5, lead=2_000)
    pressed(filmed, tom, 50, held=4_000, text="Mooi **rustig**")
    pressed(filmed, youssef, 30)
    private.duration_ms = 30_000
    filming.bring(filmed, private, by=viewer_of(sanne))
    db.session.commit()
    first, second, third = moments(private)
    assert [first.span, second.span, third.span] == [Span(3_000), Span(10_000), Span(20_000, 24_000)]
    assert [one.author_id for one in (first, second, third)] == [youssef.id, youssef.id, tom.id]
    assert third.html == "<p>Mooi <strong>rustig</strong></p>\n"


def test_marks_wait_until_the_film_is_measured(filmed: Filming, private: Recording, sanne: Person, tom: Person) -> None:
    private.duration_ms = None
    filming.bring(filmed, private, by=viewer_of(sanne))
    pressed(filmed, tom, 59.9)
    assert moments(private) == []
    private.duration_ms = 29_500
    film_joining.arrived(private.id)
    assert [one.span for one in moments(private)] == [Span(29_500)]


def test_whatever_is_tried_again_each_mark_is_one_moment(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    key = str(uuid4())
    for _time in range(2):
        pressed(filmed, youssef, 5, key=key)
        filming.bring(filmed, private, by=viewer_of(sanne))
        film_joining.arrived(private.id)
        db.session.commit()
    assert len(moments(private)) == 1
    assert db.session.scalar(select(func.count(LiveMark.id))) == 1
    row = db.session.scalars(select(LiveMark)).one()
    row.joined_at = row.annotation_id = None  # a worker that died between
    db.session.commit()
    film_joining.arrived(private.id)
    assert len(moments(private)) == 1


def test_a_mark_stays_where_it_was_pressed_whatever_its_author_says_later(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    key = str(uuid4())
    pressed(filmed, youssef, 5, key=key)
    filming.bring(filmed, private, by=viewer_of(sanne))
    pressed(filmed, youssef, 55, key=key, text="Zij zag het")
    assert [(one.span, one.text) for one in moments(private)] == [(Span(5_000), "Zij zag het")]
    pressed(filmed, youssef, 55, key=key, removed=True)
    assert moments(private) == []
    pressed(filmed, youssef, 55, key=key)
    assert [one.span for one in moments(private)] == [Span(5_000)]


def test_what_was_taken_back_before_the_film_came_never_stands_on_it(
    filmed: Filming, private: Recording, sanne: Person, tom: Person
) -> None:
    pressed(filmed, tom, 5, removed=True)
    filming.bring(filmed, private, by=viewer_of(sanne))
    assert db.session.scalar(select(func.count(Annotation.id))) == 0


def test_labels_are_those_of_the_team_as_they_are_called_then(
    filmed: Filming, private: Recording, sanne: Person, tom: Person, house: House
) -> None:
    guides = [ViewingGuide(team_id=team, name="Rust") for team in (house.team_id, house.other_team_id)]
    db.session.add_all(guides)
    db.session.flush()
    labels = [Label(guide_id=guide.id, name=f"stilte {guide.id}", position=1) for guide in guides]
    db.session.add_all(labels)
    db.session.flush()
    pressed(filmed, tom, 5, labels=tuple(label.id for label in labels))
    filming.bring(filmed, private, by=viewer_of(sanne))
    assert db.session.scalars(select(AnnotationLabel.name)).all() == [labels[0].name]


def test_on_a_film_that_was_trimmed_meanwhile_a_mark_keeps_its_place_in_what_was_filmed(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    private.start_ms, private.end_ms, private.duration_ms = 2_000, 20_000, 18_000
    pressed(filmed, youssef, 5)
    pressed(filmed, youssef, 1)
    filming.bring(filmed, private, by=viewer_of(sanne))
    assert [one.span for one in moments(private)] == [Span(3_000)]
    assert db.session.scalars(select(BeforeTrim.start_ms)).all() == [1_000]


def test_words_that_come_late_bring_nothing_back_that_lies_outside_or_was_taken_away_in_the_studio(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    private.start_ms, private.end_ms, private.duration_ms = 2_000, 20_000, 18_000
    filming.bring(filmed, private, by=viewer_of(sanne))
    outside, inside = str(uuid4()), str(uuid4())
    pressed(filmed, youssef, 1, key=outside)
    pressed(filmed, youssef, 5, key=inside)
    media.share(private, by=viewer_of(sanne))
    actions.remove(moments(private)[0], by=viewer_of(youssef))
    db.session.commit()
    for key in (outside, inside):
        pressed(filmed, youssef, 5, key=key, text="nog een woord")
        pressed(filmed, youssef, 5, key=key, removed=True)
        pressed(filmed, youssef, 5, key=key)
    assert moments(private) == []
    pressed(filmed, youssef, 5, key=outside, removed=True)
    times.move(private.id, trimming.shown(private), trimming.WHOLE)
    assert moments(private) == []


def test_of_a_recorder_that_told_nothing_the_film_began_with_its_recording(
    house: House, private: Recording, sanne: Person, youssef: Person
) -> None:
    made = filming.invite(house.team, by=viewer_of(sanne))
    press = Press(private.created_at + timedelta(seconds=4), 0, 1_000)
    filming.mark(made, Marked(str(uuid4()), AnnotationKind.QUESTION, press), by=viewer_of(youssef))
    filming.bring(made, private, by=viewer_of(sanne))
    assert [one.span for one in moments(private)] == [Span(3_000)]


def test_a_film_in_another_team_is_not_the_one_they_marked_along_with(
    filmed: Filming, private: Recording, house: House, sanne: Person, tom: Person
) -> None:
    pressed(filmed, tom, 5)
    private.team_id = house.other_team_id
    with pytest.raises(Conflict, match="ander team"):
        filming.bring(filmed, private, by=viewer_of(sanne))
    assert moments(private) == []


def test_a_mark_that_missed_its_film_joins_it_within_the_hour(
    filmed: Filming, private: Recording, sanne: Person, tom: Person
) -> None:
    private.duration_ms = None
    pressed(filmed, tom, 5)
    pressed(filmed, tom, 6, removed=True)
    filming.bring(filmed, private, by=viewer_of(sanne))
    film_joining.join_what_waits()
    assert moments(private) == []
    private.duration_ms = 30_000  # and nobody was told
    db.session.commit()
    for _time in range(2):
        film_joining.join_what_waits()
        db.session.commit()
        assert [one.span for one in moments(private)] == [Span(5_000)]


def test_the_worker_looks_for_marks_that_missed_their_film() -> None:
    assert film_joining.join_what_waits in work.HOUSEKEEPING


def test_what_is_changed_on_a_film_that_is_there_is_kept_as_it_was_and_says_that_it_was_changed(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    key = str(uuid4())
    pressed(filmed, youssef, 5, key=key, text="Zij zag")
    filming.bring(filmed, private, by=viewer_of(sanne))
    made = moments(private)[0]
    pressed(filmed, youssef, 5, key=key, text="Zij zag")
    assert (made.version, made.edited_at) == (1, None)
    for version, text in ((2, "Zij zag het"), (3, "Zij zag het weer")):
        pressed(filmed, youssef, 5, key=key, text=text)
        assert (made.version, made.text, made.edited_at is None) == (version, text, False)
    kept = db.session.scalars(select(Revision.html).where(Revision.annotation_id == made.id).order_by(Revision.version))
    assert kept.all() == ["<p>Zij zag</p>\n", "<p>Zij zag het</p>\n"]


def test_what_its_author_said_in_the_studio_since_is_not_written_over(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    key = str(uuid4())
    pressed(filmed, youssef, 5, key=key, text="Zij zag het")
    filming.bring(filmed, private, by=viewer_of(sanne))
    media.share(private, by=viewer_of(sanne))
    made = moments(private)[0]
    actions.edit(made, made.kind, made.span, "In de studio", by=viewer_of(youssef))
    pressed(filmed, youssef, 5, key=key, text="Onderweg")
    assert made.text == "In de studio"


def test_the_picture_with_a_mark_that_is_taken_back_is_destroyed_and_taken_again_when_it_is_put_back(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(stills, "let_go", lambda _moment: done.append("let go"))
    monkeypatch.setattr(stills, "follow", lambda _moment: done.append("taken"))
    key = str(uuid4())
    pressed(filmed, youssef, 5, key=key)
    filming.bring(filmed, private, by=viewer_of(sanne))
    for removed in (True, True, False):
        pressed(filmed, youssef, 5, key=key, removed=removed)
    assert done == ["let go", "taken"]


def test_a_film_that_is_thrown_away_takes_what_was_marked_with_it(
    filmed: Filming, private: Recording, sanne: Person, tom: Person
) -> None:
    pressed(filmed, tom, 5)
    filming.throw_away(filmed, by=viewer_of(sanne))
    db.session.commit()
    assert db.session.scalar(select(func.count(LiveMark.id))) == 0
    assert film_company.standing(filmed, viewer=viewer_of(tom)).state is FilmState.THROWN
    with pytest.raises(Conflict):
        pressed(filmed, tom, 6)
    with pytest.raises(Conflict):
        filming.bring(filmed, private, by=viewer_of(sanne))


def test_a_recording_that_is_deleted_takes_them_too_whether_they_joined_it_or_not(
    filmed: Filming, private: Recording, sanne: Person, tom: Person
) -> None:
    private.duration_ms = None
    pressed(filmed, tom, 4)
    filming.bring(filmed, private, by=viewer_of(sanne))
    pressed(filmed, tom, 5)
    media.delete_recording(private, by=viewer_of(sanne))
    db.session.commit()
    db.session.expire_all()
    assert db.session.scalar(select(func.count(LiveMark.id))) == 0
    assert film_company.standing(filmed, viewer=viewer_of(tom)).state is FilmState.THROWN
    with pytest.raises(Conflict):
        pressed(filmed, tom, 6)


def test_who_left_the_team_marks_along_no_more_and_what_they_marked_joins_the_film(
    filmed: Filming, private: Recording, sanne: Person, youssef: Person
) -> None:
    pressed(filmed, youssef, 5)
    held = db.session.scalars(select(Membership).where(Membership.person_id == youssef.id)).one()
    held.ended_at = clock.now()
    db.session.commit()
    with pytest.raises(Refused):
        pressed(filmed, youssef, 6)
    filming.bring(filmed, private, by=viewer_of(sanne))
    assert [one.author_id for one in moments(private)] == [youssef.id]
