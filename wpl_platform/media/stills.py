"""What is seen of a film without playing it: poster, film strip, sprite with its map, and how loud it is when.

All of it is taken from the smallest rendition and its sound. What does not come about is left out: a film without
pictures still is one.
"""

from array import array
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from pathlib import Path

from wpl_platform.media import ffmpeg, still_recipes
from wpl_platform.media.pipeline import Track
from wpl_platform.media.probe import Unreadable

DARK = 30
POSTER_PLACES = (10, 30, 50, 70)
COLUMNS = 10
MOST_TILES = 100
TILE_SIDE = 90
SHORTEST_STEP_MS = 1000
PEAKS_PER_SECOND = 10


@dataclass(frozen=True)
class Sprite:
    """Many small stills in one picture, and the WebVTT that says which part of it belongs to which stretch of time."""

    picture: Path
    map: Path


def poster(film: Track, folder: Path) -> Path:
    """A still that tells what the film is about and is not black: the first bright enough, else the brightest tried.

    Raises Unreadable when there is no picture in it.
    """
    best: tuple[int, Path] | None = None
    for place in POSTER_PLACES:
        target = folder / f"poster-{place}.jpg"
        light = _poster_at(film, film.length_ms * place // 100, target)
        if light is None:
            continue
        if best is None or light > best[0]:
            best = (light, target)
        if light > DARK:
            break
    if best is None:
        raise Unreadable("no picture")
    return best[1]


def strip(film: Track, folder: Path) -> Path:
    """The film strip of the timeline: `STRIP_TILES` pictures side by side. Raises Unreadable when it failed."""
    target = folder / "strip.jpg"
    return _taken(still_recipes.strip(film.file, film.length_ms, target), film.file, target)


def sprite(film: Track, folder: Path) -> Sprite:
    """At most a hundred stills, evenly over the film and at least a second apart. Raises Unreadable when it failed."""
    every = max(SHORTEST_STEP_MS, ceil(film.length_ms / MOST_TILES))
    count = max(1, ceil(film.length_ms / every))
    columns = min(count, COLUMNS)
    size = _tile(film.stream.width, film.stream.height)
    target = folder / "sprite.jpg"
    arguments = still_recipes.sprite(film.file, every, size, (columns, ceil(count / columns)), target)
    _taken(arguments, film.file, target)
    told = folder / "thumbnails.vtt"
    told.write_text(thumbnails(film.length_ms, every, columns, size))
    return Sprite(target, told)


def thumbnails(length_ms: int, every_ms: int, columns: int, size: tuple[int, int], picture: str = "sprite") -> str:
    """The WebVTT of a sprite: a cue for each tile, left to right and top to bottom, with its place as `#xywh`."""
    times = [*range(0, length_ms, every_ms), length_ms]
    cues = ["WEBVTT\n"]
    for number, (start, end) in enumerate(pairwise(times)):
        row, column = divmod(number, columns)
        place = f"{column * size[0]},{row * size[1]},{size[0]},{size[1]}"
        cues.append(f"{_stamp(start)} --> {_stamp(end)}\n{picture}#xywh={place}\n")
    return "\n".join(cues)


def peaks(sound: Track, folder: Path) -> Path:
    """How loud the sound is: one byte for each tenth of a second, 0 (silence) to 255. Raises Unreadable."""
    heard, target = folder / "sound.s16", folder / "peaks"
    _taken(still_recipes.samples(sound.file, heard), sound.file, heard)
    step = still_recipes.LOUDNESS_RATE // PEAKS_PER_SECOND
    with heard.open("rb") as file, target.open("wb") as out:
        while piece := file.read(2 * step):
            out.write(bytes([_loudest(array("h", piece[: len(piece) // 2 * 2]))]))
    heard.unlink()
    return target


def _loudest(samples: "array[int]") -> int:
    return min(255, max(max(samples, default=0), -min(samples, default=0)) // 128)


def _tile(width: int, height: int) -> tuple[int, int]:
    """The picture with a height of 90 px; one filmed upright gets no narrower than half of that."""
    return max(TILE_SIDE // 2 // 2 * 2, round(width * TILE_SIDE / height / 2) * 2), TILE_SIDE


def _poster_at(film: Track, at_ms: int, target: Path) -> int | None:
    """Its mean brightness (0–255); None when there is no frame to be had there."""
    for at in (at_ms, 0):
        arguments = still_recipes.poster(film.file, at, target)
        try:
            light = ffmpeg.run(arguments, ffmpeg.STILL_LIMITS, reads=film.file, writes=target.parent, seconds=120)
        except ffmpeg.Failed:
            continue
        if light and target.exists() and target.stat().st_size:
            return light[0]
    return None


def _taken(arguments: list[str], reads: Path, target: Path) -> Path:
    try:
        ffmpeg.run(arguments, ffmpeg.STILL_LIMITS, reads=reads, writes=target.parent, seconds=900)
    except ffmpeg.Failed as error:
        raise Unreadable(str(error)) from error
    if not target.exists() or not target.stat().st_size:
        raise Unreadable(f"no {target.name}")
    return target


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
