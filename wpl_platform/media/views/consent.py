"""The door of a person in view, who has no account: their link says who they are. Giving and withdrawing: one press."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from wpl_platform.accounts.login import LANGUAGES, preferred_language
from wpl_platform.core import clock
from wpl_platform.core.errors import Conflict, Invalid, Missing
from wpl_platform.media import (
    certificates,
    clear,
    consenting,
    in_view,
    informing,
    papers,
    withdrawals,
)
from wpl_platform.media.consent import agreed, has_lapsed
from wpl_platform.media.consent_forms import ConsentForm
from wpl_platform.media.models import PersonInView
from wpl_platform.teams import looks
from wpl_platform.teams.viewer import STRANGER
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("consent", __name__)
TRIES = "60/minute"
SHOWN = ("purposes", "signature", "signed_as")
"""What is wrong with these is said beside them."""
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def in_their_language(view: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Has the page speak the language of who reads it, also on a device that is somebody else's."""

    @wraps(view)
    def spoken(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        with force_locale(_language()):
            return view(*args, **named)

    return spoken


@bp.get("/consent/<key>")
@limiter.limit(TRIES)
@in_their_language
def show(key: str) -> str:
    """What it is about, what they agree to now, and how to change that."""
    try:
        person = in_view.holder_of(key)
    except Missing:
        return _gone(key)
    return _page(person, ConsentForm(formdata=None, here=_here()))


@bp.post("/consent/<key>")
@limiter.limit(TRIES)
@in_their_language
def create(key: str) -> Response | tuple[str, int]:
    """They agree."""
    person, form = in_view.holder_of(key), ConsentForm()
    told = informing.told(person.recording.team.organisation_id, _language())
    try:
        form.require_valid()
        kept = informing.keep(told, form.read.data or "")
        consenting.give(person, form.given(kept), by=STRANGER, key=key)
    except (Invalid, Conflict) as wrong:
        elsewhere = "" if isinstance(wrong, Invalid) and wrong.field in SHOWN else wrong.sentence
        return _page(person, form, elsewhere), 409 if isinstance(wrong, Conflict) else 422
    return see_other(_back_to(key))


@bp.post("/consent/<key>/withdraw")
@limiter.limit(TRIES)
def withdraw(key: str) -> Response:
    """They do not, or not any more."""
    person = in_view.holder_of(key)
    consenting.withdraw(person, by=STRANGER, key=key)
    return see_other(_back_to(key))


def _gone(key: str) -> str:
    """The recording is not there any more: they hear that it was destroyed. Raises Missing for no secret of ours."""
    found = certificates.number_of_what_was_seen(key)
    if found is None:
        raise Missing
    row, number = found
    return render_template("media/consent_gone.html", destroyed_at=row.created_at, number=number, handed_over=_here())


def _here() -> bool:
    """Whether this is the screen of who filmed, that was handed over."""
    return request.values.get("here", "") in ("1", "y")


def _language() -> str:
    """On a device that was handed over the one chosen on the page: it is not its owner's, whose own stays as it is."""
    chosen = request.values.get("lang", "")
    return chosen if _here() and chosen in LANGUAGES else preferred_language()


def _back_to(key: str) -> str:
    """Their page once they decided, in the language in which they read it."""
    there = {"here": "1", "done": "1", "lang": request.values.get("lang")} if _here() else {}
    return url_for("media.consent.show", key=key, **there)  # type: ignore[arg-type]  # all of them text


def _page(person: PersonInView, form: ConsentForm, wrong: str = "") -> str:
    recording = person.recording
    looks.wear(recording.team.organisation, "consent", person.key)
    told = informing.told(recording.team.organisation_id, _language())
    form.read.data, form.read.raw_data = told.digest, None
    return render_template(
        "media/consent.html",
        person_in_view=person,
        recording=recording,
        form=form,
        wrong=wrong,
        told=informing.parts_of(told.words, recording.team.organisation.name),
        agreed=agreed(person, on=clock.today()),
        papers=papers.papers_of(person, viewer=STRANGER, key=person.key),
        coverings=clear.coverings([recording.id]),
        began=in_view.ever_agreed(person),
        gone_on=withdrawals.gone_on(recording),
        until_when=informing.until_when(recording),
        address=url_for("media.consent.show", key=person.key, _external=True),
        lapsed=has_lapsed(recording, on=clock.today()),
        done="done" in request.args,
        here=_here(),
        handed_over=_here(),
        lang=_language() if _here() else "",
    )
