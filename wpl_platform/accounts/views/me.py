"""One's own page: how one is called, reads and sees, what one signs in with, and where one is signed in."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, queries, second_step
from wpl_platform.accounts.forms import MeForm
from wpl_platform.accounts.models import Language, Theme
from wpl_platform.core.text import _
from wpl_platform.web.replies import see_other

bp = Blueprint("me", __name__)


@bp.get("/me")
@login_required
def show() -> str:
    """The page."""
    return _page(MeForm(obj=current_user.person))


def _page(form: MeForm) -> str:
    person = current_user.person
    return render_template(
        "accounts/me.html",
        form=form,
        devices=queries.sign_ins_of(person.id),
        this_device=current_user.sign_in.id,
        has_password=person.password_hash is not None,
        has_second_step=second_step.has(person.id),
    )


@bp.post("/me")
@login_required
def update() -> Response | tuple[str, int]:
    """Keeps it."""
    form, person = MeForm(), current_user.person
    if not form.validate():
        return _page(form), 422
    actions.edit_me(form.name.data, Language(form.language.data), Theme(form.theme.data), by=person.id)
    flash(_("Bewaard"))
    return see_other(url_for("accounts.me.show"))


@bp.post("/sign-ins/<int:sign_in_id>/end")
@login_required
def end_sign_in(sign_in_id: int) -> Response:
    """Ends one session of one's own."""
    actions.end_sign_in(sign_in_id, by=current_user.person.id)
    flash(_("Dat apparaat is afgemeld"))
    return see_other(url_for("accounts.me.show"))


@bp.post("/sign-ins/end-others")
@login_required
def end_other_sign_ins() -> Response:
    """Ends all but this one."""
    actions.end_other_sign_ins(current_user.sign_in.id, by=current_user.person.id)
    flash(_("Je bent nu alleen nog hier aangemeld"))
    return see_other(url_for("accounts.me.show"))
