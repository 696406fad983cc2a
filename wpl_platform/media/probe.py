"""What is true of a file, asked of ffprobe behind its walls. What the file's name or sender says counts for nothing.

The demuxer whitelist is the essential rule: without it a playlist opens a neighbour's file.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from wpl_platform.media import ffmpeg
from wpl_platform.media.facts import AudioTrack, Facts, VideoTrack
from wpl_platform.media.plan import MAX_PIXELS

DEMUXERS = "mov,matroska,avi,mpegts,mpeg,mp3,wav,flac,ogg,aac,asf,flv,mxf"

_ENTRIES = (
    "format=format_name,duration:stream=index,codec_type,codec_name,pix_fmt,width,height,sample_aspect_ratio,"
    "r_frame_rate,avg_frame_rate,color_transfer,field_order,channels:stream_disposition=attached_pic,default"
    ":stream_side_data=rotation"
)
NO_FILM = ("Invalid data found", "not on whitelist", "max pixel count")
"""What ffprobe itself says of a file that is no film."""
_READING = ["-protocol_whitelist", "file", "-format_whitelist", DEMUXERS]


class Unreadable(Exception):
    """ffprobe makes nothing of the file, or would have to work too hard for it."""


def probe(file: Path) -> Facts:
    """The facts about a file; raises Unreadable only when ffprobe itself says that it is no film.

    Whatever else goes wrong is the machine's (PortFailure): what is no film is let go, so that has to be sure.
    """
    arguments = ["ffprobe", "-v", "error", *_READING, "-max_pixels", str(MAX_PIXELS), "-probesize", "10M"]
    arguments += ["-analyzeduration", "10M", "-max_streams", "32", "-show_entries", _ENTRIES, "-of", "json"]
    try:
        said = ffmpeg.run([*arguments, "-i", f"file:{file}"], ffmpeg.PROBE_LIMITS, reads=file, nice=0, seconds=30)
        return facts_of(json.loads(said))
    except ffmpeg.Failed as failed:
        if not any(words in failed.said for words in NO_FILM):
            raise ffmpeg.machine_failed(failed) from failed
        raise meaning(failed) from failed
    except ValueError as error:
        raise ffmpeg.machine_failed(ffmpeg.Failed(0, "no answer")) from error


def true_length(file: Path, video: int) -> int:
    """The length in ms of a picture track, counted from its packets: headers are missing or lie. 0.6 s an hour of film.

    Raises Unreadable when nothing comes out.
    """
    arguments = ["ffmpeg", "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1", *_READING]
    arguments += ["-i", f"file:{file}", "-map", f"0:{video}", "-c", "copy", "-f", "null", "-"]
    try:
        limits = ffmpeg.reading_limits(file.stat().st_size)
        said = ffmpeg.run(arguments, limits, reads=file, nice=0, seconds=2 * limits.cpu_seconds)
    except ffmpeg.Failed as failed:
        raise meaning(failed) from failed
    times = [line.partition(b"=")[2] for line in said.split(b"\n") if line.startswith(b"out_time_us=")]
    return max((int(value) for value in times if value.isdigit()), default=0) // 1000


def meaning(failed: ffmpeg.Failed) -> Exception:
    """What it says of a file that it was not read: Unreadable, or PortFailure when it was surely the machine."""
    return ffmpeg.machine_failed(failed) if failed.by_the_machine else Unreadable(str(failed))


def facts_of(answer: dict[str, Any]) -> Facts:
    """The facts in ffprobe's own answer. Pictures that are attached to sound (covers) do not count as video."""
    container = answer.get("format", {})
    streams = answer.get("streams", [])
    seconds = _number(container.get("duration"))
    return Facts(
        containers=frozenset(str(container.get("format_name", "")).split(",")),
        duration_ms=None if seconds is None else round(seconds * 1000),
        video=tuple(_video(s) for s in streams if s.get("codec_type") == "video" and not _marked(s, "attached_pic")),
        audio=tuple(_audio(s) for s in streams if s.get("codec_type") == "audio"),
    )


def _video(stream: dict[str, Any]) -> VideoTrack:
    sides = stream.get("side_data_list", [])
    return VideoTrack(
        index=int(stream["index"]),
        codec=str(stream.get("codec_name", "")),
        width=int(stream.get("width") or 0),
        height=int(stream.get("height") or 0),
        pixel_format=str(stream.get("pix_fmt", "")),
        pixel_shape=_ratio(stream.get("sample_aspect_ratio"), ":") or Fraction(1),
        rotation=next((int(side["rotation"]) for side in sides if "rotation" in side), 0),
        rate=_ratio(stream.get("avg_frame_rate"), "/"),
        top_rate=_ratio(stream.get("r_frame_rate"), "/"),
        transfer=str(stream.get("color_transfer", "")),
        field_order=str(stream.get("field_order", "")),
        chosen=_marked(stream, "default"),
    )


def _audio(stream: dict[str, Any]) -> AudioTrack:
    channels = int(stream.get("channels") or 0)
    return AudioTrack(int(stream["index"]), str(stream.get("codec_name", "")), channels, _marked(stream, "default"))


def _marked(stream: dict[str, Any], name: str) -> bool:
    return bool(stream.get("disposition", {}).get(name))


def _number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def _ratio(text: Any, sign: str) -> Fraction | None:
    """30000/1001 or 16:11 as a fraction; None when it is missing, zero or not one."""
    above, _sep, below = str(text or "").partition(sign)
    if not above.isdigit() or not below.isdigit() or not int(above) or not int(below):
        return None
    return Fraction(int(above), int(below))
