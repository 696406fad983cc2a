"""What is typed at the door and on one's own page."""

from collections.abc import Callable

from wtforms import BooleanField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from wpl_platform.accounts import passwords
from wpl_platform.accounts.models import EMAIL_MAX, NAME_MAX, PASSKEY_NAME_MAX, Language, Theme
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import lazy
from wpl_platform.web.forms import Form, address_field, choices_of, text_field

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


class AnsweringForm(Form):
    """A form that says at the field itself what an action found wrong with it."""

    def accepts(self, act: Callable[[], object]) -> bool:
        """Does it when what was typed is well formed; False, with the complaint at its field, when it is refused."""
        if not self.validate():
            return False
        try:
            act()
        except Invalid as complaint:
            if complaint.field is None or complaint.field not in self:
                raise
            self[complaint.field].errors = [complaint.sentence]
            return False
        return True


def _new_password(label: str) -> PasswordField:
    shortest = lazy("Gebruik minstens %(count)s tekens.", count=passwords.PASSWORD_MIN)
    asked = InputRequired(lazy("Kies een wachtwoord."))
    return PasswordField(label, [asked, Length(passwords.PASSWORD_MIN, passwords.PASSWORD_MAX, shortest)])


class PasswordForm(AnsweringForm):
    """A first password, or a new one."""

    password = _new_password(lazy("Kies een wachtwoord"))


class ChangePasswordForm(AnsweringForm):
    """Another password, by who knows the present one."""

    present = PasswordField(
        lazy("Je wachtwoord van nu"),
        [InputRequired(lazy("Vul je wachtwoord van nu in.")), Length(max=passwords.PASSWORD_MAX)],
    )
    password = _new_password(lazy("Je nieuwe wachtwoord"))
    end_others = BooleanField(lazy("Meld mijn andere apparaten af"))


class AddressForm(Form):
    """Where a letter may go."""

    email = address_field(longest=EMAIL_MAX)


class CodeForm(AnsweringForm):
    """A code from an app, or one from paper."""

    code = StringField(lazy("Code"), [InputRequired(lazy("Vul de code in.")), Length(max=40)])


class PasskeyForm(Form):
    """What a browser says a key did, and what the key is called."""

    credential = StringField(validators=[InputRequired(), Length(max=20_000)])
    name = StringField(lazy("Naam van de passkey"), [Length(max=PASSKEY_NAME_MAX)])


class ProofForm(Form):
    """That it is them: a password or a code."""

    proof = PasswordField(lazy("Wachtwoord of code"), [InputRequired(lazy("Vul dit in.")), Length(max=200)])


class MeForm(Form):
    """How somebody is called, reads and sees."""

    name = text_field(lazy("Naam"), longest=NAME_MAX)
    language = RadioField(lazy("Taal"), choices=choices_of({Language.DUTCH: "Nederlands", Language.ENGLISH: "English"}))
    theme = RadioField(lazy("Licht of donker"), choices=choices_of(THEME_WORDS))
