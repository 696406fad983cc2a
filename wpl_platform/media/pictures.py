"""Pictures that people bring in: looked at, and made anew behind the walls, so that nothing but the picture is left.

What a camera wrote beside it goes (place, time, device), and so does whatever somebody hid in it. A port.
"""

from pathlib import Path

from wpl_platform.media import ffmpeg
from wpl_platform.media.probe import Unreadable

PIXELS_MOST = 110_000_000
"""Of a picture that is read: the largest photo that phones make, and an end for one that is a trap."""
HEAD = 32
"""So many bytes say what a file is."""
_SECONDS = 30
_WHITE = "split[ink][paper];[paper]lutrgb=r=255:g=255:b=255:a=255[white];[white][ink]overlay=format=rgb"
_CLEAN = ["-map_metadata", "-1", "-flags", "+bitexact", "-fflags", "+bitexact", "-f", "image2"]


def reader_of(file: Path) -> str:
    """What ffmpeg reads a picture with, by its first bytes and not by its name; empty for what is none of ours."""
    head = head_of(file)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg_pipe"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png_pipe"
    return "webp_pipe" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else ""


def is_heic(file: Path) -> bool:
    """Whether it is a photo as iPhones keep them, which the ffmpeg of this machine does not read."""
    head = head_of(file)
    return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def head_of(file: Path) -> bytes:
    """Its first bytes."""
    with file.open("rb") as opened:
        return opened.read(HEAD)


def jpeg(file: Path, side: int, target: Path) -> None:
    """A JPEG of the picture, upright and on white, with no side longer than `side` px.

    Raises Unreadable when it is no picture, PortFailure when the machine failed.
    """
    drawn = f"[0:v:0]{_fitted(side)},format=rgba,{_WHITE},setsar=1,format=yuvj420p[out]"
    _made(file, ["-filter_complex", drawn, "-map", "[out]", "-q:v", "3"], target)


def png(file: Path, side: int, target: Path) -> None:
    """A PNG of the picture, see-through where it is, with no side longer than `side` px. Raises as `jpeg` does."""
    drawn = f"{_fitted(side)},setsar=1,format=rgba"
    _made(file, ["-map", "0:v:0", "-vf", drawn, "-c:v", "png"], target)


def _fitted(side: int) -> str:
    return f"scale='min({side},iw)':'min({side},ih)':force_original_aspect_ratio=decrease"


def _made(file: Path, drawn: list[str], target: Path) -> None:
    reader = reader_of(file)
    if not reader:
        raise Unreadable("no picture that we read")
    read = ["-protocol_whitelist", "file", "-format_whitelist", reader, "-f", reader, "-max_pixels", str(PIXELS_MOST)]
    arguments = ["ffmpeg", "-nostdin", "-v", "error", *read, "-i", f"file:{file}", *drawn, "-frames:v", "1"]
    arguments += ["-update", "1", *_CLEAN, "-y", f"file:{target}"]
    try:
        ffmpeg.run(arguments, ffmpeg.STILL_LIMITS, reads=file, writes=target.parent, nice=0, seconds=_SECONDS)
    except ffmpeg.Failed as failed:
        if failed.by_the_machine and not failed.killed:  # what a picture makes of a limit is the picture's own
            raise ffmpeg.machine_failed(failed) from failed
        raise Unreadable(str(failed)) from failed
    if not target.exists() or not target.stat().st_size:
        raise Unreadable("no picture")
