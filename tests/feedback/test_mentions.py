"""Naming somebody in a moment or below it."""

from collections.abc import Callable

import pytest

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions, mentions
from wpl_platform.feedback.details import Details
from wpl_platform.feedback.models import Annotation, AnnotationKind, Visibility
from wpl_platform.home import attention, queries
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Mark = Callable[..., Annotation]
TIP = AnnotationKind.SUGGESTION


def found(viewer: Viewer) -> list[int]:
    """The moments in which somebody was named and that they did not look at yet."""
    return [moment.id for moment in mentions.open_mentions(viewer=viewer, most=6)]


def test_who_is_named_finds_it_until_they_look_and_anew_when_named_again(
    shared: Recording, tom: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    made = actions.annotate(shared, TIP, Span(0), "Zie jij dit ook, @youssef AMRANI?", by=as_viewer(tom))
    db.session.commit()
    assert found(as_viewer(youssef)) == [made.id]
    assert found(as_viewer(tom)) == []
    before = attention.count(as_viewer(youssef), None)
    assert queries.waiting_for(as_viewer(youssef), None).listed == before
    mentions.look(made, by=as_viewer(youssef))
    assert found(as_viewer(youssef)) == []
    assert attention.count(as_viewer(youssef), None) == before - 1
    actions.reply(made, "@Youssef Amrani, kijk nog eens", by=as_viewer(tom))
    assert found(as_viewer(youssef)) == [made.id]


def test_only_who_sees_it_is_named(
    shared: Recording, sanne: Person, tom: Person, youssef: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    made = actions.annotate(shared, TIP, Span(0), "@Olaf Postma @Youssef Amrani", by=as_viewer(tom))
    secret = Details(visibility=Visibility.PRIVATE)
    actions.annotate(shared, TIP, Span(0), "@Youssef Amrani leest dit niet", by=as_viewer(tom), details=secret)
    assert found(as_viewer(olaf)) == []
    assert found(as_viewer(youssef)) == [made.id]
    with pytest.raises(Missing):
        mentions.look(made, by=as_viewer(sanne))
    media.stop_sharing(shared, by=as_viewer(sanne))
    db.session.commit()
    db.session.expire_all()
    assert found(as_viewer(youssef)) == []


def test_a_name_counts_when_it_is_whole(tom: Person, youssef: Person) -> None:
    people = [tom, youssef]
    assert mentions.named("@Tom @Amrani tom dekker", people) == []
    assert mentions.named("Dag @Tom Dekker!", people) == [tom]
    assert mentions.named("@Tom Dekkers", people) == []
    jan, long = Person(id=8, name="Jan"), Person(id=9, name="Jan de Vries")
    assert mentions.named("@jan de vries", [jan, long]) == [long]
    assert mentions.named("@Jan de Vries en @Jan", [jan, long]) == [jan, long]


def test_mending_a_typo_names_nobody_anew_and_an_answer_is_a_look(
    shared: Recording, tom: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    made = actions.annotate(shared, TIP, Span(0), "Zie jij dit, @Youssef Amrani?", by=as_viewer(tom))
    actions.reply(made, "Ja", by=as_viewer(youssef))
    actions.edit(made, TIP, Span(0), "Zie jij dat, @Youssef Amrani?", by=as_viewer(tom))
    assert found(as_viewer(youssef)) == []
    actions.reply(made, "@Youssef Amrani, echt?", by=as_viewer(tom))
    assert found(as_viewer(youssef)) == [made.id]
    actions.edit(made, TIP, Span(0), "Zie jij dat?", by=as_viewer(tom))
    assert found(as_viewer(youssef)) == []
