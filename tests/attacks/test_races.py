"""Two at once: whoever comes first, what is withdrawn is never seen. Over HTTP, on both databases, again and again."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import delete

from tests.access.world import World
from tests.attacks.target import Answer, Attacker, Target
from wpl_platform.core.database import apart, db
from wpl_platform.media import consenting, in_view, informing, naming, policy
from wpl_platform.media.consent_models import Consent
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER

ROUNDS = 6
Ask = Callable[[], Answer]


def at_once(*asks: Ask) -> list[Answer]:
    """What each was answered, all asked in the same moment."""
    gate, answers = threading.Barrier(len(asks)), list[Answer]()

    def run(ask: Ask) -> None:
        gate.wait()
        answers.append(ask())

    rivals = [threading.Thread(target=run, args=(ask,)) for ask in asks]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    return answers


def withdrawn(world: World) -> bool:
    db.session.rollback()
    db.session.expire_all()
    person = db.session.get_one(PersonInView, world.shared.client.id)
    stopped = person.withdrawn_at is not None
    assert not (stopped and person.open_consents), "withdrawn, and still agreed"
    assert not (stopped and person.removed_at), "withdrawn, and no longer asked about"
    db.session.rollback()
    return stopped


def nobody_decided(world: World) -> None:
    """Who is on the list decided nothing yet: only then the maker can take them off."""
    db.session.execute(delete(Consent).where(Consent.in_view_id == world.shared.client.id))
    db.session.commit()


def seen(world: World, who: Attacker) -> bool:
    return who.get(f"/recordings/{world.shared.id}/media/direct").status == 200


def agrees(world: World) -> dict[str, str]:
    return {"purposes": "learning", "signed_as": "Ik", "read": informing.told(world.team.organisation_id, "nl").digest}


def rivals_of_withdrawing(target: Target, world: World) -> dict[str, Ask]:
    sanne, other = target.attacker("sanne"), target.attacker()
    sanne.token(), other.token()
    film, key = f"/recordings/{world.shared.id}", world.shared.client.key
    typed = agrees(world)
    db.session.commit()
    return {
        "share": lambda: sanne.post(f"{film}/shares"),
        "agree": lambda: other.post(f"/consent/{key}", typed),
        "take off the list": lambda: sanne.post(f"/in-view/{world.shared.client.id}/delete"),
        "withdraw as well": lambda: other.post(f"/consent/{key}/withdraw"),
        "stop sharing": lambda: sanne.post(f"{film}/shares/delete"),
    }


@pytest.mark.parametrize("rival", ["share", "agree", "take off the list", "withdraw as well", "stop sharing"])
def test_what_is_withdrawn_while_something_else_happens_is_not_seen(target: Target, rival: str) -> None:
    for _round in range(ROUNDS):
        world = target.world()
        if rival == "take off the list":
            nobody_decided(world)
        person, youssef = target.attacker(), target.attacker("youssef")
        person.token()
        key = world.shared.client.key
        act = rivals_of_withdrawing(target, world)[rival]
        said = at_once(lambda person=person, key=key: person.post(f"/consent/{key}/withdraw"), act)  # type: ignore[misc]
        assert all(answer.status < 500 for answer in said), [answer.status for answer in said]
        if withdrawn(world):
            assert not seen(world, youssef)
        else:
            assert rival == "agree"  # who agreed last, agrees
        target.renew()


@pytest.mark.parametrize("target", ["postgresql"], indirect=True)  # on SQLite who writes is alone from the beginning
def test_who_withdraws_while_they_are_taken_off_the_list_has_withdrawn(target: Target) -> None:
    world, app = target.world(), target.app
    nobody_decided(world)
    person = in_view.holder_of(world.shared.client.key)
    number, key = person.id, person.key

    def take_off() -> None:
        with apart(app, writes=True):
            found = db.session.get_one(PersonInView, number)
            naming.take_out_of_view(found, by=viewer_of(found.recording.maker))

    rival = threading.Thread(target=take_off)
    rival.start()
    rival.join()
    consenting.withdraw(person, by=STRANGER, key=key)
    db.session.commit()
    db.session.expire_all()
    recording = db.session.get_one(Recording, world.shared.id)
    still_watched = policy.may_watch(viewer_of(world.youssef), recording)
    target.renew()
    assert not still_watched
