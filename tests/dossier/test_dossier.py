"""The file for works council and DPIA: what the product really does, for who answers for it."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.conftest import House
from tests.dossier.reading import words_of
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import Base, db
from wpl_platform.dossier import imagined, kept, matrix, paper, people, queries
from wpl_platform.dossier.imagined import State
from wpl_platform.dossier.sheets import Dossier
from wpl_platform.dossier.table_words import NAMED_WORDS, TABLE_WORDS
from wpl_platform.media import consent
from wpl_platform.media import policy as media
from wpl_platform.media.models import Situation
from wpl_platform.media.retention_models import RetentionChoice, RetentionOfKind
from wpl_platform.openid import setting_up
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import OrganisationRole, Role
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import Viewer

PAGE = "/organisation/dossier"
Browsers = Callable[[Person], FlaskClient]


@pytest.fixture
def admin(bea: Person, house: House) -> Person:
    """Bea, who administers the organisation too."""
    teams.name_to(house.team.organisation, bea, OrganisationRole.ADMIN)
    return bea


@pytest.fixture
def made(app: Flask, admin: Person, house: House) -> Callable[[], Dossier]:
    """The dossier of Bea's organisation, as it is when it is made."""
    return lambda: queries.dossier(house.team.organisation, app.config, "default-src 'none'", viewer=viewer_of(admin))


def facts(found: Dossier) -> dict[str, str]:
    """All facts in it by name."""
    return {name: value for section in found.sections for name, value in section.facts}


def grid(found: Dossier, title: str) -> dict[str, list[str]]:
    """The rows of a table by their name."""
    (one,) = (each for section in found.sections for each in section.grids if each.title == title)
    return {str(row[0]): list(row[1:]) for row in one.rows}


def test_each_imagined_film_is_in_the_state_it_is_imagined_in() -> None:
    known = {State.PRIVATE: "concept", State.NAMED: "shared", State.GUEST: "shared"}
    for state in State:
        assert consent.state_of(imagined.film(state), on=clock.today()) == known.get(state, state.value)


def test_no_state_of_a_film_is_left_unimagined() -> None:
    assert {consent.state_of(imagined.film(state), on=clock.today()) for state in State} == set(consent.State)


def test_the_matrix_is_what_the_policies_answer_of_each_role_and_state(made: Callable[[], Dossier]) -> None:
    watching = grid(made(), str(matrix.WATCH))
    assert watching["maker van de video"] == ["ja", "ja", "ja", "ja", "ja", "ja", "–", "–", "–"]
    assert watching["deelnemer"] == ["–", "–", "–", "–", "ja", "–", "–", "–", "–"]
    assert watching["collega met wie apart is gedeeld"] == ["–", "ja", "–", "–", "ja", "–", "–", "–", "–"]
    guest, colleague = "gast met een link en een code", "collega met wie apart is gedeeld"
    assert watching[guest] == ["–", "–", "ja", "–", "–", "–", "–", "–", "–"]
    assert watching.keys() == {"maker van de video", "deelnemer", "begeleider", colleague, guest}
    assert guest not in grid(made(), "De titel, de leervraag en de feedback lezen")
    assert guest not in grid(made(), "Meenemen als bestand, als de maker dat toestaat")
    log = grid(made(), "In het team en de organisatie")
    assert sum("ja" in answers for answers in log.values()) == len(log)


def test_the_matrix_changes_when_a_policy_does(made: Callable[[], Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that lets managers watch is seen, also in the answer to the works council."""
    assert facts(made())["Ziet een leidinggevende video’s?"].startswith("Nee.")
    real = media.may_watch

    def loose(viewer: Viewer, recording: Any) -> bool:
        return real(viewer, recording) or viewer.has(recording.team_id, Role.MANAGER)

    monkeypatch.setattr(media, "may_watch", loose)
    found = made()
    assert "ja" in grid(found, str(matrix.WATCH))["leidinggevende"]
    assert facts(found)["Ziet een leidinggevende video’s?"].startswith("Ja: leidinggevende")


def test_a_role_that_is_new_has_a_row_without_anybody_thinking_of_it() -> None:
    named = [str(one.name) for one in imagined.everybody()]
    assert len(named) == len(set(named)) == len(Role) + len(OrganisationRole) + 7


def test_measures_follow_the_settings(app: Flask, made: Callable[[], Dossier]) -> None:
    title = "Voor wie een tweede stap verplicht is"
    assert grid(made(), title) == {}
    app.config.update(
        SECOND_STEP_FOR=("facilitator",), WITHDRAWN_DAYS=3, HTTPS=True, MAIL_URL="smtp://a:secret@mail.example"
    )
    found = made()
    assert grid(found, title) == {"begeleider": ["ja"]}
    said = facts(found)
    assert "na 3 dagen" in said["Een video waarvan iemand zich terugtrok"]
    assert said["Verbinding"] == "Alleen versleuteld (https)."
    assert said["Mail"].startswith("Via mail.example")
    assert "secret" not in str(found)
    assert said["Wat een pagina mag laden (CSP)"] == "default-src 'none'"


def test_how_long_films_stay_is_what_the_organisation_chose(made: Callable[[], Dossier], house: House) -> None:
    assert facts(made())["Een video"].startswith("90 dagen na het laatste gebruik, en hooguit 365 dagen")
    mine = house.team.organisation_id
    db.session.add(RetentionChoice(organisation_id=mine, days=30, most_days=60))
    db.session.add(RetentionOfKind(organisation_id=mine, situation=Situation.MEETING, days=10))
    db.session.flush()
    said = facts(made())
    assert said["Een video"].startswith("30 dagen na het laatste gebruik, en hooguit 60 dagen")
    assert [value for name, value in said.items() if name.startswith("Daarvan: ")] == ["10 dagen"]


def test_it_says_how_this_organisation_signs_in(made: Callable[[], Dossier], house: House) -> None:
    assert facts(made())["Aanmelden via de organisatie"] == "Staat uit."
    wanted = Wanted("https://login.example", "a", "b", ("lindehoeve.example",), on=True)
    setting_up.keep(house.other_team.organisation, wanted, by=None)
    assert facts(made())["Aanmelden via de organisatie"] == "Staat uit."
    setting_up.keep(
        house.team.organisation, Wanted("https://login.example", "a", "b", ("l.example",), on=True), by=None
    )
    assert facts(made())["Aanmelden via de organisatie"].startswith("Via login.example")


def test_every_table_and_every_column_that_names_a_person_is_in_it(app: Flask) -> None:
    found = {each.table: dict(each.people) for each in kept.tables()}
    assert found.keys() == {table.name for table in Base.metadata.sorted_tables}
    named = {
        (table.name, column.name): column.info["on_erase"]
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if "on_erase" in column.info
    }
    assert {(table, name): leaving for table, columns in found.items() for name, leaving in columns.items()} == named
    assert {each.floor for each in kept.tables()} == people.FLOOR_WORDS.keys()


def test_every_table_and_who_is_named_in_it_has_words(app: Flask) -> None:
    assert {each.table for each in kept.tables()} == TABLE_WORDS.keys()
    assert {name for each in kept.tables() for name, _leaving in each.people} == NAMED_WORDS.keys()


def test_it_says_in_words_what_is_kept_with_the_name_in_the_database_behind_it(made: Callable[[], Dossier]) -> None:
    (data,) = (section for section in made().sections if section.key == "data")
    said = {str(row[0]): row[1] for each in data.grids for row in each.rows}
    assert said["Momenten met feedback op een video"] == "wie het schreef: blijft zonder naam"
    assert not [word for row in said.items() for word in row if "_" in word]
    codes = {row[0]: code for each in data.grids for row, code in zip(each.rows, each.codes, strict=True)}
    assert codes["Momenten met feedback op een video"] == "annotation: author_id"
    assert codes["Het label uit de kijkwijzer bij een moment"] == "annotation_label"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_in_a_column_of_the_pdf_is_broken(made: Callable[[], Dossier], language: str) -> None:
    paper.register()
    with force_locale(language):
        grids = [each for section in made().sections for each in section.grids if each.rows]
    for one in grids:
        given = paper.widths(one)
        assert sum(given) <= paper.WIDTH + 1
        for width, cells in zip(given, zip(["", *one.columns], *one.rows, strict=True), strict=True):
            longest = max(words_in(cells), key=lambda word: stringWidth(word, "Vera", 7.5), default="")
            assert stringWidth(longest, "Vera", 7.5) <= width - 2 * paper.BESIDE, (one.title, longest)


def words_in(cells: Sequence[str]) -> list[str]:
    return [word for cell in cells for word in cell.split()]


def test_the_page_and_the_pdf_say_the_same(client_of: Browsers, admin: Person, app: Flask, tmp_path: Path) -> None:
    browser = client_of(admin)
    page = re.sub(r"<[^>]+>", " ", browser.get(PAGE).text)
    answer = browser.get(f"{PAGE}.pdf")
    assert answer.mimetype == "application/pdf"
    read = words_of(answer.data)
    tables = sum(1 for _table in kept.tables())
    for said in ("Privacydossier van De Lindehoeve", f"{tables} tabellen", "na 7 dagen vernietigd", "Minstens 5 jaar"):
        assert said in page
        assert said.replace(" ", "") in read
    assert app.config["VERSION"] in page
    assert page.count(" ja ") == len(re.findall("ja", words_of(answer.data, cells=True)))


def test_it_is_there_in_both_languages(client_of: Browsers, admin: Person) -> None:
    browser = client_of(admin)
    dutch, english = (words_of(browser.get(f"{PAGE}.pdf?language={code}").data) for code in ("nl", "en"))
    assert "Wiemagwat" in dutch
    assert "Whomaydowhat" in english
    assert "Wiemagwat" not in english


def test_administrators_and_the_fg_read_it_and_nobody_else(
    client_of: Browsers, admin: Person, house: House, ingrid: Person, tom: Person, olaf: Person
) -> None:
    teams.name_to(house.team.organisation, ingrid, OrganisationRole.FG)
    teams.name_to(house.other_team.organisation, olaf, OrganisationRole.ADMIN)
    mine = house.team.organisation_id
    for path in (PAGE, f"{PAGE}.pdf"):
        asked = f"{path}?organisation={mine}"
        assert [client_of(one).get(asked).status_code for one in (admin, ingrid, tom, olaf)] == [200, 200, 404, 404]
    assert "Winkelhuis" in client_of(olaf).get(PAGE).text
