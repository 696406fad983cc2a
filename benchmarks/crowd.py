"""People who watch a film at once, in a process of their own: `python -m benchmarks.crowd`, told what to do on stdin.

Each asks for one piece after another, as a player does: its buffer full first, then as fast as the film runs. Or reads
the whole film at a byte a second, as nobody does who means well.
"""

import http.client
import json
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from benchmarks.product import ROOT

BUFFERED_S = 30
"""What a player has ready before it waits, in seconds of film: hls.js as the studio sets it."""
SMALL = 4096


@dataclass(frozen=True)
class Piece:
    """Bytes `first` to `last` of the file at `path`, good for so many seconds of film."""

    path: str
    first: int
    last: int
    seconds: float


@dataclass
class Crowd:
    """Who comes: as whom (a Cookie header each), and what they watch. Each viewer of `pieces` starts in `within_s`."""

    port: int
    cookies: list[str]
    pieces: list[Piece] = field(default_factory=list)
    within_s: float = 20
    slow: bool = False
    film: str = ""


@dataclass
class Seen:
    """How they fared: pieces that came, the seconds of the slowest, and how many came late for the picture."""

    pieces: int = 0
    slowest_s: float = 0
    late: int = 0
    failed: int = 0


@contextmanager
def crowd(who: Crowd) -> Iterator[Seen]:
    """They watch as long as the block lasts; how they fared is known after it."""
    seen = Seen()
    asked = [sys.executable, "-m", "benchmarks.crowd"]
    process = subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(asdict(who)) + "\n")
        process.stdin.flush()
        time.sleep(who.within_s)
        yield seen
    finally:
        told, _ = process.communicate()
        for name, value in json.loads(told).items():
            setattr(seen, name, value)


def main() -> None:
    """Reads who comes, and watches until stdin is closed."""
    told = json.loads(sys.stdin.readline())
    who = Crowd(**{**told, "pieces": [Piece(**piece) for piece in told["pieces"]]})
    seen, over = Seen(), threading.Event()
    watch = _crawl if who.slow else _watch
    people = [threading.Thread(target=watch, args=(who, cookie, seen, over)) for cookie in who.cookies]
    for person in people:
        person.start()
    sys.stdin.read()
    over.set()
    for person in people:
        person.join()
    print(json.dumps(asdict(seen)))


def _watch(who: Crowd, cookie: str, seen: Seen, over: threading.Event) -> None:
    over.wait(random.uniform(0, who.within_s))
    line = http.client.HTTPConnection("127.0.0.1", who.port, timeout=60)
    begun, ready, turn = time.monotonic(), 0.0, 0
    while not over.is_set():
        piece = who.pieces[turn % len(who.pieces)]
        asked = time.monotonic()
        line.request("GET", piece.path, headers={"Cookie": cookie, "Range": f"bytes={piece.first}-{piece.last}"})
        answer = line.getresponse()
        whole = len(answer.read()) == piece.last - piece.first + 1 and answer.status == 206
        came = time.monotonic()
        seen.pieces, seen.failed = seen.pieces + 1, seen.failed + (not whole)
        seen.slowest_s = max(seen.slowest_s, came - asked)
        seen.late += bool(turn) and came - begun > ready
        ready, turn = ready + piece.seconds, turn + 1
        over.wait(max(0.0, begun + ready - BUFFERED_S - came))


def _crawl(who: Crowd, cookie: str, seen: Seen, over: threading.Event) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        line.connect(("127.0.0.1", who.port))
        line.sendall(f"GET {who.film} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
        while not over.wait(1):
            if not line.recv(1):
                seen.failed += 1
                return
            seen.pieces += 1


if __name__ == "__main__":
    main()
