"""Who sees a moment, and who may do what with it.

Whoever sees the recording sees its moments, but a private one is its author's alone; a guest only watches it, and sees
their own. Whoever sees a moment may talk below it. Words belong to who wrote them: nobody else edits or removes them,
in whatever role. The answer to a moment belongs to the maker of the recording.
"""

from sqlalchemy import ColumnElement, false

from wpl_platform.feedback.filming_models import Filming
from wpl_platform.feedback.models import Annotation, FeedbackRequest, Reply, ViewingGuide, Visibility
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Role
from wpl_platform.teams.viewer import WATCHERS, Viewer


def may_see(viewer: Viewer, annotation: Annotation) -> bool:
    """As long as it was not removed, is for the viewer, and the recording is the viewer's to watch."""
    own = viewer.is_person(annotation.author_id)
    theirs = annotation.visibility is Visibility.SHARED or own
    shown = (theirs and media.may_see(viewer, annotation.recording)) or (own and _goes_on(viewer, annotation.recording))
    return annotation.removed_at is None and shown


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see` as a condition on annotations joined with their recording."""
    own = Annotation.author_id == viewer.person_id if viewer.signed_in else false()
    theirs = (Annotation.visibility == Visibility.SHARED) | own
    shown = theirs & media.seen_by(viewer)
    if viewer.guest:
        shown = shown | (own & media.visited_by(viewer))
    return Annotation.removed_at.is_(None) & shown


def is_said() -> ColumnElement[bool]:
    """Condition on annotations: they stand, and are for all who see the recording. Nobody's private notes count."""
    return Annotation.removed_at.is_(None) & (Annotation.visibility == Visibility.SHARED)


def may_annotate(viewer: Viewer, recording: Recording) -> bool:
    """Whoever may watch the recording may mark a moment on it."""
    return viewer.signed_in and media.may_watch(viewer, recording)


def may_be_here(viewer: Viewer, recording: Recording) -> bool:
    """Whoever may watch the recording is in its studio, sees who else is, and may lead."""
    return viewer.signed_in and media.may_see(viewer, recording)


def may_edit(viewer: Viewer, annotation: Annotation) -> bool:
    """Its author, while they still see it."""
    return viewer.is_person(annotation.author_id) and may_see(viewer, annotation)


def may_remove(viewer: Viewer, annotation: Annotation) -> bool:
    """Its author, also when it is removed already: that counts as done."""
    return viewer.is_person(annotation.author_id) and _goes_on(viewer, annotation.recording)


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


def may_resolve(viewer: Viewer, annotation: Annotation) -> bool:
    """Who made the recording, or marked the moment, says when it is done with."""
    made = viewer.is_person(annotation.recording.maker_id) or viewer.is_person(annotation.author_id)
    return made and may_see(viewer, annotation)


def may_order(viewer: Viewer, recording: Recording) -> bool:
    """The maker says in which order the moments are read."""
    return viewer.is_person(recording.maker_id)


def may_use_guides(viewer: Viewer, team_id: int) -> bool:
    """Who learns in the team, or guides it, sees its viewing guides."""
    return viewer.has(team_id, *WATCHERS)


def may_change_guides(viewer: Viewer, team_id: int) -> bool:
    """Who guides the team makes and changes its viewing guides."""
    return viewer.has(team_id, Role.FACILITATOR)


def may_see_guide(viewer: Viewer, guide: ViewingGuide) -> bool:
    """Whoever uses the guides of its team."""
    return may_use_guides(viewer, guide.team_id)


def guides_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_see_guide` as a condition on viewing guides."""
    return ViewingGuide.team_id.in_(viewer.teams_as(*WATCHERS))


def may_take_further(viewer: Viewer, annotation: Annotation) -> bool:
    """Who learns in the recording's team, or guides it, may make a card for the board out of a moment.

    The maker always, others only when the whole team sees the recording. Out of a private note nobody.
    """
    recording = annotation.recording
    for_all = viewer.is_person(recording.maker_id) or media.is_shared_with_team(recording)
    said = annotation.visibility is Visibility.SHARED
    return said and for_all and viewer.has(recording.team_id, *WATCHERS) and media.may_see(viewer, recording)


def may_ask(viewer: Viewer, recording: Recording) -> bool:
    """The maker asks, who may show it to a colleague."""
    return media.may_share(viewer, recording)


def may_see_answers(viewer: Viewer, recording: Recording) -> bool:
    """The maker sees who was asked, and who answered."""
    return viewer.is_person(recording.maker_id)


def may_answer(viewer: Viewer, request: FeedbackRequest) -> bool:
    """The one who was asked, while they see the recording."""
    return viewer.is_person(request.person_id) and media.may_see(viewer, request.recording)


def may_film_along(viewer: Viewer, team_id: int) -> bool:
    """Who may bring a recording in may ask the team to mark along while it is made."""
    return media.may_begin(viewer, team_id)


def may_lead_filming(viewer: Viewer, filming: Filming) -> bool:
    """Who films says when it begins, pauses and ends, who is asked, and what becomes of it."""
    return viewer.is_person(filming.maker_id)


def may_ask_who_films(viewer: Viewer, team_id: int) -> bool:
    """Who learns in the team, or guides it."""
    return viewer.has(team_id, *WATCHERS)


def may_mark_along(viewer: Viewer, filming: Filming) -> bool:
    """Whoever may ask who films in that team. To everybody else nobody films."""
    return may_ask_who_films(viewer, filming.team_id)


def filmings_seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """`may_mark_along` as a condition on filmings."""
    return Filming.team_id.in_(viewer.teams_as(*WATCHERS))


def _goes_on(viewer: Viewer, recording: Recording) -> bool:
    """Whether they still come to the recording, as a colleague or as a guest."""
    return media.may_see(viewer, recording) or media.may_visit(viewer, recording)
