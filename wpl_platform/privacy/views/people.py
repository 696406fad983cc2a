"""The door of an organisation's people: who is what in it. Its administrators give and take roles."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import letters
from wpl_platform.accounts.models import LetterKind
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.accounts.welcome import welcome_link
from wpl_platform.core import mail
from wpl_platform.core.errors import Refused
from wpl_platform.core.text import _
from wpl_platform.privacy import actions
from wpl_platform.privacy.forms import AppointForm
from wpl_platform.teams import current, queries
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Organisation, OrganisationRole
from wpl_platform.teams.words import ORGANISATION_ROLE_WORDS, ROLE_WORDS
from wpl_platform.web.replies import see_other

bp = Blueprint("people", __name__)


@bp.get("/organisation/people")
@login_required
def index() -> str:
    """Everybody of the organisation with their roles."""
    return _page(_mine(), AppointForm(formdata=None))


@bp.post("/organisation/people")
@login_required
def create() -> Response | tuple[str, int]:
    """Gives somebody a role; who is new gets a link to choose a password with, by mail or to be passed on."""
    where, form = _mine(), AppointForm()
    if not form.validate():
        return _page(where, form), 422
    found = person_by_email(form.email.data or "")
    person = found or accounts.create_person(form.name.data, form.email.data or "")
    try:
        actions.appoint(where, person, OrganisationRole(form.role.data), by=viewer())
    except Refused as refused:
        form.role.errors = [refused.sentence]
        return _page(where, form), 422
    flash(_("%(name)s heeft nu deze rol", name=person.name))
    if found is None and mail.goes_out():
        letters.ask(LetterKind.WELCOME, person.email)
    elif found is None:
        return _page(where, AppointForm(formdata=None), welcome_link(person)), 200
    return see_other(url_for("privacy.people.index", organisation=where.id))


@bp.post("/appointments/<int:appointment_id>/end")
@login_required
def end(appointment_id: int) -> Response:
    """Takes a role away."""
    appointment = queries.appointment(appointment_id, viewer=viewer())
    actions.end_appointment(appointment, by=viewer())
    flash(_("De rol is weggehaald"))
    return see_other(url_for("privacy.people.index", organisation=appointment.organisation_id))


def _mine() -> Organisation:
    return current.organisation(OrganisationRole.ADMIN)


def _page(where: Organisation, form: AppointForm, welcome: str = "") -> str:
    return render_template(
        "privacy/people.html",
        organisation=where,
        people=queries.people_of(where.id, viewer=viewer()),
        form=form,
        welcome=welcome,
        role_words=ROLE_WORDS,
        organisation_role_words=ORGANISATION_ROLE_WORDS,
    )
