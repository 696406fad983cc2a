"""The viewing guides of a team and the labels they give, and how somebody works in the studio."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Refused
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions, guides, guiding, outline
from wpl_platform.feedback.details import Details, Looked
from wpl_platform.feedback.models import Annotation, AnnotationKind, Visibility
from wpl_platform.media.models import Recording, Stage
from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Mark = Callable[..., Annotation]
TIP, TOP = AnnotationKind.SUGGESTION, AnnotationKind.STRENGTH
PRIVATE = Details(visibility=Visibility.PRIVATE)
ARROW = {"tool": "arrow", "colour": "yellow", "points": [[0.1, 0.2], [0.5, 0.5]]}


def test_a_label_keeps_the_name_it_had_and_goes_only_when_somebody_takes_it_off(
    shared: Recording, tom: Person, house: House, as_viewer: AsViewer
) -> None:
    by = as_viewer(tom)
    guide = guiding.make_guide(house.team_id, "Gesprek", [Looked("Kijken", "a"), Looked("Stilte")], by=by)
    look, hush = guides.guides_of(house.team_id, viewer=by)[0].labels
    made = actions.annotate(shared, TIP, Span(0), "", by=by, details=Details(labels=(look.id, hush.id, 999)))
    guiding.change_guide(guide, "Gesprek", [Looked("Oogcontact", "a"), Looked("Stilte")], by=by)
    assert outline.outline_of(shared, viewer=by)[0].labels == ("Kijken", "Stilte")
    actions.edit(made, TIP, Span(0), "Woorden erbij", by=by)
    assert outline.outline_of(shared, viewer=by)[0].labels == ("Kijken", "Stilte")
    actions.edit(made, TIP, Span(0), "", by=by, details=Details(labels=()))
    assert outline.outline_of(shared, viewer=by)[0].labels == ("Kijken",)


def test_a_guide_leads_to_the_films_that_the_viewer_sees_in_which_it_was_used(
    shared: Recording, sanne: Person, tom: Person, house: House, as_viewer: AsViewer
) -> None:
    hers = Recording(
        nobody_else_at=clock.now(),
        maker_id=sanne.id,
        team_id=house.team_id,
        title="Voor mij",
        stage=Stage.READY,
        duration_ms=9_000,
    )
    hers.situation, hers.filmed_on = shared.situation, shared.filmed_on
    db.session.add(hers)
    db.session.commit()
    guide = guiding.make_guide(house.team_id, "Gesprek", [Looked("Kijken"), Looked("Stilte")], by=as_viewer(tom))
    [used] = guides.guides_of(house.team_id, viewer=as_viewer(sanne))
    both = Details(labels=tuple(label.id for label in used.labels))
    for film, details in ((shared, both), (shared, both), (hers, both)):
        actions.annotate(film, TIP, Span(0), "", by=as_viewer(sanne), details=details)
    alone = Details(labels=both.labels, visibility=Visibility.PRIVATE)
    actions.annotate(shared, TIP, Span(0), "", by=as_viewer(sanne), details=alone)
    for viewer, wanted in ((as_viewer(sanne), {(shared.id, 2), (hers.id, 1)}), (as_viewer(tom), {(shared.id, 2)})):
        found = guides.films_with([used], viewer=viewer)[guide.id]
        assert {(recording.id, count) for recording, count in found} == wanted


def test_labels_of_another_team_do_not_count(
    shared: Recording, olaf: Person, tom: Person, house: House, as_viewer: AsViewer
) -> None:
    theirs = Viewer(olaf.id, olaf.name, {house.other_team_id: frozenset({Role.FACILITATOR})})
    guiding.make_guide(house.other_team_id, "Van hen", [Looked("Van hen")], by=theirs)
    label = guides.guides_of(house.other_team_id, viewer=theirs)[0].labels[0]
    actions.annotate(shared, TIP, Span(0), "", by=as_viewer(tom), details=Details(labels=(label.id,)))
    assert outline.outline_of(shared, viewer=as_viewer(tom))[0].labels == ()


@pytest.mark.parametrize(
    "labels",
    [
        [],
        [Looked(" ")],
        [Looked("Kijken"), Looked("kijken")],
        [Looked("Kijken", "a"), Looked("Stilte", "A")],
        [Looked("Kijken", "m")],
        [Looked("x" * 61)],
        [Looked(f"Label {number}") for number in range(41)],
    ],
)
def test_a_guide_has_a_few_labels_that_can_be_told_apart(
    tom: Person, house: House, as_viewer: AsViewer, labels: list[Looked]
) -> None:
    with pytest.raises(Invalid):
        guiding.make_guide(house.team_id, "Gesprek", labels, by=as_viewer(tom))


def test_only_who_guides_the_team_makes_a_guide(house: House, sanne: Person, as_viewer: AsViewer) -> None:
    with pytest.raises(Refused):
        guiding.make_guide(house.team_id, "Gesprek", [Looked("Kijken")], by=as_viewer(sanne))


def test_a_guide_that_was_put_away_is_not_offered_and_comes_back(
    house: House, tom: Person, as_viewer: AsViewer
) -> None:
    guide = guiding.make_guide(house.team_id, "Gesprek", [Looked("Kijken")], by=as_viewer(tom))
    guiding.archive_guide(guide, by=as_viewer(tom))
    assert guides.guides_of(house.team_id, viewer=as_viewer(tom)) == []
    guiding.bring_back_guide(guide, by=as_viewer(tom))
    assert len(guides.guides_of(house.team_id, viewer=as_viewer(tom))) == 1


@pytest.mark.parametrize(
    "chosen",
    [
        "[]",
        "nee",
        '{"lead_in_ms": -1}',
        '{"lead_in_ms": true}',
        '{"after_mark": "sing"}',
        '{"form": "poem"}',
        '{"keys": {"play": 3}}',
        '{"pause_while_typing": "yes"}',
    ],
)
def test_what_is_no_choice_of_the_studio_is_refused(tom: Person, as_viewer: AsViewer, chosen: str) -> None:
    with pytest.raises(Invalid):
        guiding.prefer(chosen, by=as_viewer(tom))


def test_how_somebody_works_is_kept_for_them_alone(tom: Person, sanne: Person, as_viewer: AsViewer) -> None:
    guiding.prefer('{"lead_in_ms": 500, "keys": {"play": "x"}, "more": 1}', by=as_viewer(tom))
    guiding.prefer('{"lead_in_ms": 700}', by=as_viewer(tom))
    assert guides.preferences_of(as_viewer(tom))["lead_in_ms"] == 700
    assert guides.preferences_of(as_viewer(sanne))["lead_in_ms"] == 2_000


def test_a_label_takes_no_key_that_the_studio_listens_to(app: Flask) -> None:
    listed = (Path(app.root_path) / "templates" / "feedback" / "_keys.html").read_text(encoding="utf-8")
    keys = {key for _, keys in re.findall(r"\('([a-z-]+)', '([^']+)', _\(", listed) for key in keys.split()}
    single = {key for key in keys if len(key) == 1}
    assert len(single) > 20
    assert single | {" "} == guiding.TAKEN_KEYS
