"""The door of a person in view, who has no account: their link says who they are. Giving and withdrawing: one press."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from wpl_platform.accounts.login import preferred_language
from wpl_platform.core import clock
from wpl_platform.core.errors import Conflict, Invalid, Missing
from wpl_platform.media import certificates, clear, consenting, in_view, informing, papers, withdrawals
from wpl_platform.media.consent import agreed, destroyed_on
from wpl_platform.media.consent_forms import ConsentForm
from wpl_platform.media.models import PersonInView
from wpl_platform.teams import looks
from wpl_platform.teams.viewer import STRANGER
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("consent", __name__)
TRIES = "60/minute"


@bp.get("/consent/<key>")
@limiter.limit(TRIES)
def show(key: str) -> str:
    """What it is about, what they agree to now, and how to change that."""
    try:
        person = in_view.holder_of(key)
    except Missing:
        return _gone(key)
    return _page(person, ConsentForm(formdata=None, here=_here()))


@bp.post("/consent/<key>")
@limiter.limit(TRIES)
def create(key: str) -> Response | tuple[str, int]:
    """They agree."""
    person, form = in_view.holder_of(key), ConsentForm()
    told = informing.told(person.recording.team.organisation_id, preferred_language())
    try:
        form.require_valid()
        kept = informing.keep(told, form.read.data or "")
        consenting.give(person, form.given(kept), by=STRANGER, key=key)
    except (Invalid, Conflict) as wrong:
        return _page(person, form, wrong.sentence), 409 if isinstance(wrong, Conflict) else 422
    return see_other(url_for("media.consent.show", key=key, here="1" if form.here.data else None))


@bp.post("/consent/<key>/withdraw")
@limiter.limit(TRIES)
def withdraw(key: str) -> Response:
    """They do not, or not any more."""
    person = in_view.holder_of(key)
    consenting.withdraw(person, by=STRANGER, key=key)
    return see_other(url_for("media.consent.show", key=key, here="1" if _here() else None))


def _gone(key: str) -> str:
    """The recording is not there any more: they hear that it was destroyed. Raises Missing for no secret of ours."""
    found = certificates.number_of_what_was_seen(key)
    if found is None:
        raise Missing
    row, number = found
    return render_template("media/consent_gone.html", destroyed_at=row.created_at, number=number)


def _here() -> bool:
    """Whether this is the screen of who filmed, that was handed over."""
    return request.values.get("here", "") in ("1", "y")


def _page(person: PersonInView, form: ConsentForm, wrong: str = "") -> str:
    recording = person.recording
    looks.wear(recording.team.organisation, "consent", person.key)
    told = informing.told(recording.team.organisation_id, preferred_language())
    form.read.data, form.read.raw_data = told.digest, None
    gone = destroyed_on(recording, days=withdrawals.days())
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
        gone_on=None if gone is None else clock.local(gone),
        here=_here(),
    )
