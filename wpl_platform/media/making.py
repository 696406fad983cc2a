"""How a worker begins and ends what it makes of a film: the file it starts from, the names at the end, the failures."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.core.errors import PortFailure
from wpl_platform.jobs.work import Stopped, Work
from wpl_platform.media import actions, ffmpeg
from wpl_platform.media.excerpt import Excerpt
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.media.publishing import KeptFile, publish
from wpl_platform.media.queries import PLAYABLE
from wpl_platform.media.storage import storage

MP4, JPEG, SOUND, VTT, BYTES = "video/mp4", "image/jpeg", "audio/mp4", "text/vtt", "application/octet-stream"


class Stale(Exception):
    """Another part of the film was asked meanwhile: what was made is not what is wanted."""


@dataclass(frozen=True)
class Source:
    """What a film is made of: its original (and the key of that), and the part of it that is asked; `plays` when people
    can watch it now.
    """

    file: Path
    key: str
    excerpt: Excerpt | None
    plays: bool


@dataclass(frozen=True)
class Made:
    """A finished file on the scratch disk, and what it is; `pixels` are width and height of a film."""

    kind: RenditionKind
    file: Path
    media_type: str
    pixels: tuple[int, int] | None = None
    name: str = ""


@contextmanager
def source_of(work: Work) -> Iterator[Source | None]:
    """What there is to make the film of, while the block lasts; None when the recording or its original is gone."""
    with work.transaction():
        recording = db.session.get(Recording, work.subject_id)
        excerpt = None if recording is None else excerpt_of(recording)
        kept = db.session.scalars(select(Rendition).where(Rendition.recording_id == work.subject_id))
        keys = {rendition.name: rendition.key for rendition in kept}
    if RenditionKind.ORIGINAL not in keys:
        yield None
        return
    key = keys[RenditionKind.ORIGINAL]
    with storage().local(key) as file:
        yield Source(file, key, excerpt, plays=not keys.keys().isdisjoint(PLAYABLE))


def excerpt_of(recording: Recording) -> Excerpt | None:
    """Which part of its file the recording is to be; none is all of it."""
    if recording.start_ms is None and recording.end_ms is None:
        return None
    return Excerpt(recording.start_ms or 0, recording.end_ms)


@contextmanager
def published(
    work: Work,
    made: Collection[Made],
    whole: frozenset[RenditionKind] = frozenset(),
    of: Source | None = None,
    first: Callable[[Recording], None] = lambda recording: None,
) -> Iterator[Recording]:
    """Keeps what was made and names it in the work's transaction, in which the block may change the recording too, and
    `first` does so before anything is named.

    When that does not come about (cancelled, deleted, another worker has it) the bytes go again. Raises Stale when the
    part that was asked is not the one of the source any more.
    """
    kept: list[KeptFile] = []
    try:
        for one in made:
            key, size = storage().keep(one.file, whose=work.subject)
            kept.append(KeptFile(one.kind, one.name or one.kind.value, key, one.media_type, size, one.pixels))
        with work.transaction():
            recording = db.session.get(Recording, work.subject_id, with_for_update={"key_share": True})
            if recording is None:
                raise Stopped
            if of is not None and excerpt_of(recording) != of.excerpt:
                raise Stale
            first(recording)
            publish(recording.id, kept, whole=whole)
            yield recording
            actions.announce(recording)
    except BaseException:
        for file in kept:
            storage().delete(file.key)
        raise


@contextmanager
def failing(work: Work) -> Iterator[None]:
    """Turns what can go wrong in the block into the engine's terms, and keeps why with a recording that waits."""
    try:
        yield
    except ffmpeg.Stopped as stopped:
        raise Stopped from stopped
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT):
            raise
        _note(work, Reason.NO_ROOM)
        raise ffmpeg.no_room() from error
    except PortFailure as failure:
        reasons = {ffmpeg.NoRoom: Reason.NO_ROOM, ffmpeg.OutOfTime: Reason.OUT_OF_TIME}
        _note(work, reasons.get(type(failure), Reason.BROKE_OFF))
        raise


def _note(work: Work, reason: Reason) -> None:
    with work.transaction():
        recording = db.session.get(Recording, work.subject_id)
        if recording is not None and recording.stage is Stage.PROCESSING:
            recording.reason = reason
            actions.announce(recording)
