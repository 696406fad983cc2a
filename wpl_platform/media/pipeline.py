"""From a file to a film: look at it, pack it for playing at once, and make its renditions.

Each step looks at what came out. ffmpeg ends with 0 on a full disk and with damaged input, so its word counts only
when it says no.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wpl_platform.media import ffmpeg, hls, recipes
from wpl_platform.media.excerpt import Excerpt, cut_of
from wpl_platform.media.facts import Facts
from wpl_platform.media.ladder import Rung
from wpl_platform.media.plan import LONGEST_MS, Plan, Reason, Refused, Verdict, judge
from wpl_platform.media.probe import Unreadable, meaning, probe, true_length

HEADER_TRUSTED_MS = 500
HEAD_BYTES = 4096


@dataclass(frozen=True)
class Film:
    """A finished mp4: its length in ms and its size in px."""

    file: Path
    length_ms: int
    width: int
    height: int


@dataclass(frozen=True)
class Track:
    """A finished rendition of a film or of its sound: its media playlist, its file and what a player is told of it."""

    playlist: Path
    file: Path
    length_ms: int
    stream: hls.Stream


@dataclass(frozen=True)
class Examined:
    """A file that can become a film: what to do with it, its true length in ms, and which part of it is asked."""

    plan: Plan
    length_ms: int
    excerpt: Excerpt | None = field(default=None)

    @property
    def film_ms(self) -> int:
        """How long the film will be."""
        return (
            self.length_ms if self.excerpt is None else (self.excerpt.end_ms or self.length_ms) - self.excerpt.start_ms
        )


def examine(source: Path, excerpt: Excerpt | None = None) -> Examined | Refused:
    """What can be made of a file, or of a part of it. Raises PortFailure when the machine failed and not the file."""
    found = _judged(source)
    return found if isinstance(found, Refused) else _counted(source, *found, excerpt)


def first_look(source: Path, excerpt: Excerpt | None, folder: Path) -> tuple[Examined, Film | None] | Refused:
    """The same, with the film packed to play at once where it can be: then its length is counted by packing it."""
    found = _judged(source)
    if isinstance(found, Refused):
        return found
    facts, plan = found
    direct = pack(source, Examined(plan, facts.duration_ms, excerpt), folder) if facts.duration_ms else None
    examined = (
        _counted(source, facts, plan, excerpt) if direct is None else _of_length(facts, plan, direct.length_ms, excerpt)
    )
    return examined if isinstance(examined, Refused) else (examined, direct)


def pack(source: Path, examined: Examined, folder: Path) -> Film | None:
    """The file as an mp4 that plays at once; None when that cannot be, and only converting helps."""
    target = folder / "direct.mp4"
    if not examined.plan.remux or examined.excerpt is not None:
        return None
    try:
        arguments = recipes.remux(source, examined.plan, target)
        limits = ffmpeg.reading_limits(source.stat().st_size)
        ffmpeg.run(arguments, limits, reads=source, writes=folder, nice=0, seconds=2 * limits.cpu_seconds)
        return looked_at(target, examined.length_ms)
    except ffmpeg.Failed as failed:
        if failed.out_of_room:
            raise ffmpeg.no_room() from failed
        return None
    except Unreadable:
        return None


def join(picture: Path, sound: Path | None, length_ms: int, folder: Path) -> Film:
    """A rendition of so many ms and its sound in one file; raises Unreadable or PortFailure when that did not work."""
    target, parts = folder / "copy.mp4", [picture, *([sound] if sound else [])]
    limits = ffmpeg.reading_limits(sum(part.stat().st_size for part in parts))
    try:
        arguments = recipes.joined(picture, sound, length_ms, target)
        ffmpeg.run(arguments, limits, reads=parts, writes=folder, seconds=2 * limits.cpu_seconds)
        ffmpeg.require_room(folder)
    except ffmpeg.Failed as failed:
        raise meaning(failed) from failed
    return looked_at(target, length_ms)


def convert(
    source: Path, examined: Examined, rungs: Sequence[Rung], folder: Path, watch: ffmpeg.Watch, *, sound: bool
) -> list[Track] | Refused:
    """The film in these sizes, smallest first, and its sound last when that is asked and there is any; or why not.

    Raises ffmpeg.Stopped when it was called off, PortFailure when the machine failed and not the file.
    """
    plan = examined.plan
    sound = sound and plan.audio is not None
    cut = None if examined.excerpt is None else cut_of(examined.excerpt, plan.rate)
    limits = ffmpeg.convert_limits(examined.length_ms)
    try:
        length = examined.film_ms
        arguments = recipes.renditions(source, plan, rungs, folder, length_ms=length, sound=sound, cut=cut)
        ffmpeg.run(arguments, limits, reads=source, writes=folder, watch=watch, seconds=2 * limits.cpu_seconds)
        ffmpeg.require_room(folder)
        made = [_rendition(folder, rung, plan, length) for rung in rungs]
        return [*made, *(_sound(folder) if sound else [])]
    except ffmpeg.Failed as failed:
        if failed.by_the_machine:
            raise ffmpeg.machine_failed(failed) from failed
        return Refused(Reason.DAMAGED)
    except (Unreadable, ValueError):
        return Refused(Reason.NOT_CONVERTED)


def master(tracks: Sequence[Track]) -> str:
    """The playlist over these renditions and their sound."""
    streams = [track.stream for track in tracks]
    pictures = [stream for stream in streams if stream.width]
    return hls.master(pictures, next((stream for stream in streams if not stream.width), None))


def _rendition(folder: Path, rung: Rung, plan: Plan, length_ms: int) -> Track:
    playlist = _whole(folder, rung.name)
    if playlist.length_ms < length_ms * 0.9 - 1000:
        raise Unreadable(f"result is {playlist.length_ms} ms of {length_ms}")
    return _track(folder, rung.name, playlist, (rung.width, rung.height), float(plan.rate))


def _sound(folder: Path) -> list[Track]:
    """None when there was a track with nothing in it that anybody can hear."""
    playlist = _whole(folder, hls.SOUND)
    return [_track(folder, hls.SOUND, playlist)] if playlist.length_ms else []


def _track(folder: Path, name: str, playlist: hls.Playlist, size: tuple[int, int] = (0, 0), rate: float = 0) -> Track:
    file = folder / f"{name}.mp4"
    with file.open("rb") as made:
        codec = hls.codec_of(made.read(HEAD_BYTES), sound=name == hls.SOUND)
    stream = hls.Stream(name, codec, playlist.peak_bits, playlist.mean_bits, *size, rate=rate)
    return Track(folder / f"{name}.m3u8", file, playlist.length_ms, stream)


def _whole(folder: Path, name: str) -> hls.Playlist:
    """What a playlist says, when it is at its end and every byte that it names is there; raises Unreadable."""
    try:
        playlist = hls.parsed((folder / f"{name}.m3u8").read_text())
        size = (folder / f"{name}.mp4").stat().st_size
    except OSError as error:
        raise Unreadable(f"no {name}") from error
    if not playlist.whole or not playlist.segments or playlist.end > size:
        raise Unreadable(f"{name} is not whole")
    return playlist


def _judged(source: Path) -> tuple[Facts, Plan] | Refused:
    if source.stat().st_size == 0:
        return Refused(Reason.EMPTY)
    try:
        facts = probe(source)
    except Unreadable:
        return Refused(Reason.NOT_A_VIDEO)
    verdict = judge(facts)
    return verdict if isinstance(verdict, Refused) else (facts, verdict)


def _counted(source: Path, facts: Facts, plan: Plan, excerpt: Excerpt | None) -> Examined | Refused:
    try:
        return _of_length(facts, plan, true_length(source, plan.video), excerpt)
    except Unreadable:
        return Refused(Reason.DAMAGED)


def _of_length(facts: Facts, plan: Plan, counted: int, excerpt: Excerpt | None) -> Examined | Refused:
    """The header's length where the packets bear it out, else what the packets say."""
    if counted > LONGEST_MS:
        return Refused(Reason.TOO_LONG)
    said = facts.duration_ms
    trusted = said is not None and abs(said - counted) <= HEADER_TRUSTED_MS
    length = max(said if said is not None and trusted else counted, 1)
    if said is not None and abs(said - counted) > max(HEADER_TRUSTED_MS, counted // 2):
        plan = replace(plan, verdict=(*plan.verdict, Verdict.LYING))
    return Examined(plan, length, excerpt and excerpt.within(length))


def looked_at(made: Path, length_ms: int) -> Film:
    """What was made, when it is a whole film of about the right length; raises Unreadable otherwise."""
    facts = probe(made)
    if not facts.video or facts.duration_ms is None:
        raise Unreadable("no picture in the result")
    if facts.duration_ms < length_ms * 0.9 - 1000:
        raise Unreadable(f"result is {facts.duration_ms} ms of {length_ms}")
    track = facts.video[0]
    turned = track.rotation % 180 != 0
    width, height = (track.height, track.width) if turned else (track.width, track.height)
    return Film(made, facts.duration_ms, width, height)
