"""The door of team agreements: reading them, saying yes, and writing the next version."""

from flask import Blueprint, flash, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Conflict, Missing
from wpl_platform.core.text import _
from wpl_platform.teams import agreements, policy
from wpl_platform.teams.agreements import Unaccepted
from wpl_platform.teams.current import team, viewer
from wpl_platform.teams.forms import AgreementsForm
from wpl_platform.web import failures
from wpl_platform.web.filters import language
from wpl_platform.web.replies import asked_for, opens_a_page, safe_next, see_other

bp = Blueprint("agreements", __name__)


@bp.record_once
def _lead_there(state: BlueprintSetupState) -> None:
    """Who opens a page to film and did not say yes yet, reads the agreements first, and then goes on."""
    state.app.register_error_handler(Unaccepted, _lead)


def _lead(error: Unaccepted) -> Response:
    if not opens_a_page():
        return failures.answer(failures.explain(403, error.sentence))
    return see_other(url_for("teams.agreements.show", next=asked_for()))


@bp.get("/team/agreements")
@login_required
def show() -> str:
    """What the team agreed on, to say yes to."""
    where = team()
    found = agreements.present(where, viewer=viewer())
    return render_template(
        "teams/agreements.html",
        agreements=found,
        accepted=found is not None and agreements.has_accepted(found, viewer=viewer()),
        asked=found is not None and policy.may_accept_agreements(viewer(), where.id),
        standing=agreements.standing(found, viewer=viewer()) if found else None,
        versions=agreements.versions(where, viewer=viewer()),
        writes=policy.may_write_agreements(viewer(), where),
        onward=safe_next(""),
    )


@bp.post("/team/agreements/<int:version>/accept")
@login_required
def accept(version: int) -> Response:
    """They say yes, and go on where they wanted to."""
    found = next((each for each in agreements.versions(team(), viewer=viewer()) if each.version == version), None)
    if found is None:
        raise Missing
    agreements.accept(found, by=viewer())
    flash(_("Afgesproken"))
    return see_other(safe_next(url_for("teams.agreements.show")))


@bp.get("/team/agreements/edit")
@login_required
def edit() -> str:
    """The next version, begun from the present one or from a first draft."""
    found = agreements.present(team(), viewer=viewer())
    words = found.words if found else agreements.DRAFTS.get(language(), agreements.DRAFTS["nl"])
    return _edit_page(AgreementsForm(formdata=None, words=words, read=found.version if found else 0))


@bp.post("/team/agreements")
@login_required
def create() -> Response | tuple[str, int]:
    """Keeps it as what the team agrees on from now on."""
    form = AgreementsForm()
    if not form.validate():
        return _edit_page(form), 422
    try:
        agreements.write(team(), form.words.data or "", read=int(form.read.data or 0), by=viewer())
    except Conflict as wrong:
        form.words.errors = [wrong.sentence]
        newest = agreements.present(team(), viewer=viewer())
        form.read.data = str(newest.version if newest else 0)
        return _edit_page(form), 409
    flash(_("Bewaard. Iedereen leest dit voor de volgende video."))
    return see_other(url_for("teams.agreements.show"))


def _edit_page(form: AgreementsForm) -> str:
    if not policy.may_write_agreements(viewer(), team()):
        raise Missing
    return render_template("teams/agreements_edit.html", form=form, present=agreements.present(team(), viewer=viewer()))
