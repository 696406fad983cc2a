"""The doors of recordings: the list, a new one, what is said about it, and its end."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.errors import ProductError, require
from wpl_platform.core.text import _, tidy
from wpl_platform.media import actions, policy, queries, quota, receive
from wpl_platform.media.forms import RecordingForm
from wpl_platform.media.halves import unfinished
from wpl_platform.media.models import Recording, Situation
from wpl_platform.media.queries import Sort, Wanted
from wpl_platform.media.views.form_body import Body, form_with_film
from wpl_platform.media.words import SITUATION_WORDS
from wpl_platform.privacy.models import Kind
from wpl_platform.privacy.queries import Told
from wpl_platform.teams.current import team, viewer
from wpl_platform.web.forms import CSRF
from wpl_platform.web.replies import is_fragment, json_reply, see_other, wants_json

bp = Blueprint("recordings", __name__)
PAGES_MAX = 10_000
FILTERS = frozenset({"mine", "situation", "q", "sort", "page"})


@bp.app_context_processor
def _titles() -> dict[str, Any]:
    """For lines of a log, that only know numbers: what the reader's own films among them are called."""

    def own_titles(lines: Iterable[Told]) -> dict[int, str]:
        entries = (told.entry for told in lines)
        numbers = {entry.about_id for entry in entries if entry.about_kind is Kind.RECORDING}
        return queries.own_titles(numbers, viewer=viewer())

    return {"own_titles": own_titles}


@bp.record_once
def _check_the_token_ourselves(state: BlueprintSetupState) -> None:
    """The general check reads a whole body before anybody asks who sends it; here the form checks its own token."""
    state.app.extensions["csrf"].exempt(f"{__name__}.create")


@bp.get("/recordings")
@login_required
def index() -> str:
    """What the team shares and what is one's own, as chosen in the address."""
    wanted = _wanted()
    listing = queries.recordings_of(team(), viewer=viewer(), wanted=wanted)
    template = "media/_grid.html" if is_fragment() else "media/index.html"
    return render_template(
        template,
        listing=listing,
        wanted=wanted,
        situations=SITUATION_WORDS,
        may_begin=policy.may_begin(viewer(), team().id),
        unfinished=unfinished(viewer=viewer()) if wanted == Wanted() else [],
        address=_address,
    )


@bp.get("/recordings/new")
@login_required
def new() -> str:
    """Where a recording begins."""
    actions.require_welcome(team(), by=viewer())
    return _new_page(RecordingForm(formdata=None))


@bp.post("/recordings")
@login_required
def create() -> Response | tuple[str, int]:
    """A new private recording, with its film when the form carried one."""
    where = team()
    actions.require_welcome(where, by=viewer())
    with form_with_film() as body:
        form = RecordingForm(formdata=body.fields)
        if wants_json():
            form.require_valid()
        if not form.validate():
            if CSRF in form.errors:
                flash(_("Deze pagina was verlopen. Wat je typte staat er nog: kies je video opnieuw."), "error")
            return _new_page(form), 422
        recording = actions.begin_recording(where, form.details, by=viewer())
        take_film(recording, body)
        asks = body.fields.get("then") == "ask"
    arrival = url_for("media.arrival.show", recording_id=recording.id)
    if wants_json():
        edit = url_for("media.recordings.update", recording_id=recording.id)
        return json_reply({"id": recording.id, "arrival": arrival, "update": edit}, 201)
    return see_other(f"/recordings/{recording.id}/requests/new" if asks else arrival)


def take_film(recording: Recording, body: Body) -> None:
    """Gives the recording the film of the form, when there is one; what is wrong with it is said, the rest is kept."""
    if body.film is None:
        return
    try:
        receive.take_whole(recording, body.film.key, body.film.length, body.film.name, by=viewer())
        body.taken = True
    except ProductError as error:
        flash(error.sentence, "error")


@bp.get("/recordings/<int:recording_id>/edit")
@login_required
def edit(recording_id: int) -> str:
    """What is said about the recording, to be changed."""
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_edit(viewer(), recording), _("Alleen de maker verandert dit."))
    return render_template("media/edit.html", recording=recording, form=RecordingForm(formdata=None, obj=recording))


@bp.post("/recordings/<int:recording_id>")
@login_required
def update(recording_id: int) -> Response | tuple[str, int]:
    """Keeps what is said about the recording."""
    recording = queries.recording(recording_id, viewer=viewer())
    form = RecordingForm()
    if wants_json():
        form.require_valid()
    if not form.validate():
        return render_template("media/edit.html", recording=recording, form=form), 422
    actions.edit_recording(recording, form.details, by=viewer())
    if wants_json():
        return json_reply({"id": recording.id})
    flash(_("Bewaard"))
    return see_other(url_for("media.arrival.show", recording_id=recording.id))


@bp.post("/recordings/<int:recording_id>/delete")
@login_required
def delete(recording_id: int) -> Response:
    """The recording and everything on it goes, for good."""
    recording = queries.recording(recording_id, viewer=viewer())
    title = recording.title
    actions.delete_recording(recording, by=viewer())
    if wants_json():
        return json_reply({"deleted": recording_id})
    flash(_("“%(title)s” is verwijderd", title=title))
    return see_other(url_for("media.recordings.index"))


def _new_page(form: RecordingForm) -> str:
    return render_template(
        "media/new.html",
        form=form,
        most=int(current_app.config["UPLOAD_MAX_BYTES"]),
        unfinished=unfinished(viewer=viewer()),
        room=quota.room_left(team()),
        zone=clock.HOME.key,
        kept_key=f"bring-in:{viewer().person_id}:{team().id}",
    )


def _address(**changed: Any) -> str:
    """The same list with another choice; another choice begins at its first page."""
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in FILTERS and name != "page"}
    return url_for("media.recordings.index", **(kept | changed))


def _wanted() -> Wanted:
    """The filters in the address; what makes no sense there counts as not chosen."""
    given = request.args
    situation, sort = given.get("situation", ""), given.get("sort", "")
    return Wanted(
        mine=given.get("mine") == "1",
        situation=Situation(situation) if situation in set(Situation) else None,
        search=tidy(given.get("q", ""))[:100],
        sort=Sort(sort) if sort in set(Sort) else Sort.NEWEST,
        page=min(max(given.get("page", 1, type=int), 1), PAGES_MAX),
    )
