"""The link of a guest: guessed, without its code, of another film, after its end; and what else it might open."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.access.guests import CODE
from tests.access.world import World
from tests.attacks.target import Target
from tests.attacks.test_consent_links import keys_beside
from tests.attacks.world import a_key, everything
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media.guest_models import TRIES_MAX, GuestLink
from wpl_platform.media.models import Recording, Share

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)
WRONG = "135799"
BYTES = "/media/direct"


def of(world: World, end: str = "") -> str:
    return f"/guest/{world.guest_link.key}{end}"


def another_link(world: World, recording_id: int) -> str:
    """A link of another guest of the same maker, to this recording; its key."""
    person = db.session.get_one(GuestLink, world.guest_link.id).share.person
    assert person is not None
    other = type(person)(name="Piet", email="piet@guest.invalid", guest=True)
    db.session.add(other)
    db.session.flush()
    share = Share(recording_id=recording_id, person_id=other.id, by_id=world.sanne.id, until=clock.today())
    key = a_key()
    db.session.add(GuestLink(key=key, code=CODE, purpose="Iets anders", share=share))
    db.session.commit()
    return key


def test_a_link_that_was_guessed_opens_and_changes_nothing(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    before = everything()
    for key in keys_beside(world.guest_link.key):
        for end in ("", BYTES, "/events", f"/captions/{world.seen_captions.id}"):
            assert stranger.get(f"/guest/{key}{end}").is_no, key + end
        assert stranger.post(f"/guest/{key}", {"code": CODE}).is_no, key
    assert everything() == before


def test_a_link_without_its_code_shows_neither_title_nor_film(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    page = stranger.get(of(world)).text
    for word in ("Voor ons team", "Wat hier?", "Youssef", "Mevrouw", BYTES, "<video", "/recordings/"):
        assert word not in page, word
    for end in (BYTES, "/media/poster", "/media/strip", "/events", f"/captions/{world.seen_captions.id}"):
        assert stranger.get(of(world, end)).status == 404, end
    said = {"kind": "strength", "start": "0:01", "text": "Gekaapt"}
    assert stranger.post(of(world, "/moments"), said).status == 404
    for forged in ('{"guests": {}}', world.guest_link.key, f"{world.guest_link.key}.x.y"):
        assert stranger.get(of(world, BYTES), Cookie=f"wpl_session={forged}").status == 404


def test_guessing_the_code_is_slowed_down_and_then_ends(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    stranger.token()
    said = [stranger.post(of(world), {"code": f"{n:06}"}).status for n in range(22)]
    assert said[:20] == [303] * 20
    assert said[20:] == [429, 429]
    other = target.attacker()
    other.post(of(world), {"code": CODE})
    assert other.get(of(world, BYTES)).status == 404, "after twenty wrong ones the right one opens nothing either"
    tries = db.session.scalar(select(GuestLink.tries).where(GuestLink.id == world.guest_link.id))
    assert tries == TRIES_MAX
    target.renew()


def test_every_wrong_code_is_answered_the_same(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    pages = set()
    for code in (WRONG, "", "1", "9" * 5000, CODE[:5], f"{CODE}1", "²46810", "' or 1=1", "\x00"):
        answer = stranger.post(of(world), {"code": code})
        pages.add((answer.status, answer.headers["Location"]))
        assert "Deze code klopt niet" in stranger.get(of(world)).text, code
    assert pages == {(303, of(world))}
    target.renew()


def test_a_guest_gets_at_no_route_of_the_house(target: Target) -> None:
    world, guest = target.world(), target.attacker("guest")
    assert guest.get(of(world, BYTES)).status == 200
    film = f"/recordings/{world.shared.id}"
    ends = ("", BYTES, "/media/poster", "/events", "/annotations", "/in-view", "/captions", "/download", "/watchers")
    for path in (
        *(film + end for end in ends),
        f"/recordings/{world.shared.id}/guests",
        f"/shares/{world.guest_share_id}/guest",
        f"/annotations/{world.guest_moment.id}",
        f"/annotations/{world.shared.moment.id}/still",
        f"/captions/{world.seen_captions.id}",
        *("/start", "/recordings", "/me", "/me/data", "/me/log", "/team/members", "/board", "/organisation/dossier"),
    ):
        assert guest.get(path).is_no, path
    said = {"kind": "strength", "start": "0:01", "text": "Gekaapt"}
    for path in (f"{film}/annotations", f"{film}/shares", f"/annotations/{world.guest_moment.id}/responses"):
        assert guest.post(path, said).is_no, path
    for name in ("original", "copy", "../direct", "%2e%2e/direct"):
        assert guest.get(of(world, f"/media/{name}")).is_no, name


def test_a_guest_comes_to_no_other_film_of_the_same_maker(target: Target) -> None:
    world, guest = target.world(), target.attacker("guest")
    other = another_link(world, world.private.id)
    for end in (BYTES, "/events", f"/captions/{world.seen_captions.id}"):
        assert guest.get(f"/guest/{other}{end}").status == 404, end
    assert guest.post(f"/guest/{other}/moments", {"kind": "tip", "start": "0:01", "text": "x"}).status == 404
    target.renew()


def test_captions_and_moments_of_another_film_do_not_come_by_a_link(target: Target) -> None:
    world, guest = target.world(), target.attacker("guest")
    for track in (world.own_captions.id, 0, 10**9):
        assert guest.get(of(world, f"/captions/{track}")).status == 404
    for moment in (world.private.moment.id, world.shared.moment.id, world.named.moment.id):
        assert guest.post(of(world, f"/moments/{moment}/delete")).status == 404
        assert guest.post(of(world, f"/moments/{moment}/replies"), {"text": "Gekaapt"}).status == 404


@pytest.mark.parametrize("how", ["ended", "past its day", "the film's day", "destroyed"])
def test_what_has_ended_opens_nothing_to_who_was_in(target: Target, how: str) -> None:
    world, guest = target.world(), target.attacker("guest")
    assert guest.get(of(world, BYTES)).status == 200
    share, film = update(Share).where(Share.id == world.guest_share_id), update(Recording)
    db.session.execute(
        {
            "ended": share.values(ended_at=clock.now()),
            "past its day": share.values(until=clock.today() - timedelta(days=1)),
            "the film's day": film.where(Recording.id == world.shared.id).values(expires_on=clock.today()),
            "destroyed": film.where(Recording.id == world.shared.id).values(destroyed_at=clock.now()),
        }[how]
    )
    for end in (BYTES, "/media/poster", "/events", f"/captions/{world.seen_captions.id}"):
        assert guest.get(of(world, end)).status == 404, end
    assert guest.post(of(world, "/moments"), {"kind": "strength", "start": "0:01", "text": "x"}).status == 404
    assert "Voor ons team" not in guest.get(of(world)).text
    target.renew()


def test_who_is_in_view_stops_the_guest_as_everybody(target: Target) -> None:
    world, guest = target.world(), target.attacker("guest")
    assert guest.get(of(world, BYTES)).status == 200
    assert target.attacker().post(f"/consent/{world.shared.client.key}/withdraw").status == 303
    assert guest.get(of(world, BYTES)).status == 404
    target.renew()


def test_a_guest_signs_in_by_no_door(target: Target) -> None:
    world, guest = target.world(), target.attacker("guest")
    address = db.session.scalar(select(Share).where(Share.id == world.guest_share_id)).person.email  # type: ignore[union-attr]
    db.session.rollback()
    before = everything()
    for path in ("/password/forgotten", "/sign-in/link"):
        guest.post(path, {"email": address})
    guest.post("/sign-in", {"email": address, "password": CODE})
    assert guest.get("/me").is_no
    after = everything()
    assert after["ticket"] == before["ticket"]
    target.renew()


@pytest.mark.parametrize("role", ["youssef", "tom", "ingrid", "bea", "olaf"])
def test_nobody_but_the_maker_reads_the_link_or_the_code(target: Target, role: str) -> None:
    world, attacker = target.world(), target.attacker(role)
    film = f"/recordings/{world.shared.id}"
    for path in (film, f"{film}/guests", f"/shares/{world.guest_share_id}/guest", "/recordings", "/start", "/me/log"):
        text = attacker.get(path).text
        assert world.guest_link.key not in text, path
        assert CODE not in text, path
