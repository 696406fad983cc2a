"""The board of the team one works in, whole or as the columns alone, and the stream that keeps it up to date."""

from flask import Response, render_template, request, url_for
from flask_login import current_user, login_required

from wpl_platform.accounts.queries import signed_in
from wpl_platform.core.errors import Missing
from wpl_platform.events import stream
from wpl_platform.events.queries import last_number
from wpl_platform.improvement import policy, queries
from wpl_platform.improvement.views.door import bp, words
from wpl_platform.teams import current
from wpl_platform.teams import queries as teams
from wpl_platform.teams.current import viewer
from wpl_platform.web.replies import is_fragment


@bp.get("/board", endpoint="board")
@login_required
def show() -> str:
    """Four columns with their cards; the columns alone for a script, which names the team its page shows."""
    asked = request.args.get("team", type=int)
    team = current.team() if asked is None else teams.team(asked, viewer=viewer())
    if not policy.may_see_board(viewer(), team.id):
        raise Missing
    heard = last_number(f"team:{team.id}")
    return render_template(
        "improvement/_columns.html" if is_fragment() else "improvement/board.html",
        board_team=team,
        board=queries.board(team, viewer=viewer()),
        changes=policy.may_make(viewer(), team.id),
        live_src=url_for("improvement.events", team_id=team.id, since=heard),
        **words(),
    )


@bp.get("/teams/<int:team_id>/events", endpoint="events")
@login_required
def events(team_id: int) -> Response:
    """What happens in the team while somebody has its board open. Ids only."""
    token = current_user.token

    def still_allowed() -> bool:
        found = signed_in(token)
        return found is not None and teams.viewer_of(found[1]).in_team(team_id)

    return stream.respond(f"team:{team_id}", request.args.get("since", type=int), still_allowed)
