"""The door of an organisation's administrators to how it looks: colour and logo, with what becomes of the colour."""

from dataclasses import dataclass

from flask import Blueprint, flash, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid
from wpl_platform.core.text import _
from wpl_platform.media import branding_logo
from wpl_platform.media.branding_forms import BrandingForm
from wpl_platform.media.views.form_body import form_with_files
from wpl_platform.teams import branding, current, looks
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Organisation, OrganisationRole
from wpl_platform.web import accents
from wpl_platform.web.accents import Accents
from wpl_platform.web.forms import CSRF
from wpl_platform.web.replies import is_fragment, see_other

bp = Blueprint("branding", __name__)
OWN = "#00586b"
"""The colour that the product has by itself, to begin choosing from."""


@dataclass(frozen=True)
class Shown:
    """What a colour becomes in one theme, and what is said of that."""

    name: str
    accents: Accents
    said: str


@bp.record_once
def _check_the_token_ourselves(state: BlueprintSetupState) -> None:
    """The general check reads no body that holds a logo; here the form checks its own token, before anything else."""
    state.app.extensions["csrf"].exempt(f"{__name__}.update")


@bp.get("/organisation/branding")
@login_required
def show() -> str:
    """What it looks like now; with `colour` in the address, what that would become."""
    where = _mine()
    chosen = branding.branding_of(where.id, viewer=viewer())
    tried = BrandingForm(request.args) if "colour" in request.args else None
    form = tried or BrandingForm(formdata=None, colour=chosen.colour if chosen else "")
    if is_fragment():
        readable = tried is None or tried.colour.validate(tried)
        return render_template("media/_branding_preview.html", shown=[] if not readable else _shown(_typed(form)))
    return _page(where, form)


@bp.post("/organisation/branding")
@login_required
def update() -> Response | tuple[str, int]:
    """Keeps another choice."""
    with form_with_files(branding_logo.FIELD, most=2 * branding_logo.LOGO_BYTES) as (fields, files):
        form = BrandingForm(formdata=fields)
        if not form.validate() and CSRF in form.errors:
            raise Invalid(_("Deze pagina is verlopen. Ververs hem en kies opnieuw."))
        where = _mine()
        try:
            form.require_valid()
            logo = branding_logo.made_anew(files[0]) if files else None
            branding.choose(where, _typed(form), logo, by=viewer(), keeps_logo=not form.without_logo.data)
        except Invalid as wrong:
            if wrong.field in form:
                form[wrong.field].errors = [wrong.sentence]
            return _page(where, form), 422
    flash(_("Bewaard. Iedereen van de organisatie ziet het op de volgende pagina."))
    return see_other(url_for("media.branding.show", organisation=where.id))


@bp.post("/organisation/branding/reset")
@login_required
def delete() -> Response:
    """Looks as the product does again."""
    where = _mine()
    branding.reset(where, by=viewer())
    flash(_("Jullie hebben weer de kleur van het product, zonder logo."))
    return see_other(url_for("media.branding.show", organisation=where.id))


def _mine() -> Organisation:
    return current.organisation(OrganisationRole.ADMIN)


def _typed(form: BrandingForm) -> str:
    return str(form.colour.data or "")


def _page(where: Organisation, form: BrandingForm) -> str:
    looks.wear(where)
    chosen = branding.branding_of(where.id, viewer=viewer())
    return render_template(
        "media/branding.html",
        organisation=where,
        form=form,
        chosen=chosen,
        shown=[] if form.errors.get("colour") else _shown(_typed(form)),
        own=OWN,
        accepted=branding_logo.ACCEPTED,
    )


def _shown(colour: str) -> list[Shown]:
    if not colour:
        return []
    by_day, by_night = accents.light(colour), accents.dark(colour)
    return [Shown(_("Licht"), by_day, _said_by_day(by_day)), Shown(_("Donker"), by_night, _said_by_night(by_night))]


def _said_by_day(found: Accents) -> str:
    if found.moved:
        return _("We maken je kleur donkerder: anders is hij op wit, of zijn witte letters erop, niet goed te lezen.")
    if found.tokens["brand-text"] != found.tokens["brand"]:
        return _("Je kleur blijft zoals hij is. Links in de tekst maken we donkerder.")
    return _("Je kleur blijft zoals hij is: witte letters erop zijn goed te lezen.")


def _said_by_night(found: Accents) -> str:
    if found.moved:
        return _(
            "We maken je kleur lichter: anders valt hij op een donker scherm weg, of zijn letters erop niet te lezen."
        )
    if found.tokens["brand-text"] != found.tokens["brand"]:
        return _("Je kleur blijft zoals hij is. Links in de tekst maken we lichter.")
    return _("Je kleur blijft zoals hij is: op een donker scherm is hij goed te zien.")
