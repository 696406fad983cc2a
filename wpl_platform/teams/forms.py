"""What is typed to bring somebody into a team."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX
from wpl_platform.core.text import lazy
from wpl_platform.teams.words import ROLE_WORDS
from wpl_platform.web.forms import Form, choices_of, text_field


class MemberForm(Form):
    """A person and their role."""

    name = text_field(lazy("Naam"), longest=NAME_MAX)
    email = StringField(
        lazy("E-mailadres"),
        [
            InputRequired(lazy("Vul een e-mailadres in.")),
            Length(max=EMAIL_MAX),
            Regexp(r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=lazy("Dit lijkt geen e-mailadres.")),
        ],
    )
    role = SelectField(lazy("Rol"), choices=choices_of(ROLE_WORDS))
