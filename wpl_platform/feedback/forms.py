"""Whether what was typed about a moment is well formed: a kind, a time code or two, a text."""

from collections.abc import Sequence
from itertools import zip_longest

from wtforms import FloatField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _, lazy
from wpl_platform.core.timecode import Span
from wpl_platform.feedback.details import Details, Looked, Place, Shape, drawing, takes
from wpl_platform.feedback.models import (
    GUIDE_MAX,
    KEY_MAX,
    TEXT_MAX,
    AnnotationKind,
    FeedbackForm,
    Label,
    ResponseKind,
    Visibility,
)
from wpl_platform.feedback.words import FORM_NAMES, KIND_WORDS, VISIBILITY_WORDS
from wpl_platform.media.models import QUESTION_MAX
from wpl_platform.web.forms import Form, TextsField, TimeCodeField, choices_of, text_field

PREFERENCES_MAX = 6_000


class SpanForm(Form):
    """From when until when (empty for a point), and which version of the moment was seen."""

    start = TimeCodeField(lazy("Vanaf"), validators=[])
    end = TimeCodeField(lazy("Tot"), validators=[])
    version = IntegerField(lazy("Versie"), validators=[Optional()])

    @property
    def span(self) -> Span:
        """The point or range that was typed; raises Invalid when the end does not lie after the start."""
        if self.start.data is None:
            raise Invalid(_("Op welk moment is het? Schrijf de tijd als 2:14."), "start")
        try:
            return Span(self.start.data, self.end.data)
        except ValueError:
            raise Invalid(_("Het einde van een fragment ligt na het begin."), "end") from None


class AnnotationForm(SpanForm):
    """A moment: kind, place, and what somebody saw, which may be nothing yet. What is not sent stays as it was."""

    kind = RadioField(
        lazy("Soort feedback"),
        choices=choices_of(KIND_WORDS),
        validators=[InputRequired(lazy("Kies een soort: observatie, top, vraag of tip."))],
    )
    text = text_field(lazy("Wat zie je?"), longest=TEXT_MAX, required=False, area=True)
    form = RadioField(lazy("Vorm"), choices=choices_of(FORM_NAMES), validators=[Optional()])
    part = TextsField(lazy("Wat zie je?"))
    label = SelectMultipleField(lazy("Labels"), coerce=int, validate_choice=False)
    labelled = StringField()
    visibility = RadioField(lazy("Voor wie is dit?"), choices=choices_of(VISIBILITY_WORDS), validators=[Optional()])
    drawing = StringField()
    spoken = StringField()
    still = StringField()
    key = StringField(validators=[Length(max=KEY_MAX)])

    @property
    def chosen(self) -> AnnotationKind:
        """The kind that was chosen."""
        return AnnotationKind(self.kind.data)

    @property
    def details(self) -> Details:
        """What was chosen beside the words, and None for what was not asked; raises Invalid for a torn drawing."""
        return Details(
            form=FeedbackForm(self.form.data) if self.form.raw_data else None,
            parts=tuple(self.part.data),
            labels=tuple(self.label.data or ()) if self.label.raw_data or self.labelled.data else None,
            visibility=Visibility(self.visibility.data) if self.visibility.raw_data else None,
            shapes=self._drawn,
            takes=takes(self.spoken.data or "") if self.spoken.raw_data else None,
            still=any(self.still.raw_data) if self.still.raw_data else None,
        )

    @property
    def _drawn(self) -> tuple[Shape, ...] | None:
        """A changed drawing and the wish to have none may both be sent: then it goes."""
        sent = self.drawing.raw_data
        return drawing("" if "" in sent else sent[0]) if sent else None


class RequestForm(Form):
    """One question, the numbers of the colleagues it is put to, and whether nobody but the maker is in view."""

    question = text_field(lazy("Jouw vraag"), longest=QUESTION_MAX, area=True)
    person = SelectMultipleField(lazy("Wie vraag je?"), coerce=int, validate_choice=False)
    in_view = StringField(lazy("Wie is er in beeld?"))

    @property
    def alone(self) -> bool:
        """Whether they said that nobody else is in view or heard."""
        return self.in_view.data == "nobody"


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


class GuideForm(Form):
    """A viewing guide: its name, and of each label the name, a key and an example, in order."""

    name = text_field(lazy("Naam van de kijkwijzer"), longest=GUIDE_MAX)
    label = TextsField(lazy("Label"), default=list)
    label_key = TextsField(lazy("Toets"), default=list)
    hint = TextsField(lazy("Wat zie of hoor je dan?"), default=list)

    @classmethod
    def showing(cls, name: str, labels: Sequence[Label]) -> "GuideForm":
        """The form with what the guide holds."""
        return cls(
            None,
            name=name,
            label=[each.name for each in labels],
            label_key=[each.key for each in labels],
            hint=[each.hint for each in labels],
        )

    @property
    def labels(self) -> list[Looked]:
        """The labels as they were typed; rows without a name too."""
        rows = zip_longest(self.label.data, self.label_key.data, self.hint.data, fillvalue="")
        return [Looked(*row) for row in rows]


class PlaceForm(Form):
    """Where somebody's film is: ms, whether it plays, how fast."""

    at = IntegerField(validators=[InputRequired(), NumberRange(0, 10**10)])
    playing = StringField()
    rate = FloatField(validators=[InputRequired(), NumberRange(0.1, 16)])
    page = StringField(validators=[Length(max=36)])

    @property
    def place(self) -> Place:
        """The same, for who follows."""
        return Place(self.at.data or 0, self.playing.data == "1", self.rate.data or 1.0, self.page.data or "")


class PreferencesForm(Form):
    """How somebody works in the studio, as JSON."""

    preferences = StringField(validators=[Length(max=PREFERENCES_MAX)])
