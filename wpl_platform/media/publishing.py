"""The files of a film, named all at once: what is found under one recording belongs together. System acts."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from wpl_platform.core.database import db
from wpl_platform.media import actions
from wpl_platform.media.models import Rendition, RenditionKind


@dataclass(frozen=True)
class KeptFile:
    """A file in the storage that waits for its name: its kind, key, type, size in bytes, and width and height in px."""

    kind: RenditionKind
    name: str
    key: str
    media_type: str
    size: int
    pixels: tuple[int, int] | None = None


def publish(recording_id: int, files: Collection[KeptFile], *, whole: frozenset[RenditionKind] = frozenset()) -> None:
    """Ensures that these files have their names, in place of what had them before.

    Of the kinds in `whole` they are all there is: what had another name goes. A file that is named already stays.
    """
    named = {file.name for file in files}
    rest = select(Rendition).where(Rendition.recording_id == recording_id, Rendition.kind.in_(whole))
    drop([rendition for rendition in db.session.scalars(rest) if rendition.name not in named])
    for file in files:
        actions.keep(
            recording_id,
            file.kind,
            key=file.key,
            media_type=file.media_type,
            size=file.size,
            pixels=file.pixels,
            name=file.name,
        )


def drop(renditions: Collection[Rendition]) -> None:
    """Ensures that these files are no longer there: the names now, the bytes once this is committed."""
    actions.forget([rendition.key for rendition in renditions])
    gone = delete(Rendition).where(Rendition.id.in_([rendition.id for rendition in renditions]))
    db.session.execute(gone.execution_options(synchronize_session="fetch"))
