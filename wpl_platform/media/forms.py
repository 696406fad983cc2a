"""What a maker types about a recording. The film itself is no field: its bytes never pass through a form."""

from typing import Any

from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from wpl_platform.core import clock
from wpl_platform.core.text import _, lazy
from wpl_platform.media.details import Details
from wpl_platform.media.models import QUESTION_MAX, TITLE_MAX, Situation
from wpl_platform.media.words import REST_WORDS, SITUATION_WORDS, Rest
from wpl_platform.web.forms import Form, TimeCodeField, choices_of, text_field

GIGABYTES_MAX = 100_000


class RecordingForm(Form):
    """Title, situation, question and date."""

    title = text_field(lazy("Titel"), longest=TITLE_MAX)
    learning_question = text_field(lazy("Jouw vraag aan collega’s"), longest=QUESTION_MAX, required=False, area=True)
    situation = SelectField(lazy("Soort werksituatie"), choices=choices_of(SITUATION_WORDS))
    filmed_on = DateField(lazy("Wanneer was het?"), [InputRequired(lazy("Vul een datum in."))], default=clock.today)

    def validate_filmed_on(self, field: Any) -> None:
        """A film is made today or before."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("Deze datum komt nog. Kies vandaag of eerder."))

    @property
    def details(self) -> Details:
        """What was typed, well formed."""
        return Details(
            title=self.title.data,
            situation=Situation(self.situation.data),
            learning_question=" ".join((self.learning_question.data or "").split()),
            filmed_on=self.filmed_on.data or clock.today(),
        )


class StorageForm(Form):
    """How much room the recordings of an organisation may take, in GB, and whether originals stay."""

    limit = IntegerField(
        lazy("Hoeveel GB mogen de video’s samen gebruiken?"),
        [Optional(), NumberRange(1, GIGABYTES_MAX, lazy("Vul een getal in van 1 tot 100.000, of laat het leeg."))],
    )
    keep_originals = BooleanField(lazy("Bewaar ook het bestand zoals het binnenkwam"))

    @property
    def quota(self) -> int | None:
        """The limit in bytes; none when it was left empty."""
        return None if self.limit.data is None else int(self.limit.data) * 1000**3


class ShareForm(Form):
    """With whom: a person's number, or nothing for the team."""

    person = IntegerField(lazy("Collega"), [Optional()])


class DownloadForm(Form):
    """Whether who sees a recording may take it along."""

    allowed = BooleanField(lazy("Downloaden mag"))


class TrimForm(Form):
    """Which part of a film is kept, and what becomes of the rest; `sure` comes from the page that says what is lost."""

    start = TimeCodeField(lazy("Begin"))
    end = TimeCodeField(lazy("Einde"))
    rest = RadioField(lazy("En de rest?"), choices=choices_of(REST_WORDS), default=Rest.KEPT.value)
    lose = BooleanField(lazy("Dat mag mee weg"))
    sure = BooleanField()

    @property
    def destroys(self) -> bool:
        """Whether the rest is to be destroyed."""
        return bool(self.rest.data == Rest.DESTROYED)
