"""A film in one file, to take along: asked for, made of its largest rendition, and what it is called.

Another room of actions. It is the film as it is shown, so that nothing is in it that was cut off or told where it was
made; why it is made on asking: docs/decisions/renditions.md.
"""

import unicodedata
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.work import Work
from wpl_platform.media import actions, hls, pipeline, queries
from wpl_platform.media.making import MP4, Made, Stale, failing, published
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.probe import Unreadable
from wpl_platform.media.storage import storage
from wpl_platform.teams.viewer import Viewer

NAME_BYTES_MAX = 180
_NOT_IN_NAMES = '<>:"/\\|?*'


@dataclass(frozen=True)
class Parts:
    """Of which kept files a copy is made: their keys, the length in ms, and width and height in px."""

    picture: str
    sound: str | None
    length_ms: int
    pixels: tuple[int, int]


def ask(recording: Recording, *, by: Viewer) -> None:
    """Ensures that there is a file to take along, or that one is being made.

    Raises Refused for who may not, Conflict while the film is not ready.
    """
    there = queries.to_download(recording, viewer=by)
    if recording.stage is not Stage.READY:
        raise Conflict(_("Deze video is nog niet klaar. Daarna kun je hem downloaden."))
    if there is None:
        jobs.enqueue(actions.COPY, actions.subject_of(recording.id), queue=Queue.LONG)


def make(work: Work) -> None:
    """Makes the copy; what is no longer the film meanwhile is not kept. System act."""
    with work.transaction():
        parts = parts_of(work.subject_id)
    if parts is None:
        return
    with failing(work), storage().scratch() as folder:
        film = joined(parts, folder)
        try:
            with published(work, [Made(RenditionKind.COPY, film, MP4, parts.pixels)]):
                if parts_of(work.subject_id) != parts:
                    raise Stale
        except Stale:
            return  # trimmed or converted anew: who wants that film asks for it


def joined(parts: Parts, folder: Path) -> Path:
    """The parts as one file in the folder. Slow: no transaction is open meanwhile. Raises PortFailure."""
    with ExitStack() as lent:
        picture = lent.enter_context(storage().local(parts.picture))
        sound = lent.enter_context(storage().local(parts.sound)) if parts.sound else None
        try:
            return pipeline.join(picture, sound, parts.length_ms, folder).file
        except Unreadable as error:
            raise PortFailure(_("Het bestand kon niet worden gemaakt."), retry=False) from error


def file_name(recording: Recording) -> str:
    """Its title and date as a file can be called on any machine, without an ending."""
    kept = "".join(" " if letter in _NOT_IN_NAMES else letter for letter in recording.title if _is_seen(letter))
    title = " ".join(kept.split()).encode()[:NAME_BYTES_MAX].decode(errors="ignore").strip(" .")
    return f"{title or 'video'} {recording.filmed_on.isoformat()}"


def _is_seen(letter: str) -> bool:
    return not unicodedata.category(letter).startswith("C")


def parts_of(recording_id: int) -> Parts | None:
    """Of what a copy of this recording is made; None while its film is not ready. System act."""
    recording = db.session.get(Recording, recording_id)
    asked = select(Rendition).where(Rendition.recording_id == recording_id, Rendition.kind == RenditionKind.HLS)
    rows = db.session.scalars(asked).all()
    pictures = [row for row in rows if row.media_type == MP4]
    if recording is None or recording.stage is not Stage.READY or not pictures:
        return None
    largest = max(pictures, key=lambda row: (row.width or 0) * (row.height or 0))
    sound = next((row.key for row in rows if row.name == f"{hls.SOUND}.mp4"), None)
    return Parts(largest.key, sound, recording.duration_ms or 0, (largest.width or 0, largest.height or 0))
