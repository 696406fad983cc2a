"""Asking colleagues one question about a recording, and answering it. A second room of actions.

Who is asked sees the recording by name from the same moment on. An answer is a moment, or the word that there is
nothing to add.
"""

from collections.abc import Collection

from sqlalchemy import update

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _, tidy
from wpl_platform.events import actions as events
from wpl_platform.feedback import policy
from wpl_platform.feedback.models import FeedbackRequest
from wpl_platform.media import actions as media
from wpl_platform.media.models import QUESTION_MAX, Recording
from wpl_platform.teams.viewer import Viewer

ASKED_MOST = 3


def ask(recording: Recording, people: Collection[int], question: str, *, by: Viewer) -> None:
    """Ensures that one to three colleagues are asked this, and see the recording; who was asked before is not again.

    Raises Invalid without a question or people, with more than three, and for who cannot be asked. A recording that
    had no learning question yet takes this one.
    """
    require(policy.may_ask(by, recording))
    said = judged(question)
    if not people:
        raise Invalid(_("Kies één tot drie collega’s."), "person")
    if len(set(people)) > ASKED_MOST:
        raise Invalid(_("Kies hooguit drie collega’s. Dan voelt ieder zich gevraagd."), "person")
    recording.learning_question = recording.learning_question or said
    for person_id in dict.fromkeys(people):
        media.share_with(recording, person_id, by=by)
        asked = insert_into(FeedbackRequest).values(recording_id=recording.id, person_id=person_id, question=said)
        db.session.execute(asked.on_conflict_do_nothing(index_elements=["recording_id", "person_id"]))
    _tell(recording.id)


def judged(question: str) -> str:
    """The question on one line; raises Invalid when there is none, or too much of it."""
    said = " ".join(tidy(question).split())
    if not said:
        raise Invalid(_("Schrijf je vraag op. Eén vraag is genoeg."), "question")
    if len(said) > QUESTION_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=QUESTION_MAX), "question")
    return said


def answer(request: FeedbackRequest, *, by: Viewer) -> None:
    """Ensures that the question counts as answered: the one who was asked watched, and has nothing to add."""
    require(policy.may_answer(by, request))
    _settle(request.recording_id, request.person_id)


def open_again(request: FeedbackRequest, *, by: Viewer) -> None:
    """Takes that back: the question waits again."""
    require(policy.may_answer(by, request))
    request.answered_at = None
    _tell(request.recording_id)


def answer_with_moment(recording: Recording, *, by: Viewer) -> None:
    """A moment answers what its author was asked, when they were."""
    require(policy.may_annotate(by, recording))
    if by.person_id is not None:
        _settle(recording.id, by.person_id)


def _settle(recording_id: int, person_id: int) -> None:
    mine = (FeedbackRequest.recording_id == recording_id, FeedbackRequest.person_id == person_id)
    waiting = update(FeedbackRequest).where(*mine, FeedbackRequest.answered_at.is_(None))
    if db.session.scalar(waiting.values(answered_at=clock.now()).returning(FeedbackRequest.id)) is not None:
        _tell(recording_id)


def _tell(recording_id: int) -> None:
    events.publish(media.subject_of(recording_id), "request", {"id": recording_id})
