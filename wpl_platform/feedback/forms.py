"""Whether what was typed about a moment is well formed: a kind, a time code or two, a text."""

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _, lazy
from wpl_platform.core.timecode import Span
from wpl_platform.feedback.models import TEXT_MAX, AnnotationKind, ResponseKind
from wpl_platform.feedback.words import KIND_WORDS
from wpl_platform.media.models import QUESTION_MAX
from wpl_platform.web.forms import Form, TimeCodeField, choices_of, text_field


class AnnotationForm(Form):
    """A moment: kind, from when, until when (empty for a point), and what somebody saw."""

    kind = RadioField(
        lazy("Soort feedback"),
        choices=choices_of(KIND_WORDS),
        validators=[InputRequired(lazy("Kies een soort: observatie, top, vraag of tip."))],
    )
    start = TimeCodeField(lazy("Vanaf"), validators=[])
    end = TimeCodeField(lazy("Tot"), validators=[])
    text = text_field(lazy("Wat zie je?"), longest=TEXT_MAX, area=True)

    @property
    def chosen(self) -> AnnotationKind:
        """The kind that was chosen."""
        return AnnotationKind(self.kind.data)

    @property
    def span(self) -> Span:
        """The point or range that was typed; raises Invalid when the end does not lie after the start."""
        if self.start.data is None:
            raise Invalid(_("Op welk moment is het? Schrijf de tijd als 2:14."), "start")
        try:
            return Span(self.start.data, self.end.data)
        except ValueError:
            raise Invalid(_("Het einde van een fragment ligt na het begin."), "end") from None


class RequestForm(Form):
    """One question, and the numbers of the colleagues it is put to."""

    question = text_field(lazy("Jouw vraag"), longest=QUESTION_MAX, area=True)
    person = SelectMultipleField(lazy("Wie vraag je?"), coerce=int, validate_choice=False)


class ReplyForm(Form):
    """What somebody says below a moment."""

    text = text_field(lazy("Jouw reactie"), longest=TEXT_MAX, area=True)


class ResponseForm(Form):
    """The maker's answer; an empty kind takes it back."""

    kind = StringField(lazy("Reactie van de maker"))

    @property
    def chosen(self) -> ResponseKind | None:
        """The answer, or None for none; raises Invalid when it is not one of the four."""
        if not self.kind.data:
            return None
        try:
            return ResponseKind(self.kind.data)
        except ValueError:
            raise Invalid(_("Kies een van de vier reacties."), "kind") from None
