"""The gate: who gets at a recording in each state, by each kind of access, on both databases.

A role sees nothing of it, the words about it, or the film too; every kind of access asks for one of these. A guest, who
came by a link, gets the film by that link's own addresses, and by no other; nobody else gets anything by those.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, true, update

from tests.access.rows import LOGIN
from tests.access.stage import Stage, furnishing, said
from tests.access.world import ROLES, World
from tests.conftest import app_on
from wpl_platform.accounts.models import Letter
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import keeping, policy
from wpl_platform.media.consent_models import Consent, Ended, Purpose
from wpl_platform.media.models import PersonInView, Recording, Rendition, RenditionKind, Share
from wpl_platform.media.redaction import Redaction
from wpl_platform.media.redaction_models import RedactionOrder
from wpl_platform.media.storage import storage

NOTHING, WORDS, FILM = range(3)
TITLE = "Zo zoek je alleen deze"

MAKER = "sanne"
TEAM_WATCHES = {"sanne": FILM, "youssef": FILM, "tom": FILM}
ALL_WATCH = {**TEAM_WATCHES, "guest": FILM}
MAKER_WATCHES, MAKER_READS = {"sanne": FILM}, {"sanne": WORDS}


def change(world: World, table: type[Recording | PersonInView | Consent], **values: object) -> None:
    which = {
        Recording: Recording.id == world.shared.id,
        PersonInView: PersonInView.id == world.shared.client.id,
        Consent: Consent.in_view_id == world.shared.client.id,
    }[table]
    db.session.execute(update(table).where(which).values(**values))


def out_of_view(world: World) -> None:
    change(world, PersonInView, removed_at=clock.now())


def never_agreed(world: World) -> None:
    db.session.execute(delete(Consent).where(Consent.in_view_id == world.shared.client.id))


def stop_sharing(world: World) -> None:
    db.session.execute(update(Share).where(Share.recording_id == world.shared.id).values(ended_at=clock.now()))


def nothing_said(world: World) -> None:
    out_of_view(world)
    change(world, Recording, nobody_else_at=None)


def agreed_to_the_team_alone(world: World) -> None:
    outside = (Consent.in_view_id == world.shared.client.id, Consent.purpose == Purpose.OUTSIDE_TEAM)
    ended = {"ended_at": clock.now(), "ended_why": Ended.WITHDRAWN}
    db.session.execute(update(Consent).where(*outside).values(ended))


def change_guest(world: World, **values: object) -> None:
    db.session.execute(update(Share).where(Share.id == world.guest_share_id).values(**values))


STATES: Mapping[str, tuple[Callable[[World], None], Mapping[str, int]]] = {
    "nobody in view": (out_of_view, ALL_WATCH),
    "not said who is in view": (nothing_said, MAKER_WATCHES),
    "agreed": (lambda w: None, ALL_WATCH),
    "agreed to the team alone": (agreed_to_the_team_alone, TEAM_WATCHES),
    "last day of the guest": (lambda w: change_guest(w, until=clock.today()), ALL_WATCH),
    "past the day of the guest": (lambda w: change_guest(w, until=clock.today() - timedelta(days=1)), TEAM_WATCHES),
    "guest stopped": (lambda w: change_guest(w, ended_at=clock.now()), TEAM_WATCHES),
    "concept": (stop_sharing, MAKER_WATCHES),
    "awaiting": (never_agreed, MAKER_WATCHES),
    "expired": (lambda w: change(w, Consent, valid_until=clock.today() - timedelta(days=1)), MAKER_WATCHES),
    "past its day": (lambda w: change(w, Recording, expires_on=clock.today()), MAKER_READS),
    "withdrawn": (lambda w: change(w, PersonInView, withdrawn_at=clock.now()), MAKER_READS),
    "destroyed": (lambda w: change(w, Recording, destroyed_at=clock.now()), MAKER_READS),
}
"""How a recording that the team sees comes into that state, and what each role has of it then: nothing unless named."""


def at(end: str) -> Callable[[World], str]:
    return lambda world: f"/recordings/{world.shared.id}{end}"


def link(world: World) -> str:
    return f'href="/recordings/{world.shared.id}"'


Asked = Callable[[World], str]
OPEN: Mapping[str, tuple[int, Asked]] = {
    "page": (WORDS, at("")),
    "moments": (WORDS, at("/annotations")),
    "one moment": (WORDS, lambda w: f"/annotations/{w.shared.moment.id}"),
    "state as JSON": (WORDS, at("/status")),
    "live stream": (WORDS, at("/events")),
    "who is in view": (WORDS, at("/in-view")),
    "bytes": (FILM, at("/media/direct")),
    "poster": (FILM, at("/media/poster")),
    "still": (FILM, lambda w: f"/annotations/{w.shared.moment.id}/still"),
    "captions": (FILM, lambda w: f"/captions/{w.seen_captions.id}"),
}
"""Kinds of access with an address of their own: what it takes, and where it is. Otherwise it does not exist (404)."""

NAMED: Mapping[str, tuple[int, Asked, Asked]] = {
    "search": (WORDS, lambda w: f"/recordings?q={TITLE}", link),
    "list": (WORDS, lambda w: "/recordings", link),
    "film in the page": (FILM, at(""), lambda w: "/media/direct"),
    "picture in the list": (FILM, lambda w: "/recordings", lambda w: f"/recordings/{w.shared.id}/media/poster"),
    "captions in the page": (FILM, at(""), lambda w: f"/captions/{w.seen_captions.id}"),
}
"""Kinds of access through a page that names it among other things: what it takes, the page, what would stand there."""

OWN: Mapping[str, tuple[int, Asked]] = {
    "PDF": (WORDS, lambda w: f"/in-view/{w.shared.client.id}/letter"),
    "job result": (FILM, at("/redaction/faces")),
    "clear film that was kept": (FILM, at("/clear")),
    "its bytes": (FILM, at("/clear/film")),
}
"""Kinds of access that are the maker's alone: what it takes of them, and where it is."""


def by_link(end: str) -> Asked:
    return lambda world: f"/guest/{world.guest_link.key}{end}"


GUESTS: Mapping[str, Asked] = {
    "guest: bytes": by_link("/media/direct"),
    "guest: poster": by_link("/media/poster"),
    "guest: captions": lambda w: by_link(f"/captions/{w.seen_captions.id}")(w),
    "guest: live stream": by_link("/events"),
}
"""Kinds of access by a guest's link, besides its page, on which the film is named: for that guest alone."""

GUARDED: Mapping[str, tuple[int, Asked]] = {
    "signed paper": (FILM, lambda w: f"/papers/{w.shared.paper.id}"),
}
"""Kinds of access that the maker has, and with them the FG of the organisation: what it takes of the maker."""
FG = "femke"

NOT_THERE = {
    *((state, kind) for state in ("nobody in view", "not said who is in view") for kind in ("PDF", "signed paper")),
    ("awaiting", "signed paper"),
}
"""There is no letter to nobody, and no paper that nobody signed."""

NOBODYS = ("original", "clear", "clear_film")
"""Files of a recording that have no address for anybody, its maker neither."""

KINDS = [*OPEN, "export", *NAMED, *OWN, *GUARDED, "mail", *GUESTS, "guest: page"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The application with its world on each database."""
    database = request.getfixturevalue(request.param)
    app = app_on(database.url, tmp_path_factory.mktemp("gate"))
    features = [importlib.import_module(f"tests.access.{name}") for name in furnishing(Path(__file__).parent)]
    with app.app_context():
        yield Stage(app, database, [feature.furnish for feature in features if hasattr(feature, "furnish")])
        db.session.remove()
        db.engine.dispose()


def found(stage: Stage, state: str) -> dict[tuple[str, str], bool | str]:
    """What every role gets of the recording in this state, by every kind of access; a text when it is no clear no."""
    stage.renew()
    world = stage.world()
    change(world, Recording, title=TITLE, downloadable=True, expires_on=clock.today() + timedelta(days=3))
    keep_clear(world)
    STATES[state][0](world)
    db.session.commit()
    answers: dict[tuple[str, str], bool | str] = {}
    for role in ROLES:
        client = stage.client(role)

        def ask(path: str, client: object = client) -> tuple[object, str]:
            with client.get(path) as answer:  # type: ignore[attr-defined]
                is_page = answer.mimetype == "text/html" and answer.status_code == 200
                return said(answer), answer.get_data(as_text=True) if is_page else ""

        for kind, (_level, where) in OPEN.items():
            status = ask(where(world))[0]
            answers[role, kind] = True if status in (200, 303) else False if status in (404, LOGIN) else f"{status}"
        export = ask(at("/download")(world))[0]
        answers[role, "export"] = True if export == 200 else False if export in (403, 404, LOGIN) else f"{export}"
        for kind, (_level, where, named) in NAMED.items():
            answers[role, kind] = named(world) in ask(where(world))[1]
        for kind, (_level, where) in (*OWN.items(), *GUARDED.items()):
            status = ask(where(world))[0]
            answers[role, kind] = True if status == 200 else False if status in (403, 404, LOGIN) else f"{status}"
        for kind, where in GUESTS.items():
            status = ask(where(world))[0]
            answers[role, kind] = True if status == 200 else False if status == 404 else f"{status}"
        answers[role, "guest: page"] = TITLE in ask(by_link("")(world))[1]
        answers[role, "mail"] = f"{role}@lindehoeve.example" in told_by_mail(world)
    return answers


def keep_clear(world: World) -> None:
    """The maker kept the clear film beside the covered one that everybody else sees."""
    for kind in (RenditionKind.ORIGINAL, RenditionKind.CLEAR, RenditionKind.CLEAR_FILM):
        with storage().scratch() as folder:
            (folder / "made").write_bytes(b"clear")
            key, size = storage().keep(folder / "made")
        kept = {"name": kind.value, "key": key, "media_type": "video/mp4", "size": size}
        db.session.add(Rendition(recording_id=world.shared.id, kind=kind, **kept))
    asked = Redaction(whole=True, keeps=True).as_data()
    db.session.add(RedactionOrder(recording_id=world.shared.id, asked=asked, done_at=clock.now()))
    db.session.flush()


def told_by_mail(world: World) -> set[str]:
    """To whom a letter goes that speaks of the recording."""
    keeping.remind_due()
    here = Letter.text.contains(f"/recordings/{world.shared.id}/")
    found = set(db.session.scalars(select(Letter.address).where(here)))
    db.session.commit()
    return found


def wrong(stage: Stage, state: str) -> dict[tuple[str, str], bool | str]:
    """Where that is not what the table says."""
    levels = {kind: row[0] for kind, row in OPEN.items()} | {kind: row[0] for kind, row in NAMED.items()}
    levels |= {kind: row[0] for kind, row in (*OWN.items(), *GUARDED.items())} | {"export": FILM, "mail": FILM}
    has = STATES[state][1]

    def may(role: str, kind: str) -> bool:
        if role == "guest" or kind.startswith("guest: "):
            return role == "guest" and kind.startswith("guest: ") and has.get(role, NOTHING) >= FILM
        if (state, kind) in NOT_THERE:
            return False
        if kind in GUARDED:
            return role in (MAKER, FG) and has.get(MAKER, NOTHING) >= levels[kind]
        if role != MAKER and kind in (*OWN, "mail"):
            return False
        return has.get(role, NOTHING) >= levels[kind]

    return {(role, kind): got for (role, kind), got in found(stage, state).items() if got is not may(role, kind)}


@pytest.mark.parametrize("state", STATES)
def test_every_role_has_by_every_kind_of_access_what_the_state_allows(stage: Stage, state: str) -> None:
    assert wrong(stage, state) == {}


def test_a_hole_in_any_kind_of_access_is_caught(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for face in ("may_see", "may_watch", "is_cleared", "is_there", "may_tell_who_is_in_view"):
        monkeypatch.setattr(policy, face, lambda *asked: True)
    for face in ("seen_by", "watched_by", "cleared", "there"):
        monkeypatch.setattr(policy, face, lambda *asked: true())
    caught = {kind for (_role, kind) in wrong(stage, "withdrawn")}
    assert caught == set(KINDS)


def test_a_hole_in_who_may_look_at_a_clear_film_is_caught(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "may_see_uncovered", lambda *asked: True)
    caught = wrong(stage, "agreed")
    assert {kind for (_role, kind) in caught} == {"clear film that was kept", "its bytes"}
    assert {role for (role, _kind) in caught} == {"youssef", "tom"}


@pytest.mark.parametrize("state", STATES)
def test_a_clear_film_has_no_address_among_the_files_of_the_film(stage: Stage, state: str) -> None:
    stage.renew()
    world = stage.world()
    keep_clear(world)
    STATES[state][0](world)
    db.session.commit()
    asked = [(role, name) for role in ROLES for name in NOBODYS]
    found = {(role, name, said(stage.client(role).get(at(f"/media/{name}")(world)))) for role, name in asked}
    assert {one for one in found if one[2] not in (404, LOGIN)} == set()


def test_a_hole_for_guests_alone_is_caught(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "FOR_GUESTS", (Purpose.LEARNING,))
    assert {kind for (role, kind) in wrong(stage, "agreed to the team alone")} == {*GUESTS, "guest: page"}
    assert wrong(stage, "guest stopped") == {}


@pytest.mark.parametrize("state", STATES)
def test_the_public_feed_names_no_recording(stage: Stage, state: str) -> None:
    stage.renew()
    world = stage.world()
    change(world, Recording, title=TITLE)
    STATES[state][0](world)
    db.session.commit()
    feed = stage.client("stranger").get("/feed.xml").text
    assert "<entry>" in feed
    assert [word for word in (TITLE, "/recordings/") if word in feed] == []
