"""Who may see a recording and do something with it.

The maker owns it. Shared with a team, it is there for those who learn in that team and those who guide it. Shared with
a person by name, it is there for that colleague while they learn in or guide the team it was made in: who leaves the
team loses it at once. Who only manages or administers cannot be chosen, and so never sees a recording.
"""

from sqlalchemy import ColumnElement, and_, exists, or_

from wpl_platform.media.models import Recording, Share
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.viewer import WATCHERS, Viewer


def may_see(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, whoever learns in or guides a team it is shared with, and colleagues it is shared with by name."""
    if viewer.is_person(recording.maker_id):
        return True
    return any(_is_with(viewer, share, recording) for share in recording.open_shares)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """The same, as a condition on Recording."""
    watching = viewer.teams_as(*WATCHERS)
    by_name = and_(Share.person_id == viewer.person_id, Recording.team_id.in_(watching))
    shared = (
        exists()
        .where(Share.recording_id == Recording.id, Share.ended_at.is_(None), or_(Share.team_id.in_(watching), by_name))
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
    """Its maker, with the team or a colleague, while they still watch in the team it was made in."""
    return viewer.is_person(recording.maker_id) and viewer.has(recording.team_id, *WATCHERS)


def may_stop_sharing(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always."""
    return viewer.is_person(recording.maker_id)


def may_download(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always; who sees it, when the maker allows that."""
    return viewer.is_person(recording.maker_id) or (recording.downloadable and may_see(viewer, recording))


def may_caption(viewer: Viewer, recording: Recording) -> bool:
    """Its maker adds, changes and removes captions; who sees the recording reads them."""
    return viewer.is_person(recording.maker_id)


def may_trim(viewer: Viewer, recording: Recording) -> bool:
    """Its maker; while it is not shared, which the act itself decides."""
    return viewer.is_person(recording.maker_id)


def may_delete(viewer: Viewer, recording: Recording) -> bool:
    """Its maker, always."""
    return viewer.is_person(recording.maker_id)


def may_manage_storage(viewer: Viewer, team: Team) -> bool:
    """Who administers one of its teams decides about an organisation's bytes: there is no role above teams yet."""
    return viewer.has(team.id, Role.ADMIN)


def is_shared_with_team(recording: Recording) -> bool:
    """Whether the team it was made in sees it: what is shown to one colleague is not for the team's board."""
    return any(share.team_id == recording.team_id for share in recording.open_shares)


def may_see_upload(viewer: Viewer, person_id: int) -> bool:
    """Who began it; to everybody else it does not exist."""
    return viewer.is_person(person_id)


def _is_with(viewer: Viewer, share: Share, recording: Recording) -> bool:
    if share.team_id is not None:
        return viewer.has(share.team_id, *WATCHERS)
    return viewer.is_person(share.person_id) and viewer.has(recording.team_id, *WATCHERS)
