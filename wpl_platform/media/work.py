"""What a worker does with a recording: look at its film and pack it (short), convert it (long), remove bytes.

Each can be done again from the start. Slow work stands outside transactions; what it made is only named in the last.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue
from wpl_platform.jobs.work import Handler, Stopped, Work
from wpl_platform.media import actions, ffmpeg, pipeline, receive
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.pipeline import Examined, Film
from wpl_platform.media.plan import Reason, Refused
from wpl_platform.media.probe import Unreadable
from wpl_platform.media.storage import storage

MP4, JPEG = "video/mp4", "image/jpeg"


@dataclass(frozen=True)
class Made:
    """A finished file on the scratch disk, and what it is; `pixels` are width and height of a film."""

    kind: RenditionKind
    file: Path
    media_type: str
    pixels: tuple[int, int] | None = None


def arrive(work: Work) -> None:
    """Looks at what came in: refused with a reason, or measured, packed to play at once, and asked to be converted."""
    source = _original(work)
    if source is None:
        return
    examined = pipeline.examine(source)
    if isinstance(examined, Refused):
        _refuse(work, examined.reason)
        return
    with storage().scratch() as folder:
        direct = pipeline.pack(source, examined, folder)
        made = [] if direct is None else [_film(RenditionKind.DIRECT, direct)]
        with _named(work, made) as recording:
            recording.duration_ms = direct.length_ms if direct else examined.length_ms
            recording.width, recording.height = examined.plan.source_width, examined.plan.source_height
            jobs.enqueue(actions.CONVERT, work.subject, queue=Queue.LONG)


def convert(work: Work) -> None:
    """Makes the rendition, the poster and the film strip; then the recording is ready."""
    source = _original(work)
    if source is None:
        return
    examined = pipeline.examine(source)
    if isinstance(examined, Refused):
        _refuse(work, examined.reason)
        return
    with storage().scratch() as folder:
        film = _converted(work, source, examined, folder)
        if isinstance(film, Refused):
            _refuse(work, film.reason)
            return
        with _named(work, [_film(RenditionKind.DIRECT, film), *_pictures(film, folder)]) as recording:
            recording.duration_ms = film.length_ms
            recording.stage, recording.reason = Stage.READY, ""


def forget(work: Work) -> None:
    """Removes the bytes under a key (`file:KEY`); not there is done."""
    storage().delete(work.subject.rpartition(":")[2])


def _converted(work: Work, source: Path, examined: Examined, folder: Path) -> Film | Refused:
    watch = ffmpeg.Watch(examined.length_ms, work.progress, work.cancelled)
    try:
        return pipeline.convert(source, examined, folder, watch)
    except ffmpeg.Stopped as stopped:
        raise Stopped from stopped


def _pictures(film: Film, folder: Path) -> list[Made]:
    """Poster and strip; a film without them still is one."""
    made = []
    for kind, take in ((RenditionKind.POSTER, pipeline.poster), (RenditionKind.STRIP, pipeline.strip)):
        with suppress(Unreadable):
            made.append(Made(kind, take(film, folder), JPEG))
    return made


def _film(kind: RenditionKind, film: Film) -> Made:
    return Made(kind, film.file, MP4, (film.width, film.height))


@contextmanager
def _named(work: Work, made: list[Made]) -> Iterator[Recording]:
    """Keeps what was made and names it in the work's transaction, in which the block may change the recording too.

    When that does not come about (cancelled, deleted, another worker has it) the bytes go again.
    """
    kept = [(one, *storage().keep(one.file)) for one in made]
    try:
        with work.transaction():
            recording = db.session.get(Recording, work.subject_id)
            if recording is None:
                raise Stopped
            for one, key, size in kept:
                actions.keep(recording.id, one.kind, key=key, media_type=one.media_type, size=size, pixels=one.pixels)
            yield recording
            actions.announce(recording)
    except BaseException:
        for _one, key, _size in kept:
            storage().delete(key)
        raise


def _original(work: Work) -> Path | None:
    """The film as it came in, in its place; None when the recording was deleted or has none."""
    with work.transaction():
        asked = select(Rendition.key).where(
            Rendition.recording_id == work.subject_id, Rendition.kind == RenditionKind.ORIGINAL
        )
        key = db.session.scalar(asked)
    return None if key is None else storage().path(key)


def _refuse(work: Work, reason: Reason) -> None:
    """The recording stays with what was said about it, and waits for another file."""
    with work.transaction():
        recording = db.session.get(Recording, work.subject_id)
        if recording is None:
            raise Stopped
        recording.stage, recording.reason = Stage.REFUSED, reason
        kept = select(Rendition).where(Rendition.recording_id == recording.id)
        for rendition in db.session.scalars(kept).all():
            actions.forget([rendition.key])
            db.session.delete(rendition)
        actions.announce(recording)


def _failed(recording_id: int, reason: str) -> None:
    """The last attempt failed: a person can ask for another."""
    recording = db.session.get(Recording, recording_id)
    if recording is not None and recording.stage is Stage.PROCESSING:
        recording.stage = Stage.FAILED
        actions.announce(recording)


HANDLERS = {
    actions.ARRIVE: Handler(arrive, _failed),
    actions.CONVERT: Handler(convert, _failed),
    actions.FORGET: Handler(forget),
}

HOUSEKEEPING = (receive.settle_uploads,)
