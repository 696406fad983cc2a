"""The timeline with 10,000 moments: its frames while it plays, scrolls, zooms and is renewed, and its memory.

Each is measured in Chromium on a page of the running product, beside the same with ten moments and an empty page, in
turns. `--quick` takes seconds where the whole takes minutes; `--memory` only watches the memory, for ten minutes.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import table
from benchmarks.product import demo

SCRIPT = Path(__file__).with_name("timeline.js")
MANY, FEW = 10_000, 10
FILM_MS = 3_600_000
MEDIAN_MS, P95_MS = 17, 25
DOINGS = ("plays", "plays zoomed in", "scrolls", "zooms", "is renewed")
HEAD = ("what", "with", "median", "p95", "longest", "p95 to nothing", "CPU a frame", "CPU to few")


@dataclass(frozen=True)
class Frames:
    """How long each frame took, in ms; and what one cost the processes of the browser, in ms of CPU time."""

    each: list[float]
    cpu: float

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.each)

    @property
    def p95(self) -> float:
        """What 95 of 100 stay under."""
        return statistics.quantiles(self.each, n=20)[18]

    def row(self, doing: str, what: str, nothing: "Frames", few: "Frames") -> list[str]:
        """One line of the table."""
        figures = [f"{value:.1f} ms" for value in (self.median, self.p95, max(self.each))]
        ratios = [f"{self.p95 / nothing.p95:.2f}", f"{self.cpu:.1f} ms", f"{self.cpu / few.cpu:.2f}"]
        return [doing, what, *figures, *ratios]


class Studio:
    """A page of the running product with a timeline, and an empty page beside it."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.context = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900})
        self.processes = browser.new_browser_cdp_session()
        self.page = self.context.new_page()
        self.page.goto("/sign-in")
        self.page.get_by_role("button", name="Sanne Visser").first.click()
        self.page.wait_for_url("**/start")
        self.page.goto("/recordings/1")
        self.page.wait_for_selector(".tl__lane", state="attached")
        self.page.evaluate(SCRIPT.read_text())
        self.inner = self.context.new_cdp_session(self.page)

    def frames(self, doing: str, count: int, seconds: float) -> Frames:
        """While the timeline with that many moments does that."""
        self.page.evaluate("([count, length]) => give(count, length)", [count, FILM_MS])
        return self._measured(self.page, "([doing, seconds]) => doings[doing](seconds)", [doing, seconds])

    def nothing(self, seconds: float) -> Frames:
        """While a page with one word does nothing."""
        bare = self.context.new_page()
        bare.set_content("<p>Nothing")
        bare.evaluate(SCRIPT.read_text())
        found = self._measured(bare, "([seconds]) => frames(seconds, () => undefined)", [seconds])
        bare.close()
        self.page.bring_to_front()
        return found

    def _measured(self, page: Page, script: str, given: list[object]) -> Frames:
        before = self._cpu_ms()
        each: list[float] = page.evaluate(script, given)
        return Frames(each, (self._cpu_ms() - before) / len(each))

    def _cpu_ms(self) -> float:
        """CPU time until now of those that draw: all processes but the browser's own."""
        found = self.processes.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(float(one["cpuTime"]) for one in found if one["type"] != "browser") * 1000

    def drawn_ms(self, count: int) -> float:
        """From giving that many moments to their being drawn; the best of three."""
        return min(float(self.page.evaluate("count => given(count)", count)) for _turn in range(3))

    def held(self) -> tuple[int, int]:
        """Bytes in the heap of scripts and nodes in memory, once what is no longer used is gone."""
        for _turn in range(2):
            self.inner.send("HeapProfiler.collectGarbage")
        counters = self.inner.send("Memory.getDOMCounters")
        return int(self.inner.send("Runtime.getHeapUsage")["usedSize"]), int(counters["nodes"])


def main(arguments: list[str] | None = None) -> None:
    """Prints what frames take and what memory does."""
    asked = sys.argv[1:] if arguments is None else arguments
    quick = "--quick" in asked
    with opened() as studio:
        if "--memory" not in asked:
            frames(studio, seconds=2 if quick else 10)
        memory(studio, minutes=0.5 if quick else 10)


@contextmanager
def opened() -> Iterator[Studio]:
    """The studio of a film of the demo, on a desktop."""
    with tempfile.TemporaryDirectory() as name, demo(Path(name)) as port, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield Studio(browser, f"http://127.0.0.1:{port}")
        browser.close()


def frames(studio: Studio, seconds: float) -> None:
    """Prints the frames of each doing with many moments, beside few and beside nothing at all."""
    rows, worst = [], 0.0
    for doing in DOINGS:
        nothing = studio.nothing(seconds)
        few, many = (studio.frames(doing, count, seconds) for count in (FEW, MANY))
        rows += [nothing.row("", "an empty page", nothing, few)]
        rows += [few.row(doing, f"{FEW}", nothing, few), many.row(doing, f"{MANY}", nothing, few)]
        worst = max(worst, many.p95)
    print(table(HEAD, rows))
    given = {count: studio.drawn_ms(count) for count in (FEW, MANY)}
    print(f"\nFrom `moments = …` to what is drawn: {given[FEW]:.1f} ms with {FEW}, {given[MANY]:.1f} ms with {MANY}.")
    print(f"The goal is a median under {MEDIAN_MS} ms and a p95 under {P95_MS} ms; the slowest has {worst:.1f} ms.")


def memory(studio: Studio, minutes: float) -> None:
    """Prints what is in memory, each tenth of the time, while all of it is done in turns."""
    seconds = minutes * 60 / 10 / len(DOINGS)
    found = []
    for turn in range(11):
        for doing in DOINGS:
            studio.frames(doing, MANY, seconds if turn else 0.5)
        found.append(studio.held())
    (first, nodes), (last, after) = found[0], found[-1]
    rows = [[f"{minutes * at / 10:.1f}", f"{heap / 1e6:.1f} MB", str(count)] for at, (heap, count) in enumerate(found)]
    print(f"\nMemory over {minutes:g} minutes, after collecting what is no longer used:")
    print(table(("minute", "heap", "nodes"), rows))
    print(f"At the end {last / first:.2f} times the heap it began with, and {after / nodes:.2f} times the nodes.")


if __name__ == "__main__":
    main()
