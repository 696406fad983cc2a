"""What a guest says about a film: a kind, a time, and words."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _, lazy
from wpl_platform.core.timecode import Span
from wpl_platform.feedback.models import TEXT_MAX, AnnotationKind
from wpl_platform.feedback.words import KIND_WORDS
from wpl_platform.web.forms import Form, TimeCodeField, choices_of, text_field


class GuestMomentForm(Form):
    """A moment of a guest's; never without words."""

    kind = RadioField(
        lazy("Soort feedback"),
        choices=choices_of(KIND_WORDS),
        validators=[InputRequired(lazy("Kies een soort: observatie, top, vraag of tip."))],
    )
    start = TimeCodeField(lazy("Op welk moment?"), validators=[])
    text = text_field(lazy("Wat zie je?"), longest=TEXT_MAX, area=True)

    @property
    def chosen(self) -> AnnotationKind:
        """The kind that was chosen."""
        return AnnotationKind(self.kind.data)

    @property
    def span(self) -> Span:
        """The point in the film; raises Invalid when none was typed."""
        if self.start.data is None:
            raise Invalid(_("Op welk moment is het? Schrijf de tijd als 2:14."), "start")
        return Span(self.start.data, None)

    def wrong(self, field: str | None, sentence: str) -> None:
        """Says what else is wrong, at the field it is about."""
        (self.start if field == "start" else self.text).errors = [sentence]
