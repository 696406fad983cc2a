"""What every form shares: tidy text, and limits said in the field's own words."""

from collections.abc import Mapping
from typing import Any

from flask import has_request_context, request
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lack it
from wtforms.validators import DataRequired, InputRequired, Length, Regexp
from wtforms.widgets import TextInput

from wpl_platform.core.errors import Invalid
from wpl_platform.core.mail import REACHABLE
from wpl_platform.core.text import _, lazy, tidy
from wpl_platform.core.timecode import read
from wpl_platform.web.filters import exact_code

CSRF = "csrf_token"
"""The field that proves that a form is ours."""


class Form(FlaskForm):
    """A form that knows how to say what is wrong with it. Only a form fills it in: JSON counts as nothing typed."""

    class Meta(FlaskForm.Meta):
        """Where the fields come from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """As Flask-WTF does, but for JSON: its values need not be text, and limits that read the form miss them."""
            return None if has_request_context() and request.is_json else super().wrap_formdata(form, formdata)

    def require_valid(self) -> None:
        """Ensures that what was typed is well formed; raises Invalid with the first complaint otherwise."""
        if self.validate():
            return
        if CSRF in self.errors:
            raise Invalid(_("Deze pagina was verlopen. Er is niets kwijt: probeer het opnieuw."), CSRF)
        for name, complaints in self.errors.items():
            raise Invalid(str(complaints[0]), name)
        raise Invalid(_("Dit kan zo nog niet."))


class TimeCodeField(Field):
    """A time on a recording in ms, typed as 2:14, 2:14,500 or 2:14.500; None when it was left empty."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else exact_code(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the time code; a sentence says how to write one when it is none."""
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        try:
            self.data = read(typed)
        except ValueError:
            raise ValueError(_("Schrijf de tijd als 2:14.")) from None


class TextsField(Field):
    """Several texts under one name, in the order in which they were sent."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """As they are, tidied; what was not sent leaves the field as it is."""
        if valuelist or self.data is None:
            self.data = [tidy(value) for value in valuelist]


def text_field(label: str, *, longest: int, required: bool = True, area: bool = False, **options: Any) -> Any:
    """A line or an area of text, tidied, at most `longest` characters."""
    checks: list[Any] = [Length(max=longest, message=lazy("Gebruik hier hooguit %(count)s tekens.", count=longest))]
    if required:
        checks.insert(0, DataRequired(lazy("Vul dit nog in.")))
    kind = TextAreaField if area else StringField
    return kind(label, validators=checks, filters=[lambda value: tidy(value) if value else ""], **options)


def address_field(*, longest: int) -> Any:
    """An e-mail address, at most `longest` characters."""
    checks: list[Any] = [
        InputRequired(lazy("Vul een e-mailadres in.")),
        Length(max=longest),
        Regexp(rf"(?:{REACHABLE.pattern})\Z", message=lazy("Dit lijkt geen e-mailadres.")),
    ]
    return StringField(lazy("E-mailadres"), validators=checks, filters=[lambda typed: tidy(typed or "")])


def choices_of(words: Mapping[Any, Any]) -> list[Any]:
    """The choices of a select or radio field: each value with its words, in order."""
    return [SelectChoice(value=str(value), label=label) for value, label in words.items()]
