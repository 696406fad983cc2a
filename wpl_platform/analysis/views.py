"""The doors of analysis: what moments show together, on one recording and in a team. Nothing is written here."""

from datetime import date

from flask import Blueprint, render_template, request
from flask_login import login_required

from wpl_platform.analysis import pictures, policy, queries
from wpl_platform.core import clock
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import queries as feedback
from wpl_platform.feedback.models import AnnotationKind
from wpl_platform.media import queries as media
from wpl_platform.media.models import Situation
from wpl_platform.media.words import SITUATION_WORDS
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer

bp = Blueprint("analysis", __name__)
YEARS = range(1970, 9999)
"""Days outside these have no midnight that can be written in UTC."""


@bp.get("/recordings/<int:recording_id>/analysis")
@login_required
def show_recording(recording_id: int) -> str:
    """One recording as a story; `kind` opens the moments behind one row."""
    recording = media.recording(recording_id, viewer=viewer())
    annotations = feedback.said_on(recording, viewer=viewer())
    marks = queries.marks_of(annotations)
    story = pictures.story(
        marks,
        recording.duration_ms or 0,
        maker_id=recording.maker_id,
        watchers=queries.watchers_of(recording.team, viewer=viewer()),
    )
    kind = _kind()
    opened = [found for found in annotations if kind is None or found.kind is kind]
    return render_template(
        "analysis/recording.html",
        recording=recording,
        story=story,
        annotations=annotations,
        by_id={found.id: found for found in annotations},
        kind=kind,
        opened=opened,
    )


@bp.get("/team/analysis")
@login_required
def show_team() -> str:
    """The pattern over everything that is shared with the team; figures only for a manager."""
    team = current.team()
    marks = queries.team_marks(team, viewer=viewer())
    pattern = pictures.pattern(marks, clock.today())
    opens = policy.may_open_moments(viewer(), team.id)
    return render_template("analysis/team.html", pattern=pattern, opens=opens, situation_words=SITUATION_WORDS)


@bp.get("/team/moments")
@login_required
def index_moments() -> str:
    """The moments behind a figure: of a kind, of a situation, of some weeks, or the open questions."""
    team, choice, page = current.team(), _choice(), _page()
    found, more = queries.moments(team, choice, viewer=viewer(), page=page)
    return render_template(
        "analysis/moments.html", moments=found, choice=choice, page=page, more=more, situation_words=SITUATION_WORDS
    )


def _choice() -> queries.Choice:
    return queries.Choice(
        kind=_kind(),
        situation=_situation(),
        open=request.args.get("open") == "1",
        first=_day("from"),
        last=_day("to"),
    )


def _kind() -> AnnotationKind | None:
    asked = request.args.get("kind", "")
    if asked and asked not in list(AnnotationKind):
        raise Missing
    return AnnotationKind(asked) if asked else None


def _situation() -> Situation | None:
    asked = request.args.get("situation", "")
    if asked and asked not in list(Situation):
        raise Missing
    return Situation(asked) if asked else None


def _day(name: str) -> date | None:
    asked = request.args.get(name, "")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        raise Missing from None
    if day is not None and day.year not in YEARS:
        raise Missing
    return day


def _page() -> int:
    return max(1, min(request.args.get("page", 1, int), 10_000))
