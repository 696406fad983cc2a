"""Asking colleagues one question over HTTP: in five minutes, or about a film that is there.

Why it goes as it goes: docs/decisions/five-minutes.md.
"""

from flask import Blueprint, current_app, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.events import queries as events
from wpl_platform.feedback import asked, asking, policy
from wpl_platform.feedback.forms import RequestForm
from wpl_platform.feedback.words import QUESTIONS
from wpl_platform.media import actions as media_actions
from wpl_platform.media import naming
from wpl_platform.media import policy as media_policy
from wpl_platform.media import queries as media
from wpl_platform.media.consent import is_said
from wpl_platform.media.models import Recording, RenditionKind
from wpl_platform.teams.current import team, viewer
from wpl_platform.web.replies import is_fragment, say_with_undo, see_other, wants_json

bp = Blueprint("requests", __name__)


@bp.get("/five-minutes")
@login_required
def begin() -> str:
    """Film or choose, one question, one to three colleagues: all on one page."""
    media_actions.require_welcome(team(), by=viewer())
    return render_template(
        "feedback/five_minutes.html",
        choices=asked.choices(team(), viewer=viewer()),
        questions=QUESTIONS,
        now=clock.local(clock.now()),
        most=int(current_app.config["UPLOAD_MAX_BYTES"]),
    )


@bp.get("/recordings/<int:recording_id>/requests/new")
@login_required
def new(recording_id: int) -> str:
    """The film, the question and the colleagues, for a recording that is there already, or on its way.

    A piece of it is the film alone: it comes anew until it plays.
    """
    recording = _own(recording_id)
    return _ask_page(recording, RequestForm(formdata=None, question=recording.learning_question))


@bp.post("/recordings/<int:recording_id>/requests")
@login_required
def create(recording_id: int) -> Response | str | tuple[str, int]:
    """Asks, and says what happens next."""
    recording, form = _own(recording_id), RequestForm()
    try:
        form.require_valid()
        asking.ask(recording, form.person.data or [], form.question.data, by=viewer())
        if form.alone and not is_said(recording):
            naming.say_nobody_else(recording, by=viewer())
    except Invalid as error:
        if is_fragment() or wants_json():
            raise
        return _ask_page(recording, form, error), 422
    if is_fragment():
        return _shown(recording, "feedback/_asked.html")
    return see_other(url_for("feedback.requests.index", recording_id=recording.id))


@bp.get("/recordings/<int:recording_id>/requests")
@login_required
def index(recording_id: int) -> Response | str:
    """For the maker, who was asked and who answered; for who was asked, the question."""
    recording = media.recording(recording_id, viewer=viewer())
    if is_fragment():
        return _shown(recording, "feedback/_requests.html")
    require(policy.may_see_answers(viewer(), recording), _("Alleen de maker ziet wie er gevraagd is."))
    return _shown(recording, "feedback/asked.html")


@bp.post("/requests/<int:request_id>/answer")
@login_required
def create_answer(request_id: int) -> Response | str:
    """Watched, and nothing to add."""
    found = asked.request(request_id, viewer=viewer())
    asking.answer(found, by=viewer())
    if is_fragment():
        return _shown(found.recording, "feedback/_requests.html")
    undo = url_for("feedback.requests.delete_answer", request_id=found.id)
    name = found.recording.maker.name.split()[0]
    say_with_undo(_("%(name)s ziet dat je hebt gekeken.", name=name), undo)
    return see_other("/start")


@bp.post("/requests/<int:request_id>/answer/delete")
@login_required
def delete_answer(request_id: int) -> Response:
    """Takes that back."""
    found = asked.request(request_id, viewer=viewer())
    asking.open_again(found, by=viewer())
    return see_other(url_for("feedback.studio.show", recording_id=found.recording_id))


def _own(recording_id: int) -> Recording:
    recording = media.recording(recording_id, viewer=viewer())
    require(media_policy.may_edit(viewer(), recording), _("Alleen de maker vraagt collega’s om mee te kijken."))
    require(policy.may_ask(viewer(), recording), _("Deze video kun je nu met niemand delen."))
    return recording


def _ask_page(recording: Recording, form: RequestForm, error: Invalid | None = None) -> str:
    heard = events.last_number(media_actions.subject_of(recording.id))
    film = {
        "recording": recording,
        "playing": media.best_to_play(recording, viewer=viewer()),
        "has_poster": RenditionKind.POSTER in media.kinds_of([recording.id])[recording.id],
        "before": {found.request.person_id for found in asked.requests_on(recording, viewer=viewer())},
    }
    if is_fragment():
        return render_template("feedback/_ask_film.html", **film)
    choices = asked.choices(recording.team, viewer=viewer())
    return render_template(
        "feedback/ask.html", heard=heard, form=form, error=error, choices=choices, questions=QUESTIONS, **film
    )


def _shown(recording: Recording, template: str) -> str:
    return render_template(
        template,
        recording=recording,
        is_maker=viewer().is_person(recording.maker_id),
        playing=media.best_to_play(recording, viewer=viewer()) is not None,
        requests=asked.requests_on(recording, viewer=viewer()),
        my_request=asked.request_to(recording, viewer=viewer()),
    )
