"""What the product's whole conversion costs in CPU seconds, beside one bare ffmpeg command that makes the same film."""

import resource
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from benchmarks.measure import HEAD, in_turns, row, table
from wpl_platform import create_app
from wpl_platform.media import ffmpeg, pipeline, recipes, sandbox
from wpl_platform.media.plan import Refused

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT.parent / "shared" / "samples" / "02_store_conversation_h264_aac.mp4"
ROUNDS = 3
GOAL = 1.3


def main() -> None:
    """Prints a line a film. Behind limits only: what runs in a namespace is not counted among our children."""
    open_air = mock.patch.object(sandbox, "isolation", return_value="limits only")
    with open_air, tempfile.TemporaryDirectory() as name, create_app().app_context():
        folder = Path(name)
        films = {"30 s of test picture, 720p": _made(folder / "made.mp4")}
        if SAMPLE.exists():
            films["45 s in a shop, 720p"] = SAMPLE
        rows = [
            row(said, in_turns(_ours(film, folder), _bare(film, folder), ROUNDS), 1, "s")
            for said, film in films.items()
        ]
    print(table(HEAD, rows))
    print(
        f"\nOurs looks, packs for playing at once, converts, and makes poster and strip; the goal is a ratio of {GOAL}."
    )


def _ours(film: Path, folder: Path) -> Callable[[], float]:
    def run() -> float:
        with tempfile.TemporaryDirectory(dir=folder) as work:
            return _cpu_of(lambda: _through(film, Path(work)))

    return run


def _through(film: Path, work: Path) -> None:
    """What the worker does with a film, without the storage."""
    examined = pipeline.examine(film)
    assert not isinstance(examined, Refused)
    pipeline.pack(film, examined, work)
    made = pipeline.convert(film, examined, work, ffmpeg.Watch(examined.length_ms))
    assert not isinstance(made, Refused)
    pipeline.poster(made, work)
    pipeline.strip(made, work)


def _bare(film: Path, folder: Path) -> Callable[[], float]:
    examined = pipeline.examine(film)
    assert not isinstance(examined, Refused)
    command = recipes.convert(film, examined.plan, folder / "bare.mp4")

    def run() -> float:
        (folder / "bare.mp4").unlink(missing_ok=True)
        return _cpu_of(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))

    return run


def _cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds, user and system, of the processes that the work started and that ended."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _made(target: Path) -> Path:
    picture = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=30"]
    sound = ["-f", "lavfi", "-i", "sine=frequency=300:duration=30"]
    packed = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(target)]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, *sound, *packed], check=True)
    return target


if __name__ == "__main__":
    main()
