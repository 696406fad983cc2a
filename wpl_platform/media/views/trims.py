"""The doors of trimming: choose what is kept of a film, say so twice when the rest is destroyed, and take it back."""

from flask import Blueprint, flash, render_template, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import following, policy, queries, trimming
from wpl_platform.media.forms import TrimForm
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.trim import Part, outside
from wpl_platform.media.words import Rest, why
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import see_other

bp = Blueprint("trims", __name__)
bp.app_context_processor(lambda: {"why_of": why, "can_be_made_anew": trimming.has_original})


@bp.get("/recordings/<int:recording_id>/trim")
@login_required
def new(recording_id: int) -> str | Response:
    """The film with a beginning and an end to choose."""
    recording = _own(recording_id)
    if recording.stage is not Stage.READY:
        return see_other(url_for("media.arrival.show", recording_id=recording.id))
    return _page(recording, TrimForm(None, start=0, end=recording.duration_ms or 0))


@bp.post("/recordings/<int:recording_id>/trims")
@login_required
def create(recording_id: int) -> Response | str | tuple[str, int]:
    """Trims the film; what cannot be undone is first said in full."""
    recording, form = _own(recording_id), TrimForm()
    if not form.validate():
        return _page(recording, form), 422
    start, end, lose = form.start.data or 0, form.end.data, bool(form.lose.data)
    destroys = form.destroys or not queries.keeps_originals(recording.team_id)
    try:
        part = trimming.part_of(recording, start, end)
        lost = _lost(recording, part, agreed=lose)
        if destroys and not form.sure.data:
            return _are_you_sure(recording, form, part, lost)
        trimming.trim(recording, start, end, by=viewer(), destroy=destroys, lose=lose)
    except Invalid as complaint:
        form[complaint.field or "end"].errors = [complaint.sentence]
        return _page(recording, form), 422
    flash(_("Je video is geknipt"))
    return see_other(url_for("media.arrival.show", recording_id=recording.id))


@bp.post("/recordings/<int:recording_id>/trims/delete")
@login_required
def delete(recording_id: int) -> Response:
    """All of the film again."""
    recording = _own(recording_id)
    trimming.untrim(recording, by=viewer())
    flash(_("Je krijgt de hele video terug"))
    return see_other(url_for("media.arrival.show", recording_id=recording.id))


def _own(recording_id: int) -> Recording:
    recording = queries.recording(recording_id, viewer=viewer())
    require(policy.may_edit(viewer(), recording), _("Alleen de maker knipt deze video."))
    require(policy.may_trim(viewer(), recording), _("Niemand ziet of hoort de video nog. Knippen kan dus niet meer."))
    return recording


def _lost(recording: Recording, part: Part, *, agreed: bool) -> int:
    """How many moments go along, which the maker agreed to."""
    lost = outside(following.spans(recording.id), part)
    if lost and not agreed:
        raise Invalid(trimming.sentence_for(lost), "lose")
    return lost


def _page(recording: Recording, form: TrimForm) -> str:
    return render_template(
        "media/trim.html",
        recording=recording,
        form=form,
        spans=[[span.start, span.last] for span in following.spans(recording.id)],
        playing=queries.best_to_play(recording, viewer=viewer()),
        kept=queries.kinds_of([recording.id])[recording.id],
        has_original=trimming.has_original(recording),
        keeps_originals=queries.keeps_originals(recording.team_id),
        rest=Rest,
    )


def _are_you_sure(recording: Recording, form: TrimForm, part: Part, lost: int) -> str:
    return render_template(
        "media/trim_sure.html",
        recording=recording,
        form=form,
        part=part,
        lost=lost,
        gone=(recording.duration_ms or 0) - part.length,
        trimmed_before=recording.start_ms is not None,
        keeps_originals=queries.keeps_originals(recording.team_id),
    )
