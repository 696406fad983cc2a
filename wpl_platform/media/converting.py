"""What a maker does while a film is being made: stop it. Another room of actions; `actions.try_again` undoes it."""

from sqlalchemy import select, update

from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, require
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import OPEN, Job
from wpl_platform.media import actions, policy, trimming
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.queries import plays
from wpl_platform.teams.viewer import Viewer


def stop_converting(recording: Recording, *, by: Viewer) -> None:
    """Ensures that nothing more is made of the film: what plays stays, and it can be tried again.

    Raises Conflict when nothing is being made, and when what plays is a film of which the rest is to be destroyed:
    its original would stay, against what its maker was promised.
    """
    require(policy.may_edit(by, recording))
    subject = actions.subject_of(recording.id)
    for kind in (actions.REDACT, actions.ARRIVE, actions.CONVERT):  # one asks for the next: so in this order
        for job_id in db.session.scalars(select(Job.id).where(Job.subject == subject, Job.kind == kind, OPEN)).all():
            jobs.cancel(job_id)
    there = select(Recording.id).where(Recording.id == recording.id, plays())
    watched = db.session.scalar(there) is not None
    if watched and trimming.destroys(recording):
        raise Conflict(_("De rest van deze video gaat voorgoed weg zodra hij klaar is. Stoppen kan nu niet meer."))
    stage = Stage.READY if watched else Stage.FAILED
    at_work = (Recording.id == recording.id, Recording.stage == Stage.PROCESSING)
    stopped = update(Recording).where(*at_work).values(stage=stage, reason=Reason.STOPPED).returning(Recording.id)
    if db.session.scalar(stopped) is None:
        raise Conflict(_("Deze video is al klaar met omzetten."))
    db.session.refresh(recording)
    actions.announce(recording)
