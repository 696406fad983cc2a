"""Bringing many people into a team by a list: what every line would do is said before anything is done.

A list is what a spreadsheet saves as CSV: name, address and role, apart by semicolons, commas or tabs.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX, Person
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.mail import REACHABLE
from wpl_platform.core.text import _, lazy, tidy
from wpl_platform.teams import inviting, policy, queries
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.viewer import Viewer
from wpl_platform.teams.words import ROLE_WORDS

LINES_MAX = 200


class Outcome(StrEnum):
    """What a line does: brings somebody in, gives them a role besides, nothing, or it cannot be done."""

    COMES = "comes"
    MORE = "more"
    ALREADY = "already"
    WRONG = "wrong"


OUTCOME_WORDS = {
    Outcome.COMES: lazy("komt bij het team"),
    Outcome.MORE: lazy("krijgt deze rol erbij"),
    Outcome.ALREADY: lazy("is er al; er verandert niets"),
    Outcome.WRONG: lazy("wordt overgeslagen"),
}


@dataclass(frozen=True)
class Line:
    """One person of a list. `wrong` says what is the matter with it, where something is."""

    number: int
    name: str
    email: str
    role: Role
    outcome: Outcome
    wrong: str = ""


def lines_of(team: Team, text: str, *, viewer: Viewer) -> list[Line]:
    """What each line would do, in order, for the team's administrators; raises Invalid for what is no list."""
    require(policy.may_manage_members(viewer, team))
    rows = list(_rows(text))
    if not rows:
        raise Invalid(_("Er staat nog niemand in de lijst."), "people")
    if len(rows) > LINES_MAX:
        raise Invalid(_("Breng hooguit %(count)s mensen tegelijk binnen.", count=LINES_MAX), "people")
    held = {each.person.email: (each.person.id, each.roles) for each in queries.members_of(team, viewer=viewer)}
    seen: set[tuple[str, Role]] = set()
    found = []
    for number, cells in rows:
        line = _line(number, cells)
        if line.outcome is Outcome.COMES:
            line = _beside(line, team, held, seen, viewer)
        if line.outcome is not Outcome.WRONG:
            seen.add((line.email, line.role))
        found.append(line)
    return found


def bring(team: Team, text: str, *, by: Viewer) -> list[Person]:
    """Ensures that everybody of the list is in the team in their role, or asked; who is new among them, in order.

    What cannot be done is left out, as `lines_of` said.
    """
    newcomers = []
    for line in lines_of(team, text, viewer=by):
        if line.outcome not in (Outcome.COMES, Outcome.MORE):
            continue
        person = person_by_email(line.email)
        if person is None:
            person = accounts.create_person(line.name, line.email)
            newcomers.append(person)
        inviting.bring_in(team, person, line.role, by=by)
    return newcomers


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, with their numbers; a first line of names of columns says nothing."""
    tidied = tidy(text.lstrip("\ufeff"))
    mark = max(";\t,", key=tidied.count)
    for number, row in enumerate(csv.reader(io.StringIO(tidied, newline=None), delimiter=mark), start=1):
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells) and not (number == 1 and not any("@" in cell for cell in cells)):
            yield number, cells


def _line(number: int, cells: list[str]) -> Line:
    """A line by itself: its address is the cell with an @, the role the one that names one, the name what is first."""
    email = next((cell for cell in cells if "@" in cell), "").lower()
    rest = [cell for cell in cells if "@" not in cell and cell]
    role = next((found for cell in rest[1:] if (found := _role(cell)) is not None), None)
    name = rest[0] if rest else ""
    said = rest[1] if len(rest) > 1 else ""
    wrong = ""
    if not REACHABLE.fullmatch(email) or len(email) > EMAIL_MAX:
        wrong = _("Dit lijkt geen e-mailadres.")
    elif not name or len(name) > NAME_MAX:
        wrong = _("Er staat geen naam bij.") if not name else _("Deze naam is te lang.")
    elif said and role is None:
        wrong = _("‘%(word)s’ is geen rol. Kies deelnemer, begeleider, leidinggevende of beheerder.", word=said)
    outcome = Outcome.WRONG if wrong else Outcome.COMES
    return Line(number, name, email, role or Role.PARTICIPANT, outcome, wrong)


def _role(word: str) -> Role | None:
    """The role that a word names, in the reader's language or as the code calls it."""
    said = word.casefold()
    return next((role for role in Role if said in (role.value, str(ROLE_WORDS[role]).casefold())), None)


def _beside(
    line: Line,
    team: Team,
    held: dict[str, tuple[int, tuple[Role, ...]]],
    seen: set[tuple[str, Role]],
    viewer: Viewer,
) -> Line:
    """The line beside who is in the team already, and beside the lines above it."""
    number, roles = held.get(line.email, (0, ()))
    outcome, wrong = Outcome.MORE if roles else Outcome.COMES, ""
    if line.role in roles or (line.email, line.role) in seen:
        outcome = Outcome.ALREADY
    elif number and not policy.may_give(viewer, team, line.role, number):
        outcome, wrong = Outcome.WRONG, _("Een rol die video’s ziet, geef je niet aan jezelf.")
    return Line(line.number, line.name, line.email, line.role, outcome, wrong)
