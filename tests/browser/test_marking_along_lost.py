"""Marking along when something goes wrong: no mark is lost without a word, nor kept where its film is gone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from tests.browser import recording as world
from tests.browser.along import asked, colleague, on_film, sent, stands, tap
from tests.browser.recording import Opened, begin, film, leave, left_behind, press
from tests.running import Product, until
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.feedback import film_company, filming
from wpl_platform.feedback.film_clock import Tick
from wpl_platform.feedback.filming_models import BeatKind, Filming, LiveMark
from wpl_platform.media.models import Recording, Stage
from wpl_platform.teams.models import Team
from wpl_platform.teams.queries import viewer_of

pytestmark = pytest.mark.slow
product, chromium, kept, opened = world.product, world.chromium, world.kept, world.opened


@pytest.fixture
def code(product: Product) -> str:
    """Sanne has begun to film, and asks her team to mark along."""
    with apart(product.app, writes=True):
        sanne = db.session.scalars(select(Person).where(Person.name == "Sanne Visser")).one()
        by = viewer_of(sanne)
        made = filming.invite(db.session.get_one(Team, min(by.roles)), by=by)
        filming.tell(made, 1, Tick(BeatKind.BEGIN, clock.now(), 0), by=by)
        return made.code


def ended_long_ago(product: Product, code: str) -> None:
    """The filming ended before anything of today was pressed."""
    with apart(product.app, writes=True):
        db.session.scalars(select(Filming).where(Filming.code == code)).one().closed_at = clock.now() - timedelta(
            hours=1
        )


def found(code: str) -> Filming:
    """The filming of that code."""
    return db.session.scalars(select(Filming).where(Filming.code == code)).one()


def texts(product: Product, code: str) -> list[str]:
    """What the server has of the words of marks."""
    with product.app.app_context():
        asked_for = select(LiveMark.text).join(Filming, Filming.id == LiveMark.filming_id).where(Filming.code == code)
        return list(db.session.scalars(asked_for))


def no_line(page: Page) -> None:
    """From here on no mark comes through."""
    page.route("**/marks", lambda route: route.abort())


def test_a_mark_that_is_refused_keeps_its_words_and_the_field_is_not_of_it_any_more(
    product: Product, chromium: Browser, code: str
) -> None:
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        no_line(marks)
        tap(marks, "strength")
        marks.locator("#along-text").fill("Zij wachtte")
        ended_long_ago(product, code)
        marks.unroute("**/marks")
        row = marks.locator(".along__mark")
        expect(row).to_contain_text("Het filmen was toen al klaar.")
        expect(row).to_contain_text("Zij wachtte")
        expect(marks.locator("#along-text")).to_be_hidden()
        expect(marks.locator("[data-part=said]")).to_have_text("Het filmen was toen al klaar.")
        marks.reload()
        expect(row).to_contain_text("Zij wachtte")
        row.get_by_role("button", name="Gooi weg").click()
        expect(row).to_have_count(0)
        sent(marks)


def test_a_mark_that_is_refused_on_another_page_is_told_there_with_its_words(
    product: Product, chromium: Browser, code: str
) -> None:
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        no_line(marks)
        tap(marks, "strength")
        marks.locator("#along-text").fill("Zij wachtte")
        marks.keyboard.press("Enter")
        marks.goto("/recordings")
        ended_long_ago(product, code)
        marks.unroute("**/marks")
        expect(marks.locator(".toast__text")).to_have_text("Het filmen was toen al klaar. “Zij wachtte”")


def test_words_are_kept_when_the_page_is_left_in_the_middle_of_them(
    product: Product, chromium: Browser, code: str
) -> None:
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        stands(marks, "filming")
        tap(marks, "question")
        sent(marks)
        marks.evaluate("document.querySelector('#along-text').value = 'Halverwege'; location.assign('/recordings')")
        marks.wait_for_url("**/recordings")
        until(lambda: texts(product, code) == ["Halverwege"], "the words are lost", 10)


def test_a_server_that_is_busy_is_not_taken_for_no_connection(product: Product, chromium: Browser, code: str) -> None:
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        marks.route("**/marks", lambda route: route.fulfill(status=503))
        tap(marks, "question")
        expect(marks.locator("[data-part=busy]")).to_be_visible()
        expect(marks.locator("[data-part=offline]")).to_be_hidden()
        marks.unroute("**/marks")
        sent(marks)
        expect(marks.locator("[data-part=busy]")).to_be_hidden()


def test_a_token_that_stays_old_is_not_asked_for_again_and_again(
    product: Product, chromium: Browser, code: str
) -> None:
    tries: list[str] = []

    def refuse(route: Route) -> None:
        tries.append(route.request.url)
        route.fulfill(status=400, json={"error": "", "field": "csrf_token"})

    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        marks.route("**/marks", refuse)
        tap(marks, "question")
        expect(marks.locator("[data-part=busy]")).to_be_visible()
        marks.wait_for_timeout(2_500)
        assert 2 <= len(tries) <= 6
        marks.unroute("**/marks")
        sent(marks)


def test_just_after_a_pause_the_page_says_what_the_server_says(product: Product, chromium: Browser, code: str) -> None:
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        stands(marks, "filming")
        marks.wait_for_function("() => document.querySelector('[data-part=clock]').textContent >= '0:04'")
        with apart(product.app, writes=True):
            made = found(code)
            film_ms = film_company.standing(made, viewer=viewer_of(made.maker)).film_ms
            filming.tell(made, 2, Tick(BeatKind.PAUSE, clock.now(), film_ms), by=viewer_of(made.maker))
        stands(marks, "paused")
        no_line(marks)
        tap(marks, "question")
        time = marks.locator(".along__mark [data-part=time]")
        here = time.inner_text()
        assert int(here.split(":")[1]) < film_ms // 1000
        marks.unroute("**/marks")
        sent(marks)
        expect(time).to_have_text(here)


def test_nobody_is_told_that_nobody_is_asked_while_the_server_does_not_know(opened: Opened) -> None:
    films = opened()
    asked(films)
    films.route("**/close", lambda route: route.abort())
    press(films, "Vraag niemand meer")
    expect(films.locator("[data-alarm]:visible")).to_have_count(1)
    expect(films.locator(".invite__code")).to_be_visible()
    films.unroute("**/close")
    press(films, "Vraag niemand meer")
    expect(films.get_by_role("button", name="Laat collega’s meemarkeren")).to_be_visible()


def test_a_film_that_was_whole_on_the_server_keeps_its_marks_when_the_copy_here_is_thrown_away(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)

    def swallow(route: Route) -> None:
        answer = route.fetch() if route.request.method == "PATCH" else None
        if answer is None or "upload-length" in route.request.headers:
            route.abort()
        else:
            route.fulfill(response=answer)

    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        films.route("**/uploads/**", swallow)
        begin(films)
        stands(marks, "filming")
        film(films, 3)
        tap(marks, "strength")
        sent(marks)
        with films.expect_event("requestfailed", lambda request: "upload-length" in request.headers, timeout=30_000):
            press(films, "Stop")
        assert is_in(product)
        films.unroute("**/uploads/**")
        leave(films)
        press(films, "Gooi weg")
        press(films, "Gooi de opname weg")
        expect(films.get_by_text("Op de server staat nog iets onder dezelfde titel")).to_be_visible()
        until(lambda: len(on_film(product, last(product))) == 1, "the mark does not join", 60)


def last(product: Product) -> int:
    """The recording that was begun last."""
    with product.app.app_context():
        return db.session.scalars(select(Recording.id).order_by(Recording.id.desc())).first() or 0


def is_in(product: Product) -> bool:
    """Whether the film of the recording that was begun last is in."""
    with product.app.app_context():
        return db.session.get_one(Recording, last(product)).stage is not Stage.AWAITING


def test_what_could_not_be_thrown_away_on_the_server_is_thrown_away_another_time(
    product: Product, chromium: Browser, opened: Opened
) -> None:
    films = opened()
    code = asked(films)
    with colleague(chromium, product) as marks:
        marks.goto(f"/filming/{code}")
        left_behind(films)
        films.route("**/filming/*/delete", lambda route: route.abort())
        press(films, "Gooi weg")
        press(films, "Gooi de opname weg")
        expect(films.get_by_text("Van de server gaat hij zodra er weer verbinding is")).to_be_visible()
        expect(films.locator(".saved")).to_have_count(0)
        films.unroute("**/filming/*/delete")
        films.goto("/start")
        stands(marks, "thrown")
        films.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('thrown-takes'))")
