"""The argument lists for an unrecognisable film: pictures for the detector, and the film that is covered. Pure.

What is covered is first made of a few cells and then blurred: the cells throw away what a face is known by, the blur
takes their edges. A grey drawing that comes over a pipe says where.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from wpl_platform.media.excerpt import Cut
from wpl_platform.media.ffmpeg import THREADS
from wpl_platform.media.ladder import Rung
from wpl_platform.media.plan import Plan
from wpl_platform.media.recipes import (
    CLEAN,
    FAST_START,
    KEYFRAME_SECONDS,
    SHARING,
    SILENT,
    SOUND_RATE,
    compiled,
    decoded,
    heard,
    opened,
    pictures,
    seconds,
)
from wpl_platform.media.redaction import Manner, Redaction, Stretch, Voice, largest

COARSE_SIDE, FINE_SIDE = 640, 1280
"""The long side (px) of the pictures the detector looks at, and of those in which it also looks for far faces."""
LOOKED_AT_LEAST = 10
DRAWING_SIDE = 320
CELLS_IN_ONE, CELLS_LEAST, CELLS_MOST = 5, 5, 32
"""How many cells there are across the widest cover, and across the whole picture."""
CELLS_OF_ALL = 11
PITCH = 0.74
MARGIN = 0.03
"""Seconds that a voice is gone before and after: sound is treated in small pieces."""
CRF = 18
SOUND = {"c:a": "aac", "b:a": "160k", "ar": SOUND_RATE}


def looked_at(plan: Plan) -> tuple[Rung, int]:
    """The pictures for the detector (their size in px), and how many times smaller it looks at most of them."""
    longest = max(plan.source_width, plan.source_height)
    times = 2 if longest >= (COARSE_SIDE + FINE_SIDE) / 2 else 1
    return _with_side(plan, COARSE_SIDE * times), times


def looked_rate(plan: Plan) -> Fraction:
    """How many pictures a second the detector looks at: every second one of a film that has enough of them."""
    return plan.rate / 2 if plan.rate >= 2 * LOOKED_AT_LEAST else plan.rate


def bare_pictures(source: Path, plan: Plan, cut: Cut | None, rate: Fraction) -> list[str]:
    """The film as bare RGB on standard output, in the size of the detector, at so many pictures a second."""
    rung, _times = looked_at(plan)
    slower = replace(plan, rate=rate)
    shown = pictures(decoded(source, plan, cut)[str(plan.video)], slower, [rung], cut)[0]
    return compiled(shown.output("pipe:1", f="rawvideo", pix_fmt="rgb24", **_length(cut)), SILENT)


def drawing_size(plan: Plan) -> Rung:
    """The size (px) of the drawing that says what is covered."""
    return _with_side(plan, DRAWING_SIDE)


def covered(source: Path, plan: Plan, asked: Redaction, target: Path, *, length_ms: int, cut: Cut | None) -> list[str]:
    """The film with what is asked done to it, as one mp4: its picture in the largest size that is made of a film.

    The drawing is read from standard input when there are covers and not all is covered.
    """
    film, rung = decoded(source, plan, cut), plan.rungs[-1]
    shown = pictures(film[str(plan.video)], plan, [rung], cut)[0]
    if asked.whole:
        shown = _hidden(shown, rung, asked)
    elif asked.covers:
        pair = shown.filter_multi_output("split", 2)
        hidden = ffmpeg.filter([_hidden(pair[1], rung, asked), _drawing(plan, rung)], "alphamerge", shortest=1)
        shown = ffmpeg.filter([pair[0], hidden], "overlay", 0, 0, format="yuv420", shortest=1).filter(
            "format", "yuv420p"
        )
    tracks, options = [shown], _picture_options(plan)
    if plan.audio is not None and not (asked.voice is Voice.MUTED and not asked.stretches):
        sound = heard(film[str(plan.audio)], length_ms, cut, early=0)
        tracks.append(_voice(sound, asked.voice, asked.stretches))
        options |= SOUND | {"ac": plan.channels}
    made = ffmpeg.output(*tracks, f"file:{target}", **options, **_length(cut), **FAST_START, **CLEAN)
    return compiled(made, SHARING)


def voice(source: Path, target: Path, *, start_ms: int, seconds: int) -> list[str]:
    """So many seconds of a sound from there, with voices changed as in the film."""
    sound = opened(source, demuxers="mov", ss=f"{start_ms / 1000:.3f}")["a:0"].filter("aresample", SOUND_RATE)
    made = ffmpeg.output(_changed(sound), f"file:{target}", **SOUND, t=seconds, **FAST_START, **CLEAN)
    return compiled(made, SILENT)


def _with_side(plan: Plan, side: int) -> Rung:
    """The picture with a long side of so many px, whole and even."""
    scale = Fraction(side, max(plan.source_width, plan.source_height))
    wide, high = (max(2, round(length * scale / 2) * 2) for length in (plan.source_width, plan.source_height))
    return Rung(wide, high)


def _drawing(plan: Plan, rung: Rung) -> Any:
    size = drawing_size(plan)
    rate = f"{plan.rate.numerator}/{plan.rate.denominator}"
    drawn = ffmpeg.input("pipe:0", f="rawvideo", pix_fmt="gray", s=f"{size.width}x{size.height}", framerate=rate)
    return drawn["v:0"].filter("scale", rung.width, rung.height, flags="neighbor").filter("format", "gray")


def _hidden(track: Any, rung: Rung, asked: Redaction) -> Any:
    if asked.manner is Manner.BLACK:
        return track.filter("lutyuv", y=16, u=128, v=128)
    across, down = cells(rung, asked)
    small = (max(2, rung.width // 8 * 2), max(2, rung.height // 8 * 2))
    return (
        track.filter("scale", across, down, flags="area")
        .filter("scale", *small, flags="neighbor")
        .filter("gblur", sigma=round(small[0] / across / 2, 2))
        .filter("scale", rung.width, rung.height, flags="bilinear")
        .filter("setsar", 1)
    )


def cells(rung: Rung, asked: Redaction) -> tuple[int, int]:
    """Of how many cells, across and down, a picture is made where it is covered: the larger a face, the fewer."""
    widest = largest(asked.covers)
    across = min(max(round(CELLS_IN_ONE / widest), CELLS_LEAST), CELLS_MOST) if widest else CELLS_MOST
    if asked.whole:
        across = min(
            across, CELLS_OF_ALL if rung.width >= rung.height else CELLS_OF_ALL * rung.width // rung.height + 1
        )
    return across, max(2, round(across * rung.height / rung.width))


def _picture_options(plan: Plan) -> dict[str, Any]:
    options: dict[str, Any] = {"c:v": "libx264", "preset": "veryfast", "crf": CRF, "profile:v": "high"}
    options |= {"pix_fmt": "yuv420p", "threads:v": THREADS, "g": round(plan.rate * KEYFRAME_SECONDS)}
    if plan.hdr:
        options |= {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
    return options


def _voice(sound: Any, voice: Voice, stretches: Sequence[Stretch]) -> Any:
    if voice is Voice.KEPT:
        return sound
    if voice is Voice.MUTED:
        return _silent_in(sound, stretches)
    if not stretches:
        return _changed(sound)
    pair = sound.filter_multi_output("asplit", 2)
    own, other = _silent_in(pair[0], stretches), _silent_in(_changed(pair[1]), stretches, outside=True)
    return ffmpeg.filter([own, other], "amix", inputs=2, duration="first", normalize=0)


def _changed(sound: Any) -> Any:
    """Lower, the whole colour of the voice with it."""
    return sound.filter("rubberband", pitch=PITCH)


def _silent_in(sound: Any, stretches: Sequence[Stretch], *, outside: bool = False) -> Any:
    inside = "+".join(f"between(t,{one.start / 1000 - MARGIN:.3f},{one.end / 1000 + MARGIN:.3f})" for one in stretches)
    loud = f"if({inside},1,0)" if outside else f"if({inside},0,1)"
    return sound.filter("asetnsamples", n=256, p=0).filter("volume", volume=loud, eval="frame")


def _length(cut: Cut | None) -> dict[str, str]:
    return {"t": seconds(cut.length)} if cut and cut.length is not None else {}
