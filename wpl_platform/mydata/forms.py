"""What somebody types before they are erased."""

from wtforms import BooleanField, ValidationError

from wpl_platform.core.text import _, lazy
from wpl_platform.web.forms import Form, text_field


class EraseForm(Form):
    """Two words, typed, so that nobody does this by a slip of the finger; and whether their consent stops with it."""

    words = text_field(lazy("Typ deze woorden over"), longest=40)
    withdraws = BooleanField(lazy("Stop ook mijn toestemming in video’s van anderen"))

    def validate_words(self, field: object) -> None:
        """They have to be these."""
        typed = " ".join((self.words.data or "").casefold().split())
        if typed != confirmation():
            raise ValidationError(_("Typ precies: %(words)s", words=confirmation()))


def confirmation() -> str:
    """What has to be typed, in the reader's language."""
    return _("wis mij")
