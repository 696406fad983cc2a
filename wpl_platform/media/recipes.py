"""The argument lists: what ffmpeg is told for each thing that is made of a film. Pure; measured in docs.

Traps that are in here: `file:` before every name (a bare `http:x.mp4` asks a name server), `start_time=0` for picture
that begins late, `async` for sound with holes, metadata dropped (title, model, place), and GPS taken out of H.264's
own messages (type 6), which `-map_metadata -1` leaves in.

Why one MP4 a recording: docs/decisions/one-rendition.md.
"""

from pathlib import Path
from typing import Any

import ffmpeg

from wpl_platform.media.plan import REMUX_CONTAINERS, Plan
from wpl_platform.media.probe import DEMUXERS, MAX_PIXELS

CRF = 23
MAX_RATE_KBIT = 2500
KEYFRAME_SECONDS = 2
STRIP_TILES = 12
STRIP_HEIGHT = 90
POSTER_HEIGHT = 540

_QUIET = ["ffmpeg", "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1"]
_SILENT = ["ffmpeg", "-nostdin", "-v", "error"]
_CLEAN = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact", "max_muxing_queue_size": 1024}


def remux(source: Path, plan: Plan, target: Path) -> list[str]:
    """The same picture and sound, packed as an mp4 that starts at once, without what tells who, where and with what."""
    film = _opened(source, demuxers=",".join(sorted(REMUX_CONTAINERS)))
    tracks = [film[str(index)] for index in (plan.video, plan.audio) if index is not None]
    packed = {"c": "copy", "movflags": "+faststart", "f": "mp4", "bsf:v": "filter_units=remove_types=6"}
    return _compiled(ffmpeg.output(*tracks, f"file:{target}", **packed, **_CLEAN), _SILENT)


def convert(source: Path, plan: Plan, target: Path) -> list[str]:
    """One H.264/AAC rendition in an mp4 that starts at once: upright, steady rate, a keyframe every 2 s, never HDR."""
    film = _opened(source, max_pixels=MAX_PIXELS)
    tracks = [_picture(film[str(plan.video)], plan)]
    options: dict[str, Any] = {
        "c:v": "libx264",
        "preset": "veryfast",
        "crf": CRF,
        "maxrate": f"{MAX_RATE_KBIT}k",
        "bufsize": f"{2 * MAX_RATE_KBIT}k",
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        "g": round(plan.rate * KEYFRAME_SECONDS),
        "sc_threshold": 0,
        "force_key_frames": f"expr:gte(t,n_forced*{KEYFRAME_SECONDS})",
        "movflags": "+faststart",
        "f": "mp4",
    }
    if plan.hdr:
        options |= {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
    if plan.audio is not None:
        tracks.append(film[str(plan.audio)].filter("aresample", 48000, **{"async": 1000, "first_pts": 0}))
        options |= {"c:a": "aac", "b:a": "128k" if plan.channels == 2 else "96k", "ac": plan.channels}
    return _compiled(ffmpeg.output(*tracks, f"file:{target}", **options, **_CLEAN), _QUIET)


def poster(film: Path, at_ms: int, target: Path) -> list[str]:
    """The most telling of the keyframes after a moment, as a JPEG; its mean brightness (0–255) on standard output."""
    seen = ffmpeg.input(f"file:{film}", ss=at_ms / 1000, t=60, skip_frame="nokey")["v:0"]
    pair = seen.filter("thumbnail", 20).filter_multi_output("split")
    still = pair[0].filter("scale", -2, f"min({POSTER_HEIGHT},ih)")
    picture = still.output(f"file:{target}", vframes=1, update=1, **{"q:v": 4})
    light = pair[1].filter("scale", 1, 1, flags="area").filter("format", "gray")
    return _compiled(ffmpeg.merge_outputs(picture, light.output("pipe:1", vframes=1, f="rawvideo")), _SILENT)


def strip(film: Path, length_ms: int, target: Path) -> list[str]:
    """Twelve pictures of the film side by side, each a twelfth of its length further, as one JPEG."""
    only_keyframes = {"skip_frame": "nokey"} if length_ms > 1000 * STRIP_TILES * KEYFRAME_SECONDS * 2 else {}
    tiles = (
        ffmpeg.input(f"file:{film}", **only_keyframes)["v:0"]
        .filter("fps", f"{STRIP_TILES * 1000}/{max(length_ms, 1)}", start_time=0)
        .filter("scale", -2, STRIP_HEIGHT)
        .filter("tpad", stop_mode="clone", stop=STRIP_TILES)
        .filter("tile", f"{STRIP_TILES}x1")
    )
    return _compiled(tiles.output(f"file:{target}", vframes=1, update=1, **{"q:v": 5}), _SILENT)


def _opened(source: Path, demuxers: str = DEMUXERS, **options: Any) -> Any:
    return ffmpeg.input(f"file:{source}", protocol_whitelist="file", format_whitelist=demuxers, **options)


def _picture(track: Any, plan: Plan) -> Any:
    if plan.interlaced:
        track = track.filter("bwdif", mode="send_frame", deint="interlaced")
    track = track.filter("fps", f"{plan.rate.numerator}/{plan.rate.denominator}", start_time=0)
    if plan.hdr:
        track = (
            track.filter("zscale", w=plan.width, h=plan.height, t="linear", npl=203)
            .filter("format", "gbrpf32le")
            .filter("zscale", p="bt709")
            .filter("tonemap", "hable", desat=0)
            .filter("zscale", t="bt709", m="bt709", r="tv", p="bt709")
        )
    else:
        track = track.filter("scale", plan.width, plan.height, flags="bicubic", out_range="tv")
    return track.filter("format", "yuv420p").filter("setsar", 1)


def _compiled(node: Any, program: list[str]) -> list[str]:
    arguments: list[str] = ffmpeg.compile(node, cmd=program, overwrite_output=True)
    return arguments
