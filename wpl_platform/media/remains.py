"""What is left of a recording that goes: every file to be destroyed, and the proof that stays. System acts.

Rows go in the transaction of who ends it; a job then removes the bytes and says when they are gone: `media.destroying`.
"""

from sqlalchemy import delete, select

from wpl_platform.core import ids
from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.media import following, holding, papers
from wpl_platform.media.caption_models import CaptionTrack
from wpl_platform.media.consent_models import Consent
from wpl_platform.media.destruction_models import Destruction, WasInView, Why
from wpl_platform.media.models import PersonInView, Recording, Rendition, Upload
from wpl_platform.media.redaction_models import FaceScan, RedactionOrder

DESTROY = "media.destroy"
Files = list[dict[str, str | int]]


def mark_of(recording: Recording) -> str:
    """What no other recording has: its number with the microsecond in which it was made, hashed."""
    return ids.digest(f"{recording.id}:{recording.created_at.isoformat(timespec='microseconds')}")


def let_go(recording: Recording) -> Files:
    """Ensures that nothing names a file with its picture or sound any more; answers each with its kind, key and size.

    What was on its way in too, what people in view signed, and what higher floors keep with it. The words about it
    stay, unless it goes itself.
    """
    made = select(Rendition).where(Rendition.recording_id == recording.id).order_by(Rendition.id)
    files: Files = [{"kind": row.kind.value, "key": row.key, "bytes": row.size} for row in db.session.scalars(made)]
    coming = select(Upload.id).where(Upload.recording_id == recording.id)
    files += [{"kind": "upload", "key": key, "bytes": 0} for key in db.session.scalars(coming)]
    held = {each.key: each for each in holding.held_with(recording.id)}
    for follower in following.followers():
        follower.destroyed(recording.id)
    db.session.flush()
    files += [{"kind": each.kind, "key": key, "bytes": each.size} for key, each in sorted(held.items())]
    papers.drop(papers.with_recording(recording.id))
    for table in (Rendition, Upload, CaptionTrack, FaceScan, RedactionOrder):
        db.session.execute(delete(table).where(table.recording_id == recording.id))
    return files


def write_down(recording: Recording, why: Why, files: Files) -> Destruction:
    """That these files are destroyed, and has it done once this is committed."""
    row = Destruction(recording_id=recording.id, organisation_id=recording.team.organisation_id, why=why, files=files)
    row.maker_id, row.mark = recording.maker_id, mark_of(recording)
    db.session.add(row)
    db.session.flush()
    jobs.enqueue(DESTROY, f"destruction:{row.id}", queue=Queue.SHORT)
    return row


def destruction_of(recording: Recording) -> Destruction | None:
    """Its latest destruction, when there was one."""
    asked = select(Destruction).where(Destruction.recording_id == recording.id).order_by(Destruction.id.desc())
    return db.session.scalar(asked.limit(1))


def keep_consents(recording: Recording, row: Destruction) -> None:
    """Keeps who was in view and what they agreed to, without names or signatures, for when the recording itself goes.

    Whoever was taken off the list without having decided is not among them.
    """
    people = select(PersonInView).where(PersonInView.recording_id == recording.id).order_by(PersonInView.id)
    for person in db.session.scalars(people).all():
        asked = select(Consent).where(Consent.in_view_id == person.id).order_by(Consent.id)
        consents = [_plain(consent) for consent in db.session.scalars(asked)]
        if person.removed_at is None or consents:
            kept = {"in_view_id": person.id, "kind": person.kind, "withdrawn_at": person.withdrawn_at}
            digest = ids.digest(person.key)
            db.session.add(WasInView(destruction_id=row.id, key_digest=digest, consents=consents, **kept))
    db.session.flush()


def _plain(consent: Consent) -> dict[str, str | int | None]:
    ends = {"until": consent.valid_until, "ended": consent.ended_at}
    return {
        "purpose": consent.purpose.value,
        "how": consent.given_how.value,
        "given": consent.created_at.isoformat(),
        "told": consent.told.digest,
        "language": consent.told.language,
        "version": consent.told.version,
        "ended_why": consent.ended_why.value if consent.ended_why else None,
        **{name: value.isoformat() if value else None for name, value in ends.items()},
    }
