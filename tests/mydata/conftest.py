"""A year of Sanne's: everything somebody can leave behind, made by the acts that people do it with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import House
from tests.feedback.along import filmed_by, pressed
from tests.feedback.speaking import send, worked
from tests.media.conftest import clip, record, vp8_clip, with_file
from tests.media.consents import agree
from tests.media.signed import photographed
from wpl_platform.academy.models import Contribution, ContributionKind, Province, Registration, Sector
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import letters, second_step, tickets
from wpl_platform.accounts.models import LetterKind, Passkey, Person, TicketKind
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions as feedback
from wpl_platform.feedback import asking, guiding
from wpl_platform.feedback.details import Details, Looked, Take
from wpl_platform.feedback.models import AnnotationKind, ResponseKind, Visibility
from wpl_platform.feedback.spoken_models import SpokenKind
from wpl_platform.improvement import actions as board
from wpl_platform.improvement import moving
from wpl_platform.media import actions as media
from wpl_platform.media import captioning, consenting, guests, informing, keeping, naming, standing
from wpl_platform.media.caption_file import Line
from wpl_platform.media.caption_models import Language
from wpl_platform.media.consent_models import GivenHow, InViewKind, Purpose
from wpl_platform.media.consenting import Given
from wpl_platform.media.guests import Invited
from wpl_platform.media.models import PersonInView, Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.naming import InView
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.reflection import actions as reflection
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role
from wpl_platform.teams.queries import viewer_of

__all__ = ["clip", "record", "vp8_clip", "with_file"]

Make = Callable[..., Recording]
Keep = Callable[..., Rendition]
KEPT = (RenditionKind.ORIGINAL, RenditionKind.DIRECT, RenditionKind.POSTER, RenditionKind.STRIP)


@dataclass(frozen=True)
class Year:
    """What there is after it, by number; `sent`: the bytes of her voice are in."""

    own_id: int
    private_id: int
    theirs_id: int
    moment_id: int
    private_moment_id: int
    my_moment_id: int
    card_id: int
    in_view_id: int


@pytest.fixture
def year(
    sanne: Person, youssef: Person, tom: Person, house: House, record: Callable[..., Recording],
    with_file: Callable[..., Rendition], clip: Path, client_of: Callable[[Person], FlaskClient], voice: bytes,
) -> Year:  # fmt: skip
    """Sanne filmed, shared, marked, spoke, reflected and improved; and colleagues did so with her."""
    teams.place(sanne, house.team, Role.FACILITATOR)
    database.commit()
    with clock.at(clock.now() - timedelta(days=300)):
        own, private = _films(sanne, house, record, with_file, clip)
        theirs = record(youssef, house.team_id, title="Aan de telefoon", stage=Stage.READY)
        with_file(theirs, RenditionKind.DIRECT, clip.read_bytes())
        theirs.duration_ms = 60_000
        media.share(theirs, by=viewer_of(youssef))
        for recording in (own, private, theirs):
            until = clock.today() + timedelta(days=360)
            keeping.extend(recording, until, "Tot de teamdag", by=viewer_of(recording.maker))
    database.commit()
    moment_id = _talk(own, sanne, youssef, tom)
    mine, hidden = _elsewhere(theirs, sanne, youssef, client_of, voice)
    _look_back(own, sanne, moment_id)
    card_id = _improve(own, sanne, youssef, house, mine)
    shown = naming.put_in_view(theirs, InView(InViewKind.EMPLOYEE, "", sanne.id), by=viewer_of(youssef))
    database.commit()
    agree(shown)
    told = informing.told(house.team.organisation_id, "nl")
    standing.give(house.team, informing.keep(told, told.digest), by=viewer_of(sanne))
    _account(sanne, house)
    _publish(sanne)
    made = filmed_by(sanne, house)
    pressed(made, youssef, 2, text="Kijk hoe rustig")
    pressed(filmed_by(youssef, house), sanne, 3)
    database.commit()
    worked()
    return Year(own.id, private.id, theirs.id, moment_id, hidden, mine, card_id, shown.id)


@pytest.fixture
def browser_of(app: Flask) -> Callable[[Person], FlaskClient]:
    """A browser in which the person is signed in, both steps done."""

    def enter(person: Person) -> FlaskClient:
        client = app.test_client()
        token, _ = accounts.sign_in(person, device="Laptop", second=True)
        database.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        return client

    return enter


def _films(sanne: Person, house: House, record: Make, with_file: Keep, clip: Path) -> tuple[Recording, Recording]:
    own = record(sanne, house.team_id, title="Aan de balie", stage=Stage.READY)
    private = record(sanne, house.team_id, title="Alleen van mij", stage=Stage.READY)
    for recording in (own, private):
        recording.duration_ms = 60_000
        for kind in KEPT:
            with_file(recording, kind, clip.read_bytes())
    own.downloadable = True
    lines = [Line(0, 2_000, "Goedemorgen <b>mevrouw</b>"), Line(2_000, 4_000, "Kom verder")]
    captioning.bring(own, Language.DUTCH, lines, by=viewer_of(sanne))
    client = naming.put_in_view(own, InView(InViewKind.CLIENT, "Mevrouw De Wit"), by=viewer_of(sanne))
    database.commit()
    agree(client)
    _on_paper(naming.put_in_view(own, InView(InViewKind.VISITOR, "De monteur"), by=viewer_of(sanne)), sanne)
    media.share(own, by=viewer_of(sanne))
    week = clock.today() + timedelta(days=7)
    guests.invite(own, Invited("Karin Smit", "Meekijken voor mijn opdracht", week), by=viewer_of(sanne))
    return own, private


def _on_paper(person: PersonInView, maker: Person) -> None:
    told = informing.told(person.recording.team.organisation_id, "nl")
    given = Given({Purpose.LEARNING}, informing.keep(told, told.digest), GivenHow.PAPER, signed_as="J. de Monteur")
    with photographed() as pages:
        consenting.give(person, replace(given, pages=pages), by=viewer_of(maker))
    database.commit()


def _talk(own: Recording, sanne: Person, youssef: Person, tom: Person) -> int:
    asking.ask(own, [youssef.id], "Wat zou jij anders doen?", by=viewer_of(sanne))
    tip = feedback.annotate(own, AnnotationKind.SUGGESTION, Span(1_000, 3_000), "Vat samen", by=viewer_of(youssef))
    feedback.respond(tip, ResponseKind.TAKE_ALONG, by=viewer_of(sanne))
    feedback.reply(tip, "Dat ga ik proberen", by=viewer_of(sanne))
    feedback.reply(tip, "Mooi, @Sanne Visser", by=viewer_of(tom))
    feedback.resolve(tip, by=viewer_of(sanne))
    feedback.annotate(own, AnnotationKind.STRENGTH, Span(2_000), "Je wacht, @Sanne Visser", by=viewer_of(tom))
    shapes = ({"tool": "box", "colour": "teal", "points": [[0.1, 0.1], [0.5, 0.5]]},)
    mine = feedback.annotate(
        own, AnnotationKind.OBSERVATION, Span(500), "Ik leg het bord neer", by=viewer_of(sanne),
        details=Details(shapes=shapes),
    )  # fmt: skip
    feedback.edit(mine, AnnotationKind.OBSERVATION, Span(600), "Ik leg het bord rustig neer", by=viewer_of(sanne))
    database.commit()
    return tip.id


def _elsewhere(
    theirs: Recording, sanne: Person, youssef: Person, client_of: Callable[[Person], FlaskClient], voice: bytes
) -> tuple[int, int]:
    asking.ask(theirs, [sanne.id], "Luister ik genoeg?", by=viewer_of(youssef))
    mine = feedback.annotate(theirs, AnnotationKind.STRENGTH, Span(4_000), "Je luistert echt", by=viewer_of(sanne))
    feedback.reply(mine, "Dank, @Sanne Visser!", by=viewer_of(youssef))
    alone = Details(visibility=Visibility.PRIVATE)
    hidden = feedback.annotate(
        theirs, AnnotationKind.OBSERVATION, Span(5_000), "Alleen voor mij: onzeker", by=viewer_of(sanne), details=alone
    )
    gone = feedback.annotate(theirs, AnnotationKind.QUESTION, Span(6_000), "Toch maar niet", by=viewer_of(sanne))
    feedback.remove(gone, by=viewer_of(sanne))
    take = Take(SpokenKind.SOUND, "3f2b8a4e-5a0e-4d0e-9d0b-2f6a6c1d7e10")
    feedback.annotate(
        theirs, AnnotationKind.SUGGESTION, Span(7_000), "", by=viewer_of(sanne), details=Details(takes=(take,))
    )
    database.commit()
    assert send(client_of(sanne), take.name, voice) == 201
    worked()
    return mine.id, hidden.id


def _look_back(own: Recording, sanne: Person, moment_id: int) -> None:
    begun = reflection.begin(own, "starr", by=viewer_of(sanne))
    reflection.answer(begun, "situatie", "Ik stond aan de balie en zag mevrouw", by=viewer_of(sanne))
    reflection.pin(begun, "situatie", moment_id, by=viewer_of(sanne))
    reflection.intend(begun, "Eerst aankijken", clock.today(), by=viewer_of(sanne))


def _improve(own: Recording, sanne: Person, youssef: Person, house: House, moment_id: int) -> int:
    card = board.make(house.team, "Eerst begroeten", by=viewer_of(sanne), owner_id=sanne.id, annotation_id=moment_id)
    card.due_on, card.created_at = clock.today(), clock.now() - timedelta(days=350)
    db.session.flush()
    moving.prove(card, own.id, 1_000, by=viewer_of(sanne))
    guiding.make_guide(house.team_id, "Gastvrij", [Looked("Kijkt op", "", "Ziet de klant")], by=viewer_of(sanne))
    guiding.prefer('{"lead_in_ms": 2000}', by=viewer_of(sanne))
    database.commit()
    return card.id


def _account(sanne: Person, house: House) -> None:
    accounts.is_new_device(sanne, "a" * 26)
    tickets.issue(TicketKind.LINK, sanne.id)
    second_step.begin_codes(sanne.id)
    db.session.add(Passkey(person_id=sanne.id, handle="handle", public_key=b"public", name="Telefoon"))
    letters.ask(LetterKind.LINK, sanne.email)
    organisation_id = house.team.organisation_id
    note(Action.SEEN, About(organisation_id, Kind.RECORDING, 1, house.team_id), by=viewer_of(sanne))
    database.commit()


def _publish(sanne: Person) -> None:
    place = Registration(person_id=sanne.id, slug="sanne-visser", name="Sanne Visser", place="Utrecht")
    place.province, place.role, place.sector = Province.UTRECHT, "Verpleegkundige", Sector.CARE
    db.session.add(place)
    db.session.flush()
    for slug, published in (("draft", None), ("out", clock.now())):
        text = Contribution(registration_id=place.id, kind=ContributionKind.ARTICLE, slug=slug, title="Over wachten")
        text.summary, text.text, text.html, text.published_at = (
            "Kort",
            "Wachten helpt",
            "<p>Wachten helpt</p>",
            published,
        )
        db.session.add(text)
    db.session.commit()
