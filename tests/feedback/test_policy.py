"""Who sees a moment: one grid of roles and states, asked both ways."""

from collections.abc import Callable

from sqlalchemy import select

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback import actions, filming, policy, queries
from wpl_platform.feedback.filming_models import Filming
from wpl_platform.feedback.models import Annotation, Visibility
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import STRANGER, Viewer

AsViewer = Callable[[Person], Viewer]
Mark = Callable[..., Annotation]


def seen(viewer: Viewer) -> set[int]:
    """The moments that the condition lets through."""
    asked = select(Annotation.id).join(Annotation.recording).where(policy.seen_by(viewer))
    return set(db.session.scalars(asked))


def test_both_faces_of_the_policy_agree_for_every_role_and_state(
    house: House,
    shared: Recording,
    sanne: Person,
    youssef: Person,
    tom: Person,
    ingrid: Person,
    bea: Person,
    olaf: Person,
    as_viewer: AsViewer,
    mark: Mark,
) -> None:
    there, gone = mark(shared, youssef), mark(shared, youssef)
    actions.remove(gone, by=as_viewer(youssef))
    note = mark(shared, youssef)
    note.visibility = Visibility.PRIVATE
    people = [*(as_viewer(person) for person in (sanne, youssef, tom, ingrid, bea, olaf)), STRANGER]
    for is_shared, expected in ((True, {"Sanne Visser", "Youssef Amrani", "Tom Dekker"}), (False, {"Sanne Visser"})):
        if not is_shared:
            media.stop_sharing(shared, by=as_viewer(sanne))
        db.session.commit()
        db.session.expire_all()
        for viewer in people:
            for annotation in (there, gone, note):
                assert policy.may_see(viewer, annotation) == (annotation.id in seen(viewer)), (viewer.name, is_shared)
        assert {viewer.name for viewer in people if policy.may_see(viewer, there)} == expected
        assert {viewer.name for viewer in people if policy.may_see(viewer, note)} == expected & {"Youssef Amrani"}


def test_who_may_mark_along_finds_the_filming_and_nobody_else_does(
    house: House,
    sanne: Person,
    youssef: Person,
    tom: Person,
    ingrid: Person,
    bea: Person,
    olaf: Person,
    as_viewer: AsViewer,
) -> None:
    made = filming.invite(house.team, by=as_viewer(sanne))
    elsewhere = Filming(code="mirato", maker_id=olaf.id, team_id=house.other_team_id)
    db.session.add(elsewhere)
    db.session.commit()
    people = [*(as_viewer(person) for person in (sanne, youssef, tom, ingrid, bea, olaf)), STRANGER]
    for viewer in people:
        found = set(db.session.scalars(select(Filming.id).where(policy.filmings_seen_by(viewer))))
        for one in (made, elsewhere):
            assert policy.may_mark_along(viewer, one) == (one.id in found), viewer.name
            assert policy.may_mark_along(viewer, one) == policy.may_ask_who_films(viewer, one.team_id), viewer.name
    assert {viewer.name for viewer in people if policy.may_mark_along(viewer, made)} == {
        "Sanne Visser",
        "Youssef Amrani",
        "Tom Dekker",
    }


def test_who_loses_the_recording_loses_their_words_on_it(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    made, viewer = mark(shared, youssef), as_viewer(youssef)
    assert policy.may_edit(viewer, made)
    assert policy.may_remove(viewer, made)
    assert policy.may_reply(viewer, made)
    media.stop_sharing(shared, by=as_viewer(sanne))
    db.session.commit()
    db.session.expire_all()
    assert not (policy.may_edit(viewer, made))
    assert not (policy.may_remove(viewer, made))
    assert not (policy.may_restore(viewer, made))
    assert not (policy.may_reply(viewer, made))
    assert not (policy.may_annotate(viewer, shared))


def test_nobody_owns_what_nobody_left(shared: Recording, youssef: Person, mark: Mark) -> None:
    made = mark(shared, youssef)
    made.author_id = None
    assert not policy.may_edit(STRANGER, made)
    assert not policy.may_remove(STRANGER, made)


def test_a_grid_asks_once_for_every_recording_and_counts_what_stands(
    shared: Recording, youssef: Person, as_viewer: AsViewer, mark: Mark
) -> None:
    mark(shared, youssef)
    gone = mark(shared, youssef, start=50_000)
    actions.remove(gone, by=as_viewer(youssef))
    db.session.commit()
    found = queries.densities_of([shared.id, 999])
    assert found.keys() == {shared.id}
    assert found[shared.id].count == 1
    assert found[shared.id].path.startswith("M0 ")
