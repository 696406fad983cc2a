"""Open pages are told what became of a moment, and the access log who did it. System acts."""

from wpl_platform.events import actions as events
from wpl_platform.feedback.models import Annotation, Visibility
from wpl_platform.media import actions as media
from wpl_platform.media.noted import noted
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer


def tell(annotation: Annotation, change: str) -> None:
    """Tells who has the recording open. A private note is nobody's news: not even that it is there."""
    if annotation.visibility is Visibility.SHARED:
        tell_all(annotation, change)


def tell_all(annotation: Annotation, change: str) -> None:
    """As `tell`, also of a moment that is private by now: it was not, and has to go from other pages."""
    told = {"id": annotation.id, "change": change}
    events.publish(media.subject_of(annotation.recording_id), "annotation", told)


def log(annotation: Annotation, change: str, *, by: Viewer) -> None:
    """Puts in the log that somebody spoke on a recording, never what they said. A private note is in no log either."""
    if annotation.visibility is Visibility.SHARED:
        noted(annotation.recording, Action.COMMENTED, by=by, what=change)
