"""What a colleague shares with me by name waits on my start page, as what is shared with my team does."""

import pytest

from tests.conftest import House
from tests.home.conftest import DAY, film, mark
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.home import attention, queries
from wpl_platform.media.consent_models import InViewKind
from wpl_platform.media.models import PersonInView, Recording, Share
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Membership, Role, Team
from wpl_platform.teams.queries import viewer_of


def show(recording: Recording, person: Person, *, days_ago: int = 0) -> Share:
    """The maker shares it with this colleague by name."""
    share = Share(recording_id=recording.id, person_id=person.id, by_id=recording.maker_id)
    share.created_at = clock.now() - days_ago * DAY
    db.session.add(share)
    db.session.commit()
    return share


def titles(person: Person, team: Team | None) -> list[str]:
    waiting = queries.waiting_for(viewer_of(person), team)
    assert attention.count(viewer_of(person), team) == waiting.listed, "the rail and the page say the same"
    return [recording.title for recording in waiting.recordings]


def test_what_is_shared_with_me_by_name_waits_until_i_marked_a_moment(
    house: House, sanne: Person, youssef: Person, tom: Person
) -> None:
    recording = film(sanne, house.team, "Overdracht", shared=False)
    share = show(recording, youssef)
    assert titles(youssef, house.team) == ["Overdracht"]
    assert titles(tom, house.team) == titles(sanne, house.team) == []
    moment = mark(recording, youssef)
    assert titles(youssef, house.team) == []
    moment.removed_at = clock.now()
    share.ended_at = clock.now()
    db.session.commit()
    assert titles(youssef, house.team) == []


def test_it_waits_in_whatever_team_i_am_looking_at(house: House, sanne: Person, youssef: Person) -> None:
    teams.place(youssef, house.other_team, Role.PARTICIPANT)
    show(film(sanne, house.team, "Overdracht", shared=False), youssef)
    film(sanne, house.team, "Voor het team")
    assert titles(youssef, house.other_team) == ["Overdracht"]
    assert titles(youssef, None) == ["Overdracht"]


def test_what_is_shared_with_me_and_with_my_team_waits_once_and_the_latest_in_front(
    house: House, sanne: Person, youssef: Person
) -> None:
    both = film(sanne, house.team, "Allebei", days_ago=3)
    film(sanne, house.team, "Team", days_ago=2)
    show(both, youssef, days_ago=1)
    assert titles(youssef, house.team) == ["Allebei", "Team"]


@pytest.mark.parametrize("case", ["long ago", "no consent", "left the team", "only a manager"])
def test_what_i_may_not_see_or_was_shown_long_ago_does_not_wait(
    case: str, house: House, sanne: Person, youssef: Person, ingrid: Person
) -> None:
    recording = film(sanne, house.team, shared=False)
    person = ingrid if case == "only a manager" else youssef
    show(recording, person, days_ago=40 if case == "long ago" else 0)
    if case == "no consent":
        named = PersonInView(recording_id=recording.id, kind=InViewKind.CLIENT, name="Mevrouw Bos", key="k" * 26)
        db.session.add(named)
        db.session.commit()
    if case == "left the team":
        db.session.query(Membership).filter_by(person_id=youssef.id).update({"ended_at": clock.now()})
        db.session.commit()
    assert titles(person, house.team) == []
