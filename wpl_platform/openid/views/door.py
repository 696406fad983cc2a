"""To the provider of one's organisation and back. A form may lead nowhere else, so the way there is a link on a page;
a GET only reads, so the way back is a page that sends what came along.

Why: docs/decisions/openid-connect.md.
"""

from urllib.parse import urlsplit

from flask import Blueprint, flash, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wpl_platform.accounts.letters import path_to, site
from wpl_platform.accounts.login import step_in
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.text import _
from wpl_platform.openid import coming_in
from wpl_platform.openid.coming_in import Answer, NotLetIn
from wpl_platform.openid.forms import BackForm, WorkAddressForm
from wpl_platform.openid.models import Provider
from wpl_platform.web.forms import Form
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import safe_next, see_other

bp = Blueprint("door", __name__)
ATTEMPT, ONWARD = "openid", "openid_onward"


@bp.get("/sign-in/with")
def new() -> str:
    """Asks for the address at work."""
    return render_template("openid/new.html", form=WorkAddressForm(formdata=None), next=safe_next("/start"))


@bp.post("/sign-in/with")
@limiter.limit("20/minute")
def create() -> str | Response | tuple[str, int]:
    """The way to the provider that vouches for addresses such as this one."""
    form = WorkAddressForm()
    provider = coming_in.provider_by_address(form.email.data or "") if form.validate() else None
    if provider is None:
        if not form.errors:
            form.email.errors = [_("Bij dit adres hoort geen organisatie die zo aanmeldt. Kijk of je het goed typte.")]
        return render_template("openid/new.html", form=form, next=safe_next("/start")), 422
    return _onward(provider)


@bp.get("/sign-in/with/<key>")
def show(key: str) -> str:
    """The organisation's own door."""
    return render_template("openid/show.html", form=Form(), provider=_provider(key), next=safe_next("/start"))


@bp.post("/sign-in/with/<key>")
@limiter.limit("20/minute")
def update(key: str) -> str | Response:
    """The way to its provider."""
    return _onward(_provider(key))


@bp.get("/sign-in/back")
def back() -> str:
    """A page that sends on what the provider sent along; by a button, where no script runs."""
    return render_template("openid/back.html", form=BackForm(request.args))


@bp.post("/sign-in/back")
@limiter.limit("30/minute")
def create_back() -> Response:
    """The first step; or back to the organisation's door, which says what went wrong."""
    form = BackForm()
    secret, onward = str(session.pop(ATTEMPT, "")), str(session.pop(ONWARD, "/start"))
    setup = coming_in.setup_of(secret)
    if setup is None and current_user.is_authenticated:
        return see_other("/start")  # the button back of a browser led here again
    if setup is None:
        flash(_("Het aanmelden duurde te lang, of begon in een ander venster. Probeer het opnieuw."), "error")
        return see_other(url_for("openid.door.new"))
    answer = Answer(form.code.data or "", form.state.data or "", form.iss.data or "")
    try:
        person = coming_in.finish(secret, setup, answer, _back())
    except NotLetIn as refused:
        flash(refused.sentence, "error")
        return see_other(url_for("openid.door.show", key=setup.key))
    return step_in(person, onward, vouched=True)


def _onward(provider: Provider) -> str | Response:
    key = provider.key
    try:
        secret, address = coming_in.begin(provider, _back())
    except PortFailure:
        flash(_("De aanmelddienst van je organisatie antwoordt niet. Probeer het straks opnieuw."), "error")
        return see_other(url_for("openid.door.show", key=key))
    session[ATTEMPT], session[ONWARD] = secret, safe_next("/start")
    return render_template("openid/onward.html", address=address, host=urlsplit(address).hostname)


def _back() -> str:
    return site() + path_to("openid.door.back")


def _provider(key: str) -> Provider:
    found = coming_in.provider_by_key(key)
    if found is None:
        raise Missing
    return found
