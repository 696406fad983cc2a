"""Marking, talking, answering, and taking one's words back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Missing, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.events.models import Event
from wpl_platform.feedback import actions, queries
from wpl_platform.feedback.models import TEXT_MAX, Annotation, AnnotationKind, Reply, Response, ResponseKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Mark = Callable[..., Annotation]
TIP = AnnotationKind.SUGGESTION


def told(recording: Recording) -> list[dict[str, Any]]:
    """What the room of the recording heard about moments."""
    asked = select(Event.data).where(Event.room == f"recording:{recording.id}", Event.kind == "annotation")
    return list(db.session.scalars(asked.order_by(Event.number)))


def test_a_colleague_marks_a_moment_and_the_room_hears_it(
    shared: Recording, youssef: Person, as_viewer: AsViewer
) -> None:
    made = actions.annotate(shared, TIP, Span(5_000, 9_000), " Vat **eerst** samen ", by=as_viewer(youssef))
    db.session.commit()
    assert (made.text, made.html) == ("Vat **eerst** samen", "<p>Vat <strong>eerst</strong> samen</p>\n")
    assert (made.start_ms, made.end_ms, made.author_id) == (5_000, 9_000, youssef.id)
    assert told(shared) == [{"id": made.id, "change": "added"}]


def test_nobody_marks_what_they_may_not_watch(
    private: Recording, youssef: Person, ingrid: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    for person in (youssef, ingrid, olaf):
        with pytest.raises(Refused):
            actions.annotate(private, TIP, Span(0), "Mag niet", by=as_viewer(person))


@pytest.mark.parametrize(
    ("span", "text", "field"),
    [
        (Span(60_001), "Voorbij het einde", "start"),
        (Span(59_000, 60_001), "Tot voorbij het einde", "start"),
        (Span(0), "a" * (TEXT_MAX + 1), "text"),
    ],
)
def test_a_moment_lies_inside_the_recording_and_says_no_more_than_is_kept(
    shared: Recording, youssef: Person, as_viewer: AsViewer, span: Span, text: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        actions.annotate(shared, TIP, span, text, by=as_viewer(youssef))
    assert caught.value.field == field
    assert told(shared) == []


def test_the_last_instant_and_the_longest_text_are_inside(
    shared: Recording, youssef: Person, as_viewer: AsViewer
) -> None:
    made = actions.annotate(shared, TIP, Span(59_999, 60_000), "a" * TEXT_MAX, by=as_viewer(youssef))
    assert len(made.text) == TEXT_MAX


def test_scripts_in_a_text_are_only_words(shared: Recording, youssef: Person, as_viewer: AsViewer) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [klik](javascript:alert(1)) ![x](http://x/y.png)"
    made = actions.annotate(shared, TIP, Span(0), hostile, by=as_viewer(youssef))
    said = actions.reply(made, hostile, by=as_viewer(youssef))
    for html in (made.html, said.html):
        assert "<script" not in html
        assert "<img" not in html
        assert re.findall(r'href="([^"]*)"', html) == ["http://x/y.png"]


def test_an_author_edits_and_nobody_else(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, youssef)
    actions.edit(made, AnnotationKind.QUESTION, Span(7_000), "Wat dacht je?", by=as_viewer(youssef))
    db.session.commit()
    assert (made.kind, made.start_ms, made.end_ms, made.html) == ("question", 7_000, None, "<p>Wat dacht je?</p>\n")
    assert made.edited_at is not None
    with pytest.raises(Refused):
        actions.edit(made, TIP, Span(0), "Van de maker", by=as_viewer(sanne))
    with pytest.raises(Invalid):
        actions.edit(made, TIP, Span(61_000), "Voorbij het einde", by=as_viewer(youssef))


def test_what_is_removed_is_gone_until_its_author_brings_it_back(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, youssef)
    for _twice in range(2):
        actions.remove(made, by=as_viewer(youssef))
    db.session.commit()
    assert queries.annotations_on(shared, viewer=as_viewer(sanne)) == []
    with pytest.raises(Missing):
        queries.annotation(made.id, viewer=as_viewer(youssef))
    with pytest.raises(Missing):
        queries.removed_annotation(made.id, viewer=as_viewer(sanne))
    actions.restore(queries.removed_annotation(made.id, viewer=as_viewer(youssef)), by=as_viewer(youssef))
    assert [found.id for found in queries.annotations_on(shared, viewer=as_viewer(sanne))] == [made.id]
    assert [data["change"] for data in told(shared)] == ["added", "removed", "restored"]


def test_the_maker_does_not_remove_what_a_colleague_said(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, youssef)
    with pytest.raises(Refused):
        actions.remove(made, by=as_viewer(sanne))


def test_people_talk_below_a_moment(
    shared: Recording, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, youssef)
    first = actions.reply(made, "Dat had ik niet gezien", by=as_viewer(sanne))
    actions.reply(made, "Ik ook niet", by=as_viewer(tom))
    db.session.commit()
    (moment,) = queries.moments_of([made])
    assert [said.text for said in moment.replies] == ["Dat had ik niet gezien", "Ik ook niet"]
    with pytest.raises(Refused):
        actions.remove_reply(made, first, by=as_viewer(tom))
    actions.remove_reply(made, first, by=as_viewer(sanne))
    db.session.flush()
    assert [said.text for said in queries.moments_of([made])[0].replies] == ["Ik ook niet"]
    actions.restore_reply(made, first, by=as_viewer(sanne))
    db.session.flush()
    assert len(queries.moments_of([made])[0].replies) == 2
    with pytest.raises(Invalid):
        actions.reply(made, "  ", by=as_viewer(sanne))


def test_the_maker_answers_and_changes_their_mind(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, youssef)
    for kind in (ResponseKind.THANKS, ResponseKind.TAKE_ALONG, ResponseKind.TAKE_ALONG):
        actions.respond(made, kind, by=as_viewer(sanne))
    db.session.commit()
    standing = queries.moments_of([made])[0].response
    assert standing is not None
    assert standing.kind is ResponseKind.TAKE_ALONG
    assert db.session.query(Response).count() == 2
    actions.respond(made, None, by=as_viewer(sanne))
    assert queries.moments_of([made])[0].response is None


def test_only_the_maker_answers_and_not_themselves(
    shared: Recording, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    theirs, own = mark(shared, youssef), mark(shared, sanne)
    for annotation, person in ((theirs, youssef), (theirs, tom), (own, sanne)):
        with pytest.raises(Refused):
            actions.respond(annotation, ResponseKind.THANKS, by=as_viewer(person))


def test_words_stay_without_a_name_when_their_author_leaves(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, youssef)
    actions.reply(made, "Eens", by=as_viewer(youssef))
    db.session.delete(youssef)
    db.session.commit()
    db.session.expire_all()
    (found,) = queries.annotations_on(shared, viewer=as_viewer(sanne))
    assert found.author is None
    assert db.session.query(Reply).one().author_id is None
