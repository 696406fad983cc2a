"""Many people at once, by a list that says first what it would do."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Refused
from wpl_platform.teams import bringing, queries
from wpl_platform.teams.bringing import Outcome
from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
Browsers = Callable[[Person], FlaskClient]
LIST = """naam;e-mail;rol
Marit Jansen;Marit@lindehoeve.example;begeleider
 Kees  de Boer ;kees@lindehoeve.example;

Sanne;sanne@lindehoeve.example;deelnemer
"""


def test_every_line_says_what_it_would_do(house: House, sanne: Person, bea: Person, as_viewer: AsViewer) -> None:
    text = LIST + "Sanne;sanne@lindehoeve.example;begeleider\nBea;bea@lindehoeve.example;deelnemer\nzonder adres\n"
    lines = bringing.lines_of(house.team, text, viewer=as_viewer(bea))
    assert [(line.name, line.email, line.role, line.outcome) for line in lines[:4]] == [
        ("Marit Jansen", "marit@lindehoeve.example", Role.FACILITATOR, Outcome.COMES),
        ("Kees de Boer", "kees@lindehoeve.example", Role.PARTICIPANT, Outcome.COMES),
        ("Sanne", "sanne@lindehoeve.example", Role.PARTICIPANT, Outcome.ALREADY),
        ("Sanne", "sanne@lindehoeve.example", Role.FACILITATOR, Outcome.MORE),
    ]
    assert [(line.outcome, bool(line.wrong)) for line in lines[4:]] == [(Outcome.WRONG, True)] * 2
    assert db.session.query(Person).count() == 2


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_any_spreadsheet_will_do(mark: str, house: House, bea: Person, as_viewer: AsViewer) -> None:
    text = f'\ufeffkees@lindehoeve.example{mark}"de Boer, Kees; sr."{mark}manager\r\n'
    [line] = bringing.lines_of(house.team, text, viewer=as_viewer(bea))
    assert (line.name, line.email, line.role) == ("de Boer, Kees; sr.", "kees@lindehoeve.example", Role.MANAGER)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Kees;kees@huis", "geen e-mailadres"),
        (";kees@lindehoeve.example", "geen naam"),
        (f"{'K' * 81};kees@lindehoeve.example", "te lang"),
        ("Kees;kees@lindehoeve.example;baas", "‘baas’ is geen rol"),
        ("Kees;kees@lindehoeve.example\x00<script>;", ""),
    ],
)
def test_what_cannot_be_read_is_said_and_left_out(
    row: str, why: str, house: House, bea: Person, as_viewer: AsViewer
) -> None:
    [line] = bringing.lines_of(house.team, row, viewer=as_viewer(bea))
    assert line.outcome is Outcome.WRONG
    assert why in line.wrong
    assert bringing.bring(house.team, row, by=as_viewer(bea)) == []


@pytest.mark.parametrize("text", ["", " \n;;\n", "naam;e-mail;rol\n", "a;a@b.nl\n" * 201])
def test_what_is_no_list_is_said(text: str, house: House, bea: Person, as_viewer: AsViewer) -> None:
    with pytest.raises(Invalid):
        bringing.lines_of(house.team, text, viewer=as_viewer(bea))


def test_the_list_is_done_once_and_twice_alike(house: House, sanne: Person, bea: Person, as_viewer: AsViewer) -> None:
    newcomers = bringing.bring(house.team, LIST, by=as_viewer(bea))
    assert [person.name for person in newcomers] == ["Marit Jansen", "Kees de Boer"]
    assert bringing.bring(house.team, LIST, by=as_viewer(bea)) == []
    found = {member.person.name: member.roles for member in queries.members_of(house.team, viewer=as_viewer(bea))}
    assert found["Marit Jansen"] == (Role.FACILITATOR,)
    assert found["Kees de Boer"] == (Role.PARTICIPANT,)


def test_only_administrators_bring_people_in(house: House, sanne: Person, as_viewer: AsViewer) -> None:
    with pytest.raises(Refused):
        bringing.lines_of(house.team, LIST, viewer=as_viewer(sanne))
    with pytest.raises(Refused):
        bringing.bring(house.team, LIST, by=as_viewer(sanne))


def test_a_file_of_an_older_spreadsheet_is_read_and_nothing_happens_before_it_is_sure(
    house: House, bea: Person, client_of: Browsers
) -> None:
    browser, content = client_of(bea), "Zoë Bakker;zoe@lindehoeve.example\r\n".encode("cp1252")
    shown = browser.post("/team/members/list", data={"file": (io.BytesIO(content), "lijst.csv")})
    assert "Zoë Bakker" in shown.text
    assert "komt bij het team" in shown.text
    assert db.session.query(Person).filter_by(email="zoe@lindehoeve.example").count() == 0
    done = browser.post("/team/members/list", data={"people": "Zoë Bakker;zoe@lindehoeve.example", "sure": "1"})
    assert "Geef deze links door" in done.text
    assert "/welcome/" in done.text


def test_names_of_a_list_are_words_and_no_page(house: House, bea: Person, client_of: Browsers) -> None:
    data = {"people": "<script>alert(1)</script>;x@lindehoeve.example"}
    page = client_of(bea).post("/team/members/list", data=data).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_line_that_cannot_be_done_does_not_stand_in_the_way_of_one_that_can(
    house: House, bea: Person, as_viewer: AsViewer
) -> None:
    text = "Kees;kees@lindehoeve.example;baas\nKees;kees@lindehoeve.example;deelnemer"
    lines = bringing.lines_of(house.team, text, viewer=as_viewer(bea))
    assert [line.outcome for line in lines] == [Outcome.WRONG, Outcome.COMES]


def test_line_ends_of_older_machines_are_line_ends(house: House, bea: Person, as_viewer: AsViewer) -> None:
    lines = bringing.lines_of(house.team, "K;k@lindehoeve.example\rM;m@lindehoeve.example", viewer=as_viewer(bea))
    assert [line.name for line in lines] == ["K", "M"]
