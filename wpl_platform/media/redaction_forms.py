"""What a maker asks to be made unrecognisable, as it is typed, chosen and drawn."""

import json
from enum import StrEnum
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, StringField, ValidationError
from wtforms.validators import Length

from wpl_platform.core.text import _, lazy
from wpl_platform.core.timecode import read
from wpl_platform.media.redaction import Cover, Manner, Redaction, Stretch, Voice
from wpl_platform.media.redaction_reading import covers_of, numbers_of, stretches_of
from wpl_platform.web.forms import Form, choices_of

MANNER_WORDS = {Manner.BLUR: lazy("Vaag"), Manner.BLACK: lazy("Zwart")}
VOICE_WORDS = {
    Voice.KEPT: lazy("Laat het geluid zo"),
    Voice.MUTED: lazy("Geluid weg"),
    Voice.CHANGED: lazy("Stemmen lager"),
}


class Clear(StrEnum):
    """What becomes of the clear film."""

    DESTROYED = "destroyed"
    KEPT = "kept"


CLEAR_WORDS = {
    Clear.DESTROYED: lazy("Vernietig de heldere video"),
    Clear.KEPT: lazy("Bewaar de heldere video, alleen voor mij"),
}
DRAWN_MAX = 400_000
STRETCHES_LENGTH_MAX = 1_000


class RedactionForm(Form):
    """What goes, how, and what becomes of the sound; `sure` comes from the page on which is chosen what becomes of the
    clear film.
    """

    faces = BooleanField(lazy("Gezichten"), default=True)
    whole = BooleanField(lazy("Het hele beeld"))
    drawn = HiddenField(validators=[Length(max=DRAWN_MAX)])
    dropped = HiddenField(validators=[Length(max=DRAWN_MAX)])
    manner = RadioField(lazy("Hoe?"), choices=choices_of(MANNER_WORDS), default=Manner.BLUR.value)
    voice = RadioField(lazy("En het geluid?"), choices=choices_of(VOICE_WORDS), default=Voice.KEPT.value)
    stretches = StringField(lazy("Alleen op deze stukken"), [Length(max=STRETCHES_LENGTH_MAX)])
    clear = RadioField(choices=choices_of(CLEAR_WORDS), default=Clear.DESTROYED.value)
    sure = BooleanField()

    def __init__(self, *given: Any, length_ms: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self._length_ms = length_ms
        self._covers: tuple[Cover, ...] = ()
        self._stretches: tuple[Stretch, ...] = ()
        self.left: tuple[str, frozenset[int]] = ("", frozenset())

    def validate_drawn(self, field: Any) -> None:
        """What was drawn lies in the film."""
        try:
            self._covers = covers_of(json.loads(field.data or "[]"), self._length_ms)
        except (ValueError, RecursionError):
            raise ValidationError(
                _("Wat je tekende, kwam niet goed aan. Ververs de pagina en teken het opnieuw.")
            ) from None

    def validate_dropped(self, field: Any) -> None:
        """Numbers of what was found, and of which search."""
        try:
            self.left = numbers_of(json.loads(field.data or "{}"))
        except (ValueError, RecursionError):
            raise ValidationError(_("Ververs de pagina en kies nog eens wat je niet bedekt.")) from None

    def validate_stretches(self, field: Any) -> None:
        """Parts as 0:12-0:15, with commas between them."""
        pieces = [
            piece for piece in (field.data or "").replace("–", "-").replace(";", ",").split(", ") if piece.strip()
        ]
        try:
            times = [tuple(read(code) for code in piece.split("-")) for piece in pieces]
            self._stretches = stretches_of([(start, end) for start, end in times], self._length_ms)
        except ValueError:
            raise ValidationError(_("Schrijf een stuk als 0:12-0:15, met een komma en een spatie ertussen.")) from None

    @property
    def asked(self) -> Redaction:
        """What is asked, well formed."""
        return Redaction(
            manner=Manner(self.manner.data),
            faces=bool(self.faces.data),
            whole=bool(self.whole.data),
            drawn=self._covers,
            voice=Voice(self.voice.data),
            stretches=self._stretches,
            keeps=self.clear.data == Clear.KEPT,
        )
