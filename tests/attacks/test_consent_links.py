"""The link of a person in view: guessed, of another film, after the end; and what its page may tell."""

import pytest
from sqlalchemy import update

from tests.access.world import World
from tests.attacks.target import Target
from tests.attacks.world import a_key, everything
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import informing
from wpl_platform.media.models import PersonInView, Recording

pytestmark = pytest.mark.parametrize("target", ["sqlite"], indirect=True)


def keys_beside(key: str) -> list[str]:
    """What somebody tries who holds a link and wants another: changed a little, cut, in capitals, with more to it."""
    other = "a" if key[-1] != "a" else "b"
    return [
        a_key(),
        key[:-1] + other,
        key[:-1],
        key + "a",
        key.upper(),
        f"{key}%00",
        f"%20{key}",
        f"{key}%0a",
        "%25",
        "*",
    ]


def agreed(world: World) -> dict[str, str]:
    read = informing.told(world.team.organisation_id, "nl").digest
    return {"purposes": "learning", "signed_as": "Ik", "read": read}


def test_a_link_that_was_guessed_opens_changes_and_tells_nothing(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    before, typed = everything(), agreed(world)
    for key in keys_beside(world.shared.client.key):
        assert stranger.get(f"/consent/{key}").status == 404, key
        assert stranger.post(f"/consent/{key}", typed).status == 404, key
        assert stranger.post(f"/consent/{key}/withdraw").status == 404, key
    for number in (world.shared.client.id, world.shared.id, 0, -1):
        assert stranger.get(f"/consent/{number}").status == 404
    assert everything() == before


def test_guessing_links_is_slowed_down(target: Target) -> None:
    target.world()
    stranger = target.attacker()
    said = [stranger.get(f"/consent/{a_key()}", X_Forwarded_For=f"192.0.2.{n}").status for n in range(62)]
    assert said[59:] == [404, 429, 429]


def test_the_page_of_a_link_tells_nothing_of_the_film_or_of_who_else_is_in_it(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    db.session.execute(update(Recording).values(title="Zo heet de video", learning_question="Zo luidt de vraag"))
    db.session.add(PersonInView(recording_id=world.shared.id, kind="client", name="Een ander", key=a_key()))
    db.session.commit()
    for page in ("", "?here=1", "?lang=en"):
        text = stranger.get(f"/consent/{world.shared.client.key}{page}").text
        told = (
            "Zo heet de video",
            "Zo luidt de vraag",
            "Wat hier?",
            "Groet eerst",
            "Een ander",
            "Youssef",
            "@lindehoeve",
        )
        for word in (*told, "/media/direct", "/media/poster", "/recordings/", "<video", "<audio", "poster"):
            assert word not in text, word
    target.renew()


def test_a_link_is_no_key_to_the_film_or_to_anything_else(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    stranger.get(f"/consent/{world.shared.client.key}")
    where = [
        f"/recordings/{world.shared.id}{end}" for end in ("", "/media/direct", "/media/poster", "/events", "/in-view")
    ]
    for path in [*where, f"/in-view/{world.shared.client.id}", f"/captions/{world.seen_captions.id}"]:
        assert stranger.get(f"{path}?key={world.shared.client.key}").is_no, path
        assert stranger.get(path, Authorization=f"Bearer {world.shared.client.key}").is_no, path


def test_a_link_speaks_for_its_own_film_alone(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    stranger.post(f"/consent/{world.private.client.key}/withdraw", {"in_view_id": str(world.shared.client.id)})
    db.session.rollback()
    assert db.session.get_one(PersonInView, world.shared.client.id).withdrawn_at is None
    assert db.session.get_one(PersonInView, world.private.client.id).withdrawn_at is not None
    target.renew()


@pytest.mark.parametrize("role", ["youssef", "tom", "ingrid", "bea", "olaf"])
def test_nobody_but_the_maker_gets_to_read_the_link(target: Target, role: str) -> None:
    world, attacker = target.world(), target.attacker(role)
    for path in (f"/recordings/{world.shared.id}/in-view", f"/recordings/{world.shared.id}", "/recordings", "/start"):
        assert world.shared.client.key not in attacker.get(path).text, path


def test_who_was_taken_off_the_list_still_stops_the_film_by_their_link(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    gone = update(PersonInView).where(PersonInView.id == world.shared.client.id).values(removed_at=clock.now())
    db.session.execute(gone)
    assert target.attacker("youssef").get(f"/recordings/{world.shared.id}/media/direct").status == 200
    assert stranger.post(f"/consent/{world.shared.client.key}/withdraw").status == 303
    for role in ("sanne", "youssef"):
        assert target.attacker(role).get(f"/recordings/{world.shared.id}/media/direct").status == 404
    target.renew()


def test_a_maker_does_not_write_down_that_who_withdrew_agrees_after_all(target: Target) -> None:
    world, sanne = target.world(), target.attacker("sanne")
    person = f"/in-view/{world.shared.client.id}"
    assert target.attacker().post(f"/consent/{world.shared.client.key}/withdraw").status == 303
    typed = {"how": "paper", "purposes": "learning", "paper": "kept", "kept_where": "Kast 2"}
    assert sanne.post(f"{person}/consents", typed).status == 403
    assert sanne.post(f"{person}/delete").status == 403
    for role in ("sanne", "youssef"):
        assert target.attacker(role).get(f"/recordings/{world.shared.id}/media/direct").status == 404
    target.renew()


def test_after_destruction_a_link_brings_nothing_back_and_tells_that_it_is_gone(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    db.session.execute(update(Recording).where(Recording.id == world.shared.id).values(destroyed_at=clock.now()))
    db.session.commit()
    before, link = everything(), f"/consent/{world.shared.client.key}"
    assert "vernietigd" in stranger.get(link).text
    assert stranger.post(link, agreed(world)).status == 409
    assert everything()["consent"] == before["consent"]
    for role in ("sanne", "youssef"):
        assert target.attacker(role).get(f"/recordings/{world.shared.id}/media/direct").status == 404
    target.renew()


@pytest.mark.parametrize(
    "signature", ['M0 0"/><script>alert(1)</script>', "M0 0\nurl(https://elsewhere.example)", "M" + "0" * 10**6, "<svg"]
)
def test_a_signature_is_lines_and_nothing_else(target: Target, signature: str) -> None:
    world, stranger = target.world(), target.attacker()
    before = everything()["consent"]
    answer = stranger.post(f"/consent/{world.shared.client.key}", {**agreed(world), "signature": signature})
    assert answer.status in (413, 422)
    assert "<script>alert" not in answer.text
    assert everything()["consent"] == before


def test_a_text_that_was_never_shown_is_not_agreed_to(target: Target) -> None:
    world, stranger = target.world(), target.attacker()
    before = everything()["consent"]
    answer = stranger.post(f"/consent/{world.shared.client.key}", {**agreed(world), "read": "0" * 64})
    assert answer.status in (409, 422)
    assert everything()["consent"] == before
