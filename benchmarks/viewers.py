"""What an ordinary page costs while 100 people watch a film, and while twelve read it at a byte a second."""

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.conversion import source_film
from benchmarks.crowd import Crowd, Piece, Seen, crowd
from benchmarks.measure import table
from benchmarks.product import demo, worker
from benchmarks.visitor import Visitor
from wpl_platform.media import hls

VIEWERS, CRAWLERS = 100, 12
PAGES = ("/start", "/recordings", "/recordings/1", "/board", "/team")
ROUNDS = 120
GOAL = 3
HEAD = ("while", "median", "p99", "p99 against quiet")


def main() -> None:
    """Prints what pages cost in each of the situations, and how the viewers fared."""
    with tempfile.TemporaryDirectory() as name, demo(Path(name) / "data") as port:
        sanne, tom = Visitor(port), Visitor(port)
        sanne.sign_in("Sanne Visser")
        film = _shared(sanne, source_film(Path(name)), Path(name) / "data")
        tom.sign_in("Tom Dekker")
        pieces = _pieces(sanne, film)
        watching = Crowd(port, [one.cookie for one in (sanne, tom)] * (VIEWERS // 2), pieces)
        crawling = Crowd(port, [tom.cookie] * CRAWLERS, slow=True, film=f"{film}/direct", within_s=2)
        quiet = _pages(tom)
        found = {"nobody watches": quiet}
        found["nobody watches, again"] = _pages(tom)
        found[f"{CRAWLERS} read a byte a second"], _ = _while(tom, crawling)
        found[f"{VIEWERS} watch"], seen = _while(tom, watching)
        found[f"{VIEWERS} watch, {CRAWLERS} read a byte a second"], both = _while(tom, watching, crawling)
    print(table(HEAD, [_line(what, costs, quiet) for what, costs in found.items()]))
    megabits = sum(piece.last - piece.first for piece in pieces) * 8e-6 / sum(piece.seconds for piece in pieces)
    print(f"\nEach viewer takes {2 * megabits:.1f} Mbit/s in {len(pieces)} pieces. The goal is {GOAL}.")
    for what, one in (("alone", seen), ("with the slow ones", both)):
        print(f"{what}: {one.pieces} pieces, the slowest {one.slowest_s:.2f} s, late {one.late}, failed {one.failed}")


def _shared(sanne: Visitor, film: Path, data: Path) -> str:
    """The address of her film's media, once it is there in all its sizes and her team sees it."""
    with worker(data):
        recording = sanne.bring_in(film)
        sanne.wait_until(recording, "ready")
    sanne.post(f"/recordings/{recording}/in-view/nobody")
    sanne.post(f"/recordings/{recording}/shares")
    return f"/recordings/{recording}/media"


def _pieces(sanne: Visitor, media: str) -> list[Piece]:
    """What a player asks for to see the whole film in its largest size: picture and sound, in turns."""
    master = sanne.ask("GET", f"{media}/{hls.MASTER}")[1].decode()
    names = [line.removesuffix(".m3u8") for line in master.splitlines() if line.endswith(".m3u8")]
    heard = _segments(sanne, media, hls.SOUND)
    return [piece for pair in zip(_segments(sanne, media, names[-1]), heard, strict=False) for piece in pair]


def _segments(sanne: Visitor, media: str, name: str) -> list[Piece]:
    """Of one of its streams; sound counts for no seconds, since the picture beside it does."""
    text = sanne.ask("GET", f"{media}/{name}.m3u8")[1].decode()
    worth = 0 if name == hls.SOUND else 1
    return [
        Piece(f"{media}/{name}.mp4", one.start, one.start + one.length - 1, one.seconds * worth)
        for one in hls.parsed(text).segments
    ]


def _while(tom: Visitor, *crowds: Crowd) -> tuple[list[float], Seen]:
    with ExitStack() as they:
        seen = [they.enter_context(crowd(one)) for one in crowds]
        costs = _pages(tom)
    return costs, seen[0]


def _pages(tom: Visitor) -> list[float]:
    """Seconds of each of the pages in turns, after one round that does not count."""
    return [tom.seconds(page) for turn in range(ROUNDS + 1) for page in PAGES][len(PAGES) :]


def _line(what: str, costs: list[float], quiet: list[float]) -> list[str]:
    worst, quiet_worst = _p99(costs), _p99(quiet)
    return [what, f"{statistics.median(costs) * 1000:.3g} ms", f"{worst * 1000:.3g} ms", f"{worst / quiet_worst:.2f}"]


def _p99(costs: list[float]) -> float:
    return statistics.quantiles(costs, n=100)[98]


if __name__ == "__main__":
    main()
