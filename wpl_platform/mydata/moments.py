"""Moments as they go along: on one's own films with what others said, on films of others only what is one's own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wpl_platform.core.database import db
from wpl_platform.feedback import queries as feedback
from wpl_platform.feedback.models import Annotation, Reply, Visibility
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind, SpokenStage
from wpl_platform.media import policy
from wpl_platform.media.models import Recording
from wpl_platform.mydata.annotations import Marked, Said
from wpl_platform.teams.viewer import Viewer

ENDINGS = {SpokenKind.SOUND: "m4a", SpokenKind.FILM: "mp4"}


def marked(annotations: Sequence[Annotation], source: str, *, viewer: Viewer) -> list[Marked]:
    """These moments, which were loaded for the viewer, with the talk below them; another's voice stays here."""
    return [
        Marked(
            moment.annotation.id,
            source,
            moment.annotation.kind,
            moment.annotation.start_ms,
            moment.annotation.end_ms,
            moment.annotation.text,
            moment.annotation.author.name if moment.annotation.author else "",
            moment.annotation.created_at.isoformat(),
            viewer.is_person(moment.annotation.author_id),
            moment.annotation.visibility is Visibility.PRIVATE,
            moment.annotation.edited_at.isoformat() if moment.annotation.edited_at else "",
            tuple(label.name for label in moment.labels),
            tuple(_said(reply) for reply in moment.replies),
            _file(moment.spoken, viewer),
        )
        for moment in feedback.moments_of(annotations)
    ]


def elsewhere(viewer: Viewer) -> list[tuple[str, list[Marked]]]:
    """What the viewer marked and answered on films of others, by the title of the film; empty for one they do not see.

    Of a moment of somebody else only the viewer's own words below it go along.
    """
    mine = Annotation.author_id == viewer.person_id
    answered = Annotation.id.in_(
        select(Reply.annotation_id).where(Reply.author_id == viewer.person_id, Reply.removed_at.is_(None))
    )
    asked = (
        select(Annotation)
        .join(Annotation.recording)
        .where(Recording.maker_id != viewer.person_id, mine | answered, Annotation.removed_at.is_(None))
        .options(joinedload(Annotation.author), joinedload(Annotation.recording))
        .order_by(Recording.id, Annotation.start_ms, Annotation.id)
    )
    found: dict[int, list[Annotation]] = defaultdict(list)
    titles: dict[int, str] = {}
    for moment in db.session.scalars(asked):
        found[moment.recording_id].append(moment)
        titles[moment.recording_id] = moment.recording.title if policy.may_see(viewer, moment.recording) else ""
    return [(titles[number], _own(number, said, viewer)) for number, said in found.items()]


def spoken_by(viewer: Viewer) -> list[tuple[str, str]]:
    """What the viewer said aloud on films they may watch: the key of its bytes, and where it lies in the archive."""
    ready = (Spoken.person_id == viewer.person_id, Spoken.stage == SpokenStage.READY, Spoken.key.is_not(None))
    asked = select(Spoken).join(Annotation, Annotation.id == Spoken.annotation_id).join(Annotation.recording)
    rows = db.session.scalars(asked.where(*ready, policy.watched_by(viewer)).order_by(Spoken.id))
    return [(row.key, _file(row, viewer)) for row in rows if row.key is not None]


def name_of(recording_id: int) -> str:
    """How a film is named that is not in the archive."""
    return f"urn:wpl:recording:{recording_id}"


def _own(recording_id: int, said: Sequence[Annotation], viewer: Viewer) -> list[Marked]:
    """One's own moments; and for one's answers below somebody else's, that moment without its words."""
    replies = {
        row.id
        for row in db.session.scalars(
            select(Reply).where(Reply.author_id == viewer.person_id, Reply.annotation_id.in_([one.id for one in said]))
        )
    }
    found = []
    for each in marked(said, name_of(recording_id), viewer=viewer):
        own = tuple(reply for reply in each.replies if reply.id in replies)
        said_by_me = replace(each, replies=own)
        found.append(said_by_me if each.mine else replace(said_by_me, text="", author="", labels=()))
    return found


def _said(reply: Reply) -> Said:
    return Said(reply.id, reply.author.name if reply.author else "", reply.text, reply.created_at.isoformat())


def _file(spoken: Spoken | None, viewer: Viewer) -> str:
    if spoken is None or not viewer.is_person(spoken.person_id) or spoken.stage is not SpokenStage.READY:
        return ""
    return f"spoken/{spoken.id}.{ENDINGS[spoken.kind]}"
