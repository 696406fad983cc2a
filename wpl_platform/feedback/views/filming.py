"""Marking along while somebody films, over HTTP: who films, a clock, and marks. No picture and no sound."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from wpl_platform.core import clock
from wpl_platform.core.errors import Missing, require
from wpl_platform.core.text import _
from wpl_platform.events import stream
from wpl_platform.feedback import film_company, filming, guides, policy
from wpl_platform.feedback.filming_forms import BeatForm, BringForm, LiveMarkForm
from wpl_platform.feedback.filming_models import Filming
from wpl_platform.feedback.words import KIND_WORDS
from wpl_platform.media import queries as media
from wpl_platform.teams.current import team, viewer
from wpl_platform.teams.lasting import still
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import json_reply, see_other, wants_json

bp = Blueprint("filming", __name__)
MARKS_A_MINUTE = "240/minute"
ASKED_AN_HOUR = "30/hour"


def _who() -> str:
    return f"marks-along:{viewer().person_id}"


def _who_films() -> str:
    return f"films:{viewer().person_id}"


@bp.get("/filming")
@login_required
def index() -> BaseResponse | str | tuple[str, int]:
    """Where a code is typed (`?code=`), and who films now."""
    require(policy.may_ask_who_films(viewer(), team().id), _("Meemarkeren doet wie in het team leert."))
    code = "".join(request.args.get("code", "").lower().split())
    if not code:
        return render_template("feedback/filmings.html", code=code)
    try:
        return see_other(url_for(".show", code=film_company.filming(code, viewer=viewer()).code))
    except Missing:
        return render_template("feedback/filmings.html", wrong=True, code=code), 404


@bp.post("/filming")
@limiter.limit(ASKED_AN_HOUR, key_func=_who_films)
@login_required
def create() -> str:
    """Asks the team to mark along, and shows how they come: a link, its picture, and a code to say."""
    made = filming.invite(team(), by=viewer())
    address = url_for(".show", code=made.code, _external=True)
    return render_template("feedback/_invitation.html", filming=made, address=address)


@bp.get("/filming/<code>")
@login_required
def show(code: str) -> Response | str:
    """The colleague's page: a clock and buttons. For a program how far the film is."""
    found = film_company.filming(code, viewer=viewer())
    standing = film_company.standing(found, viewer=viewer())
    if wants_json():
        return json_reply(_plain(standing))
    return render_template(
        "feedback/filming.html",
        filming=found,
        standing=_plain(standing),
        marks=[_mark(placed) for placed in film_company.own_marks(found, viewer=viewer())],
        kinds=KIND_WORDS,
        guides=guides.guides_of(found.team_id, viewer=viewer()),
        lead=guides.preferences_of(viewer())["lead_in_ms"],
        own=policy.may_lead_filming(viewer(), found),
    )


@bp.get("/filming/<code>/events")
@login_required
def events(code: str) -> Response:
    """What happens meanwhile, as it happens."""
    found = film_company.filming(code, viewer=viewer())
    since = request.args.get("since", type=int)
    return stream.respond(filming.room_of(found.id), since, _still(code, policy.may_mark_along))


@bp.get("/filming/<code>/companions/events")
@login_required
def company(code: str) -> Response:
    """How many mark along and how much, as it changes: for who films."""
    found = film_company.filming(code, viewer=viewer())
    require(policy.may_lead_filming(viewer(), found))
    since = request.args.get("since", type=int)
    return stream.respond(filming.makers_room_of(found.id), since, _still(code, policy.may_lead_filming))


@bp.post("/filming/<code>/companions")
@login_required
def come(code: str) -> BaseResponse:
    """I mark along."""
    filming.come(film_company.filming(code, viewer=viewer()), by=viewer())
    return BaseResponse(status=204)


@bp.post("/filming/<code>/marks")
@limiter.limit(MARKS_A_MINUTE, key_func=_who)
@login_required
def mark(code: str) -> Response:
    """A mark as its author has it now; sent twice under one key it is there once."""
    now = clock.now()
    found, form = film_company.filming(code, viewer=viewer()), LiveMarkForm()
    form.require_valid()
    made = filming.mark(found, form.marked(now), by=viewer())
    return json_reply(_mark(film_company.Placed(made, film_company.span_of(found, made, viewer=viewer()))), 201)


@bp.post("/filming/<code>/beats")
@login_required
def beat(code: str) -> BaseResponse:
    """The recorder began, paused, went on or ended."""
    now = clock.now()
    found, form = film_company.filming(code, viewer=viewer()), BeatForm()
    form.require_valid()
    filming.tell(found, form.number.data or 0, form.tick(now), by=viewer())
    return BaseResponse(status=204)


@bp.post("/filming/<code>/recording")
@login_required
def bring(code: str) -> BaseResponse:
    """The film is this recording."""
    found, form = film_company.filming(code, viewer=viewer()), BringForm()
    form.require_valid()
    filming.bring(found, media.recording(form.recording.data or 0, viewer=viewer()), by=viewer())
    return BaseResponse(status=204)


@bp.post("/filming/<code>/close")
@login_required
def close(code: str) -> BaseResponse:
    """Nobody is asked any more."""
    filming.close(film_company.filming(code, viewer=viewer()), by=viewer())
    return BaseResponse(status=204)


@bp.post("/filming/<code>/delete")
@login_required
def delete(code: str) -> BaseResponse:
    """The film was thrown away."""
    filming.throw_away(film_company.filming(code, viewer=viewer()), by=viewer())
    return BaseResponse(status=204)


def _plain(standing: film_company.Standing) -> dict[str, object]:
    found = standing.recording_id
    studio = url_for("feedback.studio.show", recording_id=found) if found else ""
    return {"state": standing.state, "film": standing.film_ms, "studio": studio}


def _mark(placed: film_company.Placed) -> dict[str, object]:
    mark, span = placed.mark, placed.span
    said = {"key": mark.key, "kind": mark.kind, "text": mark.text, "labels": mark.labels}
    return {**said, "start": span.start, "end": span.end, "held": mark.held_ms, "lead": mark.lead_ms}


def _still(code: str, may: Callable[[Viewer, Filming], bool]) -> Callable[[], bool]:
    """Whether who listens is still signed in on this device, still in the team of who films, and may."""
    return still(lambda viewer: may(viewer, film_company.filming(code, viewer=viewer)))
