"""Who reads the log: the maker who watched, everybody their own lines, the FG all of it; and none of them too much."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update

from tests.conftest import House
from tests.counting import queries_of
from tests.media.consents import agree, client_in
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.media import actions as media
from wpl_platform.media import consenting
from wpl_platform.media.destroying import destroy
from wpl_platform.media.destruction_models import Why
from wpl_platform.media.details import Details
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Situation, Stage
from wpl_platform.media.storage import storage
from wpl_platform.privacy import actions
from wpl_platform.privacy.export import safe
from wpl_platform.privacy.models import AccessEntry, Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.privacy.verifying import verify
from wpl_platform.teams.models import OrganisationRole
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER

ClientOf = Callable[[Person], FlaskClient]
SECRET = "Ik kom niet verder met mevrouw"


@pytest.fixture
def recording(house: House, sanne: Person) -> Recording:
    """Sanne's film, shared with the team."""
    details = Details(SECRET, Situation.CLIENT_CONVERSATION, "", clock.today())
    made = media.begin_recording(house.team, details, by=viewer_of(sanne))
    made.stage, made.duration_ms, made.nobody_else_at = Stage.READY, 10_000, clock.now()
    with storage().scratch() as folder:
        (folder / "film").write_bytes(b"0123456789")
        key, size = storage().keep(folder / "film")
    for kind, media_type in ((RenditionKind.DIRECT, "video/mp4"), (RenditionKind.POSTER, "image/webp")):
        file = Rendition(recording_id=made.id, kind=kind, name=kind.value, media_type=media_type, size=size)
        file.key = key if kind is RenditionKind.DIRECT else key[::-1]
        db.session.add(file)
    media.share(made, by=viewer_of(sanne))
    database.commit()
    return made


@pytest.fixture
def femke(house: House, ingrid: Person) -> Person:
    """The FG: a manager of the team besides, who sees no film."""
    actions.appoint_first(house.team.organisation, ingrid, OrganisationRole.FG)
    database.commit()
    return ingrid


def acts() -> list[tuple[int | None, str]]:
    """Who did what, in order."""
    db.session.expire_all()
    asked = select(AccessEntry.person_id, AccessEntry.action).order_by(AccessEntry.organisation_id, AccessEntry.seq)
    return [(row.person_id, row.action.value) for row in db.session.execute(asked)]


def test_a_page_and_a_film_are_noted_before_their_bytes_leave_and_once(
    recording: Recording, sanne: Person, youssef: Person, client_of: ClientOf
) -> None:
    browser, before = client_of(youssef), acts()
    assert [action for _, action in before] == ["added", "shared"]
    for _ in range(3):
        assert browser.get(f"/recordings/{recording.id}").status_code == 200
    film = browser.get(f"/recordings/{recording.id}/media/direct", headers={"Range": "bytes=0-3"})
    assert acts()[2:] == [(youssef.id, "seen"), (youssef.id, "played")], "written although not a byte was read yet"
    assert film.data == b"0123"
    for start in range(4, 9):
        browser.get(f"/recordings/{recording.id}/media/direct", headers={"Range": f"bytes={start}-9"}, buffered=True)
    assert len(acts()) == 4


@pytest.mark.parametrize("path", ["", "/media/direct", "/download", "/watchers"])
def test_what_is_refused_is_not_noted(recording: Recording, olaf: Person, client_of: ClientOf, path: str) -> None:
    before = acts()
    assert client_of(olaf).get(f"/recordings/{recording.id}{path}").status_code == 404
    assert acts() == before


def test_a_head_and_a_poster_show_no_film(recording: Recording, youssef: Person, client_of: ClientOf) -> None:
    before, browser = acts(), client_of(youssef)
    browser.head(f"/recordings/{recording.id}/media/direct")
    browser.get(f"/recordings/{recording.id}/media/poster")
    assert acts() == before


def test_what_a_maker_does_is_noted(recording: Recording, sanne: Person, client_of: ClientOf) -> None:
    number = recording.id
    browser, here = client_of(sanne), f"/recordings/{number}"
    browser.post(f"{here}/downloadable", data={"allowed": "y"})
    browser.get(f"{here}/download", buffered=True)
    browser.post(f"{here}/shares/delete")
    browser.post(f"{here}/delete")
    done = [action for person, action in acts() if person == sanne.id]
    assert done == ["added", "shared", "changed", "exported", "unshared", "deleted"]
    assert db.session.get(Recording, number) is None
    assert [told.fault for told in verify({})] == [None]


def test_a_comment_is_noted_without_a_word_of_it_and_a_private_one_not_at_all(
    recording: Recording, youssef: Person, client_of: ClientOf
) -> None:
    browser = client_of(youssef)
    shared = {"kind": "strength", "start": "0:01", "text": "Zo fijn gedaan", "visibility": "shared"}
    address = f"/recordings/{recording.id}/annotations"
    assert browser.post(address, data=shared).status_code == 303
    assert browser.post(address, data=shared | {"visibility": "private"}).status_code == 303
    assert [action for person, action in acts() if person == youssef.id] == ["commented"]
    kept = db.session.execute(text("SELECT * FROM access_entry")).all()
    assert "fijn" not in str(kept)
    assert SECRET not in str(kept)
    assert "Youssef" not in str(kept)


def test_consent_and_withdrawal_are_noted_for_whom_it_was_and_without_their_name(
    recording: Recording, sanne: Person
) -> None:
    person = client_in(recording)
    agree(person)
    consenting.withdraw(person, by=STRANGER, key=person.key)
    destroy(recording, Why.WITHDRAWN)
    database.commit()
    asked = select(AccessEntry).where(AccessEntry.seq > 2).order_by(AccessEntry.seq)
    lines = [(line.action, line.acted_as, line.subject_id, line.on_behalf) for line in db.session.scalars(asked)]
    subject = f"subject:{person.id}"
    assert lines[0] == (Action.CHANGED, "maker participant", person.id, subject)
    assert [line[0] for line in lines] == [Action.CHANGED, Action.CONSENTED, Action.WITHDREW, Action.DESTROYED]
    assert lines[2] == (Action.WITHDREW, "subject", person.id, subject)
    assert lines[3] == (Action.DESTROYED, "system", None, "")
    assert person.name not in str(db.session.execute(text("SELECT * FROM access_entry")).all())


def test_the_maker_sees_who_watched_and_nobody_else_does(
    recording: Recording, sanne: Person, youssef: Person, tom: Person, client_of: ClientOf
) -> None:
    client_of(youssef).get(f"/recordings/{recording.id}")
    client_of(tom).get(f"/recordings/{recording.id}/media/direct", buffered=True)
    with clock.at(clock.now() + timedelta(hours=2)):
        client_of(youssef).get(f"/recordings/{recording.id}")
    page = client_of(sanne).get(f"/recordings/{recording.id}/watchers").text
    names = re.findall(r"<b>([^<]+)</b><p class=\"sm muted\">([^<]+)", page)
    assert names == [("Youssef Amrani", "2 keer geopend"), ("Tom Dekker", "1 keer afgespeeld")]
    assert acts()[-1] == (sanne.id, "log_read")
    assert client_of(youssef).get(f"/recordings/{recording.id}/watchers").status_code == 403


def test_who_is_erased_watched_without_a_name(
    recording: Recording, sanne: Person, youssef: Person, client_of: ClientOf
) -> None:
    client_of(youssef).get(f"/recordings/{recording.id}")
    db.session.execute(text("DELETE FROM person WHERE id = :id"), {"id": youssef.id})
    db.session.commit()
    page = client_of(sanne).get(f"/recordings/{recording.id}/watchers").text
    assert "Iemand die is gewist" in page
    assert "Youssef" not in page


def test_everybody_reads_their_own_lines_and_no_others(
    recording: Recording, youssef: Person, tom: Person, bea: Person, house: House, client_of: ClientOf
) -> None:
    client_of(youssef).get(f"/recordings/{recording.id}")
    actions.appoint_first(house.team.organisation, youssef, OrganisationRole.EDITOR)
    database.commit()
    mine = client_of(youssef).get("/me/log").text
    assert f"video {recording.id} geopend" in mine
    assert "redacteur" in mine
    assert "log__line" not in client_of(bea).get("/me/log").text


def test_the_fg_reads_all_by_number_and_no_title(
    recording: Recording, femke: Person, youssef: Person, client_of: ClientOf
) -> None:
    client_of(youssef).get(f"/recordings/{recording.id}")
    browser = client_of(femke)
    page = browser.get("/organisation/log").text
    assert f"video {recording.id} geopend" in page
    assert "Youssef Amrani" in page
    for told in (page, browser.get("/organisation/log.csv").text, browser.get("/organisation/log.jsonl").text):
        assert SECRET not in told
    assert [action for person, action in acts() if person == femke.id] == ["log_read", "log_exported", "log_exported"]
    assert browser.get(f"/recordings/{recording.id}").status_code == 404


def test_filters_leave_what_was_asked_for(
    recording: Recording, femke: Person, youssef: Person, tom: Person, client_of: ClientOf
) -> None:
    with clock.at(clock.now() - timedelta(days=3)):
        client_of(youssef).get(f"/recordings/{recording.id}")
    client_of(tom).get(f"/recordings/{recording.id}")
    browser = client_of(femke)

    def found(query: str) -> list[tuple[str, str]]:
        lines = [json.loads(line) for line in browser.get(f"/organisation/log.jsonl?{query}").text.splitlines()]
        return [(line["name"], line["action"]) for line in lines]

    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert found(f"person={youssef.id}") == [("Youssef Amrani", "seen")]
    assert ("Youssef Amrani", "seen") not in found(f"from={yesterday}")
    assert found(f"to={yesterday}") == [("Youssef Amrani", "seen")]
    assert found(f"recording={recording.id}&action=seen") == [("Youssef Amrani", "seen"), ("Tom Dekker", "seen")]
    assert found(f"recording={recording.id + 1}") == []
    assert browser.get("/organisation/log?from=x&person=-1&recording=99999999999999999999&before=0").status_code == 200
    for name in ("from", "to"):
        assert browser.get(f"/organisation/log?{name}=9999-12-31").status_code == 200


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_calculate_is_a_text(value: str) -> None:
    assert safe(value) == f"'{value}"


def test_a_name_that_is_a_formula_is_a_text_in_the_export(
    recording: Recording, femke: Person, youssef: Person, client_of: ClientOf
) -> None:
    client_of(youssef).get(f"/recordings/{recording.id}")
    db.session.execute(update(Person).where(Person.id == youssef.id).values(name='=HYPERLINK("x")'))
    db.session.commit()
    answer = client_of(femke).get("/organisation/log.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert '\'=HYPERLINK("x")' in [row["name"] for row in rows]
    assert answer.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("page", ["/organisation/log", "/me/log"])
def test_a_page_costs_the_same_for_three_lines_and_three_hundred(
    about: About, femke: Person, client_of: ClientOf, page: str
) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            note(Action.SEEN, about, by=viewer_of(femke))
        database.commit()

    browser = client_of(femke)
    add(3)
    for _ in range(2):
        browser.get(page)
    few = queries_of(lambda: browser.get(page))
    add(297)
    shown = browser.get(page).text
    assert queries_of(lambda: browser.get(page)) == few
    assert shown.count('class="lines__item log__line"') == 50


@pytest.mark.parametrize("page", ["/organisation/log", "/me/log"])
def test_one_goes_through_all_pages_and_meets_every_line_once(
    about: About, femke: Person, client_of: ClientOf, page: str
) -> None:
    for number in range(120):
        note(Action.CHANGED, About(about.organisation_id, Kind.RECORDING, 1000 + number), by=viewer_of(femke))
    database.commit()
    browser, met, address = client_of(femke), [], page
    while address:
        shown = browser.get(address).text
        met += re.findall(r"video (\d+) veranderd", shown)
        further = re.search(r'href="([^"]+)">Ouder', shown)
        address = further[1].replace("&amp;", "&") if further else ""
    assert sorted(map(int, met)) == list(range(1000, 1120))


def test_a_long_export_holds_every_line(about: About, femke: Person, client_of: ClientOf) -> None:
    for _ in range(1_050):
        note(Action.SEEN, about, by=viewer_of(femke))
    database.commit()
    lines = client_of(femke).get("/organisation/log.jsonl").text.splitlines()
    count = db.session.scalar(select(func.count()).select_from(AccessEntry))
    assert count is not None
    assert len(lines) == count
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, count + 1))
