"""Who is asked to look at a recording, for what and until when; and the code by which they come."""

from typing import Any

from wtforms import DateField
from wtforms.validators import InputRequired

from wpl_platform.accounts.models import NAME_MAX
from wpl_platform.core import clock
from wpl_platform.core.text import lazy
from wpl_platform.media.guest_models import PURPOSE_MAX
from wpl_platform.media.guests import Invited
from wpl_platform.web.forms import Form, text_field


class GuestForm(Form):
    """A name, a purpose and the last day."""

    name = text_field(lazy("Hoe heet de gast?"), longest=NAME_MAX)
    purpose = text_field(lazy("Waarvoor kijkt de gast?"), longest=PURPOSE_MAX, area=True)
    until = DateField(lazy("Tot en met welke dag?"), [InputRequired(lazy("Kies een dag."))])

    @property
    def invited(self) -> Invited:
        """What was typed, well formed."""
        return Invited(self.name.data, " ".join(self.purpose.data.split()), self.until.data or clock.today())

    def wrong(self, field: str | None, sentence: str) -> None:
        """Says what else is wrong, at the field it is about."""
        at: Any = self.until if field == "until" else self.name
        at.errors = [sentence]


class GuestCodeForm(Form):
    """The code besides a guest's link."""

    code = text_field(lazy("Code"), longest=20)
