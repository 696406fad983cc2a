"""Marks whose answer was lost or is not the server's own, and marks that changed meanwhile: each word is there once."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.marking import TEXT, moments, placed
from tests.browser.serving import heard
from tests.browser.test_marking_offline import WAITING, mark, mended
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.models import Annotation
from wpl_platform.teams.queries import viewer_of

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def losing(page: Page) -> list[int]:
    """The server takes the next mark, and no answer arrives until `mended`; what it answered is in the list then."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().status)
        route.abort()

    page.route("**/annotations", lose)
    return lost


def test_an_answer_that_got_lost_makes_no_second_moment(page: Page) -> None:
    lost = losing(page)
    mark(page, "Maar een keer")
    expect(page.locator(WAITING)).to_be_visible()
    mended(page)
    placed(page, 1)
    assert lost == [201]
    assert [words for *_, words in moments()] == ["Maar een keer"]


def test_words_written_at_a_mark_whose_answer_got_lost_are_kept(page: Page) -> None:
    lost = losing(page)
    mark(page, "Een keer")
    expect(page.locator(WAITING)).to_be_visible()
    for words in (", en meer", ", en nog meer"):
        page.keyboard.press("Enter")
        page.keyboard.press("End")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    mended(page)
    placed(page, 1)
    expect(page.locator(".moment__text")).to_have_text("Een keer, en meer, en nog meer")
    assert lost == [201]
    assert [words for *_, words in moments()] == ["Een keer, en meer, en nog meer"]


def test_a_mark_whose_answer_got_lost_can_be_taken_back(page: Page) -> None:
    lost = losing(page)
    mark(page, "Toch niet")
    expect(page.locator(WAITING)).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator(TEXT)).to_have_value("Toch niet")
    with page.expect_response("**/annotations/*/delete") as answer:
        mended(page)
    assert (lost, answer.value.status) == ([201], 204)
    expect(page.locator(".moment:not(.moment--waits)")).to_have_count(0)
    expect(page.locator("outbox-note")).to_be_hidden()
    assert moments() == []


def test_a_mark_that_was_removed_before_its_answer_came_is_not_listed(page: Page, youssef: Person) -> None:
    losing(page)
    mark(page, "Al weg")
    expect(page.locator(WAITING)).to_be_visible()
    actions.remove(db.session.query(Annotation).one(), by=viewer_of(youssef))
    db.session.commit()
    with page.expect_response("**/annotations"):
        mended(page)
    expect(page.locator("outbox-note")).to_be_hidden()
    expect(page.locator(".moment:not(.moment--waits)")).to_have_count(0)


def test_a_page_that_is_not_the_servers_answer_is_no_answer(page: Page) -> None:
    tries: list[int] = []

    def catch(route: Route) -> None:
        tries.append(200)
        portal = "<html><body>Log in op deze wifi</body></html>" if len(tries) == 1 else ""
        route.fulfill(status=200, body=portal, content_type="text/html")

    page.route("**/annotations", catch)
    mark(page, "Achter de poort")
    expect(page.locator(WAITING)).to_be_visible()
    heard(page, lambda: len(tries) > 1, "it is not tried again")
    expect(page.locator(WAITING)).to_be_visible()
    mended(page)
    expect(page.locator(".moment:not(.moment--waits)")).to_have_count(1)
    assert [words for *_, words in moments()] == ["Achter de poort"]


def test_what_was_changed_elsewhere_meanwhile_gets_these_words_and_no_second_moment(
    page: Page, youssef: Person
) -> None:
    mark(page, "Op de laptop")
    placed(page, 1)
    found = db.session.query(Annotation).one()
    actions.edit(found, found.kind, Span(10_000), "Op de telefoon", by=viewer_of(youssef))
    db.session.commit()
    expect(page.locator(".moment__text")).to_have_text("Op de telefoon")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(", later")
    page.keyboard.press("Enter")
    expect(page.locator(".composer [data-error]")).to_contain_text("intussen veranderd")
    expect(page.locator(TEXT)).to_have_value("Op de laptop, later")
    page.locator(TEXT).press("Enter")
    expect(page.locator(".moment__text")).to_have_text("Op de laptop, later")
    assert moments() == [("observation", 10_000, None, "Op de laptop, later")]


def test_what_was_moved_on_the_timeline_is_written_at_where_it_is_now(page: Page) -> None:
    mark(page, "Verplaatst")
    placed(page, 1)
    page.locator("studio-timeline").evaluate(
        "(line, id) => line.dispatchEvent(new CustomEvent('studio:moved', "
        "{ bubbles: true, detail: { id: Number(id), start: 20000, end: 24000 } }))",
        page.locator(".moment:not(.moment--waits)").get_attribute("data-moment"),
    )
    expect(page.locator(".moment__time")).to_have_text("0:20–0:24")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type(" en aangevuld")
    page.keyboard.press("Enter")
    expect(page.locator(".moment__text")).to_have_text("Verplaatst en aangevuld")
    assert moments() == [("observation", 20_000, 24_000, "Verplaatst en aangevuld")]


def test_what_is_taken_back_while_the_next_is_written_can_be_had_back(page: Page) -> None:
    mark(page, "De eerste")
    placed(page, 1)
    page.keyboard.press("2")
    page.keyboard.type("De tweede")
    undo = page.locator(".toast:not([hidden]):not(.is-leaving)").get_by_role("button", name="Maak ongedaan")
    undo.click()
    expect(page.locator(".moment:not(.moment--waits)")).to_have_count(0)
    expect(page.locator(".toast", has_text="Niet meer geplaatst")).to_be_visible()
    undo.click()
    expect(page.locator(".moment__text")).to_have_text("De eerste")
    expect(page.locator(TEXT)).to_have_value("De tweede")
