"""How voices will sound in an unrecognisable film: a few seconds of it, before it is made. For its maker, and not kept.

Made of the sound that already plays, behind the same walls and by the same filter as the film itself.
"""

from threading import BoundedSemaphore

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, PortFailure, require
from wpl_platform.core.text import _
from wpl_platform.media import ffmpeg, hls, policy, redaction_recipes
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.media.sandbox import Limits
from wpl_platform.media.storage import storage
from wpl_platform.teams.viewer import Viewer

LENGTH_S = 10
LIMITS = Limits(memory=ffmpeg.GB, cpu_seconds=20, file_bytes=20_000_000)
WAITS_S = 20
AGAIN_S = 5
"""After how long somebody who found it busy may try again."""
_making = BoundedSemaphore(1)


class Busy(Exception):
    """Another one is being made in this process."""


def sound_of(recording: Recording, *, viewer: Viewer) -> str:
    """The key of the sound that plays now; raises Missing when there is none, Refused for who is not its maker."""
    require(policy.may_redact(viewer, recording))
    names = (f"{hls.SOUND}.mp4", RenditionKind.DIRECT.value)
    asked = select(Rendition).where(Rendition.recording_id == recording.id, Rendition.name.in_(names))
    found = {row.name: row.key for row in db.session.scalars(asked)}
    key = next((found[name] for name in names if name in found), None)
    if key is None:
        raise Missing
    return key


def sample(key: str, start_ms: int) -> bytes:
    """Ten seconds of this sound from there, changed, as an mp4. Takes about a second; no transaction is open.

    A process that answers pages makes one at a time. Raises Busy while it does, Missing when there is no sound there,
    PortFailure when it did not work.
    """
    if not _making.acquire(blocking=False):
        raise Busy
    try:
        return _made(key, start_ms)
    finally:
        _making.release()


def _made(key: str, start_ms: int) -> bytes:
    with storage().local(key) as source, storage().scratch() as folder:
        target = folder / "voice.mp4"
        arguments = redaction_recipes.voice(source, target, start_ms=start_ms, seconds=LENGTH_S)
        try:
            ffmpeg.run(arguments, LIMITS, reads=source, writes=folder, nice=0, seconds=WAITS_S)
        except ffmpeg.Failed as failed:
            if failed.by_the_machine:
                raise PortFailure(_("Het voorbeeld kon niet worden gemaakt."), retry=True) from failed
            raise Missing from failed
        return target.read_bytes()
