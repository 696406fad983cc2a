"""The door of one's own page of being in view: where, stopping, and agreeing beforehand."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import Conflict
from wpl_platform.core.text import _
from wpl_platform.media import clear, consenting, in_view, informing, standing
from wpl_platform.media.consent import agreed
from wpl_platform.media.consent_words import PURPOSE_WORDS
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer
from wpl_platform.web.filters import language
from wpl_platform.web.replies import see_other

bp = Blueprint("my_view", __name__)


@bp.get("/me/in-view")
@login_required
def index() -> str:
    """Where one is in view, and what one agrees to beforehand."""
    return _page()


@bp.post("/me/in-view/beforehand")
@login_required
def create() -> Response | tuple[str, int]:
    """They agree beforehand, after reading what colleagues in view are told."""
    team = current.team()
    try:
        kept = informing.keep(informing.told(team.organisation_id, language()), request.form.get("read", ""))
    except Conflict as wrong:
        return _page(wrong.sentence), 409
    standing.give(team, kept, by=viewer())
    flash(_("Bewaard. Je kunt hier altijd op terugkomen."))
    return see_other(url_for("media.my_view.index"))


@bp.post("/me/in-view/beforehand/<int:standing_id>/end")
@login_required
def delete(standing_id: int) -> Response:
    """They do no more; with `everywhere` also where they are in view now."""
    held = standing.one_of_mine(standing_id, viewer=viewer())
    standing.end(held.organisation, by=viewer(), everywhere="everywhere" in request.form)
    flash(_("Je geeft niet meer vooraf toestemming"))
    return see_other(url_for("media.my_view.index"))


@bp.post("/me/in-view/<int:in_view_id>/withdraw")
@login_required
def withdraw(in_view_id: int) -> Response:
    """They stop, of one film."""
    person = in_view.person_in_view(in_view_id, viewer=viewer())
    stopped = _("Je bent gestopt.") if in_view.ever_agreed(person) else _("Je doet niet mee.")
    consenting.withdraw(person, by=viewer())
    flash(f"{stopped} {_('Niemand ziet of hoort die video nog.')}")
    return see_other(url_for("media.my_view.index"))


def _page(wrong: str = "") -> str:
    team, today = current.chosen_team(), clock.today()
    told = informing.told(team.organisation_id, language()) if team else None
    films = standing.films_of(viewer=viewer())
    return render_template(
        "media/my_view.html",
        films=[(shown, agreed(shown, on=today)) for shown in films],
        began=in_view.who_began(films),
        coverings=clear.coverings([shown.recording_id for shown in films]),
        held=standing.all_mine(viewer=viewer()),
        asked=team is not None and standing.mine(team.organisation, viewer=viewer()) is None,
        told=told,
        parts=informing.parts_of(told.words, team.organisation.name) if team and told else [],
        purpose_words=PURPOSE_WORDS,
        wrong=wrong,
    )
