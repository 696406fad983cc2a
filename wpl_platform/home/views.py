"""The start page, the phone's page with the rest, and the figure that the rail shows on every page."""

from flask import Blueprint, current_app, g, render_template
from flask_login import login_required

from wpl_platform.core import clock
from wpl_platform.feedback import asked
from wpl_platform.feedback.words import QUESTIONS
from wpl_platform.home import attention, queries
from wpl_platform.home.greeting import part_of_day
from wpl_platform.home.words import GREETINGS, attention_sentence, number
from wpl_platform.improvement import policy as improvement
from wpl_platform.media import halves
from wpl_platform.media import policy as media
from wpl_platform.teams import inviting
from wpl_platform.teams import policy as teams
from wpl_platform.teams.current import chosen_team, viewer
from wpl_platform.teams.words import ROLE_WORDS
from wpl_platform.web.replies import is_fragment

bp = Blueprint("home", __name__)


@bp.app_context_processor
def badge() -> dict[str, int]:
    """How many things wait, for the rail: asked once a request, and not for pieces of a page."""
    if is_fragment() or not viewer().signed_in:
        return {}
    if "attention" not in g:
        g.attention = attention.count(viewer(), chosen_team())
    return {"attention": g.attention}


@bp.get("/start")
@login_required
def start() -> str:
    """What asks for somebody's attention; for who is in no team, what to do."""
    team = chosen_team()
    greeting = GREETINGS[part_of_day(clock.local(clock.now()).hour)]
    waiting = queries.waiting_for(viewer(), team)
    invited = inviting.invitations_to(viewer=viewer())
    if team is None and not waiting.listed:
        return render_template("home/no_team.html", greeting=greeting, invited=invited, role_words=ROLE_WORDS)
    count = attention.count(viewer(), team)
    may_film = team is not None and media.may_begin(viewer(), team.id)
    return render_template(
        "home/start.html",
        greeting=greeting,
        invited=invited,
        role_words=ROLE_WORDS,
        sentence=attention_sentence(count),
        waiting=waiting,
        dated=sorted([*waiting.intentions, *waiting.cards], key=lambda asked: (asked.due_on, asked.id)),
        unlisted=count - waiting.listed,
        today=clock.today(),
        number=number,
        has_filmed=queries.has_filmed(viewer()),
        success=queries.latest_success(team, viewer=viewer()) if team else None,
        may_film=may_film,
        unfinished=halves.unfinished(viewer=viewer()),
        choices=asked.choices(team, viewer=viewer()) if team and may_film else None,
        questions=QUESTIONS,
        now=clock.local(clock.now()),
        most=int(current_app.config["UPLOAD_MAX_BYTES"]),
        zone=clock.HOME.key,
        sees_board=team is not None and improvement.may_see_board(viewer(), team.id),
        manages=team is not None and teams.may_manage_members(viewer(), team),
    )


@bp.get("/more")
@login_required
def more() -> str:
    """Where a phone's bar has no room for."""
    return render_template("home/more.html")
