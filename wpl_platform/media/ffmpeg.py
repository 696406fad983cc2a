"""The one runner of ffmpeg and ffprobe: behind walls, with progress and cancel, and never an orphan."""

import os
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _
from wpl_platform.media.sandbox import Limits, command

GB = 1024**3
PROBE_LIMITS = Limits(memory=GB, cpu_seconds=20, file_bytes=0)
READ_BYTES_PER_SECOND = 20_000_000
STILL_LIMITS = Limits(memory=GB, cpu_seconds=600, file_bytes=GB)
THREADS = max(2, min(8, (os.cpu_count() or 2) * 3 // 4))
"""So many at most decode, filter and encode each: the pages keep the rest, and `nice` does what is left."""
CONVERT_MEMORY = 5 * GB // 2 + THREADS * GB // 4
CONVERT_LEAST_S, CONVERT_MOST_S = 300, 24 * 3600
CONVERT_PER_SECOND = 12
"""CPU seconds that a second of film may take; the heaviest that was measured (2160 lines, 60 a second, HDR) took 4."""
ROOM = 200_000_000
"""With less than this left on the disk, nothing that was written there is believed."""
BY_FORCE = (signal.SIGKILL, signal.SIGTERM, signal.SIGXCPU, signal.SIGXFSZ)
OUT_OF_ROOM = "No space left"
NOT_STARTED = (126, 127)
SHORT_OF = (
    *("Cannot allocate memory", "malloc", "Resource temporarily unavailable", "Too many open files"),
    *("No such filter", "Unknown encoder", "Unknown decoder"),
)
"""What is said by a machine that has too little of something, or an ffmpeg that was built without it."""
WALLS = ("bwrap:", "unshare:", "prlimit:", "setpriv:", "nice:")
TICK_SECONDS = 0.5
OUTPUT_MAX = 4_000_000
COMPLAINT_KEPT = 2000


class Stopped(Exception):
    """The process was stopped because the work was cancelled."""


class NoRoom(PortFailure):
    """The disk is full; the work goes on when there is room."""


class OutOfTime(PortFailure):
    """The film asks more work than one film may; trying again does not help."""


def convert_limits(length_ms: int) -> Limits:
    """What converting a film of this length may use: enough for any camera, and an end for a film that is a trap."""
    seconds = min(CONVERT_MOST_S, CONVERT_LEAST_S + CONVERT_PER_SECOND * length_ms // 1000)
    return Limits(memory=CONVERT_MEMORY, cpu_seconds=seconds, file_bytes=64 * GB)


def reading_limits(size: int) -> Limits:
    """What copying a file of so many bytes may use: a disk's pace, and an end for a file that is a trap."""
    return Limits(memory=GB, cpu_seconds=30 + size // READ_BYTES_PER_SECOND, file_bytes=64 * GB)


def require_room(folder: Path) -> None:
    """Raises NoRoom when the disk is so full that what was written may be half."""
    if shutil.disk_usage(folder).free < ROOM:
        raise no_room()


def no_room() -> NoRoom:
    """What a person hears when the disk is full."""
    return NoRoom(_("Er is te weinig ruimte op de server om de video om te zetten."), retry=True)


def machine_failed(failed: "Failed") -> PortFailure:
    """What a person hears when the machine fell short."""
    if failed.out_of_room:
        return no_room()
    if failed.out_of_time:
        return OutOfTime(_("Het omzetten duurde te lang en is gestopt."), retry=False)
    return PortFailure(_("De server had te weinig geheugen of rekenkracht voor deze video."), retry=True)


class Failed(Exception):
    """The process did not end well; `said` is the end of what it complained of."""

    def __init__(self, status: int, said: str, *, late: bool = False) -> None:
        super().__init__(f"ended with {status}: {said}")
        self.status, self.said, self.late = status, said, late

    @property
    def killed(self) -> bool:
        """Whether it was ended by force: by us, by a limit, or by a machine without memory."""
        return self.status in {sign for number in BY_FORCE for sign in (-number, 128 + number)}

    @property
    def by_the_machine(self) -> bool:
        """Whether it was surely the machine: killed, out of time, memory or disk, a wall that fell, a part missing."""
        if self.killed or self.out_of_room or self.status in NOT_STARTED:
            return True
        fell = any(line.startswith(WALLS) for line in self.said.splitlines())
        return fell or any(words in self.said for words in SHORT_OF)

    @property
    def out_of_time(self) -> bool:
        """Whether it was ended because it had used its time."""
        return self.late and self.killed

    @property
    def out_of_room(self) -> bool:
        """Whether the disk, or the largest file that it may write, was full."""
        return OUT_OF_ROOM in self.said or self.status in (-signal.SIGXFSZ, 128 + signal.SIGXFSZ)


@dataclass
class Watch:
    """Who follows a long run: hears 0–100 (never going back) over `length_ms`, and may call it off."""

    length_ms: int = 0
    progress: Callable[[int], None] = lambda percent: None
    cancelled: Callable[[], bool] = lambda: False
    reached: int = field(default=0, init=False)

    def hear(self, line: bytes) -> None:
        """Takes in one line of ffmpeg's own report."""
        name, _sep, value = line.strip().partition(b"=")
        if name != b"out_time_us" or not value.isdigit() or not self.length_ms:
            return
        percent = min(99, int(value) // (10 * self.length_ms))
        if percent > self.reached:
            self.reached = percent
            self.progress(percent)


def run(
    arguments: list[str],
    limits: Limits,
    *,
    reads: Path | Sequence[Path],
    writes: Path | None = None,
    watch: Watch | None = None,
    nice: int = 10,
    seconds: float = 24 * 3600,
) -> bytes:
    """Runs it to its end and answers what it wrote on its standard output.

    Raises Failed when it ended with anything but 0 or took longer than `seconds`, Stopped when the watch called it
    off, PortFailure when it cannot be started. Ending with 0 proves nothing: the caller looks at the result.
    """
    files = (reads,) if isinstance(reads, Path) else reads
    walled = command(arguments, limits, nice=nice, reads=files, writes=writes)
    try:
        process = subprocess.Popen(
            walled, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise PortFailure(_("De video kan nu niet worden verwerkt."), retry=True) from error
    said, began = _Said(watch or Watch()), time.monotonic()
    try:
        _follow(process, said, began + seconds, writes)
    finally:
        _end(process)
    if process.returncode != 0:
        spent = (time.monotonic() - began) * (os.cpu_count() or 1)
        raise Failed(process.returncode, said.complaint, late=spent >= limits.cpu_seconds)
    return bytes(said.output)


@dataclass
class _Said:
    """What a process said: its output (or its report, line by line, when it is watched) and its last complaints."""

    watch: Watch
    output: bytearray = field(default_factory=bytearray)
    line: bytearray = field(default_factory=bytearray)
    complaints: bytearray = field(default_factory=bytearray)

    def heard(self, piece: bytes) -> None:
        if not self.watch.length_ms:
            self.output += piece[: OUTPUT_MAX - len(self.output)]
            return
        *whole, rest = (bytes(self.line) + piece).split(b"\n")
        self.line = bytearray(rest)
        for report in whole:
            self.watch.hear(report)

    def complained(self, piece: bytes) -> None:
        self.complaints = (self.complaints + piece)[-COMPLAINT_KEPT:]

    @property
    def complaint(self) -> str:
        return self.complaints.decode("utf-8", "replace").strip()


def _follow(process: subprocess.Popen[bytes], said: _Said, deadline: float, writes: Path | None) -> None:
    """Reads until the other side closes, looking up twice a second whether to go on."""
    with selectors.DefaultSelector() as selector:
        for pipe, hear in ((process.stdout, said.heard), (process.stderr, said.complained)):
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, hear)
        looked = 0.0
        while selector.get_map():
            now = time.monotonic()
            if now - looked >= TICK_SECONDS:
                looked = now
                if said.watch.cancelled():
                    raise Stopped
                if now > deadline:
                    raise Failed(-9, "took too long", late=True)
                if writes is not None:
                    require_room(writes)
            for key, _events in selector.select(TICK_SECONDS):
                piece = os.read(key.fd, 65536)
                if piece:
                    key.data(piece)
                else:
                    selector.unregister(key.fileobj)
    process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ensures that the process is gone and its pipes are closed."""
    if process.poll() is None:
        process.kill()
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
