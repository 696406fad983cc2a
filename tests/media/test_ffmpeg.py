"""The runner of ffmpeg: progress, cancel, walls and limits, and never an orphan."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.media.conftest import ffmpeg
from wpl_platform.core.errors import PortFailure
from wpl_platform.media import ffmpeg as runner
from wpl_platform.media import pipeline, sandbox
from wpl_platform.media.pipeline import Examined

pytestmark = pytest.mark.slow


def examined(file: Path) -> Examined:
    found = pipeline.examine(file)
    assert isinstance(found, Examined), found
    return found


def test_progress_never_goes_back() -> None:
    heard: list[int] = []
    watch = runner.Watch(1000, heard.append)
    for line in (b"out_time_us=500000\n", b"out_time_us=300000\n", b"out_time_us=N/A\n", b"out_time_us=2000000\n"):
        watch.hear(line)
    assert heard == [50, 99]


def test_a_cancelled_conversion_stops_at_once(tmp_path: Path) -> None:
    source = tmp_path / "long.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30:d=40", "-c:v", "libx264", "-preset", "ultrafast", str(source))
    known = examined(source)
    began = time.monotonic()
    heard: list[int] = []
    watch = runner.Watch(known.length_ms, heard.append, cancelled=lambda: time.monotonic() - began > 0.5)
    with pytest.raises(runner.Stopped):
        pipeline.convert(source, known, known.plan.rungs, tmp_path, watch, sound=True)
    assert max(heard, default=0) < 90, "it was not made to the end first"


def test_no_ffmpeg_outlives_the_worker_that_started_it(tmp_path: Path) -> None:
    source = tmp_path / "long.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30:d=60", "-c:v", "libx264", "-preset", "ultrafast", str(source))
    child = os.fork()
    if child == 0:  # pragma: no cover — the worker that will be killed
        try:
            known = examined(source)
            pipeline.convert(source, known, known.plan.rungs, tmp_path, runner.Watch(), sound=True)
        finally:
            os._exit(1)
    wait_until(lambda: bool(processes_on(source)))
    os.kill(child, 9)
    os.waitpid(child, 0)
    wait_until(lambda: not processes_on(source))


def test_a_process_over_its_limits_is_stopped(clip: Path) -> None:
    small = sandbox.Limits(memory=30_000_000, cpu_seconds=5, file_bytes=0)
    with pytest.raises(runner.Failed):
        runner.run(["ffprobe", "-v", "error", f"file:{clip}"], small, reads=clip)


@pytest.mark.parametrize(
    ("status", "said", "machine"),
    [
        (1, "Invalid data found when processing input", False),
        (139, "", False),
        (183, "", False),
        (-9, "took too long", True),
        (137, "", True),
        (153, "", True),
        (1, "av_interleaved_write_frame(): No space left on device", True),
        (1, "Cannot allocate memory", True),
        (126, "", True),
        (127, "ffprobe: error while loading shared libraries: libx264.so", True),
        (1, "bwrap: execvp ffprobe: No such file or directory", True),
        (1, "[mov] a line\nunshare: unshare failed: Operation not permitted", True),
        (1, "No such filter: 'zscale'", True),
        (1, "Unknown encoder 'libx264'", True),
        (1, "Unknown decoder 'hevc'", True),
        (1, "Resource temporarily unavailable", True),
        (1, "Too many open files", True),
        (1, "x264 [error]: malloc of size 4096 failed", True),
    ],
)
def test_a_machine_that_falls_short_is_told_from_a_bad_file(status: int, said: str, machine: bool) -> None:
    assert runner.Failed(status, said).by_the_machine is machine


def test_a_machine_that_falls_short_costs_nobody_their_film(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = examined(clip)

    def fall_short(*_arguments: object, **_more: object) -> bytes:
        raise runner.Failed(137, "")

    monkeypatch.setattr(runner, "run", fall_short)
    with pytest.raises(PortFailure):
        pipeline.examine(clip)
    with pytest.raises(PortFailure):
        pipeline.convert(clip, known, known.plan.rungs, tmp_path, runner.Watch(), sound=True)


def test_a_walled_process_reads_no_other_file_and_no_network(clip: Path, tmp_path: Path) -> None:
    if sandbox.isolation() != "bubblewrap":
        pytest.skip("this machine permits no bubblewrap")
    neighbour = tmp_path / "neighbour.mp4"
    neighbour.write_bytes(clip.read_bytes())
    for other in (f"file:{neighbour}", "file:/etc/passwd", "http://127.0.0.1:9/x.mp4"):
        with pytest.raises(runner.Failed):
            runner.run(["ffprobe", "-v", "error", "-f", "mp4", other], runner.PROBE_LIMITS, reads=clip)


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.05)


def processes_on(file: Path) -> list[str]:
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().split(b"\0")
        except OSError:
            continue
        if f"file:{file}".encode() in words and not words[0].endswith(b"pytest"):
            found.append(line.parent.name)
    return found
