"""The door of an organisation's administrators: its name, and its teams with where they are."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.text import _
from wpl_platform.teams import current, organising
from wpl_platform.teams.current import viewer
from wpl_platform.teams.forms import OrganisationForm, TeamForm
from wpl_platform.teams.models import Organisation, OrganisationRole, Team
from wpl_platform.web.replies import see_other

bp = Blueprint("organising", __name__)


@bp.get("/organisation/teams")
@login_required
def index() -> str:
    """Every team, and how the organisation is called."""
    return _page(_mine())


@bp.post("/organisation/teams")
@login_required
def create() -> Response | tuple[str, int]:
    """A new team; who makes it brings in the others."""
    where, form = _mine(), TeamForm()
    if not form.validate():
        return _page(where, form), 422
    made = organising.add_team(where, form.name.data or "", form.location.data or "", by=viewer())
    current.choose(made)
    flash(_("%(team)s is er. Haal er nu mensen bij.", team=made.name))
    return see_other(url_for("teams.members.index"))


@bp.get("/organisation/teams/<int:team_id>")
@login_required
def edit(team_id: int) -> str:
    """How a team is called and where it is; and its end."""
    team = organising.team(team_id, viewer=viewer())
    return _team_page(team, TeamForm(formdata=None, obj=team))


@bp.post("/organisation/teams/<int:team_id>")
@login_required
def update(team_id: int) -> Response | tuple[str, int]:
    """Keeps that."""
    team, form = organising.team(team_id, viewer=viewer()), TeamForm()
    if not form.validate():
        return _team_page(team, form), 422
    organising.edit_team(team, form.name.data or "", form.location.data or "", by=viewer())
    flash(_("Bewaard"))
    return _back(team)


@bp.post("/organisation/teams/<int:team_id>/archive")
@login_required
def archive(team_id: int) -> Response:
    """Nothing new comes into the team any more."""
    team = organising.team(team_id, viewer=viewer())
    organising.archive(team, by=viewer())
    flash(_("%(team)s is gearchiveerd", team=team.name))
    return _back(team)


@bp.post("/organisation/teams/<int:team_id>/take-back")
@login_required
def take_back(team_id: int) -> Response:
    """It goes on."""
    team = organising.team(team_id, viewer=viewer())
    organising.take_back(team, by=viewer())
    flash(_("%(team)s gaat weer verder", team=team.name))
    return _back(team)


@bp.post("/organisation/name")
@login_required
def rename() -> Response | tuple[str, int]:
    """Another name for the organisation."""
    where, form = _mine(), OrganisationForm()
    if not form.validate():
        return _page(where, named=form), 422
    organising.rename(where, form.name.data or "", by=viewer())
    flash(_("Bewaard"))
    return see_other(url_for("teams.organising.index", organisation=where.id))


def _mine() -> Organisation:
    return current.organisation(OrganisationRole.ADMIN)


def _back(team: Team) -> Response:
    return see_other(url_for("teams.organising.index", organisation=team.organisation_id))


def _page(where: Organisation, form: TeamForm | None = None, named: OrganisationForm | None = None) -> str:
    places = organising.teams_of(where, viewer=viewer())
    return render_template(
        "teams/organisation.html",
        organisation=where,
        places=places,
        locations=sorted({place.team.location for place in places if place.team.location}),
        form=form or TeamForm(formdata=None),
        named=named or OrganisationForm(formdata=None, obj=where),
    )


def _team_page(team: Team, form: TeamForm) -> str:
    return render_template("teams/organisation_team.html", placed=team, form=form)
