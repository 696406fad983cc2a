"""What a worker does to make a recording unrecognisable: look for faces, cover what is asked, destroy the clear film.

Each can be done again from the start: nothing is named, and nothing destroyed, before the new film is whole.
"""

from collections.abc import Callable

from wpl_platform.core.database import db
from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs.work import Stopped, Work
from wpl_platform.media import actions, ffmpeg, pipeline, redacting, redaction_orders, redaction_tools
from wpl_platform.media.making import MP4, Made, Source, Stale, excerpt_of, failing, published, source_of
from wpl_platform.media.models import Recording, RenditionKind
from wpl_platform.media.pipeline import Examined
from wpl_platform.media.plan import Refused
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
            if recording is not None and excerpt_of(recording) == source.excerpt:
                redacting.keep_scan(recording.id, found)
                actions.announce(recording)


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
        with storage().scratch() as folder:
            film = redaction_tools.unrecognisable(source.file, examined, asked, folder, _watches(work, examined))
            made = Made(RenditionKind.ORIGINAL, film.file, MP4, (film.width, film.height))
            _put_in_place(work, source, made, film.length_ms, order_id)


def _put_in_place(work: Work, source: Source, made: Made, length_ms: int, order_id: int | None) -> None:
    """In one transaction: the new film is the original, and nothing of the clear one is left."""
    try:
        with published(work, [made], EVERYTHING, source) as recording:
            order = redaction_orders.open_order(recording.id)
            if order is None or order.id != order_id:
                raise Stopped
            recording.duration_ms = length_ms
            redacting.concluded(recording)
    except Stale:
        raise Stopped from None


def _examined(source: Source) -> Examined:
    examined = pipeline.examine(source.file, source.excerpt)
    if isinstance(examined, Refused):
        raise PortFailure(_("De video kon niet onherkenbaar worden gemaakt."), retry=False)
    return examined


def _watches(work: Work, examined: Examined) -> Callable[[int, int], ffmpeg.Watch]:
    def watch(first: int, last: int) -> ffmpeg.Watch:
        def tell(percent: int) -> None:
            work.progress(first + (last - first) * percent / 100)

        return ffmpeg.Watch(examined.film_ms, tell, work.cancelled)

    return watch
