"""The doors of retention: until when one recording is kept, and how long an organisation keeps them."""

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import certificates, keeping, offices, policy, queries, retention, terms
from wpl_platform.media.consent_words import WHY_WORDS
from wpl_platform.media.models import Recording
from wpl_platform.media.retention_forms import ExtensionForm, TermsForm, filled
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Organisation, OrganisationRole
from wpl_platform.web.replies import see_other

bp = Blueprint("retention", __name__)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    """Where a recording is shown to its maker, a template says when it ends."""
    return {
        "ends_soon": lambda recording: policy.is_there(recording) and retention.is_near(recording, on=clock.today())
    }


@bp.get("/recordings/<int:recording_id>/retention")
@login_required
def show(recording_id: int) -> str:
    """Until when it is kept and why, for its maker, who can keep it longer."""
    return _page(_own(recording_id), ExtensionForm(formdata=None))


@bp.post("/recordings/<int:recording_id>/extensions")
@login_required
def extend(recording_id: int) -> Response | tuple[str, int]:
    """Keeps it longer."""
    recording, form = _own(recording_id), ExtensionForm()
    if not form.validate():
        return _page(recording, form), 422
    try:
        keeping.extend(recording, form.until.data, form.reason.data, by=viewer())  # type: ignore[arg-type]  # required
    except Invalid as wrong:
        form[wrong.field or "until"].errors = [wrong.sentence]
        return _page(recording, form), 422
    flash(_("Je bewaart deze video langer"))
    return see_other(url_for("media.retention.show", recording_id=recording.id))


@bp.get("/organisation/retention")
@login_required
def terms_show() -> str:
    """How long the organisation keeps its recordings; for its administrators and its FG."""
    where = _mine(OrganisationRole.ADMIN, OrganisationRole.FG)
    return _terms_page(where, TermsForm(formdata=None, **filled(terms.terms_for(where, viewer=viewer()))))


@bp.post("/organisation/retention")
@login_required
def terms_update() -> Response | tuple[str, int]:
    """Keeps another choice."""
    where, form = _mine(OrganisationRole.ADMIN, OrganisationRole.FG), TermsForm()
    require(offices.may_choose_retention(viewer(), where.id))
    if not form.validate():
        return _terms_page(where, form), 422
    try:
        keeping.choose(where, form.terms, by=viewer())
    except Invalid as wrong:
        form[wrong.field or "days"].errors = [wrong.sentence]
        return _terms_page(where, form), 422
    flash(_("Bewaard. Elke video heeft nu zijn nieuwe dag."))
    return see_other(url_for("media.retention.terms_show", organisation=where.id))


@bp.get("/organisation/destroyed")
@login_required
def destroyed() -> str:
    """What was destroyed and why, with its proof, and what makers keep longer: for the FG."""
    where = _mine(OrganisationRole.FG)
    return render_template(
        "media/destroyed.html",
        organisation=where,
        rows=_with_numbers(certificates.destroyed_for(where.id, viewer=viewer())),
        extensions=terms.extensions_in(where, viewer=viewer()),
        why_words=WHY_WORDS,
    )


@bp.get("/me/destroyed")
@login_required
def mine() -> str:
    """The same of one's own recordings."""
    rows = _with_numbers(certificates.destroyed_of(viewer=viewer()))
    return render_template("media/destroyed.html", organisation=None, rows=rows, extensions=[], why_words=WHY_WORDS)


def _with_numbers(rows: Any) -> list[tuple[Any, str]]:
    return [(row, certificates.numbered(row)) for row in rows]


def _mine(*roles: OrganisationRole) -> Organisation:
    return current.organisation(*roles)


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_edit(viewer(), recording), _("Alleen de maker beslist hoe lang hij blijft."))
    return recording


def _page(recording: Recording, form: ExtensionForm) -> str:
    chosen = terms.terms_of(recording.team.organisation_id)
    return render_template(
        "media/retention.html",
        recording=recording,
        form=form,
        may_extend=policy.may_extend(viewer(), recording),
        days=chosen.days_of(recording.situation),
        latest=retention.latest(chosen, recording.kept_since),
        extensions=terms.extensions_of(recording, viewer=viewer()),
    )


def _terms_page(where: Organisation, form: TermsForm) -> str:
    return render_template(
        "media/terms.html",
        organisation=where,
        form=form,
        may_choose=offices.may_choose_retention(viewer(), where.id),
        guards=offices.may_see_destroyed(viewer(), where.id),
        most=terms.most_allowed(),
        near=retention.NEAR_DAYS,
    )
