"""What can wait for somebody, each made in one line."""

from datetime import date, timedelta

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind, Response, ResponseKind
from wpl_platform.improvement.models import Improvement, Proof, Stage
from wpl_platform.media.models import Recording, Share, Situation
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.reflection.models import Intention, Reflection
from wpl_platform.teams.models import Team

DAY = timedelta(days=1)


def film(
    maker: Person, team: Team, title: str = "Aan de balie", *, shared: bool = True, days_ago: int = 0
) -> Recording:
    """A ready recording, shared with the team so many days ago."""
    recording = Recording(
        nobody_else_at=clock.now(),
        maker_id=maker.id,
        team_id=team.id,
        title=title,
        situation=Situation.CLIENT_CONVERSATION,
        learning_question="Wacht ik lang genoeg?",
        filmed_on=clock.today(),
        stage=RecordingStage.READY,
        duration_ms=60_000,
    )
    db.session.add(recording)
    db.session.flush()
    if shared:
        at = clock.now() - days_ago * DAY
        db.session.add(Share(recording_id=recording.id, team_id=team.id, by_id=maker.id, created_at=at))
    db.session.commit()
    return recording


def mark(recording: Recording, author: Person | None, text: str = "Je wacht drie tellen.") -> Annotation:
    """A moment on it; without author when that person was erased."""
    annotation = Annotation(
        recording_id=recording.id,
        author_id=author.id if author else None,
        kind=AnnotationKind.STRENGTH,
        start_ms=1000,
        text=text,
        html=text,
    )
    db.session.add(annotation)
    db.session.commit()
    return annotation


def answer(annotation: Annotation, by: Person) -> None:
    """The maker's response to it."""
    db.session.add(Response(annotation_id=annotation.id, by_id=by.id, kind=ResponseKind.THANKS))
    db.session.commit()


def intend(person: Person, recording: Recording, due_on: date, text: str = "Ik vraag eerst.") -> Intention:
    """An intention after looking back on the recording."""
    reflection = Reflection(recording_id=recording.id, author_id=person.id, model="free")
    db.session.add(reflection)
    db.session.flush()
    intention = Intention(reflection_id=reflection.id, person_id=person.id, text=text, due_on=due_on)
    db.session.add(intention)
    db.session.commit()
    return intention


def card(
    owner: Person, team: Team, due_on: date | None, title: str = "Eerst zitten", stage: Stage = Stage.GOING
) -> Improvement:
    """A card on the board of the team."""
    improvement = Improvement(
        team_id=team.id, title=title, stage=stage, owner_id=owner.id, made_by_id=owner.id, due_on=due_on
    )
    db.session.add(improvement)
    db.session.commit()
    return improvement


def prove(improvement: Improvement, recording: Recording, *, days_ago: int = 0, ended: bool = False) -> None:
    """What shows that the card worked."""
    at = clock.now() - days_ago * DAY
    proof = Proof(improvement_id=improvement.id, recording_id=recording.id, created_at=at)
    proof.ended_at = clock.now() if ended else None
    db.session.add(proof)
    db.session.commit()
