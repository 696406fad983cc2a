"""What is typed at the door and on one's own page."""

from wtforms import PasswordField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from wpl_platform.accounts import passwords
from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX, Language, Theme
from wpl_platform.core.text import lazy
from wpl_platform.web.forms import Form, choices_of, text_field

THEME_WORDS = {
    Theme.SYSTEM: lazy("Zoals mijn apparaat"),
    Theme.LIGHT: lazy("Licht"),
    Theme.DARK: lazy("Donker"),
}


class SignInForm(Form):
    """An address and a password."""

    email = StringField(lazy("E-mailadres"), [InputRequired(lazy("Vul je e-mailadres in.")), Length(max=EMAIL_MAX)])
    password = PasswordField(
        lazy("Wachtwoord"), [InputRequired(lazy("Vul je wachtwoord in.")), Length(max=passwords.PASSWORD_MAX)]
    )


class PasswordForm(Form):
    """A first password."""

    password = PasswordField(
        lazy("Kies een wachtwoord"),
        [
            InputRequired(lazy("Kies een wachtwoord.")),
            Length(
                passwords.PASSWORD_MIN,
                passwords.PASSWORD_MAX,
                lazy("Gebruik minstens %(count)s tekens.", count=passwords.PASSWORD_MIN),
            ),
        ],
    )


class MeForm(Form):
    """How somebody is called, reads and sees."""

    name = text_field(lazy("Naam"), longest=NAME_MAX)
    language = RadioField(lazy("Taal"), choices=choices_of({Language.DUTCH: "Nederlands", Language.ENGLISH: "English"}))
    theme = RadioField(lazy("Licht of donker"), choices=choices_of(THEME_WORDS))
