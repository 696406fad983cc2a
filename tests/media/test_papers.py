"""The paper that somebody in view signed: brought in, seen by few, and gone with the film, on both databases."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse, encode_multipart

from tests.conftest import House
from tests.media import ended as scene
from tests.media.consents import client_in, withdraw
from tests.media.ended import is_kept
from tests.media.signed import PDF, PLACE, POLYGLOTS, photo, photographed, see_through, written
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.belonging import Leaving
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions, check, consenting, destroying, informing, leaving, mending, naming, paper_pages
from wpl_platform.media.consent_models import Consent, GivenHow, InViewKind, Purpose
from wpl_platform.media.consenting import Given
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import PersonInView, Recording, Stage, StorageChoice
from wpl_platform.media.naming import InView
from wpl_platform.media.paper_models import ConsentPaper
from wpl_platform.media.storage import storage
from wpl_platform.privacy.models import AccessEntry, Action, Kind
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of

filmed = scene.filmed
ClientOf = Callable[[Person], FlaskClient]


def sign(person: PersonInView, *contents: bytes) -> list[ConsentPaper]:
    """Their maker writes down that they signed, with these pages."""
    told = informing.told(person.recording.team.organisation_id, "nl")
    with photographed(*contents) as pages:
        given = Given({Purpose.LEARNING}, informing.keep(told, told.digest), GivenHow.PAPER, pages=pages)
        consenting.give(person, given, by=viewer_of(person.recording.maker))
        database.commit()
    return list(db.session.scalars(select(ConsentPaper).order_by(ConsentPaper.id)))


def seen_of(kind: Kind = Kind.CONSENT) -> list[tuple[str, str]]:
    """The lines that say that paper was opened: as whom, and what."""
    lines = select(AccessEntry).where(AccessEntry.action == Action.SEEN, AccessEntry.about_kind == kind)
    return [(line.acted_as, line.what) for line in db.session.scalars(lines.order_by(AccessEntry.seq))]


def opened(browser: FlaskClient, address: str) -> int:
    """What is said to who opens this, once all of it has come."""
    with browser.get(address) as answer:
        answer.get_data()
        return answer.status_code


def test_front_and_back_come_along_and_nothing_but_the_picture_stays(
    client_of: ClientOf, sanne: Person, filmed: Recording
) -> None:
    person = client_in(filmed)
    files = [("voor.jpg", photo((3000, 1000), turned=True)), ("achter.png", photo(kind="PNG")), ("scan.pdf", PDF)]
    answer = client_of(sanne).post(f"/in-view/{person.id}/consents", data=written(*files))
    assert answer.status_code == 303
    rows = list(db.session.scalars(select(ConsentPaper).order_by(ConsentPaper.number)))
    assert [(row.number, row.media_type) for row in rows] == [
        (1, "image/jpeg"),
        (2, "image/jpeg"),
        (3, "application/pdf"),
    ]
    numbers = [row.id for row in rows]
    front = client_of(sanne).get(f"/papers/{numbers[0]}")
    picture = Image.open(BytesIO(front.data))
    assert (picture.format, picture.size) == ("JPEG", (667, 2000)), "upright, and no larger than is of use"
    red, _green, blue = picture.getpixel((300, 100))  # type: ignore[misc]
    assert red > 200
    assert blue < 90
    assert not picture.getexif()
    assert PLACE not in front.data
    assert PLACE not in client_of(sanne).get(f"/papers/{numbers[1]}").data


def test_what_is_seen_through_is_put_on_white_paper(sanne: Person, filmed: Recording, client_of: ClientOf) -> None:
    page = sign(client_in(filmed), see_through())[0].id
    picture = Image.open(BytesIO(client_of(sanne).get(f"/papers/{page}").data))
    assert picture.getpixel((20, 20)) == (255, 255, 255)


def test_a_pdf_is_saved_and_never_shown(sanne: Person, filmed: Recording, client_of: ClientOf) -> None:
    page = sign(client_in(filmed), PDF)[0].id
    answer = client_of(sanne).get(f"/papers/{page}")
    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_what_only_pretends_is_refused_and_what_was_typed_stays(
    client_of: ClientOf, sanne: Person, filmed: Recording, kind: str
) -> None:
    person = client_in(filmed)
    typed = written(("goed.jpg", photo()), POLYGLOTS[kind], until="2030-01-02", kept_where="Kast 2")
    answer = client_of(sanne).post(f"/in-view/{person.id}/consents", data=typed)
    assert answer.status_code == 422
    assert "Bladzijde 2 is " in answer.text
    assert 'value="2030-01-02"' in answer.text
    assert 'value="Kast 2"' in answer.text
    assert "Kies de bladzijden opnieuw" in answer.text
    assert db.session.scalars(select(Consent)).all() == []
    report = check.look()
    assert [fault for fault in report.faults if fault.kind is not check.Kind.SCRATCH] == []


def test_what_is_too_large_or_too_much_is_said_with_the_limit(
    client_of: ClientOf, sanne: Person, filmed: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = client_in(filmed)
    address = f"/in-view/{person.id}/consents"
    monkeypatch.setattr(paper_pages, "PAGE_BYTES", 2_000_000)
    large = _sent(client_of(sanne), address, ("a.jpg", photo() + b"\0" * 2_000_000))
    assert large.status_code == 422
    assert "Bladzijde 1 is groter dan 2 MB" in large.text
    many = client_of(sanne).post(address, data=written(*[("a.jpg", photo())] * 5))
    assert many.status_code == 422
    assert "hooguit 4 bladzijden" in many.text
    assert _sent(client_of(sanne), address, ("a.jpg", b"\0" * 9_000_000)).status_code == 413


def _sent(browser: FlaskClient, address: str, *files: tuple[str, bytes]) -> TestResponse:
    """The form as one body, in memory."""
    boundary, body = encode_multipart(written(*files))
    return browser.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_without_pages_it_says_where_the_paper_is(client_of: ClientOf, sanne: Person, filmed: Recording) -> None:
    person = client_in(filmed)
    address, browser = f"/in-view/{person.id}/consents", client_of(sanne)
    assert browser.post(address, data=written()).status_code == 422
    nowhere = browser.post(address, data=written(paper="kept"))
    assert nowhere.status_code == 422
    assert "Schrijf op waar jullie het papier bewaren." in nowhere.text
    assert browser.post(address, data=written(paper="kept", kept_where="Kast 2")).status_code == 303
    assert db.session.scalars(select(Consent.kept_where)).all() == ["Kast 2"]
    assert "Het papier ligt in: Kast 2" in browser.get(f"/recordings/{filmed.id}/in-view").text


def test_pages_count_for_the_room_of_the_organisation_and_what_was_typed_stays(
    client_of: ClientOf, sanne: Person, house: House, filmed: Recording
) -> None:
    person = client_in(filmed)
    db.session.add(StorageChoice(organisation_id=house.team.organisation_id, quota=10))
    db.session.commit()
    typed = written(("goed.jpg", photo()), until="2030-01-02")
    answer = client_of(sanne).post(f"/in-view/{person.id}/consents", data=typed)
    assert answer.status_code == 422
    assert 'value="2030-01-02"' in answer.text
    assert not db.session.scalars(select(Consent)).all()
    assert not db.session.scalars(select(ConsentPaper)).all()


def test_no_consent_on_paper_is_without_the_paper(filmed: Recording) -> None:
    person = client_in(filmed)
    told = informing.told(filmed.team.organisation_id, "nl")
    with pytest.raises(Invalid):
        consenting.give(
            person,
            Given({Purpose.LEARNING}, informing.keep(told, told.digest), GivenHow.PAPER),
            by=viewer_of(filmed.maker),
        )


def test_nobody_reads_a_body_of_who_may_not_write_it_down(
    client_of: ClientOf, youssef: Person, olaf: Person, filmed: Recording
) -> None:
    person = client_in(filmed)
    address = f"/in-view/{person.id}/consents"
    for somebody in (youssef, olaf):
        assert client_of(somebody).post(address, data=written(("a.jpg", photo()))).status_code == 404
    assert db.session.scalars(select(ConsentPaper)).all() == []


def test_the_maker_the_fg_and_who_signed_open_it_each_time_in_the_log_and_nobody_else(
    client_of: ClientOf, client: FlaskClient, sanne: Person, youssef: Person, tom: Person, ingrid: Person,
    bea: Person, olaf: Person, house: House, filmed: Recording,
) -> None:  # fmt: skip
    teams.name_to(house.team.organisation, ingrid, OrganisationRole.FG)
    person = client_in(filmed)
    page, key = sign(person)[0].id, person.key
    database.commit()
    for somebody in (sanne, sanne, ingrid):
        assert opened(client_of(somebody), f"/papers/{page}") == 200
    assert opened(client, f"/consent/{key}/papers/{page}") == 200
    for somebody in (youssef, tom, bea, olaf):
        assert client_of(somebody).get(f"/papers/{page}").status_code == 404
    lines = seen_of()
    assert len(lines) == 4
    assert {what for _as, what in lines} == {"paper"}
    assert ["maker" in acted for acted, _what in lines] == [True, True, False, False]
    assert "organisation:fg" in lines[2][0]
    assert lines[3][0] == "subject"
    assert opened(client_of(sanne), f"/consent/{key}/papers/{page}") == 200
    assert "maker" in seen_of()[-1][0], "who opens it by the link of somebody else is themselves"
    listed = client_of(ingrid).get("/organisation/papers").text
    assert f"/papers/{page}" in listed
    assert f"/consent/{key}/papers/{page}" in client.get(f"/consent/{key}").text
    assert f"/papers/{page}" not in client_of(youssef).get(f"/recordings/{filmed.id}/in-view").text


@pytest.mark.parametrize("why", [Why.WITHDRAWN, Why.EXPIRED])
def test_it_is_destroyed_with_the_film_and_the_certificate_counts_it(filmed: Recording, why: Why) -> None:
    keys = [row.key for row in sign(client_in(filmed), photo(), PDF)]
    destroying.destroy(filmed, why)
    database.commit()
    work(Queue.SHORT)
    proof = db.session.scalars(select(Destruction)).one()
    assert {file["key"] for file in proof.files if file["kind"] == "paper"} == set(keys)
    assert not any(map(is_kept, keys))
    assert db.session.scalars(select(ConsentPaper)).all() == []


def test_deleting_the_recording_destroys_it_too(sanne: Person, filmed: Recording) -> None:
    keys = [row.key for row in sign(client_in(filmed))]
    actions.delete_recording(filmed, by=viewer_of(sanne))
    database.commit()
    work(Queue.SHORT)
    assert not any(map(is_kept, keys))


def test_from_the_moment_that_somebody_withdraws_nobody_opens_it(
    client_of: ClientOf, client: FlaskClient, sanne: Person, filmed: Recording
) -> None:
    person = client_in(filmed)
    page, key = sign(person)[0].id, person.key
    withdraw(person)
    assert client_of(sanne).get(f"/papers/{page}").status_code == 404
    assert client.get(f"/consent/{key}/papers/{page}").status_code == 404


def test_who_is_erased_takes_the_paper_along_that_they_signed(youssef: Person, filmed: Recording) -> None:
    somebody = InView(InViewKind.EMPLOYEE, "", youssef.id)
    person = naming.put_in_view(filmed, somebody, by=viewer_of(filmed.maker))
    keys = [row.key for row in sign(person)]
    going = Leaving(youssef.id)
    leaving.erase(going)
    assert going.files == keys
    assert db.session.scalars(select(ConsentPaper)).all() == []


def test_the_sweep_knows_its_bytes_and_says_so_when_they_are_gone(filmed: Recording) -> None:
    number = filmed.id
    sign(client_in(filmed))
    assert check.look().faults == []
    key = db.session.scalars(select(ConsentPaper.key)).one()
    storage().delete(key)
    (fault,) = check.look().faults
    assert (fault.kind, fault.key, fault.recording_id) == (check.Kind.LOST, key, number)
    mending.mark_lost(number, [fault])
    database.commit()
    assert db.session.scalars(select(ConsentPaper)).all() == []
    assert db.session.get_one(Recording, number).stage is Stage.READY
