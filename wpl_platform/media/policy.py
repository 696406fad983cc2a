"""Who may see a recording and do something with it.

The maker owns it. Shared with a team, it is there for those who learn in that team and those who guide it. Managers and
administrators never see a recording unless its maker shares it with them as a person, which this house cannot do yet.
"""

from sqlalchemy import ColumnElement, exists

from wpl_platform.media.models import Recording, Share
from wpl_platform.teams.viewer import WATCHERS, Viewer


def may_see(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, and whoever learns in or guides a team it is shared with."""
    if viewer.is_person(recording.maker_id):
        return True
    return any(viewer.has(share.team_id, *WATCHERS) for share in recording.open_shares)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    watching = viewer.teams_as(*WATCHERS)
    shared = (
        exists()
        .where(Share.recording_id == Recording.id, Share.ended_at.is_(None), Share.team_id.in_(watching))
        .correlate(Recording)  # also inside a query that joins shares of its own
    )
    if viewer.person_id is None:
        return shared
    return (Recording.maker_id == viewer.person_id) | shared


def may_begin(viewer: Viewer, team_id: int) -> bool:
    """Whoever learns in the team or guides it."""
    return viewer.has(team_id, *WATCHERS)


def may_edit(viewer: Viewer, recording: Recording) -> bool:
    """Its maker."""
    return viewer.is_person(recording.maker_id)


def may_share(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, with a team they still watch in."""
    return viewer.is_person(recording.maker_id) and viewer.has(recording.team_id, *WATCHERS)


def may_stop_sharing(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always."""
    return viewer.is_person(recording.maker_id)


def may_delete(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always."""
    return viewer.is_person(recording.maker_id)


def may_see_upload(viewer: Viewer, person_id: int) -> bool:
    """Who began it; to everybody else it does not exist."""
    return viewer.is_person(person_id)
