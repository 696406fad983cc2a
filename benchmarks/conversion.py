"""What the product's whole conversion costs in CPU seconds, beside one bare ffmpeg command that makes the same sizes.

And how long it takes before there is something to watch, beside the whole.
"""

import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from benchmarks.measure import HEAD, Compared, Figure, in_turns, row, table
from wpl_platform import create_app
from wpl_platform.media import ffmpeg, pipeline, recipes, sandbox, stills
from wpl_platform.media.ladder import Rung
from wpl_platform.media.pipeline import Examined, Track

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT.parent / "shared" / "samples" / "02_store_conversation_h264_aac.mp4"
ROUNDS = 3
GOAL = 1.3


@dataclass
class Times:
    """Seconds from the beginning to something to watch, and to the end, of each run of ours."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


def main() -> None:
    """Prints a line a film. Behind limits only: what runs in a namespace is not counted among our children."""
    open_air = mock.patch.object(sandbox, "isolation", return_value="limits only")
    costs, waits = [], []
    with open_air, tempfile.TemporaryDirectory() as name, create_app().app_context():
        folder = Path(name)
        for said, film, rounds in _films(folder):
            times = Times()
            costs.append(row(said, _compared(film, folder, times, rounds), 1, "s"))
            waits.append([said, Figure(tuple(times.first)).written(1, "s"), Figure(tuple(times.whole)).written(1, "s")])
    print(table(HEAD, costs))
    print(
        f"\nOurs looks, packs or goes before with the smallest size, converts, and takes stills; the goal is {GOAL}.\n"
    )
    print(table(("what", "something to watch after", "whole after"), waits))


def _films(folder: Path) -> list[tuple[str, Path, int]]:
    """What it is, the film, and how many rounds: a long one is measured once."""
    source = source_film(folder)
    foreign = _foreign(source, folder / "foreign.avi")
    return [
        ("45 s, 720p, plays as it came", source, ROUNDS),
        ("45 s, 720p, MPEG-4 in AVI", foreign, ROUNDS),
        ("10 minutes, 720p, plays as it came", _looped(source, folder / "long.mp4", 600), 0),
        ("10 minutes, 720p, MPEG-4 in AVI", _looped(foreign, folder / "long.avi", 600), 0),
    ]


def source_film(folder: Path) -> Path:
    """45 s of 720p that browsers know: a real film where there is one, else a test picture."""
    return SAMPLE if SAMPLE.exists() else _made(folder / "made.mp4", 45)


def _compared(film: Path, folder: Path, times: Times, rounds: int) -> Compared:
    ours, bare = _ours(film, folder, times), _bare(film, folder)
    if rounds:
        return in_turns(ours, bare, rounds)
    before, middle, after = (Figure((run(),)) for run in (bare, ours, bare))
    return Compared(middle, before, after)


def _ours(film: Path, folder: Path, times: Times) -> Callable[[], float]:
    def run() -> float:
        with tempfile.TemporaryDirectory(dir=folder) as work:
            return _cpu_of(lambda: _through(film, Path(work), times))

    return run


def _through(film: Path, work: Path, times: Times) -> None:
    """What the worker does with a film, without the storage."""
    began = time.monotonic()
    examined = _examined(film)
    direct = pipeline.pack(film, examined, work)
    rungs = examined.plan.rungs
    if direct is not None:
        times.first.append(time.monotonic() - began)
        made = _converted(film, examined, work, rungs, sound=True)
        _stills(made, work)
    else:
        made = _converted(film, examined, work, rungs[:1], sound=True)
        _stills(made, work)
        times.first.append(time.monotonic() - began)
        made += _converted(film, examined, work, rungs[1:], sound=False)
    pipeline.master(made)
    times.whole.append(time.monotonic() - began)


def _examined(film: Path) -> Examined:
    examined = pipeline.examine(film)
    assert isinstance(examined, Examined)
    return examined


def _converted(film: Path, examined: Examined, work: Path, rungs: Sequence[Rung], *, sound: bool) -> list[Track]:
    watch = ffmpeg.Watch(examined.film_ms)
    made = pipeline.convert(film, examined, rungs, work, watch, sound=sound)
    assert isinstance(made, list)
    return made


def _stills(made: Sequence[Track], work: Path) -> None:
    stills.poster(made[0], work)
    stills.strip(made[0], work)
    stills.sprite(made[0], work)
    stills.peaks(made[-1], work)


def _bare(film: Path, folder: Path) -> Callable[[], float]:
    examined = _examined(film)

    def run() -> float:
        with tempfile.TemporaryDirectory(dir=folder) as work:
            rungs = examined.plan.rungs
            length = examined.film_ms
            command = recipes.renditions(film, examined.plan, rungs, Path(work), length_ms=length, sound=True)
            return _cpu_of(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))

    return run


def _cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds, user and system, of the processes that the work started and that ended, and of our own."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _made(target: Path, seconds: int) -> Path:
    picture = ["-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate=30:duration={seconds}"]
    sound = ["-f", "lavfi", "-i", f"sine=frequency=300:duration={seconds}"]
    _run(*picture, *sound, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(target))
    return target


def _looped(source: Path, target: Path, seconds: int) -> Path:
    _run("-stream_loop", "-1", "-i", str(source), "-t", str(seconds), "-c", "copy", str(target))
    return target


def _foreign(source: Path, target: Path) -> Path:
    _run("-i", str(source), "-c:v", "mpeg4", "-q:v", "4", "-c:a", "libmp3lame", str(target))
    return target


def _run(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)


if __name__ == "__main__":
    main()
