"""The viewing guides of a team over HTTP: what there is to look for, and how somebody works in the studio."""

from flask import Blueprint, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.feedback import guides, guiding, policy
from wpl_platform.feedback.forms import GuideForm, PreferencesForm
from wpl_platform.teams.current import team, viewer
from wpl_platform.web.replies import say_with_undo, see_other

bp = Blueprint("guides", __name__)


@bp.get("/guides")
@login_required
def index() -> str:
    """The guides of the team, and what is in them."""
    require(policy.may_use_guides(viewer(), team().id), _("Kijkwijzers zijn van wie in het team leert."))
    found = guides.guides_of(team().id, viewer=viewer())
    return render_template(
        "feedback/guides.html",
        guides=found,
        films=guides.films_with(found, viewer=viewer()),
        may_change=policy.may_change_guides(viewer(), team().id),
    )


@bp.get("/guides/new")
@login_required
def new() -> str:
    """An empty guide."""
    require(policy.may_change_guides(viewer(), team().id), _("Alleen de begeleider maakt kijkwijzers."))
    return render_template("feedback/guide.html", form=GuideForm(formdata=None), guide=None)


@bp.post("/guides")
@login_required
def create() -> Response | tuple[str, int]:
    """Keeps a new guide."""
    form = GuideForm()
    try:
        form.require_valid()
        guiding.make_guide(team().id, form.name.data, form.labels, by=viewer())
    except Invalid as error:
        return render_template("feedback/guide.html", form=form, guide=None, error=error), 422
    return see_other(url_for("feedback.guides.index"))


@bp.get("/guides/<int:guide_id>/edit")
@login_required
def edit(guide_id: int) -> str:
    """The guide to change."""
    found = guides.guide(guide_id, viewer=viewer())
    require(policy.may_change_guides(viewer(), found.guide.team_id), _("Alleen de begeleider verandert kijkwijzers."))
    return render_template(
        "feedback/guide.html", form=GuideForm.showing(found.guide.name, found.labels), guide=found.guide
    )


@bp.post("/guides/<int:guide_id>")
@login_required
def update(guide_id: int) -> Response | tuple[str, int]:
    """Keeps the change."""
    found, form = guides.guide(guide_id, viewer=viewer()), GuideForm()
    try:
        form.require_valid()
        guiding.change_guide(found.guide, form.name.data, form.labels, by=viewer())
    except Invalid as error:
        return render_template("feedback/guide.html", form=form, guide=found.guide, error=error), 422
    return see_other(url_for("feedback.guides.index"))


@bp.post("/guides/<int:guide_id>/delete")
@login_required
def delete(guide_id: int) -> Response:
    """Puts it away, with the way back in sight."""
    found = guides.guide(guide_id, viewer=viewer())
    guiding.archive_guide(found.guide, by=viewer())
    say_with_undo(_("De kijkwijzer is weggelegd."), url_for("feedback.guides.restore", guide_id=guide_id))
    return see_other(url_for("feedback.guides.index"))


@bp.post("/guides/<int:guide_id>/restore")
@login_required
def restore(guide_id: int) -> Response:
    """Brings it back."""
    guiding.bring_back_guide(guides.guide(guide_id, viewer=viewer()).guide, by=viewer())
    return see_other(url_for("feedback.guides.index"))


@bp.post("/studio/preferences")
@login_required
def prefer() -> Response:
    """Keeps how the viewer works in the studio."""
    form = PreferencesForm()
    form.require_valid()
    guiding.prefer(form.preferences.data or "", by=viewer())
    return Response(status=204)
