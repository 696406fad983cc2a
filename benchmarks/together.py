"""How soon a moment is on the others' screens, with two and with ten browsers in one studio; and a line cut a minute.

One browser marks twice a second, as much as ten people who each mark every five seconds; in each of the others a script
notes when the moment stands in the list. All clocks are those of one machine. Beside it stands what the same machine
needs for one bare request to the same server, for the scale. Then everybody's line is cut while all go on marking:
afterwards each moment is there once, on every screen. `--quick` cuts for five seconds.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import table
from benchmarks.product import demo
from benchmarks.visitor import Visitor

PEOPLE = ("Sanne Visser", "Youssef Amrani", "Tom Dekker")
MARKS, PACE_MS = 40, 500
GOAL_MS = 300
CUT_S, QUICK_CUT_S = 60, 5
SETTLED_S = 45
HEAD = ("browsers", "median", "p95", "longest", "p95 to a bare request")
WATCH = """() => {
  window.seen = {};
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.dataset?.moment && !(node.dataset.moment in window.seen)) window.seen[node.dataset.moment] = Date.now();
    }
  }).observe(document.querySelector(".moments"), { childList: true });
}"""
MARK = """async (text) => {
  const form = document.querySelector("moment-composer form");
  const body = new FormData(form);
  const typed = { text, start: "0:01", end: "", key: crypto.randomUUID() };
  for (const [name, value] of Object.entries(typed)) body.set(name, value);
  const begun = Date.now();
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  return [(/data-moment="(\\d+)"/.exec(await answer.text()) ?? [])[1], begun];
}"""


def main() -> None:
    """Prints a line for two and for ten browsers, and how the cut went."""
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as port, sync_playwright() as play:
        bare = _bare(port)
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        found = {count: _spread(browser, port, count) for count in (2, 10)}
        print(table(HEAD, [_line(count, each, bare) for count, each in found.items()]))
        print(f"\nThe goal is {GOAL_MS} ms at p95.")
        print(_cut(browser, port, QUICK_CUT_S if quick else CUT_S))


def _line(count: int, each: list[float], bare: float) -> list[str]:
    p95 = statistics.quantiles(each, n=20)[18]
    figures = [f"{value:.0f} ms" for value in (statistics.median(each), p95, max(each))]
    return [str(count), *figures, f"{p95 / bare:.1f}"]


def _bare(port: int) -> float:
    """What one request costs, ms."""
    tom = Visitor(port)
    tom.sign_in("Tom Dekker")
    return statistics.median(tom.seconds("/recordings/1/company") * 1000 for _ in range(30))


def _spread(browser: Browser, port: int, count: int) -> list[float]:
    """How long each moment took to each of the other screens, ms."""
    pages = [_studio(browser, port, PEOPLE[number % len(PEOPLE)]) for number in range(count)]
    author, others = pages[0], pages[1:]
    for page in others:
        page.evaluate(WATCH)
    placed = []
    for number in range(MARKS):
        placed.append(author.evaluate(MARK, f"Gemeten {number}"))
        author.wait_for_timeout(PACE_MS)
    author.wait_for_timeout(2_000)
    seen = [page.evaluate("() => window.seen") for page in others]
    for page in pages:
        page.context.close()
    return [float(each[moment] - begun) for each in seen for moment, begun in placed]


def _cut(browser: Browser, port: int, seconds: float) -> str:
    """Everybody marks while nobody has a line; then all have all, once."""
    pages = [_studio(browser, port, name) for name in PEOPLE[:2]]
    for page in pages:
        page.context.set_offline(True)
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        for who, page in enumerate(pages):
            page.keyboard.press("m")
            page.keyboard.type(f"Zonder lijn {who}-{number}")
            page.keyboard.press("Enter")
        number += 1
        pages[0].wait_for_timeout(max(seconds * 1000 / 12, 500))
    for page in pages:
        page.context.set_offline(False)
    wanted = sorted(f"Zonder lijn {who}-{mark}" for who in range(len(pages)) for mark in range(number))
    texts = "() => Array.from(document.querySelectorAll('.moment__text'), (each) => each.textContent.trim())"
    begun, ended = time.monotonic(), time.monotonic() + SETTLED_S
    right = [False]
    while not all(right) and time.monotonic() < ended:
        right = [sorted(t for t in page.evaluate(texts) if t.startswith("Zonder lijn")) == wanted for page in pages]
        pages[0].wait_for_timeout(250)
    took = time.monotonic() - begun
    said = f"all there once on both screens after {took:.1f} s" if all(right) else "NOT all there once"
    return f"\nA line cut for {seconds:g} s, {len(wanted)} moments marked meanwhile: {said}."


def _studio(browser: Browser, port: int, name: str) -> Page:
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url("**/start")
    page.goto("/recordings/1")
    page.wait_for_selector("live-updates[data-state=live]", state="attached")
    return page


if __name__ == "__main__":
    main()
