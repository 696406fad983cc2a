"""What a worker does for the picture that is kept with a moment: takes it out of the film."""

from wpl_platform.core.errors import Missing
from wpl_platform.feedback import stills
from wpl_platform.jobs.work import Handler, Stopped, Work
from wpl_platform.media import ffmpeg, frames
from wpl_platform.media.probe import Unreadable
from wpl_platform.media.storage import storage


def take(work: Work) -> None:
    """Takes the picture. Another asked meanwhile begins anew; without a film it waits for one."""
    while not _taken(work):
        work.check()


def _taken(work: Work) -> bool:
    """Whether this is done; else it must be done again."""
    with work.transaction():
        asked = stills.wanted(work.subject_id)
    if asked is None:
        return True
    try:
        with storage().local(asked.source) as film, storage().scratch() as folder:
            size = (asked.width, asked.height)
            picture = frames.frame(film, asked.at_ms, size, folder, from_first=asked.made_here)
            key, length = storage().keep(picture.file, whose=work.subject)
    except Unreadable:
        with work.transaction():
            stills.fail(work.subject_id)
        return True
    except ffmpeg.Stopped as stopped:
        raise Stopped from stopped
    except Missing:
        return True  # the film went meanwhile; with the next one it is taken
    try:
        with work.transaction():
            done = stills.conclude(work.subject_id, asked, key, length, (picture.width, picture.height))
    except BaseException:
        storage().delete(key)
        raise
    if not done:
        storage().delete(key)
    return done


def _failed(still_id: int, reason: str) -> None:
    """The last attempt failed: a person can ask for another."""
    stills.fail(still_id)


TAKING = Handler(take, _failed)
