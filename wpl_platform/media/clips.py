"""A short recording of somebody who speaks, made small and clean: what came is never served, and never trusted.

Sound becomes AAC in m4a; a film becomes H.264 of at most 360 lines in mp4. Both start at once, and carry nothing that
tells who, where or with what they were made.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from wpl_platform.media import ffmpeg
from wpl_platform.media.facts import AudioTrack, Facts, VideoTrack, upright
from wpl_platform.media.plan import MAX_PIXELS
from wpl_platform.media.probe import DEMUXERS, Unreadable, meaning, probe
from wpl_platform.media.sandbox import Limits

SIDE = 360
RATE = 30
SHORTEST_MS = 200
GRACE_MS = 2_000
"""A browser stops a little after it is told to."""
CLIP_BYTES = 200_000_000
_OPENED = ["ffmpeg", "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", DEMUXERS]
_SOUND = ["-c:a", "aac", "-b:a", "96k", "-ac", "1", "-ar", "48000", "-af", "aresample=48000:async=1000:first_pts=0"]
_PICTURE = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "27", "-profile:v", "main", "-g", str(2 * RATE)]
_CLEAN = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact"]
_PACKED = ["-movflags", "+faststart", "-f", "mp4", "-y"]


class Reason(StrEnum):
    """Why nothing can be made of it."""

    UNREADABLE = "unreadable"
    NO_SOUND = "no_sound"
    NO_PICTURE = "no_picture"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


class Unusable(Exception):
    """What came cannot become a clip."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Clip:
    """A finished file, and its length in ms."""

    file: Path
    length_ms: int


def sound(source: Path, folder: Path, most_ms: int) -> Clip:
    """The sound of a file, made in the folder. Raises Unusable, PortFailure when the machine failed."""
    heard = _audio(_facts(source))
    if heard is None:
        raise Unusable(Reason.NO_SOUND)
    target = folder / "clip.m4a"
    clip = _made(source, target, ["-map", f"0:{heard.index}", "-vn", *_SOUND], most_ms)
    if not probe(clip.file).audio:
        raise Unusable(Reason.NO_SOUND)
    return clip


def film(source: Path, folder: Path, most_ms: int) -> Clip:
    """The picture of a file and its sound, where it has any; raises as `sound` does."""
    facts = _facts(source)
    seen, heard = next(iter(sorted(facts.video, key=lambda track: not track.chosen)), None), _audio(facts)
    if seen is None:
        raise Unusable(Reason.NO_PICTURE)
    tracks = ["-map", f"0:{seen.index}"] + (["-map", f"0:{heard.index}", *_SOUND] if heard else [])
    target = folder / "clip.mp4"
    clip = _made(source, target, [*tracks, "-vf", _small(seen), *_PICTURE], most_ms)
    if not probe(clip.file).video:
        raise Unusable(Reason.NO_PICTURE)
    return clip


def _small(track: VideoTrack) -> str:
    """At most 360 lines on its short side and never larger than it was; even, as the encoder wants it."""
    width, height = upright(track)
    part = min(1.0, SIDE / min(width, height))
    size = ":".join(str(max(2, round(side * part / 2) * 2)) for side in (width, height))
    return f"fps={RATE}:start_time=0,scale={size}:flags=bicubic:out_range=tv,format=yuv420p,setsar=1"


def _audio(facts: Facts) -> AudioTrack | None:
    return next(iter(sorted(facts.audio, key=lambda track: not track.chosen)), None)


def _facts(source: Path) -> Facts:
    try:
        return probe(source)
    except Unreadable as error:
        raise Unusable(Reason.UNREADABLE) from error


def _made(source: Path, target: Path, making: list[str], most_ms: int) -> Clip:
    """What came out, when it is no longer than it may be: one that lies about its length is cut there, and refused."""
    longest = most_ms + GRACE_MS
    limits: Limits = replace(ffmpeg.convert_limits(most_ms), file_bytes=CLIP_BYTES)
    read = [*_OPENED, "-max_pixels", str(MAX_PIXELS), "-threads", str(ffmpeg.THREADS), "-i", f"file:{source}"]
    written = [*making, "-t", f"{(longest + GRACE_MS) / 1000:.3f}", *_CLEAN, *_PACKED, f"file:{target}"]
    try:
        ffmpeg.run([*read, *written], limits, reads=source, writes=target.parent, seconds=2 * limits.cpu_seconds)
        ffmpeg.require_room(target.parent)
        length = probe(target).duration_ms or 0
    except ffmpeg.Failed as failed:
        found = meaning(failed)
        raise Unusable(Reason.UNREADABLE) if isinstance(found, Unreadable) else found from failed
    except Unreadable as error:
        raise Unusable(Reason.UNREADABLE) from error
    if length < SHORTEST_MS:
        raise Unusable(Reason.TOO_SHORT)
    if length > longest:
        raise Unusable(Reason.TOO_LONG)
    return Clip(target, length)
