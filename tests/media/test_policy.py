"""Who may see a recording, asked in both ways over everybody and every state."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from tests.conftest import House
from tests.media.consents import agree, client_in, withdraw
from wpl_platform.accounts.actions import create_person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import naming, policy
from wpl_platform.media.models import Recording, Share, Situation, Stage
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER, WATCHERS, Viewer

STATES = (
    "private",
    "shared",
    "ended",
    "shared again",
    "elsewhere",
    "with one",
    "with one no more",
    "with each by name",
    "agreed",
    "agreed until today",
    "not everybody agreed",
    "taken out of view",
    "not said who is in view",
    "expired",
    "withdrawn",
    "agreed again",
    "by name, not agreed",
    "destroyed",
)
CLEARED = {"agreed", "agreed until today", "taken out of view", "agreed again"}
GONE = {"withdrawn", "destroyed"}
SEES = {
    "maker": set(STATES),
    Role.PARTICIPANT: {"shared", "shared again", "with one", "with each by name"} | CLEARED,
    Role.FACILITATOR: {"shared", "shared again", "with each by name"} | CLEARED,
    Role.MANAGER: set(),
    Role.ADMIN: set(),
    "other team": {"elsewhere"},
    "left": set(),
    "stranger": set(),
}


def _lack_one(recording: Recording) -> None:
    client_in(recording)
    agree(client_in(recording, "Haar zoon"))


def _take_out(recording: Recording) -> None:
    _not_said(recording)
    naming.say_nobody_else(recording, by=viewer_of(recording.maker))


def _not_said(recording: Recording) -> None:
    naming.take_out_of_view(client_in(recording), by=viewer_of(recording.maker))
    db.session.expire(recording, ["in_view"])


def _withdraw(recording: Recording) -> None:
    agree(client_in(recording, "Haar zoon"))
    person = client_in(recording)
    agree(person)
    withdraw(person)


def _agree_again(recording: Recording) -> None:
    _withdraw(recording)
    for person in recording.in_view:
        agree(person)


def _destroy(recording: Recording) -> None:
    recording.destroyed_at = clock.now()


CONSENTS: dict[str, Callable[[Recording], object]] = {
    "agreed": lambda recording: agree(client_in(recording)),
    "agreed until today": lambda recording: agree(client_in(recording), until=clock.today()),
    "not everybody agreed": _lack_one,
    "taken out of view": _take_out,
    "not said who is in view": _not_said,
    "expired": lambda recording: agree(client_in(recording), until=clock.today() - timedelta(days=1)),
    "withdrawn": _withdraw,
    "agreed again": _agree_again,
    "by name, not agreed": client_in,
    "destroyed": _destroy,
}


@pytest.fixture
def cast(house: House) -> dict[object, Viewer]:
    found: dict[object, Viewer] = {"stranger": STRANGER}
    for name in ("maker", *Role, "left"):
        person = create_person(str(name), f"{name}@lindehoeve.example".replace(" ", ""))
        if name != "left":
            teams.place(person, house.team, name if isinstance(name, Role) else Role.PARTICIPANT)
        found[name] = viewer_of(person)
    outside = create_person("Olaf", "olaf@lindehoeve.example")
    teams.place(outside, house.other_team, Role.PARTICIPANT)
    return found | {"other team": viewer_of(outside)}


@pytest.fixture
def recordings(house: House, cast: dict[object, Viewer]) -> dict[str, Recording]:
    found = {}
    for state in STATES:
        recording = Recording(
            nobody_else_at=clock.now(),
            maker_id=cast["maker"].person_id,
            team_id=house.team_id,
            title=state,
            stage=Stage.READY,
        )
        recording.situation, recording.filmed_on = Situation.OTHER, clock.today()
        db.session.add(recording)
        db.session.flush()
        found[state] = recording
        where = house.other_team_id if state == "elsewhere" else house.team_id
        if state in ("ended", "shared again"):
            db.session.add(Share(recording_id=recording.id, team_id=where, ended_at=clock.now()))
        if state in ("shared", "shared again", "elsewhere", *CONSENTS):
            db.session.add(Share(recording_id=recording.id, team_id=where))
        for name, ended in _named(state, cast):
            share = Share(recording_id=recording.id, person_id=cast[name].person_id, ended_at=ended)
            db.session.add(share)
        db.session.flush()
        if state in CONSENTS:
            CONSENTS[state](recording)
    db.session.commit()
    return found


def _named(state: str, cast: dict[object, Viewer]) -> list[tuple[object, datetime | None]]:
    """With whom it is shared by name in this state, also those who can not be chosen; and when that ended."""
    if state in ("with each by name", "by name, not agreed"):
        return [(name, None) for name in cast if name not in ("maker", "stranger")]
    if state.startswith("with one"):
        return [(Role.PARTICIPANT, clock.now() if state.endswith("no more") else None)]
    return []


def test_both_faces_of_the_policy_say_the_same_to_everybody_in_every_state(
    cast: dict[object, Viewer], recordings: dict[str, Recording]
) -> None:
    for name, state in product(cast, STATES):
        expected = state in SEES[name]  # type: ignore[index]
        assert policy.may_see(cast[name], recordings[state]) is expected, (name, state)
    for name, viewer in cast.items():
        seen = set(db.session.scalars(select(Recording.title).where(policy.seen_by(viewer))))
        assert seen == SEES[name], name  # type: ignore[index]


def test_who_sees_a_recording_watches_it_until_somebody_withdraws_or_it_is_destroyed(
    cast: dict[object, Viewer], recordings: dict[str, Recording]
) -> None:
    for name, viewer in cast.items():
        watched = {state for state in STATES if policy.may_watch(viewer, recordings[state])}
        assert watched == SEES[name] - GONE, name  # type: ignore[index]
        assert set(db.session.scalars(select(Recording.title).where(policy.watched_by(viewer)))) == watched, name


def test_only_the_maker_changes_shares_and_deletes(
    cast: dict[object, Viewer], recordings: dict[str, Recording]
) -> None:
    for name, recording in product(cast, recordings.values()):
        for may in (policy.may_edit, policy.may_stop_sharing, policy.may_delete):
            assert may(cast[name], recording) is (name == "maker"), (name, may)
        assert policy.may_share(cast[name], recording) is (name == "maker" and policy.is_there(recording))


def test_who_learns_in_a_team_or_guides_it_may_begin(cast: dict[object, Viewer], house: House) -> None:
    allowed = {name for name, viewer in cast.items() if policy.may_begin(viewer, house.team_id)}
    assert allowed == {"maker", Role.PARTICIPANT, Role.FACILITATOR}


def test_a_maker_who_left_the_team_keeps_the_recording_and_can_stop_sharing(
    cast: dict[object, Viewer], recordings: dict[str, Recording]
) -> None:
    gone = Viewer(cast["maker"].person_id)
    assert policy.may_see(gone, recordings["private"])
    assert policy.may_stop_sharing(gone, recordings["shared"])
    assert policy.may_delete(gone, recordings["shared"])
    assert not policy.may_share(gone, recordings["private"])


def test_who_leaves_the_team_loses_what_was_shared_by_name_and_has_it_again_after_coming_back(
    cast: dict[object, Viewer], recordings: dict[str, Recording], house: House
) -> None:
    with_one, learner = recordings["with one"], cast[Role.PARTICIPANT]
    for roles, sees in (
        ({}, False),
        ({house.team_id: {Role.MANAGER}}, False),
        ({house.other_team_id: WATCHERS}, False),
    ):
        now = Viewer(learner.person_id, "", {team: frozenset(held) for team, held in roles.items()})
        assert policy.may_see(now, with_one) is sees
        assert _sees(now, with_one) is sees
    assert policy.may_see(learner, with_one)
    assert _sees(learner, with_one)


def _sees(viewer: Viewer, recording: Recording) -> bool:
    asked = select(Recording.id).where(Recording.id == recording.id, policy.seen_by(viewer))
    return db.session.scalar(asked) is not None
