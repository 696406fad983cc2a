"""What is typed on the board and its cards."""

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Optional

from wpl_platform.core.text import lazy
from wpl_platform.improvement.models import NOTE_MAX, TITLE_MAX, Stage
from wpl_platform.web.forms import Form, choices_of, text_field

NOBODY = 0


class CardForm(Form):
    """A card: what the team notices or will do, who takes it up, by when; `owner` 0 is nobody yet."""

    title = text_field(lazy("Wat merk je?"), longest=TITLE_MAX, area=True)
    owner = SelectField(lazy("Wie pakt het op?"), coerce=int, validate_choice=False, default=NOBODY)
    due_on = DateField(lazy("Vóór welke dag?"), [Optional()])
    annotation = HiddenField(validators=[Optional()])


class MoveForm(Form):
    """To which column, seen in which, below which card, and why."""

    stage = RadioField(choices=choices_of({stage: stage for stage in Stage}), validators=[InputRequired()])
    seen = HiddenField(validators=[Optional()])
    above = IntegerField(validators=[Optional()])
    note = text_field(lazy("Wat werkte er niet?"), longest=NOTE_MAX, required=False, area=True)


class ProofForm(Form):
    """The later recording, the time on it as people write it (2:14), and what is to be seen there."""

    recording = RadioField(
        lazy("Welke video laat het zien?"),
        coerce=int,
        validate_choice=False,
        validators=[
            InputRequired(lazy("Kies een video.")),
        ],
    )
    at = StringField(lazy("Vanaf welk moment?"), default="0:00")
    note = text_field(lazy("Wat zie je daar?"), longest=NOTE_MAX, required=False, area=True)


class MomentForm(Form):
    """A moment to put with a card that is there already."""

    annotation = IntegerField(validators=[InputRequired()])
    improvement = SelectField(lazy("Bij welke kaart hoort dit?"), coerce=int, validate_choice=False)
