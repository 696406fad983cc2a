"""What a worker does with what somebody said: makes it small and clean, and destroys what came."""

from collections.abc import Callable
from pathlib import Path

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.feedback import film_joining, filming, speaking, still_work, stills
from wpl_platform.feedback.spoken_models import Spoken, SpokenKind, SpokenStage
from wpl_platform.feedback.telling import tell
from wpl_platform.jobs.work import Handler, Stopped, Work
from wpl_platform.media import actions as media
from wpl_platform.media import clips, ffmpeg
from wpl_platform.media.clips import Clip, Unusable
from wpl_platform.media.storage import storage

MAKERS: dict[SpokenKind, Callable[[Path, Path, int], Clip]] = {
    SpokenKind.SOUND: clips.sound,
    SpokenKind.FILM: clips.film,
}
BROKE_OFF = "broke_off"


def prepare(work: Work) -> None:
    """Makes a recording ready to be heard, or says why it cannot be. Can be done again from the start."""
    with work.transaction():
        spoken = db.session.get(Spoken, work.subject_id)
        if spoken is None or spoken.key is None or spoken.stage is SpokenStage.READY:
            return
        came, kind = spoken.key, spoken.kind
    try:
        with storage().local(came) as source, storage().scratch() as folder:
            clip = MAKERS[kind](source, folder, speaking.MOST_MS[kind])
            key, size = storage().keep(clip.file, whose=work.subject)
    except Unusable as unusable:
        with work.transaction():
            _conclude(_mine(work, came), SpokenStage.FAILED, reason=unusable.reason)
        return
    except ffmpeg.Stopped as stopped:
        raise Stopped from stopped
    except Missing:
        return  # it was taken away meanwhile
    try:
        with work.transaction():
            spoken = _mine(work, came)
            spoken.duration_ms = clip.length_ms
            _conclude(spoken, SpokenStage.READY, key=key, size=size)
    except BaseException:
        storage().delete(key)
        raise


def _mine(work: Work, came: str) -> Spoken:
    """The recording, when it is still the one that was begun with."""
    spoken = db.session.get(Spoken, work.subject_id, with_for_update={"key_share": True})
    if spoken is None or spoken.key != came:
        raise Stopped
    return spoken


def _conclude(spoken: Spoken, stage: SpokenStage, *, key: str | None = None, size: int = 0, reason: str = "") -> None:
    """What came is destroyed, whatever was made of it."""
    if spoken.key is not None:
        media.forget([spoken.key])
    spoken.stage, spoken.reason, spoken.key, spoken.size = stage, reason, key, size
    tell(spoken.annotation, "spoken")


def _failed(spoken_id: int, reason: str) -> None:
    """The last attempt failed: the machine's fault, so the bytes stay for another."""
    spoken = db.session.get(Spoken, spoken_id)
    if spoken is not None and spoken.stage is SpokenStage.PROCESSING:
        spoken.stage, spoken.reason = SpokenStage.FAILED, BROKE_OFF
        tell(spoken.annotation, "spoken")


HANDLERS = {speaking.PREPARE: Handler(prepare, _failed), stills.TAKE: still_work.TAKING}
HOUSEKEEPING = (film_joining.join_what_waits, filming.forget_old, stills.take_what_waits)
