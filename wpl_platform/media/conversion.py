"""The long work: the renditions of a film, its stills, and the moment at which they become the film.

A film that does not play as it came gets its smallest size first, in a run of its own, so that people can watch it;
the other sizes follow in one decode. Why: docs/decisions/renditions.md.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from wpl_platform.core.database import db
from wpl_platform.jobs.work import Work
from wpl_platform.media import ffmpeg, following, hls, pipeline, publishing, queries, stills, trimming
from wpl_platform.media.ladder import Rung
from wpl_platform.media.making import BYTES, JPEG, MP4, SOUND, VTT, Made, Source, published
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.pipeline import Examined, Track
from wpl_platform.media.plan import Refused
from wpl_platform.media.probe import Unreadable
from wpl_platform.media.storage import storage

Kind = RenditionKind
OF_THE_FILM = frozenset({Kind.HLS, Kind.COPY, Kind.POSTER, Kind.STRIP, Kind.SPRITE, Kind.THUMBNAILS, Kind.PEAKS})
DECODING = 0.5
"""What decoding a picture costs beside encoding one of the same size, for the percentage."""


@dataclass
class Conversion:
    """One conversion of a source, in an empty folder on the scratch disk."""

    work: Work
    source: Source
    examined: Examined
    folder: Path
    tracks: list[Track] = field(default_factory=list)

    def run(self) -> Refused | None:
        """Makes and publishes everything; or answers why it cannot be, with nothing published by the run that failed.

        Raises making.Stale, ffmpeg.Stopped and PortFailure.
        """
        runs = self._runs()
        weights = [self._weight(rungs) for rungs in runs]
        for number, rungs in enumerate(runs):
            before, all_of_it = sum(weights[:number]), sum(weights)
            watch = self._watch(before / all_of_it, weights[number] / all_of_it)
            made = pipeline.convert(self.source.file, self.examined, rungs, self.folder, watch, sound=number == 0)
            if isinstance(made, Refused):
                return made
            self.tracks += made
            self._publish(made, first=number == 0, last=number == len(runs) - 1)
        return None

    def _runs(self) -> list[Sequence[Rung]]:
        """One decode for all sizes when people can watch it already; else the smallest size goes before."""
        rungs = self.examined.plan.rungs
        if len(rungs) == 1 or self.source.plays:
            return [rungs]
        return [rungs[:1], rungs[1:]]

    def _weight(self, rungs: Sequence[Rung]) -> float:
        plan = self.examined.plan
        return sum(rung.pixels for rung in rungs) + DECODING * plan.source_width * plan.source_height

    def _watch(self, before: float, share: float) -> ffmpeg.Watch:
        def tell(percent: int) -> None:
            self.work.progress(100 * before + share * percent)

        return ffmpeg.Watch(self.examined.film_ms, tell, self.work.cancelled)

    def _publish(self, made: Sequence[Track], *, first: bool, last: bool) -> None:
        files = [one for track in made for one in _files_of(track)]
        files.append(self._master())
        whole: frozenset[RenditionKind] = frozenset()
        if first:
            files += _stills(made, self.folder)
            whole = OF_THE_FILM if self._plays_as_it_came() else OF_THE_FILM | {Kind.DIRECT}
        if last:
            self._settle_original()
        with published(self.work, files, whole, self.source) as recording:
            recording.duration_ms = self.tracks[0].length_ms
            recording.frame_rate = float(self.examined.plan.rate)
            if last:
                _conclude(recording)

    def _plays_as_it_came(self) -> bool:
        return self.examined.plan.remux and self.examined.excerpt is None

    def _master(self) -> Made:
        target = self.folder / hls.MASTER
        target.write_text(pipeline.master(self.tracks))
        largest = max((track.stream for track in self.tracks), key=lambda one: one.width * one.height)
        return Made(Kind.HLS, target, hls.PLAYLIST_TYPE, (largest.width, largest.height), hls.MASTER)

    def _settle_original(self) -> None:
        """An original that stays goes to where it is kept; that can take long, so no transaction is open."""
        with self.work.transaction():
            recording = db.session.get(Recording, self.work.subject_id)
            stays = recording is not None and queries.keeps_originals(recording.team_id)
            original = _original(self.work.subject_id)
            key = original.key if original and stays else None
        if key is not None:
            storage().settle(key)


def _conclude(recording: Recording) -> None:
    """The film is whole; an original that is not kept goes."""
    recording.stage, recording.reason = Stage.READY, ""
    original = _original(recording.id)
    if original is not None and not queries.keeps_originals(recording.team_id):
        publishing.drop([original])
    trimming.made(recording)
    for follower in following.followers():
        follower.filmed(recording.id)


def _original(recording_id: int) -> Rendition | None:
    asked = select(Rendition).where(Rendition.recording_id == recording_id, Rendition.kind == Kind.ORIGINAL)
    return db.session.scalar(asked)


def _files_of(track: Track) -> list[Made]:
    stream = track.stream
    pixels = (stream.width, stream.height) if stream.width else None
    return [
        Made(Kind.HLS, track.file, MP4 if pixels else SOUND, pixels, track.file.name),
        Made(Kind.HLS, track.playlist, hls.PLAYLIST_TYPE, pixels, track.playlist.name),
    ]


def _stills(made: Sequence[Track], folder: Path) -> list[Made]:
    """Whatever can be seen and heard without playing; what does not come about is left out."""
    film, sound = made[0], next((track for track in made if not track.stream.width), None)
    found: list[Made] = []
    for kind, take in ((Kind.POSTER, stills.poster), (Kind.STRIP, stills.strip)):
        with suppress(Unreadable):
            found.append(Made(kind, take(film, folder), JPEG))
    with suppress(Unreadable):
        sprite = stills.sprite(film, folder)
        found += [Made(Kind.SPRITE, sprite.picture, JPEG), Made(Kind.THUMBNAILS, sprite.map, VTT, name=sprite.map.name)]
    if sound is not None:
        with suppress(Unreadable):
            found.append(Made(Kind.PEAKS, stills.peaks(sound, folder), BYTES))
    return found
