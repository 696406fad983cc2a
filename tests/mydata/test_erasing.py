"""Nothing of a person is left: no row, no byte, no name; what others need stays, and the proof says so."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import JSON, String, Table, Text, cast, func, or_, select

from tests.conftest import House
from tests.feedback.speaking import voice
from tests.media.working import work
from tests.mydata.archives import asked
from tests.mydata.conftest import Year
from wpl_platform.academy.models import Contribution
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.belonging import Part, parts
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Refused
from wpl_platform.feedback.models import Annotation, Reply
from wpl_platform.improvement.models import Improvement
from wpl_platform.jobs.models import Queue
from wpl_platform.media import certificates
from wpl_platform.media.consent_models import Consent
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.storage import storage
from wpl_platform.mydata import actions, counting, erasing, proofs, queries
from wpl_platform.mydata.models import Erasure
from wpl_platform.privacy.models import AccessEntry, Action
from wpl_platform.privacy.verifying import verify
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole, Role
from wpl_platform.teams.queries import viewer_of

__all__ = ["voice"]
Enter = Callable[[Person], FlaskClient]


def erase(person: Person, *, withdraws: bool = False) -> str:
    """The person asked, and the worker did it; the number of the proof."""
    found = actions.ask_erasure(person.id, withdraws=withdraws, by=viewer_of(person))
    number = proofs.number_of(found)
    database.commit()
    work(Queue.SHORT)
    work(Queue.SHORT)
    return number


def places_with(*words: str) -> list[str]:
    """Every column of every table in which one of the words stands, in capitals or not."""
    found = []
    for table in db.metadata.tables.values():
        for column in table.columns:
            if not isinstance(column.type, String | Text | JSON) and not hasattr(column.type, "enums"):
                continue
            text = func.lower(cast(column, Text))
            asked = select(func.count()).select_from(table).where(or_(*(text.contains(word.lower()) for word in words)))
            if db.session.scalar(asked):
                found.append(f"{table.name}.{column.name}")
    return found


def naming(number: int) -> list[str]:
    """Every column that still names the person with this number."""
    columns = [column for table in db.metadata.tables.values() for column in table.columns if "on_erase" in column.info]
    return [str(each) for each in columns if db.session.scalar(select(func.count()).where(each == number))]


def kept() -> set[str]:
    """Every key that there are bytes of."""
    finished, coming = storage().keys(), storage().coming.left()
    return {found.key for found in finished} | {found.key for found in coming}


def test_no_row_and_no_byte_is_left_with_name_address_or_number(year: Year, sanne: Person) -> None:
    asked(sanne)
    number, theirs = sanne.id, set(storage_keys_of(year.theirs_id))
    assert len(places_with("Sanne Visser", "sanne@")) > 5, "the test looks where something is"
    erase(sanne)
    assert db.session.get(Person, number) is None
    assert places_with("Sanne", "Visser") == []
    assert places_with("sanne@lindehoeve.example") == []
    assert naming(number) == []
    assert kept() == theirs, "only the film of Youssef"


def test_what_others_made_is_as_it_was(year: Year, sanne: Person, youssef: Person) -> None:
    number = youssef.id
    own = (Annotation.author_id == number, Annotation.recording_id == year.theirs_id)
    before = [part.name for part in parts()], db.session.scalar(select(func.count()).where(*own))
    erase(sanne)
    assert before[1] == db.session.scalar(select(func.count()).where(*own))
    film = db.session.get_one(Recording, year.theirs_id)
    assert (film.maker_id, film.title, film.destroyed_at) == (number, "Aan de telefoon", None)
    mine = db.session.get_one(Annotation, year.my_moment_id)
    assert (mine.author_id, mine.text) == (None, "Je luistert echt")
    assert db.session.scalars(select(Reply.text).where(Reply.annotation_id == mine.id)).all() == ["Dank, @iemand!"]
    card = db.session.get_one(Improvement, year.card_id)
    assert (card.owner_id, card.made_by_id, card.title) == (None, None, "Eerst begroeten")
    assert db.session.scalars(select(Contribution.slug)).all() == ["out"]


def test_what_nobody_else_ever_saw_goes(year: Year, sanne: Person) -> None:
    erase(sanne)
    assert db.session.get(Annotation, year.private_moment_id) is None
    words = set(db.session.scalars(select(Annotation.text)))
    assert "Toch maar niet" not in words
    assert places_with("onzeker", "Ik stond aan de balie", "Eerst aankijken") == []


def test_the_page_says_beforehand_what_then_happens(year: Year, sanne: Person, browser_of: Enter) -> None:
    page = browser_of(sanne).get("/me/erase").text
    assert page.index("Dit gaat weg") < page.index("Video’s die je maakte") < page.index("zonder je naam")
    before = counting.counts_of(sanne.id)
    erase(sanne)
    said = db.session.scalars(select(Erasure)).one().counts
    mine = {"erasure": [0, 1], "sign_in": said["sign_in"]}
    assert said == before | mine, "she signed in once more, and asked to be erased"
    assert (said["recording"], said["improvement"]) == ([2, 0], [0, 1])


def test_what_was_to_go_went_and_what_was_to_stay_stayed(year: Year, sanne: Person) -> None:
    before = counting.counts_of(sanne.id)
    tables = {part.table for part in parts()}
    rows = {table.name: _count(table) for table in tables}
    alone = {part.name: part.table.name for part in parts() if part.by and "drop" in _ends(part)}
    erase(sanne)
    for name, table in alone.items():
        assert _count(db.metadata.tables[table]) <= rows[table] - before.get(name, [0])[0]
    assert _count(db.metadata.tables["access_entry"]) > rows["access_entry"]


def test_the_log_fits_and_names_nobody(year: Year, sanne: Person, house: House) -> None:
    organisation = house.team.organisation_id
    lines = db.session.scalar(select(func.count()).where(AccessEntry.organisation_id == organisation)) or 0
    erase(sanne)
    assert [verdict.fault for verdict in verify({})] == [None]
    after = db.session.scalars(select(AccessEntry).where(AccessEntry.organisation_id == organisation)).all()
    assert len(after) > lines
    assert Action.ERASED in {line.action for line in after}


def test_the_proof_is_for_who_has_its_number_and_names_nobody(year: Year, sanne: Person, client: FlaskClient) -> None:
    number = erase(sanne)
    found = proofs.proof(number)
    assert found.done is not None
    assert (found.films, len(found.certificates)) == (2, 2)
    page = client.get(f"/erasures/{number}")
    assert page.status_code == 200
    assert "Dit bewijs is echt" in page.text
    assert "Sanne" not in page.text
    for each in found.certificates:
        assert certificates.certificate(each).files
    paper = client.get(f"/erasures/{number}/pdf")
    assert paper.data.startswith(b"%PDF-")
    for altered in (number[:-1], "MQ", "x"):
        assert client.get(f"/erasures/{altered}").status_code == 404


def test_the_proof_waits_until_every_byte_is_gone(
    year: Year, sanne: Person, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(type(storage()), "delete", lambda self, key: None)
        number = erase(sanne)
    assert proofs.proof(number).done is None
    assert client.get(f"/erasures/{number}/pdf").status_code == 404
    db.session.rollback()


def test_she_is_signed_out_everywhere_and_gets_one_last_letter(
    year: Year, sanne: Person, browser_of: Enter, app: Flask
) -> None:
    browser, other, address = browser_of(sanne), browser_of(sanne), sanne.email
    refused = browser.post("/me/erase", data={"words": "ja hoor"})
    assert refused.status_code == 422
    answer = browser.post("/me/erase", data={"words": " Wis  MIJ "})
    assert answer.status_code == 303
    assert "/erasures/" in answer.headers["Location"]
    for one in (browser, other):
        assert "/sign-in" in one.get("/me").headers["Location"]
    assert "worden nu gewist" in browser.get(answer.headers["Location"]).text
    work(Queue.SHORT)
    work(Queue.SHORT)
    files = (app.config["DATA_DIR"] / "mail").glob("*.eml")
    letters = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    last = next(letter for letter in letters if letter["Subject"] == "Je gegevens zijn gewist")
    assert last["To"] == address
    assert answer.headers["Location"] in last.get_content()


def test_nobody_has_somebody_else_erased(year: Year, sanne: Person, youssef: Person) -> None:
    with pytest.raises(Refused):
        actions.ask_erasure(sanne.id, withdraws=False, by=viewer_of(youssef))


def test_the_only_administrator_hears_whom_to_ask_first(
    house: House, bea: Person, tom: Person, browser_of: Enter
) -> None:
    with pytest.raises(Conflict, match="enige beheerder van team Welkom"):
        actions.ask_erasure(bea.id, withdraws=False, by=viewer_of(bea))
    teams.name_to(house.team.organisation, tom, OrganisationRole.ADMIN)
    database.commit()
    page = browser_of(bea).get("/me/erase").text
    assert "Vraag het Tom Dekker" in page
    assert "Wis alles over mij</button>" not in page
    assert browser_of(bea).post("/me/erase", data={"words": "wis mij"}).status_code == 409
    assert [each.sentence for each in queries.outlook(viewer=viewer_of(tom)).alone] == [
        "Je bent de enige beheerder van De Lindehoeve."
    ]
    teams.place(tom, house.team, Role.ADMIN)
    database.commit()
    number = bea.id
    erase(bea)
    assert db.session.get(Person, number) is None


def test_who_became_the_only_administrator_meanwhile_is_not_erased(
    house: House, bea: Person, tom: Person, client: FlaskClient
) -> None:
    teams.place(tom, house.team, Role.ADMIN)
    asked_by = [actions.ask_erasure(each.id, withdraws=False, by=viewer_of(each)) for each in (bea, tom)]
    first, second = [proofs.number_of(each) for each in asked_by]
    database.commit()
    work(Queue.SHORT)
    work(Queue.SHORT)
    assert db.session.scalars(select(Person.name)).all() == ["Tom Dekker"], "the first went, and the second is needed"
    assert proofs.proof(first).done is not None
    assert proofs.proof(second).stopped
    assert "ging niet door" in client.get(f"/erasures/{second}").text


def test_where_she_is_in_view_she_is_a_colleague_and_the_consent_stays(year: Year, sanne: Person) -> None:
    erase(sanne)
    shown = db.session.get_one(PersonInView, year.in_view_id)
    assert (shown.name, shown.person_id, shown.withdrawn_at) == ("Collega", None, None)
    assert db.session.scalar(select(func.count()).where(Consent.in_view_id == shown.id, Consent.ended_at.is_(None)))


def test_or_it_stops_if_she_wants_that(year: Year, sanne: Person, youssef: Person, browser_of: Enter) -> None:
    theirs = browser_of(youssef)
    assert watched(theirs, year) == 200
    erase(sanne, withdraws=True)
    assert db.session.get_one(PersonInView, year.in_view_id).withdrawn_at is not None
    assert watched(theirs, year) == 404


def test_a_backup_does_not_bring_her_back(sanne: Person, youssef: Person) -> None:
    before = {column.name: getattr(sanne, column.name) for column in Person.__table__.columns}
    erase(sanne)
    again = Person(**before)
    db.session.add(again)
    database.commit()
    erasing.do_again()
    database.commit()
    work(Queue.SHORT)
    assert db.session.scalars(select(Person.name)).all() == ["Youssef Amrani"]
    erasing.do_again()
    database.commit()
    somebody = Person(**(before | {"created_at": youssef.created_at, "email": "another@lindehoeve.example"}))
    db.session.add(somebody)
    database.commit()
    erasing.do_again()
    assert db.session.get(Person, before["id"]) is not None, "the same number, and somebody else"


def test_asked_twice_it_is_done_once(year: Year, sanne: Person) -> None:
    first = actions.ask_erasure(sanne.id, withdraws=False, by=viewer_of(sanne))
    assert actions.ask_erasure(sanne.id, withdraws=False, by=viewer_of(sanne)).id == first.id
    database.commit()


def watched(browser: FlaskClient, year: Year) -> int:
    """What is answered to who plays the film of Youssef."""
    answer = browser.get(f"/recordings/{year.theirs_id}/media/direct")
    answer.close()
    return answer.status_code


def storage_keys_of(recording_id: int) -> list[str]:
    """The keys of a film's files."""
    table = db.metadata.tables["rendition"]
    return list(db.session.scalars(select(table.c.key).where(table.c.recording_id == recording_id)))


def _count(table: Table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _ends(part: Part) -> set[str]:
    return {part.table.columns[name].info["on_erase"] for name in part.by}
