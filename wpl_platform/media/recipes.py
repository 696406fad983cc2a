"""The argument lists of films: what ffmpeg is told to pack one, and to make its renditions. Pure.

Traps that are in here, measured in docs: `file:` before every name (a bare `http:x.mp4` asks a name server);
`start_time=0` for picture that begins late; `async` for sound with holes; metadata dropped (title, model, place), and
GPS taken out of H.264's own messages (type 6), which `-map_metadata -1` leaves in. Three habits of the muxer that put
picture or sound in the wrong place: frames two late (`negative_cts_offsets`), edit lists (`use_editlist=0`), and sound
later by the 1024 samples with which AAC begins (taken off in front).

Why HLS in one file a rendition: docs/decisions/renditions.md.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from wpl_platform.media.excerpt import Cut
from wpl_platform.media.ffmpeg import THREADS
from wpl_platform.media.hls import SOUND
from wpl_platform.media.ladder import Rung
from wpl_platform.media.plan import MAX_PIXELS, REMUX_CONTAINERS, Plan
from wpl_platform.media.probe import DEMUXERS

CRF = 23
KEYFRAME_SECONDS = 2
SEGMENT_SECONDS = 2 * KEYFRAME_SECONDS
"""What a player asks for at once: half as many questions as by the keyframe, and still soon there after a jump."""
SOUND_RATE = 48000
SOUND_KBIT = {1: 96, 2: 128}
AAC_PRIMING = 1024
UNSURE_MS = 200
"""A length that is counted from packets can miss the frames that wait to be put in order."""
QUIET = ["ffmpeg", "-nostdin", "-v", "error", "-nostats", "-progress", "pipe:1"]
SILENT = ["ffmpeg", "-nostdin", "-v", "error"]
SHARING = [*QUIET, "-filter_complex_threads", str(THREADS)]
CLEAN = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact", "max_muxing_queue_size": 1024}
FAST_START = {"movflags": "+faststart", "f": "mp4"}
_PACKING = {
    "f": "hls",
    "hls_time": SEGMENT_SECONDS,
    "hls_list_size": 0,
    "hls_playlist_type": "vod",
    "hls_segment_type": "fmp4",
    "hls_flags": "independent_segments+single_file",
    "hls_segment_options": "movflags=+negative_cts_offsets:use_editlist=0",
}


def remux(source: Path, plan: Plan, target: Path) -> list[str]:
    """The same picture and sound, packed as an mp4 that starts at once, without what tells who, where and with what."""
    film = opened(source, demuxers=",".join(sorted(REMUX_CONTAINERS)))
    tracks = [film[str(index)] for index in (plan.video, plan.audio) if index is not None]
    packed = {"c": "copy", "bsf:v": "filter_units=remove_types=6", **FAST_START}
    return compiled(ffmpeg.output(*tracks, f"file:{target}", **packed, **CLEAN), SILENT)


def joined(picture: Path, sound: Path | None, length_ms: int, target: Path) -> list[str]:
    """A rendition and its sound in one mp4 that starts at once: the same bytes, packed for any player.

    The sound ends with the picture, after `length_ms`; what it was padded with stays behind.
    """
    files = [(picture, "v:0"), *([(sound, "a:0")] if sound else [])]
    tracks = [opened(file, demuxers="mov")[track] for file, track in files]
    length = seconds(Fraction(length_ms, 1000))
    return compiled(ffmpeg.output(*tracks, f"file:{target}", c="copy", t=length, **FAST_START, **CLEAN), SILENT)


def renditions(
    source: Path,
    plan: Plan,
    rungs: Sequence[Rung],
    folder: Path,
    *,
    length_ms: int,
    sound: bool,
    cut: Cut | None = None,
) -> list[str]:
    """These sizes of a film out of one decode, as `NAME.m3u8` and `NAME.mp4` in the folder; with its sound, or not.

    The sound is made as long as the picture (`length_ms`): a player would wait for what is missing of the shorter one.
    H.264 and AAC in CMAF: upright, at a steady rate, keyframes at the same moments every 2 s, never HDR.
    """
    film = decoded(source, plan, cut)
    tracks = pictures(film[str(plan.video)], plan, rungs, cut)
    options = _picture_options(plan, rungs) | _PACKING
    if sound:
        tracks.append(heard(film[str(plan.audio)], length_ms, cut))
        options |= {"c:a": "aac", "b:a": f"{SOUND_KBIT[plan.channels]}k", "ac": plan.channels, "ar": SOUND_RATE}
    if cut and cut.length is not None:
        options["t"] = seconds(cut.length)
    options |= {"var_stream_map": _named(rungs, sound), "hls_segment_filename": f"{folder}/%v.mp4"}
    return compiled(ffmpeg.output(*tracks, f"file:{folder}/%v.m3u8", **options, **CLEAN), SHARING)


def compiled(node: Any, program: list[str]) -> list[str]:
    """The argument list of a graph; what it writes to is written over."""
    arguments: list[str] = ffmpeg.compile(node, cmd=program, overwrite_output=True)
    return arguments


def decoded(source: Path, plan: Plan, cut: Cut | None) -> Any:
    """A source whose picture and sound are read, behind its limits, from where its part begins."""
    reading: dict[str, Any] = {"max_pixels": MAX_PIXELS, "threads": THREADS}
    if not plan.hdr and not plan.interlaced:
        reading["reinit_filter:v"] = 0  # a picture that changes its size halfway must not begin its clock anew
    if cut:
        reading["ss"] = seconds(cut.seek)
    return opened(source, **reading)


def opened(source: Path, demuxers: str = DEMUXERS, **options: Any) -> Any:
    """A file, read as a film and as nothing else."""
    return ffmpeg.input(f"file:{source}", protocol_whitelist="file", format_whitelist=demuxers, **options)


def _named(rungs: Sequence[Rung], sound: bool) -> str:
    group = ",agroup:sound" if sound else ""
    named = [f"v:{number}{group},name:{rung.name}" for number, rung in enumerate(rungs)]
    return " ".join([*named, *([f"a:0,agroup:sound,default:yes,name:{SOUND}"] if sound else [])])


def _picture_options(plan: Plan, rungs: Sequence[Rung]) -> dict[str, Any]:
    options: dict[str, Any] = {
        "c:v": "libx264",
        "preset": "veryfast",
        "crf": CRF,
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        "threads:v": THREADS,
        "g": round(plan.rate * KEYFRAME_SECONDS),
        "keyint_min": round(plan.rate * KEYFRAME_SECONDS),
        "sc_threshold": 0,
        "force_key_frames": f"expr:gte(t,n_forced*{KEYFRAME_SECONDS})",
    }
    for number, rung in enumerate(rungs):
        options |= {f"maxrate:v:{number}": f"{rung.most_kbit}k", f"bufsize:v:{number}": f"{2 * rung.most_kbit}k"}
    if plan.hdr:
        options |= {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
    return options


def pictures(track: Any, plan: Plan, rungs: Sequence[Rung], cut: Cut | None) -> list[Any]:
    """The picture in every size: made upright and steady once, in the largest, and from there made smaller."""
    if plan.interlaced:
        track = track.filter("bwdif", mode="send_frame", deint="interlaced")
    if cut and cut.lead:
        track = track.filter("setpts", f"PTS-{seconds(cut.lead)}/TB")
    track = track.filter("fps", f"{plan.rate.numerator}/{plan.rate.denominator}", start_time=0)
    largest = scaled_to(track, rungs[-1], hdr=plan.hdr).filter("format", "yuv420p").filter("setsar", 1)
    if len(rungs) == 1:
        return [largest]
    copies = largest.filter_multi_output("split", len(rungs))
    smaller = [_shrunk(copies[number], rung) for number, rung in enumerate(rungs[:-1])]
    return [*smaller, copies[len(rungs) - 1]]


def _shrunk(track: Any, rung: Rung) -> Any:
    return track.filter("scale", rung.width, rung.height, flags="bicubic").filter("setsar", 1)


def scaled_to(track: Any, rung: Rung, *, hdr: bool) -> Any:
    if not hdr:
        return track.filter("scale", rung.width, rung.height, flags="bicubic", out_range="tv")
    return (
        track.filter("zscale", w=rung.width, h=rung.height, t="linear", npl=203)
        .filter("format", "gbrpf32le")
        .filter("zscale", p="bt709")
        .filter("tonemap", "hable", desat=0)
        .filter("zscale", t="bt709", m="bt709", r="tv", p="bt709")
    )


def heard(track: Any, length_ms: int, cut: Cut | None, *, early: int = AAC_PRIMING) -> Any:
    """The sound as long as the picture, from `early` samples after it begins."""
    begin = early + (round(cut.lead * SOUND_RATE) if cut else 0)
    whole_dur = seconds(Fraction(length_ms + UNSURE_MS, 1000))
    whole = track.filter("aresample", SOUND_RATE, **{"async": 1000, "first_pts": 0})
    begun = whole.filter("atrim", start_sample=begin).filter("asetpts", "PTS-STARTPTS")
    return begun.filter("apad", whole_dur=whole_dur).filter("atrim", end=whole_dur)


def seconds(exact: Fraction) -> str:
    """A time as ffmpeg takes it."""
    return f"{float(exact):.6f}"
