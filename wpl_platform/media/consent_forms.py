"""Whether what is said of and by people in view is well formed. A room of forms."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from wpl_platform.core import clock
from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _, lazy
from wpl_platform.media.consent_models import (
    SIGNATURE_MAX,
    SIGNED_MAX,
    WHERE_MAX,
    GivenHow,
    InformationText,
    InViewKind,
    Purpose,
    Represented,
)
from wpl_platform.media.consent_words import (
    IN_VIEW_WORDS,
    PAPER_WORDS,
    PURPOSE_WORDS,
    REPRESENTED_WORDS,
    WRITTEN_WORDS,
)
from wpl_platform.media.consenting import Given
from wpl_platform.media.models import NAME_MAX
from wpl_platform.media.naming import InView
from wpl_platform.media.paper_pages import Page
from wpl_platform.web.forms import Form, TimeCodeField, choices_of, text_field

CONSENT_DAYS = 365
"""How long a consent holds unless it says otherwise."""

SCAN = "scan"

_LINES = re.compile(r"[ML0-9 .-]*")


class InViewForm(Form):
    """Who is in view: as what, under which name, and who decides for them."""

    kind = RadioField(lazy("Wie is het?"), choices=choices_of(IN_VIEW_WORDS), default=InViewKind.CLIENT.value)
    name = text_field(lazy("Naam of schuilnaam"), longest=NAME_MAX, required=False)
    person = IntegerField(validators=[Optional()])
    represented = RadioField(
        lazy("Kan deze persoon zelf beslissen?"),
        choices=choices_of(REPRESENTED_WORDS),
        default=Represented.NOT.value,
    )
    representative = text_field(lazy("Wie beslist er dan?"), longest=NAME_MAX, required=False)

    @property
    def somebody(self) -> InView:
        """What was typed, well formed."""
        return InView(
            InViewKind(self.kind.data),
            self.name.data or "",
            self.person.data,
            Represented(self.represented.data),
            self.representative.data or "",
        )


class ConsentForm(Form):
    """What somebody in view agrees to, with their signature: lines, a typed name, or both. Nothing is ticked for them.

    `read`: the digest of the text that stood on their screen. `here`: on the screen of who filmed.
    """

    purposes = SelectMultipleField(choices=choices_of(PURPOSE_WORDS))
    signature = StringField(validators=[Length(max=SIGNATURE_MAX)])
    signed_as = text_field(lazy("Of typ hier je naam"), longest=SIGNED_MAX, required=False)
    read = StringField(validators=[InputRequired(), Length(max=64)])
    here = BooleanField()

    def validate_purposes(self, field: Any) -> None:
        """Without learning in the team there is nothing to agree to."""
        if Purpose.LEARNING not in (field.data or []):
            raise ValidationError(_("Kruis het eerste vakje aan. Doe je liever niet mee? Kies dan ‘Liever niet’."))

    def validate_signature(self, field: Any) -> None:
        """Lines and nothing else; or a name."""
        if _LINES.fullmatch(field.data or "") is None or not (field.data or self.signed_as.data):
            raise ValidationError(_("Zet je handtekening in het vak, of typ je naam."))

    def given(self, told: InformationText) -> Given:
        """What was agreed, by the link."""
        how = GivenHow.SCREEN if self.here.data else GivenHow.LINK
        until = clock.today() + timedelta(days=CONSENT_DAYS)
        purposes = {Purpose(each) for each in self.purposes.data or []}
        return Given(purposes, told, how, until, self.signature.data or "", self.signed_as.data or "")


class InformationForm(Form):
    """What people in view are told: parts with an empty line between them, each with its head on the first line."""

    words = TextAreaField(
        lazy("De tekst"),
        [
            DataRequired(lazy("Zonder uitleg kan niemand beslissen. Vul een tekst in.")),
            Length(200, 6000, lazy("Gebruik 200 tot 6000 tekens: wat, waarom, wie, hoe lang, en hoe stop je?")),
        ],
        filters=[lambda value: (value or "").replace("\r\n", "\n")],
    )


class WrittenForm(Form):
    """What the maker writes down of a consent that was signed on paper, or is spoken in the film."""

    how = RadioField(lazy("Hoe?"), choices=choices_of(WRITTEN_WORDS), default=GivenHow.PAPER.value)
    purposes = SelectMultipleField(lazy("Waarvoor?"), choices=choices_of(PURPOSE_WORDS))
    paper = RadioField(lazy("Waar is het papier?"), choices=choices_of(PAPER_WORDS), default=SCAN)
    pages = MultipleFileField(lazy("De bladzijden"))
    kept_where = text_field(lazy("Waar bewaren jullie het?"), longest=WHERE_MAX, required=False)
    spoken = TimeCodeField(lazy("Waar in de video wordt het gezegd?"))
    until = DateField(lazy("Geldig tot en met"), [Optional()])

    @property
    def brings_paper(self) -> bool:
        """Whether pages come along."""
        return bool(self.how.data == GivenHow.PAPER and self.paper.data == SCAN)

    def given(self, told: InformationText, pages: Sequence[Page] = ()) -> Given:
        """What was agreed, with the pages that came along; raises Invalid when it is not said where it is."""
        how = GivenHow(self.how.data)
        if how is GivenHow.SPOKEN and self.spoken.data is None:
            raise Invalid(_("Vul in waar in de video het gezegd wordt, zoals 0:12."), "spoken")
        keeps = how is GivenHow.PAPER and not self.brings_paper
        if keeps and not self.kept_where.data:
            raise Invalid(_("Schrijf op waar jullie het papier bewaren."), "kept_where")
        purposes = {Purpose(each) for each in self.purposes.data or []}
        until = self.until.data or clock.today() + timedelta(days=CONSENT_DAYS)
        spoken = self.spoken.data if how is GivenHow.SPOKEN else None
        where = self.kept_where.data if keeps else ""
        return Given(purposes, told, how, until, spoken_ms=spoken, pages=pages, kept_where=where or "")
