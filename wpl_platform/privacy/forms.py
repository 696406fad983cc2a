"""What is typed to give somebody a role in an organisation."""

from wtforms import SelectField

from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX
from wpl_platform.core.text import lazy
from wpl_platform.teams.words import ORGANISATION_ROLE_WORDS
from wpl_platform.web.forms import Form, address_field, choices_of, text_field


class AppointForm(Form):
    """A person by their address, and their role. The name counts when nobody has that address yet."""

    name = text_field(lazy("Naam"), longest=NAME_MAX)
    email = address_field(longest=EMAIL_MAX)
    role = SelectField(lazy("Rol"), choices=choices_of(ORGANISATION_ROLE_WORDS))
