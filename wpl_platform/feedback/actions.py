"""Marking a moment, talking about it, answering it; and taking one's words back."""

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _, html_of, tidy
from wpl_platform.core.timecode import Span, written
from wpl_platform.feedback import asking, mentions, policy, revising, stills
from wpl_platform.feedback.attaching import attach
from wpl_platform.feedback.details import PLAIN, Details, woven
from wpl_platform.feedback.models import (
    TEXT_MAX,
    Annotation,
    AnnotationKind,
    BeforeTrim,
    FeedbackForm,
    Reply,
    Resolution,
    Response,
    ResponseKind,
    SeeFirst,
    Visibility,
)
from wpl_platform.feedback.telling import log, tell, tell_all
from wpl_platform.feedback.words import FORM_WORDS
from wpl_platform.media.models import Recording
from wpl_platform.teams.viewer import Viewer


def annotate(
    recording: Recording,
    kind: AnnotationKind,
    span: Span,
    text: str,
    *,
    by: Viewer,
    details: Details = PLAIN,
    key: str | None = None,
) -> Annotation:
    """Marks a moment on the recording, with or without words; what is sent twice under one key is there once.

    Raises Invalid when it lies outside the recording, or the text is too long.
    """
    require(policy.may_annotate(by, recording))
    _require_inside(span, recording)
    before = _sent_before(recording.id, key, by=by)
    if before is not None:
        return before
    made = Annotation(recording_id=recording.id, author_id=by.person_id, key=key or None)
    _say(made, kind, span, text, details)
    made.recording = recording
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # the same key at the same time: the index decided
        before = _sent_before(recording.id, key, by=by)
        if before is None:
            raise
        return before
    attach(made, details, by=by)
    if made.visibility is Visibility.SHARED:
        asking.answer_with_moment(recording, by=by)
    mentions.name_in(made, made.text, by=by)
    tell(made, "added")
    log(made, "added", by=by)
    return made


def edit(
    annotation: Annotation,
    kind: AnnotationKind,
    span: Span,
    text: str | None,
    *,
    by: Viewer,
    details: Details = PLAIN,
    version: int | None = None,
) -> None:
    """Changes one's own moment, and keeps what it was; raises Invalid as `annotate` does. No text: the words stay.

    `version` is the one that was seen: raises Conflict when the moment was changed since, and for who would take a
    moment for themselves below which others spoke.
    """
    require(policy.may_edit(by, annotation))
    _require_inside(span, annotation.recording)
    revising.take_turn(annotation, version, details)
    was, before = annotation.visibility, annotation.text
    if details.visibility is Visibility.PRIVATE and was is Visibility.SHARED:
        _require_alone(annotation)
    _say(annotation, kind, span, text, details)
    attach(annotation, details, by=by)
    mentions.name_in(annotation, annotation.text, by=by, before=before)
    if was is Visibility.PRIVATE and annotation.visibility is Visibility.SHARED:
        asking.answer_with_moment(annotation.recording, by=by)
    if Visibility.SHARED in (was, annotation.visibility):
        tell_all(annotation, "edited")
    log(annotation, "edited", by=by)


def move(annotation: Annotation, span: Span, *, by: Viewer, version: int | None = None) -> None:
    """Puts one's own moment elsewhere on the recording, or stretches it; raises as `edit` does."""
    require(policy.may_edit(by, annotation))
    _require_inside(span, annotation.recording)
    revising.take_turn(annotation, version)
    annotation.start_ms, annotation.end_ms = span.start, span.end
    db.session.flush()
    stills.follow(annotation)
    tell(annotation, "edited")
    log(annotation, "edited", by=by)


def remove(annotation: Annotation, *, by: Viewer) -> None:
    """Takes one's own moment away, with what hangs below it; `restore` brings it back."""
    require(policy.may_remove(by, annotation))
    if annotation.removed_at is None:
        annotation.removed_at = clock.now()
        stills.let_go(annotation)
        tell(annotation, "removed")
        log(annotation, "removed", by=by)


def restore(annotation: Annotation, *, by: Viewer) -> None:
    """Brings one's own moment back as it was."""
    require(policy.may_restore(by, annotation))
    before = db.session.get(BeforeTrim, annotation.id)
    if before is not None and before.outside:
        raise Conflict(_("Dit moment ligt buiten het deel van de video dat bewaard is."))
    if annotation.removed_at is not None:
        annotation.removed_at = None
        stills.follow(annotation)
        tell(annotation, "restored")
        log(annotation, "restored", by=by)


def reply(annotation: Annotation, text: str, *, by: Viewer) -> Reply:
    """Says something below a moment; raises Invalid when the text is empty or too long."""
    require(policy.may_reply(by, annotation))
    said = _judged(text)
    made = Reply(annotation_id=annotation.id, author_id=by.person_id, text=said, html=html_of(said))
    db.session.add(made)
    db.session.flush()
    mentions.name_in(annotation, said, by=by)
    mentions.settle(annotation, by=by)
    tell_all(annotation, "replied")
    log(annotation, "replied", by=by)
    return made


def remove_reply(annotation: Annotation, said: Reply, *, by: Viewer) -> None:
    """Takes one's own reply away; `restore_reply` brings it back."""
    require(policy.may_remove_reply(by, annotation, said))
    if said.removed_at is None:
        said.removed_at = clock.now()
        tell_all(annotation, "replied")


def restore_reply(annotation: Annotation, said: Reply, *, by: Viewer) -> None:
    """Brings one's own reply back."""
    require(policy.may_remove_reply(by, annotation, said))
    if said.removed_at is not None:
        said.removed_at = None
        tell_all(annotation, "replied")


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
    tell_all(annotation, "responded")
    log(annotation, "responded", by=by)


def resolve(annotation: Annotation, *, by: Viewer) -> None:
    """Ensures that the moment counts as done with."""
    require(policy.may_resolve(by, annotation))
    values = {"annotation_id": annotation.id, "by_id": by.person_id, "created_at": clock.now()}
    done = (
        insert_into(Resolution)
        .values(values)
        .on_conflict_do_nothing(index_elements=["annotation_id"], index_where=Resolution.ended_at.is_(None))
    )
    db.session.execute(done)
    tell(annotation, "resolved")


def reopen(annotation: Annotation, *, by: Viewer) -> None:
    """Ensures that the moment is open again."""
    require(policy.may_resolve(by, annotation))
    standing = (Resolution.annotation_id == annotation.id, Resolution.ended_at.is_(None))
    db.session.execute(update(Resolution).where(*standing).values(ended_at=clock.now()))
    tell(annotation, "resolved")


def order(recording: Recording, by_kind: bool, *, by: Viewer) -> None:
    """Says whether the moments are read by kind (observations first), or as they come in time."""
    require(policy.may_order(by, recording))
    if by_kind:
        asked = insert_into(SeeFirst).values(recording_id=recording.id, created_at=clock.now())
        db.session.execute(asked.on_conflict_do_nothing(index_elements=["recording_id"]))
    else:
        db.session.execute(delete(SeeFirst).where(SeeFirst.recording_id == recording.id))


def _sent_before(recording_id: int, key: str | None, *, by: Viewer) -> Annotation | None:
    """What the same person sent under the same key, in whatever state it is now. The unique index decides a race."""
    if not key:
        return None
    own = (Annotation.author_id == by.person_id, Annotation.key == key)
    found = db.session.scalar(select(Annotation).where(*own))
    if found is not None and found.recording_id != recording_id:
        raise Conflict(_("Dit moment staat al bij een andere video."))
    return found


def _require_alone(annotation: Annotation) -> None:
    """What others said below a moment stays theirs to read and to take back."""
    theirs = (Reply.annotation_id == annotation.id, Reply.removed_at.is_(None))
    others = Reply.author_id.is_distinct_from(annotation.author_id)
    if db.session.scalar(select(Reply.id).where(*theirs, others).limit(1)) is not None:
        raise Conflict(_("Anderen reageerden hier al. Daarom blijft dit moment gedeeld."))


def _say(annotation: Annotation, kind: AnnotationKind, span: Span, text: str | None, details: Details) -> None:
    names = [str(name) for name, _hint in FORM_WORDS[details.form or FeedbackForm.FREE][1]]
    parts = [tidy(part) for part in details.parts[: len(names)]]
    if names and details.parts:
        annotation.form, annotation.parts = details.form or FeedbackForm.FREE, parts
        annotation.text = _judged(woven(parts, names), required=False)
    elif text is not None or annotation.text is None:
        annotation.form, annotation.parts = FeedbackForm.FREE, None
        annotation.text = _judged(text or "", required=False)
    annotation.html = html_of(annotation.text) if annotation.text else ""
    annotation.kind, annotation.start_ms, annotation.end_ms = kind, span.start, span.end
    annotation.visibility = details.visibility or annotation.visibility or Visibility.SHARED


def _require_inside(span: Span, recording: Recording) -> None:
    if recording.duration_ms is not None and span.last > recording.duration_ms:
        end = written(recording.duration_ms)
        raise Invalid(_("De video duurt tot %(end)s. Kies een tijd daarvoor.", end=end), "start")


def _judged(text: str, *, required: bool = True) -> str:
    said = tidy(text)
    if required and not said:
        raise Invalid(_("Schrijf in een paar woorden wat je zag."), "text")
    if len(said) > TEXT_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=TEXT_MAX), "text")
    return said
