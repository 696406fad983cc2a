"""What a moment holds beside its words: form, labels, drawing, for whom it is, and what it was before."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.counting import queries_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions, outline, queries
from wpl_platform.feedback.details import SHAPES_MAX, Details, drawing
from wpl_platform.feedback.models import Annotation, AnnotationKind, FeedbackForm, ResponseKind, Visibility
from wpl_platform.feedback.outline import Outline, Wanted
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Mark = Callable[..., Annotation]
TIP, TOP = AnnotationKind.SUGGESTION, AnnotationKind.STRENGTH
PRIVATE = Details(visibility=Visibility.PRIVATE)
ARROW = {"tool": "arrow", "colour": "yellow", "points": [[0.1, 0.2], [0.5, 0.5]]}


def ids(found: list[Outline]) -> list[int]:
    """Which moments these are."""
    return [each.id for each in found]


def test_a_mark_may_come_without_words_and_get_them_later(shared: Recording, tom: Person, as_viewer: AsViewer) -> None:
    made = actions.annotate(shared, TIP, Span(5_000), "", by=as_viewer(tom))
    assert (made.text, made.html) == ("", "")
    actions.edit(made, TIP, Span(5_000), "Toch iets", by=as_viewer(tom), version=1)
    assert (made.text, made.version) == ("Toch iets", 2)


def test_what_is_sent_twice_under_one_key_is_there_once(
    shared: Recording, private: Recording, tom: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    first = actions.annotate(shared, TIP, Span(1_000), "Een keer", by=as_viewer(tom), key="k-1")
    again = actions.annotate(shared, TIP, Span(1_000), "Een keer", by=as_viewer(tom), key="k-1")
    other = actions.annotate(shared, TIP, Span(1_000), "Van een ander", by=as_viewer(youssef), key="k-1")
    assert again.id == first.id != other.id
    actions.remove(first, by=as_viewer(tom))
    assert actions.annotate(shared, TIP, Span(1_000), "Een keer", by=as_viewer(tom), key="k-1").removed_at is not None


def test_a_key_belongs_to_one_recording(shared: Recording, sanne: Person, house: House, as_viewer: AsViewer) -> None:
    actions.annotate(shared, TIP, Span(1_000), "Hier", by=as_viewer(sanne), key="k-1")
    other = Recording(
        nobody_else_at=clock.now(), maker_id=sanne.id, team_id=house.team_id, title="Een andere", stage=shared.stage
    )
    other.situation, other.filmed_on, other.duration_ms = shared.situation, shared.filmed_on, 10_000
    db.session.add(other)
    db.session.flush()
    with pytest.raises(Conflict):
        actions.annotate(other, TIP, Span(1_000), "Daar", by=as_viewer(sanne), key="k-1")


def test_the_parts_of_a_form_become_one_text_with_their_names(
    shared: Recording, tom: Person, as_viewer: AsViewer
) -> None:
    details = Details(form=FeedbackForm.SBI, parts=("Bij de balie", "", "Ze ontspant", "te veel"))
    made = actions.annotate(shared, TOP, Span(0), "wat hier staat telt niet", by=as_viewer(tom), details=details)
    assert made.text == "**Situatie**: Bij de balie\n\n**Impact**: Ze ontspant"
    assert made.parts == ["Bij de balie", "", "Ze ontspant"]
    actions.edit(made, TOP, Span(0), "Gewoon vrij", by=as_viewer(tom), details=Details(form=FeedbackForm.FREE))
    assert made.text == "Gewoon vrij"
    assert not made.parts


def test_what_a_moment_was_before_can_be_read_and_a_stale_change_is_refused(
    shared: Recording, tom: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, tom, 5_000)
    actions.edit(made, TOP, Span(6_000, 8_000), "Anders", by=as_viewer(tom), version=1)
    actions.move(made, Span(7_000, 9_000), by=as_viewer(tom), version=2)
    was = queries.revisions_of(made, viewer=as_viewer(tom))
    assert [(each.version, each.kind, each.start_ms, each.end_ms) for each in was] == [
        (2, TOP, 6_000, 8_000),
        (1, TIP, 5_000, None),
    ]
    with pytest.raises(Conflict):
        actions.edit(made, TOP, Span(0), "Te laat", by=as_viewer(tom), version=2)
    with pytest.raises(Conflict):
        actions.move(made, Span(0), by=as_viewer(tom), version=1)
    assert (made.text, made.start_ms, made.version) == ("Anders", 7_000, 3)


def test_nobody_moves_the_moment_of_another_or_past_the_end(
    shared: Recording, tom: Person, sanne: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, tom)
    with pytest.raises(Refused):
        actions.move(made, Span(0), by=as_viewer(sanne))
    with pytest.raises(Invalid):
        actions.move(made, Span(0, 60_001), by=as_viewer(tom))


def test_a_drawing_is_kept_in_shares_of_the_picture(shared: Recording, tom: Person, as_viewer: AsViewer) -> None:
    sent = {"shapes": [{**ARROW, "points": [[-1, 0.123456], [2, 0.5]], "more": "x"}]}
    made = actions.annotate(
        shared, TIP, Span(0), "", by=as_viewer(tom), details=Details(shapes=drawing(json.dumps(sent)))
    )
    kept = [{"tool": "arrow", "colour": "yellow", "points": [[0.0, 0.1235], [1.0, 0.5]]}]
    assert list(queries.drawing_at(made.id, viewer=as_viewer(tom))) == kept
    actions.edit(made, TIP, Span(0), "Woorden", by=as_viewer(tom))
    assert list(queries.drawing_at(made.id, viewer=as_viewer(tom))) == kept
    actions.edit(made, TIP, Span(0), "Woorden", by=as_viewer(tom), details=Details(shapes=()))
    assert list(queries.drawing_at(made.id, viewer=as_viewer(tom))) == []


def test_a_drawing_that_was_changed_and_is_then_taken_away_is_gone(
    shared: Recording, tom: Person, as_viewer: AsViewer, client_of: Callable[[Person], FlaskClient]
) -> None:
    made = actions.annotate(shared, TIP, Span(0), "Hier", by=as_viewer(tom), details=Details(shapes=(ARROW,)))
    db.session.commit()
    sent = {"kind": "suggestion", "start": "0:00", "text": "Hier", "drawing": [json.dumps({"shapes": [ARROW]}), ""]}
    assert client_of(tom).post(f"/annotations/{made.id}", data=sent).status_code == 303
    assert list(queries.drawing_at(made.id, viewer=as_viewer(tom))) == []


@pytest.mark.parametrize(
    "shapes",
    [
        "{",
        "[]",
        '{"shapes": 3}',
        *(
            json.dumps({"shapes": shapes})
            for shapes in (
                [{**ARROW, "tool": "knife"}],
                [{**ARROW, "colour": "url(x)"}],
                [{**ARROW, "points": [[0, 0]]}],
                [{**ARROW, "points": [[0, 0], ["<b>", 1]]}],
                [{**ARROW, "tool": "free", "points": [[0, 0]] * 2_000}],
                [{**ARROW, "tool": "number", "points": [[0, 0]], "number": True}],
                [ARROW] * (SHAPES_MAX + 1),
            )
        ),
        '{"shapes": [{"tool": "line", "colour": "white", "points": [[NaN, 0], [0, 0]]}]}',
        "[" * 100_000,
        '{"shapes": [{"tool": "line", "colour": "white", "points": [[' + "9" * 400 + ", 0], [0, 0]]}]}",
    ],
)
def test_what_no_tool_can_have_drawn_is_refused(shapes: str) -> None:
    with pytest.raises(Invalid):
        drawing(shapes)


def test_done_and_open_again(shared: Recording, tom: Person, sanne: Person, as_viewer: AsViewer, mark: Mark) -> None:
    made = mark(shared, tom)
    for person in (sanne, tom):
        actions.resolve(made, by=as_viewer(person))
        assert outline.outline_of(shared, viewer=as_viewer(tom))[0].resolved
        actions.reopen(made, by=as_viewer(person))
        assert not outline.outline_of(shared, viewer=as_viewer(tom))[0].resolved


def test_what_is_wanted_is_what_is_found(
    shared: Recording, tom: Person, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    tip = mark(shared, tom, 1_000, text="100% stil_te")
    top = mark(shared, youssef, 2_000, kind=TOP, text="Je lacht")
    own = mark(shared, sanne, 3_000, kind=AnnotationKind.OBSERVATION, text="Ik wacht")
    actions.respond(tip, ResponseKind.THANKS, by=as_viewer(sanne))
    actions.reply(top, "Dat is de STILTE", by=as_viewer(tom))
    db.session.flush()
    viewer = as_viewer(sanne)
    all_of_them = outline.outline_of(shared, viewer=viewer)

    def found(by_kind: bool = False, **wanted: Any) -> list[int]:
        return ids(outline.chosen(all_of_them, Wanted(**wanted), shared, viewer=viewer, by_kind=by_kind))

    assert found() == [tip.id, top.id, own.id]
    assert found(by_kind=True) == [own.id, top.id, tip.id]
    assert found(kind=TOP) == [top.id]
    assert found(person=tom.id) == [tip.id]
    assert found(mine=True) == [own.id]
    assert found(unanswered=True) == [own.id]
    assert found(words="stilte") == [top.id]
    assert found(words="100%") == [tip.id]
    assert found(words="l_t") == [tip.id]
    assert found(label="Kijken") == []


def test_the_maker_asks_for_reading_by_kind(shared: Recording, sanne: Person, tom: Person, as_viewer: AsViewer) -> None:
    assert not outline.read_by_kind(shared)
    for wanted in (True, True, False, False):
        actions.order(shared, wanted, by=as_viewer(sanne))
        assert outline.read_by_kind(shared) is wanted
    with pytest.raises(Refused):
        actions.order(shared, True, by=as_viewer(tom))


def test_an_outline_asks_as_much_for_one_moment_as_for_many(
    shared: Recording, tom: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    def ask() -> None:
        db.session.expire_all()
        outline.outline_of(shared, viewer=as_viewer(tom))

    mark(shared, tom)
    few = queries_of(ask)
    for start in range(0, 30_000, 1_000):
        mark(shared, tom, start)
    assert queries_of(ask) == few


def test_what_is_not_sent_stays_as_it_was(shared: Recording, tom: Person, as_viewer: AsViewer) -> None:
    details = Details(form=FeedbackForm.SBI, parts=("Bij de balie", "Je lacht", "Ze ontspant"))
    made = actions.annotate(shared, TOP, Span(0), "", by=as_viewer(tom), details=details)
    before = (made.text, made.form, made.parts)
    actions.edit(made, TIP, Span(1_000), None, by=as_viewer(tom))
    assert (made.text, made.form, made.parts) == before
    cleared = Details(form=FeedbackForm.SBI, parts=("", "", ""))
    actions.edit(made, TIP, Span(1_000), None, by=as_viewer(tom), details=cleared)
    assert made.text == ""
    actions.edit(made, TIP, Span(1_000), "Los", by=as_viewer(tom), details=Details(form=FeedbackForm.SBI))
    assert (made.text, made.form.value) == ("Los", "free")


def test_the_same_key_at_the_same_time_makes_one_moment(
    shared: Recording, tom: Person, as_viewer: AsViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = actions.annotate(shared, TIP, Span(1_000), "Een keer", by=as_viewer(tom), key="k-1")
    looked, before = [], actions._sent_before

    def too_early(*asked: Any, **by: Any) -> Annotation | None:
        looked.append(asked)
        return before(*asked, **by) if len(looked) > 1 else None

    monkeypatch.setattr(actions, "_sent_before", too_early)
    assert actions.annotate(shared, TIP, Span(1_000), "Een keer", by=as_viewer(tom), key="k-1").id == first.id
    db.session.commit()
    assert len(queries.annotations_on(shared, viewer=as_viewer(tom))) == 1
