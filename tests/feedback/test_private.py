"""Private notes: their author's alone, wherever one looks."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Missing, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.events.models import Event
from wpl_platform.feedback import actions, outline, policy, queries
from wpl_platform.feedback.details import Details
from wpl_platform.feedback.models import Annotation, AnnotationKind, ResponseKind, Visibility
from wpl_platform.feedback.outline import Outline
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


def test_a_private_note_is_its_authors_alone(
    shared: Recording, tom: Person, sanne: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    said = mark(shared, tom)
    note = actions.annotate(shared, TIP, Span(9_000), "Voor mijzelf", by=as_viewer(tom), details=PRIVATE)
    db.session.flush()
    assert ids(outline.outline_of(shared, viewer=as_viewer(tom))) == [said.id, note.id]
    assert ids(outline.outline_of(shared, viewer=as_viewer(sanne))) == [said.id]
    assert [found.id for found in queries.said_on(shared, viewer=as_viewer(tom))] == [said.id]
    assert queries.densities_of([shared.id])[shared.id].count == 1
    for ask in (queries.annotation, queries.drawing_at):
        with pytest.raises(Missing):
            ask(note.id, viewer=as_viewer(sanne))
    for act in (
        lambda: actions.reply(note, "Hoi", by=as_viewer(sanne)),
        lambda: actions.respond(note, ResponseKind.THANKS, by=as_viewer(sanne)),
        lambda: actions.resolve(note, by=as_viewer(sanne)),
    ):
        with pytest.raises(Refused):
            act()
    assert not policy.may_take_further(as_viewer(tom), note)
    assert policy.may_take_further(as_viewer(tom), said)


def test_changing_the_words_of_a_private_note_does_not_publish_it(
    shared: Recording, tom: Person, as_viewer: AsViewer
) -> None:
    note = actions.annotate(shared, TIP, Span(9_000), "Voor mij", by=as_viewer(tom), details=PRIVATE)
    actions.edit(note, TIP, Span(9_000), "Voor mij alleen", by=as_viewer(tom))
    assert note.visibility.value == "private"
    actions.edit(
        note, TIP, Span(9_000), "Nu niet meer", by=as_viewer(tom), details=Details(visibility=Visibility.SHARED)
    )
    assert note.visibility.value == "shared"


def test_who_else_sees_what_one_writes_is_named(
    shared: Recording,
    private: Recording,
    tom: Person,
    sanne: Person,
    youssef: Person,
    olaf: Person,
    as_viewer: AsViewer,
) -> None:
    seeing = queries.others_who_see(shared, viewer=as_viewer(tom))
    assert [person.name for person in seeing] == ["Sanne Visser", "Youssef Amrani"]
    assert queries.others_who_see(shared, viewer=as_viewer(olaf)) == []


def test_what_was_private_stays_private_in_what_a_moment_was_before(
    shared: Recording, tom: Person, sanne: Person, as_viewer: AsViewer
) -> None:
    note = actions.annotate(shared, TIP, Span(9_000), "GEHEIM", by=as_viewer(tom), details=PRIVATE)
    actions.edit(note, TIP, Span(9_000), "Voor allen", by=as_viewer(tom), details=Details(visibility=Visibility.SHARED))
    actions.edit(note, TIP, Span(9_000), "Voor allen!", by=as_viewer(tom))
    assert [was.version for was in queries.revisions_of(note, viewer=as_viewer(tom))] == [2, 1]
    assert [was.version for was in queries.revisions_of(note, viewer=as_viewer(sanne))] == [2]


def test_a_private_note_is_nobodys_news(shared: Recording, tom: Person, as_viewer: AsViewer) -> None:
    def news() -> list[str]:
        asked = select(Event.data).where(Event.room == f"recording:{shared.id}", Event.kind == "annotation")
        return [data["change"] for data in db.session.scalars(asked.order_by(Event.number))]

    note = actions.annotate(shared, TIP, Span(9_000), "Voor mij", by=as_viewer(tom), details=PRIVATE)
    actions.edit(note, TIP, Span(9_000), "Nog", by=as_viewer(tom))
    actions.move(note, Span(8_000), by=as_viewer(tom))
    actions.resolve(note, by=as_viewer(tom))
    actions.remove(note, by=as_viewer(tom))
    actions.restore(note, by=as_viewer(tom))
    assert news() == []
    actions.edit(note, TIP, Span(9_000), "Nog", by=as_viewer(tom), details=Details(visibility=Visibility.SHARED))
    actions.edit(note, TIP, Span(9_000), "Nog", by=as_viewer(tom), details=PRIVATE)
    assert news() == ["edited", "edited"]


def test_who_was_answered_by_others_does_not_take_the_moment_away_from_them(
    shared: Recording, tom: Person, sanne: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made = mark(shared, tom)
    actions.reply(made, "Van mijzelf", by=as_viewer(tom))
    actions.edit(made, TIP, Span(0), "Kan", by=as_viewer(tom), details=PRIVATE)
    actions.edit(made, TIP, Span(0), "Weer", by=as_viewer(tom), details=Details(visibility=Visibility.SHARED))
    actions.reply(made, "Van Sanne", by=as_viewer(sanne))
    with pytest.raises(Conflict):
        actions.edit(made, TIP, Span(0), "Kan niet", by=as_viewer(tom), details=PRIVATE)
