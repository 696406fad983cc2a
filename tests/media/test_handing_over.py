"""A recording goes to a colleague who watches it already, and who decides about it from then on."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from tests.media.consents import client_in
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Refused
from wpl_platform.media import actions, consenting, handing_over, policy, standing
from wpl_platform.media.consent_models import Purpose
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.redaction_models import RedactionOrder
from wpl_platform.privacy.models import AccessEntry
from wpl_platform.teams import actions as teams
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
Make = Callable[..., Recording]


@pytest.fixture
def shared(sanne: Person, house: House, record: Make, share_with_team: Callable[[Recording], None]) -> Recording:
    """A film of Sanne's that her team sees."""
    recording = record(sanne, house.team_id, stage=Stage.READY)
    share_with_team(recording)
    return recording


def test_who_gets_it_decides_and_who_gave_it_sees_it_as_the_team_does(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    handing_over.hand_over(shared, youssef.id, by=as_viewer(sanne))
    assert policy.may_stop_sharing(as_viewer(youssef), shared)
    assert not policy.may_stop_sharing(as_viewer(sanne), shared)
    assert policy.may_watch(as_viewer(sanne), shared)
    actions.stop_sharing(shared, by=as_viewer(youssef))
    db.session.expire_all()
    assert not policy.may_see(as_viewer(sanne), shared)


def test_it_goes_to_nobody_who_does_not_watch_it(
    shared: Recording, sanne: Person, youssef: Person, ingrid: Person, olaf: Person, as_viewer: AsViewer
) -> None:
    for person in (ingrid, olaf, sanne):
        with pytest.raises(Invalid):
            handing_over.hand_over(shared, person.id, by=as_viewer(sanne))
    client_in(shared)
    db.session.expire_all()
    with pytest.raises(Invalid):
        handing_over.hand_over(shared, youssef.id, by=as_viewer(sanne))
    assert handing_over.takers(shared, viewer=as_viewer(sanne)) == []


def test_only_its_maker_hands_it_over(
    shared: Recording, sanne: Person, youssef: Person, bea: Person, as_viewer: AsViewer
) -> None:
    for person in (youssef, bea):
        assert handing_over.takers(shared, viewer=as_viewer(person)) == []
        with pytest.raises(Refused):
            handing_over.hand_over(shared, youssef.id, by=as_viewer(person))
    teams.leave(shared.team, by=as_viewer(sanne))
    with pytest.raises(Refused):
        handing_over.hand_over(shared, youssef.id, by=as_viewer(sanne))


def test_what_was_cut_off_does_not_go_along(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    shared.start_ms = 2_000
    original = Rendition(recording_id=shared.id, kind=RenditionKind.ORIGINAL, name="original", key="a" * 26)
    original.media_type, original.size = "video/mp4", 1
    db.session.add(original)
    db.session.flush()
    with pytest.raises(Refused):
        handing_over.hand_over(shared, youssef.id, by=as_viewer(sanne))


def test_it_is_done_by_the_page_and_stands_in_the_log(
    shared: Recording, sanne: Person, youssef: Person, client_of: Browsers
) -> None:
    browser, address = client_of(sanne), f"/recordings/{shared.id}/hand-over"
    assert youssef.name in browser.get(address).text
    assert browser.post(address, data={}).status_code == 422
    assert browser.post(address, data={"person": youssef.id}).status_code == 303
    assert browser.get(address).status_code == 404
    [line] = db.session.query(AccessEntry).filter(AccessEntry.what.startswith("maker:"))
    assert (line.person_id, line.what) == (sanne.id, f"maker:{youssef.id}")


def test_what_is_still_to_be_covered_does_not_go_along_uncovered(
    shared: Recording, sanne: Person, youssef: Person, as_viewer: AsViewer
) -> None:
    db.session.add(RedactionOrder(recording_id=shared.id, by_id=sanne.id, asked={}))
    db.session.flush()
    with pytest.raises(Refused):
        handing_over.hand_over(shared, youssef.id, by=as_viewer(sanne))


def test_who_gave_it_is_in_view_agrees_to_learning_and_can_stop_that(
    shared: Recording, sanne: Person, youssef: Person, tom: Person, as_viewer: AsViewer
) -> None:
    handing_over.hand_over(shared, youssef.id, by=as_viewer(sanne))
    assert policy.may_watch(as_viewer(tom), shared)
    assert not policy.is_cleared(shared, Purpose.PUBLICATION)
    [shown] = standing.films_of(viewer=as_viewer(sanne))
    consenting.withdraw(shown, by=as_viewer(sanne))
    assert not policy.may_watch(as_viewer(youssef), shared)
