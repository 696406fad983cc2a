"""What twenty marks cost in actions, each with a kind, a range and words, beside what manuals of other programs tell.

The task: a film of 90 s, in which every 4 s something lasts that is to be marked: 3 s long, of one of four kinds in no
order, with a sentence. A script does it in the running product as a trained person would, in Chromium: by keyboard, by
mouse, and with a thumb on a phone of 390 by 844. It reacts 2 s after something began, which is what the product takes a
person to need, and holds until it ends.

What is counted. An action is one thing that hands decide to do: a key or a chord, a click, a double click, a drag, a
hold. A press is each key or button that goes down: Ctrl + Enter is two, and so is a double click. Letters of the words
themselves are counted apart, and alike for all. Pointer travel is the way in px between the places that are pressed.
What the script made is read back and compared with the task: who marks wrongly has not marked.

The other programs are counted from what their makers wrote, by their shortest way, and in their favour where that
leaves a doubt; nobody sat at them. Film that has to stand still while somebody types is stopped and started by hand,
unless the program does so itself.

- ELAN 6.2, manual of 2021, "How to make a selection" and "Entering annotations": drag in the timeline, double-click on
  the selection at the height of the tier (which is the kind), type, Ctrl + Enter. It also has a mode for quick
  segments: Enter, Enter while the film runs, arrows to another tier; words are put in afterwards, in the other mode.
- Frame.io, help article "Commenting on your media": typing in the box stops the film, Enter sends and goes on; the
  range is drawn out from the bracket under the playbar. It has no kinds: a hashtag stands in for one, counted as one
  action though it is four letters or more. Whether the cursor stays in the box is not said: 3 with that, else 4.
- GoReact, help article "How to critique a video": typing in the box stops the film, Enter saves and goes on; a marker
  is one click. The article has no ranges, so the task cannot be done wholly.
- Sportscode 10 and its iCODA, "Button Behaviour" and "Event Notes": a button per kind is pressed down and up again; its
  notes open by themselves where that was set, and close by a press elsewhere. Whether the film waits is not said: at
  least 3, and 5 when it is stopped and started.
- FEVA, arXiv 2301.00482: one key at the begin, one at the end; words and another kind take more, which the paper does
  not count apart. It says 36 % fewer interactions than the mean of Advene, ANVIL, ELAN, VIA and VIAN.
- Nacsport's manual was not within reach.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import table
from benchmarks.product import demo, worker
from benchmarks.visitor import Visitor

KINDS = ("observation", "strength", "question", "suggestion")
MARKS, EVERY_MS, LASTS_MS, REACTS_MS = 20, 4_000, 3_000, 2_000
FILM_S = 90
NEAR_MS = 1_000
"""How far a mark may stand from what it marks: what a hand and a browser are off."""
GOAL = 0.36
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ELSEWHERE = 60_000


@dataclass(frozen=True)
class Thing:
    """What is to be marked."""

    kind: str
    start: int
    words: str

    @property
    def end(self) -> int:
        """When it is over, in ms."""
        return self.start + LASTS_MS


@dataclass
class Count:
    """What hands did."""

    actions: int = 0
    presses: int = 0
    letters: int = 0
    travel: float = 0
    at: tuple[float, float] | None = None

    def act(self, presses: int = 1) -> None:
        """One action, of so many keys or buttons."""
        self.actions += 1
        self.presses += presses

    def move(self, to: tuple[float, float]) -> None:
        """The pointer goes there."""
        if self.at:
            self.travel += hypot(to[0] - self.at[0], to[1] - self.at[1])
        self.at = to


@dataclass(frozen=True)
class Peer:
    """Another program: actions and presses a mark, and once for all, as its maker's words tell."""

    name: str
    actions: float
    presses: float
    once: int = 1
    doubt: str = ""


def task() -> list[Thing]:
    """The same at every run."""
    chance = Random(36)
    kinds = [chance.choice(KINDS) for _ in range(MARKS)]
    return [Thing(kind, 3_000 + at * EVERY_MS, f"Dit valt op, nummer {at + 1}") for at, kind in enumerate(kinds)]


def peers(things: list[Thing]) -> list[Peer]:
    """Their shortest ways, a mark."""
    rows = [KINDS.index(thing.kind) for thing in things]
    steps = sum(abs(one - other) for one, other in pairwise(rows)) / len(rows)
    return [
        Peer("ELAN: stop, drag, double-click, Ctrl + Enter, start", 5, 7),
        Peer("ELAN, segments first, words after", 4 + steps, 6 + steps, 3),
        Peer("Frame.io: box, hashtag, bracket, Enter", 4, 4, doubt="61 when the cursor stays in the box; no kinds"),
        Peer("GoReact: box, marker, Enter", 3, 3, doubt="has no ranges"),
        Peer("Sportscode: key, key, close the note", 3, 3, doubt="101 when the film has to be stopped and started"),
        Peer("FEVA: key, key, words", 3, 3, doubt="at least: the words are not counted in the paper"),
    ]


class Hands:
    """At the studio, counting. `reach` gives the next thing when it has begun and somebody reacts to it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = Count()

    def until(self, ms: int) -> None:
        """Waits for this place in the film."""
        self.page.wait_for_function(
            "ms => document.querySelector('video').currentTime * 1000 >= ms", arg=ms, timeout=ELSEWHERE, polling=20
        )

    def key(self, key: str) -> None:
        """A key or a chord."""
        self.count.act(key.count("+") + 1)
        self.page.keyboard.press(key)

    def words(self, words: str) -> None:
        """What is written."""
        self.count.letters += len(words)
        self.page.keyboard.type(words)

    def place_of(self, selector: str) -> tuple[float, float]:
        """The middle of something on the screen."""
        box = self.page.locator(selector).bounding_box()
        assert box is not None, selector
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def by_keyboard(hands: Hands, thing: Thing) -> None:
    """Holds the key of the kind, writes, Enter."""
    key = str(KINDS.index(thing.kind) + 1)
    hands.until(thing.start + REACTS_MS)
    hands.count.act()
    hands.page.keyboard.down(key)
    hands.until(thing.end)
    hands.page.keyboard.up(key)
    hands.words(thing.words)
    hands.key("Enter")


def by_mouse(hands: Hands, thing: Thing) -> None:
    """Holds the button of the kind, writes, and clicks to place."""
    there = hands.place_of(f".kchips [data-press={thing.kind}]")
    hands.page.mouse.move(*there)
    hands.until(thing.start + REACTS_MS)
    hands.count.move(there)
    hands.count.act()
    hands.page.mouse.down()
    hands.until(thing.end)
    hands.page.mouse.up()
    hands.words(thing.words)
    send = hands.place_of(".composer__send")
    hands.count.move(send)
    hands.count.act()
    hands.page.mouse.click(*send)


def by_thumb(hands: Hands, thing: Thing) -> None:
    """The same with a finger on a phone."""
    x, y = hands.place_of(f".kchips [data-press={thing.kind}]")
    finger = hands.page.context.new_cdp_session(hands.page)
    hands.until(thing.start + REACTS_MS)
    hands.count.move((x, y))
    hands.count.act()
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    hands.until(thing.end)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    hands.words(thing.words)
    send = hands.place_of(".composer__send")
    hands.count.move(send)
    hands.count.act()
    hands.page.touchscreen.tap(*send)


@dataclass
class Studio:
    """A product with the film of the task in it, and a browser."""

    address: str
    browser: Browser
    bring_in: Callable[[], str]
    opened: list[Page] = field(default_factory=list)

    def enter(self, *, phone: bool) -> Hands:
        """Sanne with the film before her, at its begin."""
        handheld = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {"viewport": DESK}
        page = self.browser.new_context(base_url=self.address, locale="nl-NL", **handheld).new_page()
        page.goto("/sign-in")
        page.get_by_role("button", name="Sanne Visser").first.click()
        page.wait_for_url("**/start")
        page.goto(f"/recordings/{self.bring_in()}")
        page.wait_for_function("() => document.querySelector('video')?.readyState > 2", timeout=ELSEWHERE)
        self.opened.append(page)
        return Hands(page)


def done(studio: Studio, way: Callable[[Hands, Thing], None], things: list[Thing]) -> Count:
    """What the task costs this way. Fails when what stands there is not what was asked."""
    phone = way is by_thumb
    hands = studio.enter(phone=phone)
    hands.count.act()
    if phone:
        hands.page.locator(".play, [data-do=play]").first.tap()
    else:
        hands.page.keyboard.press("Space")
    for thing in things:
        way(hands, thing)
    hands.page.wait_for_function(f"() => document.querySelector('moment-list').moments.length === {MARKS}")
    made = hands.page.evaluate("() => document.querySelector('moment-list').moments")
    for thing, moment in zip(things, sorted(made, key=lambda each: each["start"]), strict=True):
        assert (moment["kind"], moment["text"]) == (thing.kind, thing.words), (thing, moment)
        assert abs(moment["start"] - thing.start) < NEAR_MS, (thing, moment)
        assert abs(moment["end"] - thing.end) < NEAR_MS, (thing, moment)
    hands.page.context.close()
    return hands.count


@contextmanager
def open_studio() -> Iterator[Studio]:
    """A product, a film and a browser, for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        film = Path(name) / "film.mp4"
        picture = ["-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={FILM_S}", "-c:v", "libx264", "-preset", "veryfast"]
        packed = ["-pix_fmt", "yuv420p", "-g", "50", "-movflags", "+faststart", str(film)]
        subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, *packed], check=True)
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        folder = Path(name) / "data"
        with demo(folder) as port, worker(folder):

            def bring_in() -> str:
                sanne = Visitor(port)
                sanne.sign_in("Sanne Visser")
                recording = sanne.bring_in(film)
                sanne.wait_until(recording, "ready")
                return recording

            yield Studio(f"http://127.0.0.1:{port}", browser, bring_in)
        browser.close()


def main() -> None:
    """Prints the count of ours, and of theirs beside it."""
    things = task()
    ways = {"by keyboard": by_keyboard, "by mouse": by_mouse, "by thumb, on a phone": by_thumb}
    with open_studio() as studio:
        ours = {name: done(studio, way, things) for name, way in ways.items()}
    own = [
        [f"ours, {name}", str(count.actions), str(count.presses), str(count.letters), f"{count.travel:,.0f} px", ""]
        for name, count in ours.items()
    ]
    theirs = [
        [peer.name, f"{total(peer):.0f}", f"{peer.presses * MARKS + peer.once:.0f}", "the same", "", peer.doubt]
        for peer in peers(things)
    ]
    print(table(["twenty marks", "actions", "presses", "letters", "pointer travel", "doubt"], own + theirs))
    best, elan = ours["by keyboard"].actions, min(total(peer) for peer in peers(things) if "ELAN" in peer.name)
    print(f"\n{1 - best / elan:.0%} fewer actions than ELAN's shortest way; the goal is more than {GOAL:.0%}.")


def total(peer: Peer) -> float:
    """Its actions for the whole task."""
    return peer.actions * MARKS + peer.once


if __name__ == "__main__":
    main()
