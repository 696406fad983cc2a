"""Whether what a recorder or a colleague sends while a film is made is well formed. A room of forms."""

from datetime import datetime

from wtforms import IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _, lazy
from wpl_platform.core.timecode import DAY_MS
from wpl_platform.feedback.film_clock import Marked, Press, Tick, since
from wpl_platform.feedback.filming_models import BeatKind
from wpl_platform.feedback.guiding import LABELS_MAX
from wpl_platform.feedback.models import KEY_MAX, TEXT_MAX, AnnotationKind
from wpl_platform.feedback.preferences import LEAD_IN_MAX_MS
from wpl_platform.feedback.words import KIND_WORDS
from wpl_platform.web.forms import Form, choices_of, text_field

OLDEST_MS = 30 * DAY_MS
"""How old something may be when it is told: it may have waited on a device for its film."""


class BeatForm(Form):
    """The recorder began, paused, went on or ended: the number of its own count, ms of film so far, and its age."""

    kind = RadioField(choices=choices_of({kind: kind for kind in BeatKind}), validators=[InputRequired()])
    number = IntegerField(validators=[InputRequired(), NumberRange(1, 10**6)])
    film = IntegerField(validators=[InputRequired(), NumberRange(0, DAY_MS)])
    age = IntegerField(validators=[InputRequired(), NumberRange(0, OLDEST_MS)])

    def tick(self, now: datetime) -> Tick:
        """The same, with its instant on our own clock."""
        return Tick(BeatKind(self.kind.data), since(now, self.age.data or 0), self.film.data or 0)


class LiveMarkForm(Form):
    """A mark as its author has it now: kind, age, how long it was held, lead (ms), words, labels, whether it stands."""

    key = StringField(validators=[InputRequired(), Length(max=KEY_MAX)])
    kind = RadioField(choices=choices_of(KIND_WORDS), validators=[InputRequired()])
    age = IntegerField(validators=[InputRequired(), NumberRange(0, OLDEST_MS)])
    held = IntegerField(validators=[InputRequired(), NumberRange(0, DAY_MS)])
    lead = IntegerField(validators=[InputRequired(), NumberRange(0, LEAD_IN_MAX_MS)])
    text = text_field(lazy("Wat zag je?"), longest=TEXT_MAX, required=False, area=True)
    label = SelectMultipleField(coerce=int, validate_choice=False)
    removed = StringField()

    def marked(self, now: datetime) -> Marked:
        """The same, with its instant on our own clock; raises Invalid for more labels than a guide has."""
        labels = tuple(self.label.data or ())
        if len(labels) > LABELS_MAX:
            raise Invalid(_("Een kijkwijzer heeft hooguit %(count)s labels.", count=LABELS_MAX), "label")
        press = Press(since(now, self.age.data or 0), self.held.data or 0, self.lead.data or 0)
        kind, text = AnnotationKind(self.kind.data), self.text.data or ""
        return Marked(self.key.data or "", kind, press, text, labels, removed=self.removed.data == "1")


class BringForm(Form):
    """The number of the recording that the film has become."""

    recording = IntegerField(validators=[InputRequired(), NumberRange(1)])
