"""What is typed to bring people into a team, and to say what it agrees on."""

import re
from typing import Any

from wtforms import DateField, FileField, HiddenField, SelectField
from wtforms.validators import InputRequired

from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX
from wpl_platform.core.text import lazy
from wpl_platform.teams.agreement_models import WORDS_MAX
from wpl_platform.teams.models import NAME_MAX as TEAM_NAME_MAX
from wpl_platform.teams.words import ROLE_WORDS
from wpl_platform.web.forms import Form, address_field, choices_of, text_field

PEOPLE_MAX = 60_000
"""Bytes or characters of a list of people."""


class MemberForm(Form):
    """A person and their role."""

    name = text_field(lazy("Naam"), longest=NAME_MAX)
    email = address_field(longest=EMAIL_MAX)
    role = SelectField(lazy("Rol"), choices=choices_of(ROLE_WORDS))


class ListForm(Form):
    """A list of people: pasted, or a file that a spreadsheet saved as CSV."""

    people = text_field(lazy("De lijst"), longest=PEOPLE_MAX, required=False, area=True)
    file = FileField(lazy("Of kies een CSV-bestand"))

    @property
    def text(self) -> str:
        """What was pasted; else what is in the file, in UTF-8 or as older spreadsheets save it (Windows-1252)."""
        if self.people.data or not self.file.data:
            return str(self.people.data or "")
        content = self.file.data.read(PEOPLE_MAX)
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(content.decode("cp1252", errors="replace"))


class LinkForm(Form):
    """Until when a team is open by a link."""

    until = DateField(lazy("Tot en met"), [InputRequired(lazy("Kies een dag."))])


class JoinForm(Form):
    """The code besides a team's link; and who comes in, when we do not know (`known`)."""

    code = text_field(lazy("Code"), longest=20)
    name = text_field(lazy("Naam"), longest=NAME_MAX)
    email = address_field(longest=EMAIL_MAX)

    def __init__(self, *args: Any, known: bool = False, **options: Any) -> None:
        """Without name and address for who is signed in."""
        super().__init__(*args, **options)
        if known:
            del self.name
            del self.email


class AgreementsForm(Form):
    """The words of team agreements, and which version they were begun from (0: none)."""

    words = text_field(lazy("Teamafspraken"), longest=WORDS_MAX, area=True)
    read = HiddenField(filters=[lambda value: value if re.fullmatch(r"[0-9]{1,8}", str(value)) else 0])


class OrganisationForm(Form):
    """What an organisation is called."""

    name = text_field(lazy("Naam van de organisatie"), longest=TEAM_NAME_MAX, id="organisation-name")


class TeamForm(Form):
    """What a team is called, and where it is."""

    name = text_field(lazy("Naam van het team"), longest=TEAM_NAME_MAX)
    location = text_field(lazy("Locatie"), longest=TEAM_NAME_MAX, required=False)
