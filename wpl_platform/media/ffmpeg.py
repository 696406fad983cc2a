"""The one runner of ffmpeg and ffprobe: behind walls, with progress and cancel, and never an orphan."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _
from wpl_platform.media.sandbox import Limits, command

GB = 1024**3
PROBE_LIMITS = Limits(memory=GB, cpu_seconds=20, file_bytes=0)
PACK_LIMITS = Limits(memory=GB, cpu_seconds=900, file_bytes=64 * GB)
CONVERT_LIMITS = Limits(memory=5 * GB // 2, cpu_seconds=24 * 3600, file_bytes=64 * GB)
BY_FORCE = (signal.SIGKILL, signal.SIGTERM, signal.SIGXCPU, signal.SIGXFSZ)
OUT_OF = ("No space left", "Cannot allocate memory")
TICK_SECONDS = 0.5
OUTPUT_MAX = 4_000_000
COMPLAINT_KEPT = 2000


class Stopped(Exception):
    """The process was stopped because the work was cancelled."""


def machine_failed() -> PortFailure:
    """What a person hears when the machine fell short; trying again can help."""
    return PortFailure(_("Er is te weinig ruimte of rekenkracht om de video te verwerken."), retry=True)


class Failed(Exception):
    """The process did not end well; `said` is the end of what it complained of."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"ended with {status}: {said}")
        self.status, self.said = status, said

    @property
    def by_the_machine(self) -> bool:
        """Whether it was the machine and not the file: killed, out of time, memory or disk. Then the bytes stay."""
        killed = self.status in {sign for number in BY_FORCE for sign in (-number, 128 + number)}
        return killed or any(words in self.said for words in OUT_OF)


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
    reads: Path,
    writes: Path | None = None,
    watch: Watch | None = None,
    nice: int = 10,
    seconds: float = 24 * 3600,
) -> bytes:
    """Runs it to its end and answers what it wrote on its standard output.

    Raises Failed when it ended with anything but 0 or took longer than `seconds`, Stopped when the watch called it
    off, PortFailure when it cannot be started. Ending with 0 proves nothing: the caller looks at the result.
    """
    walled = command(arguments, limits, nice=nice, reads=reads, writes=writes)
    try:
        process = subprocess.Popen(
            walled, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise PortFailure(_("De video kan nu niet worden verwerkt."), retry=True) from error
    said = _Said(watch or Watch())
    try:
        _follow(process, said, time.monotonic() + seconds)
    finally:
        _end(process)
    if process.returncode != 0:
        raise Failed(process.returncode, said.complaint)
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


def _follow(process: subprocess.Popen[bytes], said: _Said, deadline: float) -> None:
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
                    raise Failed(-9, "took too long")
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
