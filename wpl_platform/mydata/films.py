"""The films that somebody made, as they go along: the film as it is shown, its captions, and the moments on it.

What may not be seen any more, by nobody or not by them, does not go along; the page in the archive says why. What is
read here is plain afterwards, so that no transaction is open while films are copied.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.feedback import queries as feedback
from wpl_platform.media import caption_file, captions, copying, policy, queries
from wpl_platform.media.copying import Parts
from wpl_platform.media.models import Recording, RenditionKind
from wpl_platform.media.words import LANGUAGE_WORDS, SITUATION_WORDS
from wpl_platform.mydata import moments
from wpl_platform.mydata.annotations import Marked
from wpl_platform.teams.viewer import Viewer

POSTER = RenditionKind.POSTER.value


@dataclass(frozen=True)
class Captions:
    """Captions in one language as WebVTT."""

    code: str
    language: Any
    text: str


@dataclass(frozen=True)
class Film:
    """A film of one's own. `parts`, or the `key` of a file that plays by itself, or neither: then `gone` or unready."""

    number: int
    title: str
    filmed_on: date
    situation: Any
    question: str
    gone: bool
    parts: Parts | None
    key: str
    poster: str
    captions: tuple[Captions, ...]
    marked: tuple[Marked, ...]

    @property
    def folder(self) -> str:
        """Where it lies in the archive."""
        return f"films/{self.number}"

    @property
    def file(self) -> str:
        """Where the film itself lies; empty when it does not go along."""
        return f"{self.folder}/film.mp4" if self.parts or self.key else ""


def films_of(viewer: Viewer) -> list[Film]:
    """Every film that the viewer made, oldest first."""
    asked = select(Recording).where(Recording.maker_id == viewer.person_id).order_by(Recording.filmed_on, Recording.id)
    return [_film(recording, viewer) for recording in db.session.scalars(asked).all()]


def in_archive(viewer: Viewer) -> list[int]:
    """The numbers of the films of which there is something to see."""
    asked = select(Recording.id).where(Recording.maker_id == viewer.person_id, policy.there())
    return list(db.session.scalars(asked))


def _film(recording: Recording, viewer: Viewer) -> Film:
    watches = policy.may_watch(viewer, recording)
    parts = copying.parts_of(recording.id) if watches else None
    key = _direct(recording, viewer) if watches and parts is None else ""
    poster = next((row for row in _kept(recording, viewer) if row.kind is RenditionKind.POSTER), None)
    said = feedback.annotations_on(recording, viewer=viewer)
    source = f"films/{recording.id}/film.mp4" if parts or key else moments.name_of(recording.id)
    return Film(
        recording.id,
        recording.title,
        recording.filmed_on,
        SITUATION_WORDS[recording.situation],
        recording.learning_question,
        not watches,
        parts,
        key,
        poster.key if poster is not None else "",
        tuple(_captions(recording, viewer)),
        tuple(moments.marked(said, source, viewer=viewer)),
    )


def _kept(recording: Recording, viewer: Viewer) -> list[Any]:
    names = (POSTER,) if policy.may_watch(viewer, recording) else ()
    kinds = queries.kinds_of([recording.id])[recording.id]
    return [queries.rendition(recording.id, name, viewer=viewer) for name in names if RenditionKind.POSTER in kinds]


def _direct(recording: Recording, viewer: Viewer) -> str:
    """The film as it came, while better ones are still made of it; never an original."""
    found = queries.best_to_play(recording, viewer=viewer)
    return found.key if found is not None and found.kind is RenditionKind.DIRECT else ""


def _captions(recording: Recording, viewer: Viewer) -> list[Captions]:
    found = []
    for track in captions.tracks_of(recording, viewer=viewer):
        lines = [shown.line for shown in captions.lines_of(track, viewer=viewer)]
        found.append(Captions(track.language.value, LANGUAGE_WORDS[track.language], caption_file.written(lines)))
    return found
