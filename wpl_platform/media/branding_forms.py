"""Whether what is typed about the looks of an organisation is well formed. A room of forms."""

from wtforms import BooleanField, FileField, StringField
from wtforms.validators import Optional, Regexp

from wpl_platform.core.text import lazy
from wpl_platform.web.forms import Form


def _hex(typed: str | None) -> str:
    """Small letters, with the sign in front that people leave out."""
    bare = (typed or "").strip().lower().removeprefix("#")
    return f"#{bare}" if bare else ""


class BrandingForm(Form):
    """A colour, empty for the product's own, and a logo."""

    colour = StringField(
        lazy("Kleur"),
        [Optional(), Regexp(r"#[0-9a-f]{6}\Z", message=lazy("Schrijf de kleur als # met zes tekens, zoals #00687a."))],
        filters=[_hex],
    )
    logo = FileField(lazy("Logo"))
    without_logo = BooleanField(lazy("Haal het logo weg"))
