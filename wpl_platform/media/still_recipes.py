"""The argument lists of stills: poster, film strip, sprite, and the sound as bare samples. Pure; measured in docs.

They are taken from the smallest rendition, whose keyframes lie 2 s apart: a long film is then only decoded there.
"""

from pathlib import Path

import ffmpeg

from wpl_platform.media.recipes import KEYFRAME_SECONDS, SILENT, compiled

STRIP_TILES = 12
STRIP_HEIGHT = 90
POSTER_HEIGHT = 540
LOUDNESS_RATE = 8000


def poster(film: Path, at_ms: int, target: Path) -> list[str]:
    """The most telling of the keyframes after a moment, as a JPEG; its mean brightness (0–255) on standard output."""
    seen = ffmpeg.input(f"file:{film}", ss=at_ms / 1000, t=60, skip_frame="nokey")["v:0"]
    pair = seen.filter("thumbnail", 20).filter_multi_output("split")
    still = pair[0].filter("scale", -2, f"min({POSTER_HEIGHT},ih)")
    picture = still.output(f"file:{target}", vframes=1, update=1, **{"q:v": 4})
    light = pair[1].filter("scale", 1, 1, flags="area").filter("format", "gray")
    return compiled(ffmpeg.merge_outputs(picture, light.output("pipe:1", vframes=1, f="rawvideo")), SILENT)


def strip(film: Path, length_ms: int, target: Path) -> list[str]:
    """Twelve pictures of the film side by side, each a twelfth of its length further, as one JPEG."""
    return _tiled(film, f"{STRIP_TILES * 1000}/{max(length_ms, 1)}", (-2, STRIP_HEIGHT), (STRIP_TILES, 1), target)


def sprite(film: Path, every_ms: int, tile: tuple[int, int], grid: tuple[int, int], target: Path) -> list[str]:
    """A picture every so many ms, row by row in a grid of columns and rows, each of `tile` px, as one JPEG."""
    return _tiled(film, f"1000/{every_ms}", tile, grid, target)


def samples(sound: Path, target: Path) -> list[str]:
    """The sound as one channel of signed 16-bit samples, 8000 a second, from the beginning of the film."""
    heard = ffmpeg.input(f"file:{sound}")["a:0"]
    heard = heard.filter("aresample", LOUDNESS_RATE, **{"async": 1000, "first_pts": 0})
    return compiled(heard.output(f"file:{target}", ac=1, f="s16le", **{"c:a": "pcm_s16le"}), SILENT)


def _tiled(film: Path, rate: str, size: tuple[int, int], grid: tuple[int, int], target: Path) -> list[str]:
    """A film shorter than the tiles ask keeps showing its last picture."""
    above, below = (int(number) for number in rate.split("/"))
    only_keyframes = {"skip_frame": "nokey"} if below > 2 * KEYFRAME_SECONDS * above else {}
    tiles = (
        ffmpeg.input(f"file:{film}", **only_keyframes)["v:0"]
        .filter("fps", rate, start_time=0)
        .filter("scale", *size)
        .filter("tpad", stop_mode="clone", stop=grid[0] * grid[1])
        .filter("tile", f"{grid[0]}x{grid[1]}")
    )
    return compiled(tiles.output(f"file:{target}", vframes=1, update=1, **{"q:v": 5}), SILENT)
