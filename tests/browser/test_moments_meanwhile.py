"""The list of moments while the line is away, something is removed or a search stands: nothing is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update

from tests.browser import test_moments as long
from tests.browser import test_studio as studio
from tests.browser.serving import SignIn
from tests.browser.test_every_page import violations
from tests.browser.test_moments import MANY
from tests.browser.test_studio import enter
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of

Mark = Callable[..., Annotation]
private, shared, mark = studio.private, studio.shared, studio.mark
minute, deliver, film, many = studio.minute, studio.deliver, studio.film, long.many
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def undelivered(page: Page, pattern: re.Pattern[str]) -> list[str]:
    """From now on such requests get no answer; which they were is in the list."""
    asked: list[str] = []

    def cut(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(pattern, cut)
    return asked


def down(page: Page) -> None:
    """Far down the list."""
    page.locator(".moments").evaluate("list => { list.closest('.side__list').scrollTop = 1e6; list.scrollTop = 1e6; }")


def test_a_part_of_the_list_that_does_not_come_in_is_asked_for_again_after_a_while(
    film: int, many: list[int], sign_in: SignIn, sanne: Person
) -> None:
    page = enter(sign_in(sanne), film)
    asked = undelivered(page, re.compile(r"/annotations\?id="))
    with page.expect_request(re.compile(r"/annotations\?id=")):
        down(page)
    page.wait_for_timeout(1_500)
    assert 1 <= len(asked) < 6
    page.unroute(re.compile(r"/annotations\?id="))
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(page.locator(f"#moment-{many[-1]}")).to_be_visible()


def test_moments_that_are_no_longer_there_leave_the_list_when_it_asks_for_them(
    film: int, many: list[int], sign_in: SignIn, sanne: Person
) -> None:
    page = enter(sign_in(sanne), film)
    db.session.execute(update(Annotation).where(Annotation.id.in_(many[-60:])).values(removed_at=clock.now()))
    db.session.commit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "annotations?id=" in request.url else None)
    down(page)
    expect(page.locator("[data-count]")).not_to_have_text(str(MANY))
    page.wait_for_timeout(1_000)
    down(page)
    expect(page.locator(f"#moment-{many[-61]}")).to_be_visible()
    assert len(asked) < 12


def test_a_moment_that_is_removed_while_somebody_replies_keeps_their_words_within_reach(
    film: int, mark: Mark, youssef: Person, sanne: Person, sign_in: SignIn
) -> None:
    made = mark(db.session.get_one(Recording, film), youssef).id
    db.session.commit()
    page = enter(sign_in(sanne), film)
    page.locator(".thread__open").click()
    reply = page.locator(".thread__form textarea")
    reply.fill("Dit wil ik nog zeggen")
    actions.remove(db.session.get_one(Annotation, made), by=viewer_of(youssef))
    db.session.commit()
    expect(page.locator(".thread__form [data-error]")).to_contain_text("weggehaald")
    expect(reply).to_have_value("Dit wil ik nog zeggen")
    expect(page.locator(".thread__form button")).to_be_disabled()
    expect(page.locator("[data-count]")).to_have_text("0")
    expect(reply).to_be_visible()
    assert violations(page) == []
    reply.press("Control+Enter")
    reply.blur()
    expect(reply).to_have_value("Dit wil ik nog zeggen")
    reply.fill("")
    expect(page.locator(".moment")).to_have_count(0)


def test_what_was_typed_in_a_moment_is_never_thrown_away_by_looking_at_something_else(
    film: int, mark: Mark, youssef: Person, sign_in: SignIn
) -> None:
    made = mark(db.session.get_one(Recording, film), youssef).id
    actions.edit(
        db.session.get_one(Annotation, made), AnnotationKind.QUESTION, Span(5_000), "Eerder", by=viewer_of(youssef)
    )
    db.session.commit()
    page = enter(sign_in(youssef), film)
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    words = page.locator(".edit [name=text]")
    words.fill("Wat ik hier schreef")
    found = db.session.get_one(Annotation, made)
    actions.edit(found, found.kind, Span(5_000), "Intussen", by=viewer_of(youssef))
    db.session.commit()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".edit [data-error]")).to_contain_text("intussen veranderd")
    page.get_by_role("link", name="bewerkt").click()
    expect(page.locator(".revisions")).to_contain_text("Eerder")
    expect(words).to_have_value("Wat ik hier schreef")
    page.locator(".revisions").get_by_role("button", name="Sluit").click()
    expect(page.locator(".revisions")).to_have_count(0)
    page.locator(".moment__more summary").click()
    page.locator("[data-edit]").click()
    expect(words).to_be_focused()
    page.keyboard.press("Escape")
    expect(words).to_have_value("Wat ik hier schreef")
    expect(words).not_to_be_focused()


def test_what_a_colleague_marks_while_the_line_is_away_is_there_when_it_returns(
    film: int, youssef: Person, sanne: Person, sign_in: SignIn
) -> None:
    page = enter(sign_in(sanne), film)
    pattern = re.compile(r"/annotations/\d+$")
    asked = undelivered(page, pattern)
    recording = db.session.get_one(Recording, film)
    actions.annotate(recording, AnnotationKind.QUESTION, Span(5_000), "Zie je dit?", by=viewer_of(youssef))
    with page.expect_request(pattern):
        db.session.commit()
    page.wait_for_timeout(1_000)
    assert 1 <= len(asked) < 4
    expect(page.locator(".moment")).to_have_count(0)
    page.unroute(pattern)
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(page.locator(".moment__text")).to_have_text("Zie je dit?")


def test_what_is_placed_while_a_search_stands_is_found_by_it(film: int, sign_in: SignIn, youssef: Person) -> None:
    page = enter(sign_in(youssef), film, "?q=stilte")
    for words in ("Mooie stilte", "Iets anders"):
        page.keyboard.press("m")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(page.locator(".moments > .moment")).to_have_count(1)
    expect(page.locator(".moment__text")).to_have_text("Mooie stilte")


def test_an_open_menu_stays_open_when_its_moment_changes(
    film: int, mark: Mark, sign_in: SignIn, youssef: Person
) -> None:
    made = mark(db.session.get_one(Recording, film), youssef)
    db.session.commit()
    page = enter(sign_in(youssef), film)
    page.locator(".moment__more summary").click()
    actions.edit(made, AnnotationKind.QUESTION, Span(1_000), "Anders gezegd", by=viewer_of(youssef))
    db.session.commit()
    expect(page.locator(".moment__text")).to_have_text("Anders gezegd")
    expect(page.locator("[data-edit]")).to_be_visible()
