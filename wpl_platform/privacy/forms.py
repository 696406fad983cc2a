"""What is typed to give somebody a role in an organisation."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX
from wpl_platform.core.text import lazy
from wpl_platform.teams.words import ORGANISATION_ROLE_WORDS
from wpl_platform.web.forms import Form, choices_of, text_field


class AppointForm(Form):
    """A person by their address, and their role. The name counts when nobody has that address yet."""

    name = text_field(lazy("Naam"), longest=NAME_MAX)
    email = StringField(
        lazy("E-mailadres"),
        [
            InputRequired(lazy("Vul een e-mailadres in.")),
            Length(max=EMAIL_MAX),
            Regexp(r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=lazy("Dit lijkt geen e-mailadres.")),
        ],
    )
    role = SelectField(lazy("Rol"), choices=choices_of(ORGANISATION_ROLE_WORDS))
