"""Whether what is typed about how long films are kept is well formed. A room of forms."""

from typing import Any

from wtforms import DateField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from wpl_platform.core.text import lazy
from wpl_platform.media.models import Situation
from wpl_platform.media.retention import Terms
from wpl_platform.media.retention_models import REASON_MAX
from wpl_platform.media.words import SITUATION_WORDS
from wpl_platform.web.forms import Form, text_field

LONGEST = 36_500
_DAYS = NumberRange(1, LONGEST, lazy("Vul een aantal dagen in."))


class ExtensionForm(Form):
    """Until when a maker keeps a recording, and why."""

    until = DateField(lazy("Bewaar tot"), [InputRequired(lazy("Kies een dag."))])
    reason = text_field(lazy("Waarom heb je hem langer nodig?"), longest=REASON_MAX)


class TermsForm(Form):
    """How long an organisation keeps its recordings, in days."""

    days = IntegerField(lazy("Dagen na het laatste gebruik"), [InputRequired(lazy("Vul een aantal dagen in.")), _DAYS])
    most_days = IntegerField(
        lazy("Nooit langer dan, in dagen"), [InputRequired(lazy("Vul een aantal dagen in.")), _DAYS]
    )

    @property
    def kinds(self) -> dict[Situation, Any]:
        """The field of each kind of situation."""
        return {situation: self[f"days_{situation}"] for situation in Situation}

    @property
    def terms(self) -> Terms:
        """What was typed, well formed; a kind that was left empty follows the rest."""
        of_kind = {situation: int(field.data) for situation, field in self.kinds.items() if field.data}
        return Terms(int(self.days.data or 0), int(self.most_days.data or 0), of_kind)


for _situation in Situation:
    setattr(TermsForm, f"days_{_situation}", IntegerField(SITUATION_WORDS[_situation], [Optional(), _DAYS]))


def filled(terms: Terms) -> dict[str, int]:
    """What the form holds when it opens."""
    kinds = {f"days_{situation}": days for situation, days in terms.of_kind.items()}
    return {"days": terms.days, "most_days": terms.most_days, **kinds}
