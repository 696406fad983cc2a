"""Marking a moment, talking about it, answering it; and taking one's words back."""

from sqlalchemy import select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _, html_of, tidy
from wpl_platform.core.timecode import Span, written
from wpl_platform.events import actions as events
from wpl_platform.feedback import asking, policy
from wpl_platform.feedback.models import TEXT_MAX, Annotation, AnnotationKind, BeforeTrim, Reply, Response, ResponseKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


def annotate(recording: Recording, kind: AnnotationKind, span: Span, text: str, *, by: Viewer) -> Annotation:
    """Marks a moment on the recording; raises Invalid when it lies outside it, or the text is empty or too long."""
    require(policy.may_annotate(by, recording))
    _require_inside(span, recording)
    said = _judged(text)
    made = Annotation(
        recording=recording,
        author_id=by.person_id,
        kind=kind,
        start_ms=span.start,
        end_ms=span.end,
        text=said,
        html=html_of(said),
    )
    db.session.add(made)
    db.session.flush()
    asking.answer_with_moment(recording, by=by)
    _tell(made, "added")
    return made


def edit(annotation: Annotation, kind: AnnotationKind, span: Span, text: str, *, by: Viewer) -> None:
    """Changes one's own moment; raises Invalid as `annotate` does."""
    require(policy.may_edit(by, annotation))
    _require_inside(span, annotation.recording)
    annotation.text = _judged(text)
    annotation.html = html_of(annotation.text)
    annotation.kind, annotation.start_ms, annotation.end_ms = kind, span.start, span.end
    annotation.edited_at = clock.now()
    _tell(annotation, "edited")


def remove(annotation: Annotation, *, by: Viewer) -> None:
    """Takes one's own moment away, with what hangs below it; `restore` brings it back."""
    require(policy.may_remove(by, annotation))
    if annotation.removed_at is None:
        annotation.removed_at = clock.now()
        _tell(annotation, "removed")


def restore(annotation: Annotation, *, by: Viewer) -> None:
    """Brings one's own moment back as it was."""
    require(policy.may_restore(by, annotation))
    before = db.session.get(BeforeTrim, annotation.id)
    if before is not None and before.outside:
        raise Conflict(_("Dit moment ligt buiten het deel van de video dat bewaard is."))
    if annotation.removed_at is not None:
        annotation.removed_at = None
        _tell(annotation, "restored")


def reply(annotation: Annotation, text: str, *, by: Viewer) -> Reply:
    """Says something below a moment; raises Invalid when the text is empty or too long."""
    require(policy.may_reply(by, annotation))
    said = _judged(text)
    made = Reply(annotation_id=annotation.id, author_id=by.person_id, text=said, html=html_of(said))
    db.session.add(made)
    db.session.flush()
    _tell(annotation, "replied")
    return made


def remove_reply(annotation: Annotation, said: Reply, *, by: Viewer) -> None:
    """Takes one's own reply away; `restore_reply` brings it back."""
    require(policy.may_remove_reply(by, annotation, said))
    if said.removed_at is None:
        said.removed_at = clock.now()
        _tell(annotation, "replied")


def restore_reply(annotation: Annotation, said: Reply, *, by: Viewer) -> None:
    """Brings one's own reply back."""
    require(policy.may_remove_reply(by, annotation, said))
    if said.removed_at is not None:
        said.removed_at = None
        _tell(annotation, "replied")


def respond(annotation: Annotation, kind: ResponseKind | None, *, by: Viewer) -> None:
    """The maker's answer takes the place of the one before; None takes it back. The row of the moment is the lock."""
    require(policy.may_respond(by, annotation))
    one_at_a_time(annotation)
    standing = (Response.annotation_id == annotation.id, Response.ended_at.is_(None))
    if kind is not None and db.session.scalar(select(Response.kind).where(*standing)) == kind:
        return
    db.session.execute(update(Response).where(*standing).values(ended_at=clock.now()))
    if kind is not None:
        db.session.add(Response(annotation_id=annotation.id, by_id=by.person_id, kind=kind))
    db.session.flush()
    _tell(annotation, "responded")


def _require_inside(span: Span, recording: Recording) -> None:
    if recording.duration_ms is not None and span.last > recording.duration_ms:
        end = written(recording.duration_ms)
        raise Invalid(_("De video duurt tot %(end)s. Kies een tijd daarvoor.", end=end), "start")


def _judged(text: str) -> str:
    said = tidy(text)
    if not said:
        raise Invalid(_("Schrijf in een paar woorden wat je zag."), "text")
    if len(said) > TEXT_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=TEXT_MAX), "text")
    return said


def _tell(annotation: Annotation, change: str) -> None:
    events.publish(f"recording:{annotation.recording_id}", "annotation", {"id": annotation.id, "change": change})
