"""One picture of a film, to the frame: what stands on the screen at a moment.

A time in whole ms stands for the last picture that has begun by then, its own time rounded down, as in `trim`. Which
that is, is read from the packets; then exactly that one is decoded. So it holds at any rate, and at none.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from wpl_platform.media import ffmpeg
from wpl_platform.media.plan import MAX_PIXELS
from wpl_platform.media.probe import DEMUXERS, Unreadable, meaning

TALLEST = 1080
"""Px of the short side at most: what a screen shows large."""
HIGH = 720
"""From so many lines on, screens take colours for those of HD where a film does not say."""
AFTER_S = 4
"""Packets stand in the order of decoding: so much further is read, so that none that begins before is missed."""
_READING = ["-protocol_whitelist", "file", "-format_whitelist", DEMUXERS]
_JPEG = ["-frames:v", "1", "-update", "1", "-q:v", "3", "-map_metadata", "-1", "-f", "image2"]
_CLEAN = ["-flags", "+bitexact", "-fflags", "+bitexact"]


@dataclass(frozen=True)
class Picture:
    """A finished JPEG, and its width and height in px."""

    file: Path
    width: int
    height: int


def frame(film: Path, at_ms: int, size: tuple[int, int], folder: Path, *, from_first: bool = False) -> Picture:
    """The picture that stands at this ms of a film of `size` px, made in the folder; before the first, the first.

    `from_first`: the film begins with its first picture, as renditions do; of those ffmpeg says later times.
    Raises Unreadable when there is none, PortFailure when the machine failed.
    """
    begins, colours = _begin(film, at_ms, from_first)
    width, height = _fitted(*size)
    target = folder / "still.jpg"
    seek = ["-seek_timestamp", "1", "-noaccurate_seek", "-copyts", "-ss", f"{max(begins, 0.0):.6f}"]
    told = "auto" if colours else "bt709" if min(size) >= HIGH else "bt601"
    scaled = f"scale={width}:{height}:flags=bicubic:in_color_matrix={told}:out_color_matrix=bt601:out_range=pc"
    chosen = f"select='gte(t,{begins - 0.0005:.6f})',{scaled},setsar=1,format=yuvj420p"
    taking = ["-map", "0:v:0", "-vf", chosen, *_JPEG, *_CLEAN, "-y", f"file:{target}"]
    opened = ["ffmpeg", "-nostdin", "-v", "error", *_READING, "-max_pixels", str(MAX_PIXELS), *seek]
    _run([*opened, "-i", f"file:{film}", *taking], reads=film, writes=folder)
    if not target.exists() or not target.stat().st_size:
        raise Unreadable("no picture")
    return Picture(target, width, height)


def _begin(film: Path, at_ms: int, from_first: bool) -> tuple[float, bool]:
    """When that picture begins, in ffmpeg's seconds, and whether the film says how its colours are written."""
    around = f"{at_ms / 1000:.3f}%{at_ms / 1000 + AFTER_S:.3f}"
    entries = ["-show_entries", "packet=pts_time:stream=color_space,start_time", "-of", "json"]
    asked = ["ffprobe", "-v", "error", *_READING, "-select_streams", "v:0", "-read_intervals", around, *entries]
    said = json.loads(_run([*asked, "-i", f"file:{film}"], reads=film))
    times = [float(packet["pts_time"]) for packet in said.get("packets", []) if "pts_time" in packet]
    if not times:
        raise Unreadable("no picture")
    stream = said["streams"][0]
    first = float(stream.get("start_time", 0)) if from_first else 0.0
    begun = [time for time in times if round((time - first) * 1000, 3) < at_ms + 1]
    return max(begun, default=min(times)), stream.get("color_space", "unknown") != "unknown"


def _fitted(width: int, height: int) -> tuple[int, int]:
    part = min(1.0, TALLEST / min(width, height))
    return max(2, round(width * part / 2) * 2), max(2, round(height * part / 2) * 2)


def _run(arguments: list[str], *, reads: Path, writes: Path | None = None) -> bytes:
    try:
        return ffmpeg.run(arguments, ffmpeg.STILL_LIMITS, reads=reads, writes=writes, nice=0, seconds=60)
    except ffmpeg.Failed as failed:
        raise meaning(failed) from failed
