"""The door of a team's page: the members for everybody in it, and what waits for who guides it."""

from flask import Blueprint, render_template
from flask_login import login_required

from wpl_platform.analysis.policy import may_open_moments, may_see_pattern
from wpl_platform.core import clock
from wpl_platform.facilitation import policy, queries
from wpl_platform.facilitation.findings import what_waits
from wpl_platform.improvement.policy import may_see_board
from wpl_platform.teams import current
from wpl_platform.teams import queries as teams
from wpl_platform.teams.current import viewer
from wpl_platform.teams.policy import may_manage_members
from wpl_platform.teams.words import ROLE_WORDS

bp = Blueprint("facilitation", __name__)


@bp.get("/team")
@login_required
def show() -> str:
    """The team: who belongs to it, where to go, and for its facilitators what waits."""
    team = current.team()
    guides = policy.may_guide(viewer(), team.id)
    waiting = queries.waiting(team, clock.today(), viewer=viewer()) if guides else None
    sentence = ""
    if waiting is not None:
        counts = (len(waiting.questions), waiting.unseen_count, len(waiting.late))
        sentence = what_waits(*counts, more_questions=waiting.more_questions)
    return render_template(
        "facilitation/team.html",
        waiting=waiting,
        sentence=sentence,
        members=teams.members_of(team, viewer=viewer()),
        role_words=ROLE_WORDS,
        sees_pattern=may_see_pattern(viewer(), team.id),
        watches=may_open_moments(viewer(), team.id),
        sees_board=may_see_board(viewer(), team.id),
        manages=may_manage_members(viewer(), team),
        today=clock.today(),
    )
