"""Every component in its states on one page, to look at before making a screen. Not part of a real instance."""

from flask import Blueprint, render_template, request
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from wpl_platform.core.text import _, lazy
from wpl_platform.web.forms import Form, choices_of
from wpl_platform.web.look import ICONS

bp = Blueprint("styleguide", __name__)

KINDS = tuple(ICONS)
COLOURS = (
    ["paper", "sunken", "surface", "raised", "hover", "line", "line-strong", "ink", "ink-2", "ink-3"],
    [
        "brand",
        "brand-hover",
        "brand-soft",
        "brand-line",
        "danger",
        "danger-soft",
        "focus",
        "stage",
        "stage-2",
        "stage-ink",
    ],
    [f"{kind}-{part}" for kind in KINDS for part in ("text", "solid", "soft")],
)
SIZES = ("3xl", "2xl", "xl", "lg", "md", "sm", "xs")
PEOPLE = ("Sanne Visser", "Youssef Amrani", "Marit Jansen", "Kees Verhoeven", "Fatima Bouzid", "Tom Dekker")
DENSITY = "M0 18C50 18 60 17 80 16C100 12 105 6 120 5C132 8 140 2 148 2C160 6 165 12 180 13C195 17 205 18 240 18"


class SampleForm(Form):
    """One of each kind of field."""

    question = StringField(lazy("Jouw vraag"))
    day = StringField(lazy("Vóór welke dag?"))
    situation = SelectField(lazy("Situatie"), choices=choices_of({"client": lazy("Klantgesprek")}))
    about = TextAreaField(lazy("Wat gebeurt er?"))
    agreed = BooleanField(lazy("Collega’s mogen reageren"), default=True)
    theme = RadioField(
        lazy("Licht of donker"), choices=choices_of({"light": lazy("Licht"), "dark": lazy("Donker")}), default="light"
    )


@bp.get("/styleguide")
def show() -> str:
    """The page; `?theme=dark` or `light` shows it so whatever the device prefers."""
    form = SampleForm(formdata=None)
    form.day.data, form.day.errors = "31 november", [_("Die dag bestaat niet. Kies een andere.")]
    return render_template(
        "styleguide/index.html",
        form=form,
        colours=COLOURS,
        sizes=SIZES,
        kinds=KINDS,
        people=PEOPLE,
        density_path=DENSITY,
        theme=request.args.get("theme"),
        sample={"title": _("Advies bij het servies"), "duration_ms": 402_000},
    )
