"""Who sees a moment, and who may do what with it.

Whoever sees the recording sees its moments; whoever sees a moment may talk below it. Words belong to who wrote them:
nobody else edits or removes them, in whatever role. The answer to a moment belongs to the maker of the recording.
"""

from sqlalchemy import ColumnElement

from wpl_platform.feedback.models import Annotation, FeedbackRequest, Reply
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import WATCHERS, Viewer


def may_see(viewer: Viewer, annotation: Annotation) -> bool:
    """As long as it was not removed, and the recording is the viewer's to watch."""
    return annotation.removed_at is None and media.may_see(viewer, annotation.recording)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see` as a condition on annotations joined with their recording."""
    return Annotation.removed_at.is_(None) & media.seen_by(viewer)


def may_annotate(viewer: Viewer, recording: Recording) -> bool:
    """Whoever may watch the recording may mark a moment on it."""
    return viewer.signed_in and media.may_see(viewer, recording)


def may_edit(viewer: Viewer, annotation: Annotation) -> bool:
    """Its author, while they still see it."""
    return viewer.is_person(annotation.author_id) and may_see(viewer, annotation)


def may_remove(viewer: Viewer, annotation: Annotation) -> bool:
    """Its author, also when it is removed already: that counts as done."""
    return viewer.is_person(annotation.author_id) and media.may_see(viewer, annotation.recording)


def may_restore(viewer: Viewer, annotation: Annotation) -> bool:
    """Whoever could remove it."""
    return may_remove(viewer, annotation)


def may_reply(viewer: Viewer, annotation: Annotation) -> bool:
    """Whoever sees the moment."""
    return viewer.signed_in and may_see(viewer, annotation)


def may_remove_reply(viewer: Viewer, annotation: Annotation, reply: Reply) -> bool:
    """Its author, while they still see the moment it stands below."""
    return viewer.is_person(reply.author_id) and may_see(viewer, annotation)


def may_respond(viewer: Viewer, annotation: Annotation) -> bool:
    """The maker of the recording, to what others marked on it."""
    made = viewer.is_person(annotation.recording.maker_id)
    return made and not viewer.is_person(annotation.author_id) and may_see(viewer, annotation)


def may_take_further(viewer: Viewer, recording: Recording) -> bool:
    """Who learns in the recording's team, or guides it, may make a card for the board out of a moment.

    The maker always, others only when the whole team sees the recording.
    """
    for_all = viewer.is_person(recording.maker_id) or media.is_shared_with_team(recording)
    return for_all and viewer.has(recording.team_id, *WATCHERS) and media.may_see(viewer, recording)


def may_ask(viewer: Viewer, recording: Recording) -> bool:
    """The maker asks, who may show it to a colleague."""
    return media.may_share(viewer, recording)


def may_see_answers(viewer: Viewer, recording: Recording) -> bool:
    """The maker sees who was asked, and who answered."""
    return viewer.is_person(recording.maker_id)


def may_answer(viewer: Viewer, request: FeedbackRequest) -> bool:
    """The one who was asked, while they see the recording."""
    return viewer.is_person(request.person_id) and media.may_see(viewer, request.recording)
