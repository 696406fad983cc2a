"""Setting up the second step: an app that gives codes, passkeys, and ten codes on paper."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from wpl_platform.accounts import actions, passwords, queries, second_step
from wpl_platform.accounts.demands import demands
from wpl_platform.accounts.devices import device_name
from wpl_platform.accounts.forms import CodeForm, PasskeyForm, ProofForm
from wpl_platform.accounts.login import is_weak
from wpl_platform.accounts.models import Person
from wpl_platform.accounts.proving import Answer, proved
from wpl_platform.accounts.views.limits import whose_step
from wpl_platform.core.errors import Refused
from wpl_platform.core.text import _
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("second_step", __name__)


def layout() -> str:
    """The template round a page: who still needs a second step has nowhere else to go, so no places are shown."""
    led = is_weak(current_user) and demands().needs_second_step(current_user.person)
    return "accounts/door.html" if led else "frame.html"


@bp.get("/me/second-step")
@login_required
def show() -> str:
    """What there is, and what can be added."""
    person = current_user.person
    return render_template(
        "accounts/second_step.html",
        codes=second_step.has_codes(person.id),
        passkeys=queries.passkeys_of(person.id),
        paper=second_step.recovery_codes_left(person.id),
        demanded=demands().needs_second_step(person),
        naming=PasskeyForm(name=device_name(request.user_agent.string)),
    )


@bp.post("/me/second-step/codes")
@proved
def create_codes() -> Response:
    """Makes a key for an app."""
    second_step.begin_codes(current_user.person.id)
    return see_other(url_for("accounts.second_step.show_codes"))


@bp.get("/me/second-step/codes")
@proved
def show_codes() -> str:
    """The key, to be photographed or typed into the app."""
    return _codes_page(CodeForm())


def _codes_page(form: CodeForm) -> str:
    secret = second_step.pending_secret(current_user.person.id)
    address = second_step.address_for_app(current_user.person, secret)
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_template("accounts/codes.html", form=form, secret=spaced, address=address)


@bp.post("/me/second-step/codes/confirm")
@proved
@limiter.limit("20/hour", key_func=whose_step)
def confirm_codes() -> Answer:
    """The app's codes count from now on; the codes on paper are shown, this once."""
    form, person = CodeForm(), current_user.person
    if not form.accepts(lambda: second_step.confirm_codes(person.id, form.code.data or "")):
        return _codes_page(form), 422
    return stronger(person)


def stronger(person: Person) -> Answer:
    """This session has a second step now; who has no codes on paper yet gets them."""
    actions.note_proof(current_user.sign_in.id, second=True, by=person.id)
    if second_step.recovery_codes_left(person.id):
        flash(_("Je tweede stap staat klaar"))
        return see_other(url_for("accounts.second_step.show"))
    return _paper(person)


def _paper(person: Person) -> str:
    return render_template("accounts/paper.html", codes=second_step.new_recovery_codes(person.id))


@bp.post("/me/second-step/codes/end")
@proved
def end_codes() -> Response:
    """Takes the app's codes away; not where they are the only second step of who needs one."""
    person = current_user.person
    if demands().needs_second_step(person) and not queries.passkeys_of(person.id):
        raise Refused(_("Bij jouw rol hoort een tweede stap. Zet eerst een andere klaar."))
    second_step.end_codes(person.id)
    flash(_("De app met codes is weggehaald"))
    return see_other(url_for("accounts.second_step.show"))


@bp.post("/me/second-step/paper")
@proved
def create_paper() -> Answer:
    """Ten new codes on paper in place of the old ones, shown this once."""
    person = current_user.person
    if not second_step.has(person.id):
        raise Refused(_("Herstelcodes horen bij een tweede stap. Zet die eerst klaar."))
    return _paper(person)


@bp.get("/me/prove")
@login_required
def show_proof() -> str:
    """Asks for the password, or a code."""
    return _proof_page(ProofForm())


def _proof_page(form: ProofForm) -> str:
    person = current_user.person
    has_password, codes = person.password_hash is not None, second_step.has_codes(person.id)
    return render_template(
        "accounts/proof.html", form=form, has_password=has_password, codes=codes, next=safe_next("/me/second-step")
    )


@bp.post("/me/prove")
@login_required
@limiter.limit("20/hour", key_func=whose_step)
def create_proof() -> Answer:
    """It is them: on to what they wanted to change."""
    form, person = ProofForm(), current_user.person
    typed = form.proof.data or ""
    enough = not (is_weak(current_user) and second_step.has(person.id))
    by_password = enough and passwords.matches(typed, person.password_hash)
    by_code = not by_password and second_step.spend(person.id, typed)
    if not form.validate() or not (by_password or by_code):
        form.proof.errors = [_("Dit klopt niet. Probeer het opnieuw.")]
        return _proof_page(form), 422
    actions.note_proof(current_user.sign_in.id, second=by_code, by=person.id)
    return see_other(safe_next("/me/second-step"))
