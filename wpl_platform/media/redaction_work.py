"""What a worker does to make a recording unrecognisable: look for faces, cover what is asked, destroy the clear film or
set it aside for its maker.

Each can be done again from the start: nothing is named, and nothing destroyed, before the new film is whole.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs.work import Stopped, Work
from wpl_platform.media import actions, clear, clearing, ffmpeg, pipeline, redacting, redaction_orders, redaction_tools
from wpl_platform.media.making import MP4, Made, Source, Stale, excerpt_of, failing, published, source_of
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.media.pipeline import Examined
from wpl_platform.media.plan import Refused
from wpl_platform.media.redaction import Redaction
from wpl_platform.media.storage import storage

EVERYTHING = frozenset(RenditionKind)


def look(work: Work) -> None:
    """Looks for faces in the film as it is shown; when it is another by then, nothing is kept."""
    with failing(work), source_of(work) as source:
        if source is None:
            return
        examined = _examined(source)
        with storage().scratch() as folder:
            watch = ffmpeg.Watch(examined.film_ms, work.progress, work.cancelled)
            found = redaction_tools.faces(source.file, examined, folder, watch)
        with work.transaction():
            recording = db.session.get(Recording, work.subject_id)
            if recording is not None and _is_still(recording, source):
                redacting.keep_scan(recording.id, found)
                actions.announce(recording)


def _is_still(recording: Recording, source: Source) -> bool:
    """Whether the film is what it was, to the end of the transaction, and no other is asked of it."""
    one_at_a_time(recording)
    now = select(Rendition.key).where(Rendition.recording_id == recording.id, Rendition.kind == RenditionKind.ORIGINAL)
    same = db.session.scalar(now) == source.key and excerpt_of(recording) == source.excerpt
    return same and redaction_orders.open_order(recording.id) is None


def redact(work: Work) -> None:
    """Makes the film unrecognisable, puts it in the place of the clear one, and asks for its renditions."""
    with work.transaction():
        order = redaction_orders.open_order(work.subject_id)
        asked = None if order is None else redaction_orders.asked_of(order)
        order_id = None if order is None else order.id
    if asked is None:
        return
    with failing(work), source_of(work) as source:
        if source is None:
            return
        examined = _examined(source)
        with storage().scratch() as folder, storage().scratch() as aside:
            keeps = asked.keeps and _is_clear(work)
            watches = _watches(work, examined, up_to=90 if keeps else 100)
            film = redaction_tools.unrecognisable(source.file, examined, asked, folder, watches)
            made = [Made(RenditionKind.ORIGINAL, film.file, MP4, (film.width, film.height))]
            if keeps:
                made.append(_clear(source, examined, aside, _watches(work, examined)(90, 100)))
            _put_in_place(work, source, made, film.length_ms, (order_id, asked.keeps))


def _is_clear(work: Work) -> bool:
    """Whether the film is a clear one to set aside: one that was set aside before stays, and a covered one is not."""
    with work.transaction():
        covered = bool(redaction_orders.unrecognisable_among([work.subject_id]))
        return not covered and clear.kept_of(work.subject_id) is None


def _clear(source: Source, examined: Examined, folder: Path, watch: ffmpeg.Watch) -> Made:
    """What its maker looks at of the clear film; of one that was cut, what is kept of it: what was cut off goes."""
    film = redaction_tools.cover(source.file, examined, Redaction(), folder, watch)
    kind = RenditionKind.CLEAR_FILM if source.excerpt is None else RenditionKind.CLEAR
    return Made(kind, film.file, MP4, (film.width, film.height))


def _put_in_place(work: Work, source: Source, made: list[Made], length_ms: int, of: tuple[int | None, bool]) -> None:
    """In one transaction: the new film is the original, and nothing of the clear one is left, or it is set aside.

    `of`: the order, and whether it keeps the clear film.
    """
    order_id, keeps = of
    whole = EVERYTHING - clear.CLEAR if keeps else EVERYTHING
    first = clearing.set_aside if keeps and source.excerpt is None else _nothing
    try:
        with published(work, made, whole, source, first) as recording:
            order = redaction_orders.open_order(recording.id)
            if order is None or order.id != order_id:
                raise Stopped
            recording.duration_ms = length_ms
            redacting.concluded(recording)
    except Stale:
        raise Stopped from None


def _nothing(recording: Recording) -> None:
    """The original goes."""


def _examined(source: Source) -> Examined:
    examined = pipeline.examine(source.file, source.excerpt)
    if isinstance(examined, Refused):
        raise PortFailure(_("De video kon niet onherkenbaar worden gemaakt."), retry=False)
    return examined


def _watches(work: Work, examined: Examined, up_to: int = 100) -> Callable[[int, int], ffmpeg.Watch]:
    def watch(first: int, last: int) -> ffmpeg.Watch:
        def tell(percent: int) -> None:
            work.progress((first + (last - first) * percent / 100) * up_to / 100)

        return ffmpeg.Watch(examined.film_ms, tell, work.cancelled)

    return watch
