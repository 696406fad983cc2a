"""From a file to a film: look at it, pack it for playing at once, convert it, and take its pictures.

Each step looks at what came out. ffmpeg ends with 0 on a full disk and with damaged input, so its word counts only
when it says no.
"""

from dataclasses import dataclass
from pathlib import Path

from wpl_platform.media import ffmpeg, recipes
from wpl_platform.media.plan import LONGEST_MS, Facts, Plan, Reason, Refused, judge
from wpl_platform.media.probe import Unreadable, probe, true_length

DARK = 30
POSTER_PLACES = (10, 30, 50, 70)
HEADER_TRUSTED_MS = 500


@dataclass(frozen=True)
class Film:
    """A finished mp4: its length in ms and its size in px."""

    file: Path
    length_ms: int
    width: int
    height: int


@dataclass(frozen=True)
class Examined:
    """A file that can become a film: what to do with it and its true length in ms."""

    plan: Plan
    length_ms: int


def examine(source: Path) -> Examined | Refused:
    """What can be made of a file. Raises PortFailure when the machine failed and not the file."""
    if source.stat().st_size == 0:
        return Refused(Reason.EMPTY)
    try:
        facts = probe(source)
    except Unreadable:
        return Refused(Reason.NOT_A_VIDEO)
    verdict = judge(facts)
    if isinstance(verdict, Refused):
        return verdict
    return _with_length(source, facts, verdict)


def pack(source: Path, examined: Examined, folder: Path) -> Film | None:
    """The file as an mp4 that plays at once; None when that cannot be, and only converting helps."""
    target = folder / "direct.mp4"
    if not examined.plan.remux:
        return None
    try:
        arguments = recipes.remux(source, examined.plan, target)
        ffmpeg.run(arguments, ffmpeg.PACK_LIMITS, reads=source, writes=folder, nice=0, seconds=900)
        return _looked_at(target, examined.length_ms)
    except (ffmpeg.Failed, Unreadable):
        return None


def convert(source: Path, examined: Examined, folder: Path, watch: ffmpeg.Watch) -> Film | Refused:
    """The rendition that everybody can play, or why there is none.

    Raises ffmpeg.Stopped when it was called off, PortFailure when the machine failed and not the file.
    """
    target = folder / "h264.mp4"
    try:
        arguments = recipes.convert(source, examined.plan, target)
        ffmpeg.run(arguments, ffmpeg.CONVERT_LIMITS, reads=source, writes=folder, watch=watch)
        return _looked_at(target, examined.length_ms)
    except ffmpeg.Failed as failed:
        if failed.by_the_machine:
            raise ffmpeg.machine_failed() from failed
        return Refused(Reason.DAMAGED)
    except Unreadable:
        return Refused(Reason.NOT_CONVERTED)


def poster(film: Film, folder: Path) -> Path:
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


def strip(film: Film, folder: Path) -> Path:
    """The film strip of the timeline: `recipes.STRIP_TILES` pictures side by side. Raises Unreadable when it failed."""
    target = folder / "strip.jpg"
    try:
        arguments = recipes.strip(film.file, film.length_ms, target)
        ffmpeg.run(arguments, ffmpeg.PACK_LIMITS, reads=film.file, writes=folder, seconds=900)
    except ffmpeg.Failed as error:
        raise Unreadable(str(error)) from error
    if not target.exists() or not target.stat().st_size:
        raise Unreadable("no strip")
    return target


def _poster_at(film: Film, at_ms: int, target: Path) -> int | None:
    """Its mean brightness (0–255); None when there is no frame to be had there."""
    for at in (at_ms, 0):
        arguments = recipes.poster(film.file, at, target)
        try:
            light = ffmpeg.run(arguments, ffmpeg.PACK_LIMITS, reads=film.file, writes=target.parent, seconds=120)
        except ffmpeg.Failed:
            continue
        if light and target.exists() and target.stat().st_size:
            return light[0]
    return None


def _with_length(source: Path, facts: Facts, plan: Plan) -> Examined | Refused:
    """The header's length where the packets bear it out, else what the packets say."""
    try:
        counted = true_length(source, plan.video)
    except Unreadable:
        return Refused(Reason.DAMAGED)
    if counted > LONGEST_MS:
        return Refused(Reason.TOO_LONG)
    said = facts.duration_ms
    length = said if said is not None and abs(said - counted) <= HEADER_TRUSTED_MS else counted
    return Examined(plan, max(length, 1))


def _looked_at(made: Path, length_ms: int) -> Film:
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
