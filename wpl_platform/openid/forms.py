"""What is typed to sign in through one's organisation, and to set that up."""

import re
from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from wpl_platform.accounts.models import EMAIL_MAX
from wpl_platform.core.mail import ADDRESS
from wpl_platform.core.text import lazy, tidy
from wpl_platform.openid.models import CLIENT_MAX, ISSUER_MAX, SECRET_MAX
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.web.forms import Form, text_field


class WorkAddressForm(Form):
    """An address at work, by which the organisation is known."""

    email = StringField(
        lazy("Je e-mailadres van je werk"),
        [InputRequired(lazy("Vul je e-mailadres in.")), Length(max=EMAIL_MAX)],
        filters=[lambda typed: tidy(typed or "")],
    )

    def validate_email(self, field: StringField) -> None:
        """It looks like an address."""
        if not ADDRESS.fullmatch(field.data or ""):
            raise ValidationError(str(lazy("Dit lijkt geen e-mailadres.")))


class BackForm(Form):
    """What the provider sent along with the browser."""

    code = HiddenField()
    state = HiddenField()
    iss = HiddenField()


class SetupForm(Form):
    """How an organisation signs its people in."""

    issuer = text_field(lazy("Adres van de aanmelddienst"), longest=ISSUER_MAX)
    client_id = text_field(lazy("Client-ID"), longest=CLIENT_MAX)
    secret = PasswordField(lazy("Client secret"), [Length(max=SECRET_MAX)])
    domains = text_field(lazy("E-maildomeinen"), longest=2000)
    trusts_addresses = BooleanField(lazy("Vertrouw de e-mailadressen van deze dienst"))
    on = BooleanField(lazy("Mensen kunnen zich zo aanmelden"))
    only = BooleanField(lazy("Dit is de enige manier"))

    def wanted(self) -> Wanted:
        """The same, as it is kept."""
        found: Any = re.split(r"[\s,;]+", (self.domains.data or "").lower())
        return Wanted(
            issuer=self.issuer.data or "",
            client_id=self.client_id.data or "",
            secret=self.secret.data or "",
            domains=tuple(dict.fromkeys(each.removeprefix("@") for each in found if each)),
            trusts_addresses=bool(self.trusts_addresses.data),
            on=bool(self.on.data),
            only=bool(self.only.data),
        )
