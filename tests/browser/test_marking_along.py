"""One films, another marks along on a phone: what they marked stands in the film where it happened, for both."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import recording as world
from tests.browser.along import PHONE, asked, colleague, looks, on_film, pressed, sent, shown, stands, tap
from tests.browser.recording import Opened, arrived, begin, film, leave, length, press, stop
from tests.browser.test_every_page import violations
from tests.running import Product, until
from wpl_platform.core.database import apart, db
from wpl_platform.media import naming
from wpl_platform.media.actions import share
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

pytestmark = pytest.mark.slow
product, chromium, kept, opened = world.product, world.chromium, world.kept, world.opened

NEAR = 1.0
"""How far a moment may be from what happened (s): clocks agree to half of how long an answer takes."""
LEAD = 2
"""What a mark reaches back for who chose nothing (s)."""


def pause(films: Page, marks: Page) -> None:
    """Pauses for a while, in which the colleague's clock stands still, and goes on; both are heard."""
    press(films, "Pauze")
    stands(marks, "paused")
    still = marks.locator("[data-part=clock]").inner_text()
    marks.wait_for_timeout(2_500)
    assert marks.locator("[data-part=clock]").inner_text() == still
    press(films, "Ga verder")
    stands(marks, "filming")


def both_see(product: Product, films: Page, marks: Page, made: int) -> None:
    """The maker finds the moments in the studio, and the colleague does once the film is shared, and not before."""
    starts = [start for _kind, start, *_rest in on_film(product, made)]
    assert shown(films, made) == starts
    assert marks.goto(f"/recordings/{made}").status == 404  # type: ignore[union-attr]
    with apart(product.app, writes=True):
        recording = db.session.get_one(Recording, made)
        naming.say_nobody_else(recording, by=viewer_of(recording.maker))
        share(recording, by=viewer_of(recording.maker))
    assert shown(marks, made) == starts


def test_what_a_colleague_marks_stands_where_it_happened_with_a_pause_and_a_cut_of_the_network(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)
    with colleague(chromium, product) as marks:
        marks.goto("/recordings")
        marks.get_by_role("link", name="Markeer mee", exact=True).click()
        stands(marks, "waiting")
        assert marks.url.endswith(f"/filming/{code}")
        expect(films.locator("[data-part=along]")).to_have_text("1 collega markeert mee")
        begin(films)
        stands(marks, "filming")
        film(films, 3)
        tap(marks, "strength")
        happened = [pressed(films, marks)]
        marks.locator("#along-text").fill("Zij wachtte")
        film(films, 4)
        pause(films, marks)
        film(films, 7)
        marks.context.set_offline(True)
        tap(marks, "question")
        happened.append(pressed(films, marks))
        expect(marks.locator("[data-part=offline]")).to_be_visible()
        film(films, 9)
        marks.keyboard.down("4")
        held = pressed(films, marks)
        film(films, 10.5)
        marks.keyboard.up("4")
        let_go = pressed(films, marks)
        marks.context.set_offline(False)
        sent(marks)
        expect(films.locator("[data-part=along]")).to_have_text("1 collega markeert mee · 3 momenten")
        films.route("**/uploads/**", lambda route: route.abort())  # so that it does not arrive before it is seen
        stop(films)
        stands(marks, "ended")
        expect(marks.locator(".along__over:visible")).to_contain_text("jouw 3 momenten staan er dan bij")
        films.unroute("**/uploads/**")
        made = arrived(films)
        looks(marks)
        stands(marks, "arrived")
        expect(marks.locator(".along__over:visible")).to_contain_text("zodra Sanne de film met je deelt")
        found = on_film(product, made)
        assert [kind for kind, *_rest in found] == ["strength", "question", "suggestion"]
        began = [at - LEAD for at in (*happened, held)]
        assert [start for _kind, start, *_rest in found] == pytest.approx(began, abs=NEAR)
        assert [end for _kind, _start, end, _text in found] == [None, None, pytest.approx(let_go, abs=NEAR)]
        assert found[0][3] == "Zij wachtte"
        length(product, made)
        both_see(product, films, marks, made)


def test_a_film_thrown_away_takes_the_marks_along_and_the_page_says_so(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        films.route("**/uploads", lambda route: route.abort())
        begin(films)
        stands(marks, "filming")
        tap(marks, "observation")
        sent(marks)
        film(films, 1.5)
        leave(films)
        press(films, "Gooi weg")
        press(films, "Gooi de opname weg")
        stands(marks, "thrown")
        expect(marks.get_by_role("heading", name="De film is weggegooid")).to_be_visible()
        expect(marks.locator(".along__mark:visible")).to_have_count(0)


def test_what_the_recorder_could_not_tell_is_told_when_the_film_is_brought_in(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)
    films.route("**/beats", lambda route: route.abort())
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        begin(films)
        film(films, 3)
        tap(marks, "strength")
        happened = pressed(films, marks)
        press(films, "Pauze")
        films.wait_for_timeout(2_500)
        press(films, "Ga verder")
        film(films, 6)
        tap(marks, "question")
        later = pressed(films, marks)
        sent(marks)
        stop(films)
        films.unroute("**/beats")
        made = arrived(films)
        until(lambda: len(on_film(product, made)) == 2, "the marks do not join", 60)
        starts = [start for _kind, start, *_rest in on_film(product, made)]
        assert starts == pytest.approx([happened - LEAD, later - LEAD], abs=NEAR)


def test_marking_along_needs_no_pointer_and_nothing_is_in_a_screen_readers_way(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)
    assert violations(films) == []
    with colleague(chromium, product, "tom", viewport={"width": 1440, "height": 900}, has_touch=False) as marks:
        marks.goto("/filming?code=niets")
        expect(marks.locator("#code-error")).to_be_visible()
        assert violations(marks) == []
        marks.fill("#code", f" {code.upper()} ")
        marks.press("#code", "Enter")
        stands(marks, "waiting")
        begin(films)
        stands(marks, "filming")
        for key in ("2", "m", "1"):
            marks.keyboard.press(key)
        rows = marks.locator(".along__mark")
        expect(rows).to_have_count(3)
        expect(rows.locator(".kind")).to_have_text(["Observatie", "Top", "Top"])
        marks.keyboard.press("z")
        expect(rows.first.get_by_text("weggehaald")).to_be_visible()
        assert violations(marks) == []
        back = rows.first.get_by_role("button", name="terug")
        back.focus()
        marks.keyboard.press("Enter")
        expect(rows.first.get_by_text("weggehaald")).to_be_hidden()
        assert violations(marks) == []
        marks.set_viewport_size(PHONE)
        marks.emulate_media(color_scheme="dark")
        assert violations(marks) == []
        for size in (PHONE, ViewportSize(width=320, height=640)):
            marks.set_viewport_size(size)
            over = marks.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0
        for box in (button.bounding_box() for button in marks.locator("[data-press]").all()):
            assert box
            assert min(box["width"], box["height"]) >= 64
        stop(films)
        arrived(films)


def test_marks_made_without_internet_come_in_from_whichever_page_is_opened_next(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        begin(films)
        stands(marks, "filming")
        film(films, 3)
        marks.route("**/marks", lambda route: route.abort())
        tap(marks, "suggestion")
        happened = pressed(films, marks)
        expect(marks.locator(".along__mark")).to_have_count(1)
        marks.unroute("**/marks")
        marks.goto("/recordings")
        sent(marks)
        film(films, 5)
        stop(films)
        made = arrived(films)
        until(lambda: len(on_film(product, made)) == 1, "the mark does not join", 60)
        assert on_film(product, made)[0][1] == pytest.approx(happened - LEAD, abs=NEAR)


def test_who_is_asked_anew_and_who_was_asked_before_both_find_their_moments_in_the_film(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    first = asked(films)
    with colleague(chromium, product) as before, colleague(chromium, product, "tom") as after:
        before.goto(f"/filming/{first}")
        begin(films)
        stands(before, "filming")
        film(films, 2.5)
        tap(before, "strength")
        happened = [pressed(films, before)]
        sent(before)
        press(films, "Vraag niemand meer")
        stands(before, "closed")
        press(films, "Laat collega’s meemarkeren")
        second = films.locator(".invite__code").inner_text()
        assert second != first
        after.goto(f"/filming/{second}")
        stands(after, "filming")
        film(films, 5)
        tap(after, "question")
        happened.append(pressed(films, after))
        sent(after)
        stop(films)
        made = arrived(films)
        until(lambda: len(on_film(product, made)) == 2, "the marks do not join", 60)
        starts = [start for _kind, start, *_rest in on_film(product, made)]
        assert starts == pytest.approx([at - LEAD for at in happened], abs=NEAR)
