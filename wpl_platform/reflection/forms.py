"""What is typed in a reflection."""

from wtforms import DateField, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, Optional

from wpl_platform.core.text import lazy
from wpl_platform.reflection.models import ANSWER_MAX, INTENTION_MAX
from wpl_platform.reflection.reflection_models import MODELS
from wpl_platform.web.forms import Form, choices_of, text_field


class ModelForm(Form):
    """Which way to look back."""

    model = RadioField(lazy("Hoe wil je terugkijken?"), choices=choices_of({key: key for key in MODELS}))


class AnswerForm(Form):
    """An answer so far; `seen` is the moment of the version it goes on from, `next` the step to go to."""

    question = HiddenField(validators=[InputRequired()])
    text = text_field(lazy("Jouw antwoord"), longest=ANSWER_MAX, required=False, area=True)
    seen = HiddenField(validators=[Optional()])


class EvidenceForm(Form):
    """A moment to put with an answer, or to take away from it; with the text so far, so that none is lost."""

    question = HiddenField(validators=[InputRequired()])
    pin = IntegerField(validators=[Optional()])
    unpin = IntegerField(validators=[Optional()])
    text = text_field(lazy("Jouw antwoord"), longest=ANSWER_MAX, required=False, area=True)


class IntentionForm(Form):
    """What the author will do, and by when."""

    text = text_field(lazy("Wat ga je doen?"), longest=INTENTION_MAX, area=True)
    due_on = DateField(lazy("Vóór welke dag?"), [InputRequired(lazy("Kies een dag vanaf vandaag, binnen een jaar."))])
