"""Cards: made (from a moment in one step), read, changed, taken off the board and put back."""

from flask import flash, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import Invalid, Missing, require
from wpl_platform.core.text import _, excerpt
from wpl_platform.feedback import policy as feedback_policy
from wpl_platform.feedback import queries as feedback
from wpl_platform.feedback.models import Annotation
from wpl_platform.improvement import actions, policy, queries
from wpl_platform.improvement.due import default_date
from wpl_platform.improvement.forms import NOBODY, CardForm
from wpl_platform.improvement.models import TITLE_MAX, Improvement
from wpl_platform.improvement.views.door import bp, card_address, card_page, complain, owner_names, words
from wpl_platform.teams import current
from wpl_platform.teams import queries as teams
from wpl_platform.teams.current import viewer
from wpl_platform.teams.models import Team
from wpl_platform.web.forms import choices_of
from wpl_platform.web.replies import say_with_undo, see_other

FIELDS = {"owner_id": "owner"}


@bp.get("/improvements/new")
@login_required
def new() -> str:
    """A new card, filled in when it comes from a moment: its words, me as owner, a month to do it in."""
    moment, team = _moment_and_team(request.args.get("annotation", type=int))
    form = CardForm(formdata=None)
    if moment is not None:
        form = CardForm(
            formdata=None,
            title=excerpt(moment.text, TITLE_MAX),
            owner=viewer().person_id,
            due_on=default_date(clock.today()),
            annotation=moment.id,
        )
    return _new_page(form, moment, team)


def _moment_and_team(annotation_id: int | None) -> tuple[Annotation | None, Team]:
    """The moment a card comes from, and the team whose board it goes on: that of the recording, else the chosen one."""
    moment = None if annotation_id is None else feedback.annotation(annotation_id, viewer=viewer())
    team = current.team() if moment is None else teams.team(moment.recording.team_id, viewer=viewer())
    if not policy.may_see_board(viewer(), team.id):
        raise Missing
    require(policy.may_make(viewer(), team.id), _("Kaarten maken doen de deelnemers en de begeleider."))
    if moment is not None:
        require(feedback_policy.may_take_further(viewer(), moment), str(actions.NOT_SHOWN))
    return moment, team


def _new_page(form: CardForm, moment: Annotation | None, team: Team) -> str:
    form.owner.choices = choices_of(owner_names(team.id))
    open_cards = queries.open_cards(team, viewer=viewer()) if moment else []
    return render_template(
        "improvement/new.html", form=form, moment=moment, board_team=team, open_cards=open_cards, **words()
    )


@bp.post("/improvements")
@login_required
def create() -> Response | tuple[str, int]:
    """Puts the card on the board."""
    form = CardForm()
    annotation = form.annotation.data or ""
    moment, team = _moment_and_team(int(annotation) if annotation.isdecimal() and len(annotation) < 19 else None)
    if not form.validate():
        return _new_page(form, moment, team), 422
    try:
        card = actions.make(
            team,
            form.title.data,
            by=viewer(),
            owner_id=form.owner.data or None,
            due_on=form.due_on.data,
            annotation_id=moment.id if moment else None,
        )
    except Invalid as complaint:
        complain(form, complaint, FIELDS)
        return _new_page(form, moment, team), 422
    flash(_("De kaart staat op het bord"))
    return see_other(card_address(card.id) if moment else url_for("improvement.board"))


@bp.get("/improvements/<int:improvement_id>")
@login_required
def show(improvement_id: int) -> str:
    """One card."""
    return card_page(queries.improvement(improvement_id, viewer=viewer()))


@bp.get("/improvements/<int:improvement_id>/edit")
@login_required
def edit(improvement_id: int) -> str:
    """Change title, owner and date."""
    card = queries.improvement(improvement_id, viewer=viewer())
    require(policy.may_change(viewer(), card))
    form = CardForm(formdata=None, title=card.title, owner=card.owner_id or NOBODY, due_on=card.due_on)
    return _edit_page(card, form)


def _edit_page(card: Improvement, form: CardForm) -> str:
    names = owner_names(card.team_id)
    if card.owner is not None:
        names.setdefault(card.owner.id, card.owner.name)
    form.owner.choices = choices_of(names)
    return render_template("improvement/edit.html", card=card, form=form, **words())


@bp.post("/improvements/<int:improvement_id>")
@login_required
def update(improvement_id: int) -> Response | tuple[str, int]:
    """Keeps them."""
    card, form = queries.improvement(improvement_id, viewer=viewer()), CardForm()
    if not form.validate():
        return _edit_page(card, form), 422
    try:
        actions.edit(card, form.title.data, form.owner.data or None, form.due_on.data, by=viewer())
    except Invalid as complaint:
        complain(form, complaint, FIELDS)
        return _edit_page(card, form), 422
    flash(_("Bewaard"))
    return see_other(card_address(card.id))


@bp.post("/improvements/<int:improvement_id>/delete")
@login_required
def delete(improvement_id: int) -> Response:
    """Takes the card off the board, with a way back."""
    card = queries.improvement(improvement_id, viewer=viewer())
    actions.remove(card, by=viewer())
    say_with_undo(_("De kaart is van het bord"), url_for("improvement.restore", improvement_id=card.id))
    return see_other(url_for("improvement.board"))


@bp.post("/improvements/<int:improvement_id>/restore")
@login_required
def restore(improvement_id: int) -> Response:
    """Puts it back."""
    card = queries.removed(improvement_id, viewer=viewer())
    actions.restore(card, by=viewer())
    return see_other(card_address(card.id))
