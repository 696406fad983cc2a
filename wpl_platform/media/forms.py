"""What a maker types about a recording and its captions. The film itself is no field: a form never holds its bytes."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    ValidationError,
)
from wtforms import Form as Part
from wtforms.validators import InputRequired, NumberRange, Optional

from wpl_platform.core import clock
from wpl_platform.core.text import _, lazy
from wpl_platform.core.timecode import DAY_MS
from wpl_platform.media.caption_file import FILE_MAX, Line, NotCaptions, TooMuch, neat, read
from wpl_platform.media.caption_models import LINE_MAX, PAGE, Language
from wpl_platform.media.details import Details
from wpl_platform.media.models import QUESTION_MAX, TITLE_MAX, Situation
from wpl_platform.media.words import LANGUAGE_WORDS, REST_WORDS, SITUATION_WORDS, Rest
from wpl_platform.web.forms import Form, TimeCodeField, choices_of, text_field

GIGABYTES_MAX = 100_000
_TIME_MISSING = lazy("Vul een tijd in, zoals 2:14.")
_ENDS_TOO_EARLY = lazy("Kies een einde na het begin.")


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


class HandOverForm(Form):
    """To whom a recording goes: a person's number."""

    person = IntegerField(lazy("Collega"), [InputRequired(lazy("Kies een collega."))])


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


class CaptionFileForm(Form):
    """A language, and a file; without one the captions begin empty. `lines` is what was read out of the file."""

    language = SelectField(lazy("In welke taal?"), choices=choices_of(LANGUAGE_WORDS))
    file = FileField(lazy("Bestand met ondertiteling"))
    lines: list[Line]

    def validate_file(self, field: Any) -> None:
        """A file of captions, WebVTT or SRT."""
        self.lines = []
        if not field.data:
            return
        try:
            self.lines = read(field.data.read(FILE_MAX + 1))
        except NotCaptions:
            raise ValidationError(
                _("Hier staan geen regels met tijden in. Kies een bestand dat eindigt op .vtt of .srt.")
            ) from None
        except TooMuch:
            raise ValidationError(
                _("Dit bestand is te groot voor ondertiteling, of er is een heel lange regel.")
            ) from None

    @property
    def chosen(self) -> Language:
        """The language, well formed."""
        return Language(self.language.data)


class NewLineForm(Form):
    """One more line."""

    start = TimeCodeField(lazy("Begin"))
    end = TimeCodeField(lazy("Einde"))
    text = text_field(lazy("Wat er gezegd wordt"), longest=LINE_MAX, area=True)

    def validate_start(self, field: Any) -> None:
        """A time is needed."""
        _in_a_day(field)

    def validate_end(self, field: Any) -> None:
        """After its beginning."""
        _after(self.start, field)

    @property
    def line(self) -> Line:
        """The line, well formed."""
        return Line(self.start.data or 0, self.end.data or 0, neat(self.text.data))


class LineForm(Part):
    """A line that is there, by its number; without text it goes."""

    line_id = IntegerField(validators=[InputRequired()])
    start = TimeCodeField(lazy("Begin"))
    end = TimeCodeField(lazy("Einde"))
    text = text_field(lazy("Wat er gezegd wordt"), longest=LINE_MAX, required=False, area=True)

    def validate_start(self, field: Any) -> None:
        """A time is needed."""
        _in_a_day(field)

    def validate_end(self, field: Any) -> None:
        """After its beginning."""
        _after(self.start, field)

    @property
    def line(self) -> Line:
        """The line, well formed."""
        return Line(self.start.data or 0, self.end.data or 0, neat(self.text.data or ""))


class LinesForm(Form):
    """A page of lines, and the version of the captions in which they were seen."""

    version = IntegerField(validators=[InputRequired()])
    lines = FieldList(FormField(LineForm), max_entries=PAGE)


def _in_a_day(field: Any) -> None:
    if field.data is None or field.data >= DAY_MS:
        raise ValidationError(str(_TIME_MISSING))


def _after(start: Any, end: Any) -> None:
    _in_a_day(end)
    if start.data is not None and end.data <= start.data:
        raise ValidationError(str(_ENDS_TOO_EARLY))
