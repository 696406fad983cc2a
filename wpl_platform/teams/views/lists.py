"""The door of bringing in many people at once: a list, what it would do, and doing it."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import letters
from wpl_platform.accounts.models import LetterKind
from wpl_platform.accounts.welcome import welcome_link
from wpl_platform.core import mail
from wpl_platform.core.errors import Invalid, Missing
from wpl_platform.core.text import ngettext
from wpl_platform.teams import bringing, policy, queries
from wpl_platform.teams.current import team, viewer
from wpl_platform.teams.forms import ListForm
from wpl_platform.teams.words import ROLE_WORDS
from wpl_platform.web.replies import see_other

bp = Blueprint("lists", __name__)


@bp.get("/team/members/list")
@login_required
def new() -> str:
    """Where a list is pasted or chosen."""
    return _page(ListForm(formdata=None))


@bp.post("/team/members/list")
@login_required
def create() -> Response | str | tuple[str, int]:
    """First what every line would do; with `sure`, it is done."""
    form = ListForm()
    try:
        form.require_valid()
        text = form.text
        lines = bringing.lines_of(team(), text, viewer=viewer())
    except Invalid as wrong:
        form.people.errors = [wrong.sentence]
        return _page(form), 422
    if "sure" not in request.form:
        form.people.data = text
        return _page(form, lines)
    newcomers = bringing.bring(team(), text, by=viewer())
    came = sum(line.outcome in (bringing.Outcome.COMES, bringing.Outcome.MORE) for line in lines)
    flash(ngettext("%(num)s regel verwerkt", "%(num)s regels verwerkt", came))
    if mail.goes_out():
        for person in newcomers:
            letters.ask(LetterKind.WELCOME, person.email)
        return see_other(url_for("teams.members.index"))
    ours = [person for person in newcomers if queries.may_be_let_in_by(person, viewer=viewer())]
    return render_template("teams/list_links.html", links=[(person, welcome_link(person)) for person in ours])


def _page(form: ListForm, lines: list[bringing.Line] | None = None) -> str:
    if not policy.may_manage_members(viewer(), team()):
        raise Missing
    return render_template(
        "teams/list.html",
        form=form,
        lines=lines,
        does=sum(line.outcome in (bringing.Outcome.COMES, bringing.Outcome.MORE) for line in lines or ()),
        outcome_words=bringing.OUTCOME_WORDS,
        role_words=ROLE_WORDS,
        mails=mail.goes_out(),
    )
