"""Writing a reflection: begun once a model, kept as it is typed, with moments as evidence and an intention."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _, tidy
from wpl_platform.feedback import queries as feedback
from wpl_platform.media.models import Recording
from wpl_platform.reflection import policy, queries
from wpl_platform.reflection.models import ANSWER_MAX, INTENTION_MAX, Answer, Evidence, Intention, Reflection
from wpl_platform.reflection.reflection_models import MODELS
from wpl_platform.teams.viewer import Viewer

DEFAULT_DAYS = 14
FURTHEST_DAYS = 365


def begin(recording: Recording, model: str, *, by: Viewer) -> Reflection:
    """The viewer's reflection on this recording along this model: a new one, or the one they had begun."""
    require(policy.may_begin(by, recording))
    if model not in MODELS:
        raise Invalid(_("Kies hoe je wilt terugkijken."), "model")
    first = insert_into(Reflection).values(recording_id=recording.id, author_id=by.person_id, model=model)
    db.session.execute(first.on_conflict_do_nothing())
    return queries.begun(recording, model, viewer=by)


def answer(reflection: Reflection, question: str, text: str, *, by: Viewer, seen: datetime | None = None) -> datetime:
    """Keeps what was typed and returns when. `seen`: the moment of the version the writer went on from.

    Raises Conflict when the kept answer is younger than `seen` and other than `text`: nothing is written over unseen.
    """
    require(policy.may_write(by, reflection))
    _require_question(reflection, question)
    text = tidy(text)
    if len(text) > ANSWER_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=ANSWER_MAX), "text")
    saved = _write(reflection, question, text, seen)
    if saved is not None:
        return saved
    kept = queries.answers_of(reflection, viewer=by)[question]
    if kept.text == text:
        return kept.saved_at
    raise Conflict(_("Dit antwoord is ergens anders ook veranderd. Jouw tekst staat hier nog."))


def _write(reflection: Reflection, question: str, text: str, seen: datetime | None) -> datetime | None:
    """Writes the answer and returns when; None when another version than the one that was seen stands there."""
    first = insert_into(Answer).values(reflection_id=reflection.id, question=question, text=text)
    again = first.on_conflict_do_update(
        index_elements=[Answer.reflection_id, Answer.question],
        set_={"text": text, "saved_at": clock.now()},
        where=None if seen is None else Answer.saved_at == seen,
    )
    return db.session.execute(again.returning(Answer.saved_at)).scalar_one_or_none()


def pin(reflection: Reflection, question: str, annotation_id: int, *, by: Viewer) -> None:
    """Puts a moment of the recording with the answer; already there counts as done. Raises Missing when unseen."""
    require(policy.may_write(by, reflection))
    _require_question(reflection, question)
    moment = feedback.annotation(annotation_id, viewer=by)
    if moment.recording_id != reflection.recording_id:
        raise Invalid(_("Dit moment hoort bij een andere video."))
    pinned = insert_into(Evidence).values(reflection_id=reflection.id, question=question, annotation_id=moment.id)
    db.session.execute(pinned.on_conflict_do_nothing())


def unpin(reflection: Reflection, question: str, annotation_id: int, *, by: Viewer) -> None:
    """Takes the moment away from the answer; already away counts as done."""
    require(policy.may_write(by, reflection))
    pinned = (Evidence.reflection_id == reflection.id, Evidence.question == question)
    db.session.execute(delete(Evidence).where(*pinned, Evidence.annotation_id == annotation_id))


def intend(reflection: Reflection, text: str, due_on: date, *, by: Viewer) -> Intention:
    """Keeps what the author will do and by when (from today, within a year), and rounds the reflection off."""
    require(policy.may_write(by, reflection))
    text = tidy(text)
    if not text:
        raise Invalid(_("Schrijf op wat je gaat doen, of rond af zonder voornemen."), "text")
    if len(text) > INTENTION_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=INTENTION_MAX), "text")
    if not clock.today() <= due_on <= clock.today() + timedelta(days=FURTHEST_DAYS):
        raise Invalid(_("Kies een dag vanaf vandaag, binnen een jaar."), "due_on")
    said = {"text": text, "due_on": due_on}
    first = insert_into(Intention).values(reflection_id=reflection.id, person_id=reflection.author_id, **said)
    kept = first.on_conflict_do_update(index_elements=[Intention.reflection_id], set_=said).returning(Intention)
    finish(reflection, by=by)
    return db.session.scalars(kept, execution_options={"populate_existing": True}).one()


def finish(reflection: Reflection, *, by: Viewer) -> None:
    """Rounds the reflection off; it can still be changed. Already so counts as done."""
    require(policy.may_write(by, reflection))
    if reflection.finished_at is None:
        reflection.finished_at = clock.now()
    db.session.flush()


def mark_done(intention: Intention, done: bool, *, by: Viewer) -> None:
    """Says that the intention was carried out, or takes that back; already so counts as done."""
    require(policy.may_see_intention(by, intention))
    if done and intention.done_at is None:
        intention.done_at = clock.now()
    if not done:
        intention.done_at = None


def _require_question(reflection: Reflection, question: str) -> None:
    if MODELS[reflection.model].question(question) is None:
        raise Invalid(_("Deze vraag hoort niet bij deze manier van terugkijken."), "question")
