"""Marks without a line: they wait, through a crash too, and come in once. What the server refuses is said and kept."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.marking import TEXT, comes_to_hold, enter, moments, placed
from tests.browser.serving import heard, rest
from tests.conftest import PASSWORD
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
WAITING = "[data-waiting]"


def mark(page: Page, words: str) -> None:
    page.keyboard.press("m")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def answering(page: Page, status: int, body: object) -> None:
    """From now on the server answers marks so."""
    page.route(
        "**/annotations",
        lambda route: route.fulfill(status=status, body=json.dumps(body), content_type="application/json"),
    )


def mended(page: Page) -> None:
    """Answers arrive again, and what waits is sent now."""
    page.unroute("**/annotations")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")


def test_marks_without_internet_wait_in_sight_and_come_in_by_themselves(page: Page) -> None:
    page.context.set_offline(True)
    mark(page, "Een")
    expect(page.locator(WAITING)).to_have_text("1 moment wacht op internet.")
    mark(page, "Twee")
    expect(page.locator(WAITING)).to_have_text("2 momenten wachten op internet.")
    expect(page.locator(".tl__draft")).to_have_count(2)
    expect(page.locator(".moment--waits")).to_have_count(2)
    page.context.set_offline(False)
    placed(page, 2)
    expect(page.locator(".moment--waits")).to_have_count(0)
    expect(page.locator(".tl__draft")).to_have_count(0)
    assert [words for *_, words in moments()] == ["Een", "Twee"]


def test_what_waits_is_read_in_its_place_changed_taken_away_and_keeps_the_focus_when_it_is_sent(page: Page) -> None:
    mark(page, "Er al")
    placed(page, 1)
    page.context.set_offline(True)
    page.keyboard.press("ArrowLeft")
    mark(page, "Ervoor")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("3")
    page.keyboard.type("Erna")
    page.keyboard.press("Enter")
    waits = page.locator(".moment--waits")
    words = page.locator(".moments > .moment .moment__text")
    expect(words).to_have_text(["Ervoor", "Er al", "Erna"])
    expect(page.locator("[data-count]")).to_have_text("3")
    expect(waits.first).to_contain_text("Wacht op internet")
    expect(page.locator(".tl__pin")).to_have_count(1)
    waits.first.get_by_role("button", name="Bewerk").click()
    expect(page.locator(TEXT)).to_have_value("Ervoor")
    page.locator(TEXT).fill("Net ervoor")
    page.locator(TEXT).press("Enter")
    expect(words.first).to_have_text("Net ervoor")
    waits.last.get_by_role("button", name="Verwijder").click()
    expect(waits).to_have_count(1)
    page.keyboard.press("z")
    expect(words).to_have_text(["Net ervoor", "Er al", "Erna"])
    waits.first.get_by_role("button", name="Ga naar 0:09").focus()
    page.context.set_offline(False)
    placed(page, 3)
    expect(waits).to_have_count(0)
    expect(page.locator(".moments > .moment").first.get_by_role("link", name="Ga naar 0:09")).to_be_focused()
    before, after = ("observation", 9_000, None, "Net ervoor"), ("question", 11_000, None, "Erna")
    comes_to_hold(page, [before, ("observation", 10_000, None, "Er al"), after])


def test_one_that_was_tried_and_waits_is_removed_once_the_server_has_it(page: Page) -> None:
    tries: list[int] = []

    def lose(route: Route) -> None:
        tries.append(route.fetch().status)
        route.abort()

    page.route("**/annotations", lose)
    mark(page, "Toch niet")
    waits = page.locator(".moment--waits")
    expect(waits).to_contain_text("Nog niet geplaatst")
    waits.get_by_role("button", name="Verwijder").click()
    expect(waits).to_have_count(0)
    with page.expect_response("**/delete") as removed:
        mended(page)
    assert removed.value.status == 204
    assert moments() == []


def test_a_crash_without_internet_loses_nothing(page: Page, film: int) -> None:
    page.context.set_offline(True)
    mark(page, "Een")
    mark(page, "Twee")
    expect(page.locator(WAITING)).to_be_visible()
    again = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    enter(again, film)
    placed(again, 2)
    assert [words for *_, words in moments()] == ["Een", "Twee"]


def test_what_waits_is_sent_from_whichever_page_is_opened_next(page: Page, film: int) -> None:
    page.context.set_offline(True)
    mark(page, "Uit de kelder")
    expect(page.locator(WAITING)).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    with page.expect_response(f"**/recordings/{film}/annotations") as sent:
        page.goto("/start")
    assert sent.value.status == 201
    assert [words for *_, words in moments()] == ["Uit de kelder"]


def test_a_server_that_does_not_answer_is_tried_again(page: Page) -> None:
    tries: list[int] = []

    def stumble(route: Route) -> None:
        tries.append(502 if tries else 503)
        route.fulfill(status=tries[-1])

    page.route("**/annotations", stumble)
    mark(page, "Houd vol")
    expect(page.locator(WAITING)).to_have_text("1 moment is nog niet geplaatst. We proberen het steeds opnieuw.")
    heard(page, lambda: len(tries) > 1, "it is not tried again")
    page.unroute("**/annotations")
    expect(page.locator(".moment:not(.moment--waits)")).to_have_count(1)
    placed(page, 1)


def test_what_the_server_refuses_comes_back_with_the_reason(page: Page) -> None:
    answering(page, 422, {"error": "Het einde van een fragment ligt na het begin.", "field": "end"})
    mark(page, "Dit kan niet")
    expect(page.locator("[data-error]")).to_have_text("Het einde van een fragment ligt na het begin.")
    expect(page.locator(TEXT)).to_have_value("Dit kan niet")
    page.unroute("**/annotations")
    page.get_by_role("button", name="Plaats op 0:10").click()
    placed(page, 1)
    assert moments() == [("observation", 10_000, None, "Dit kan niet")]


@pytest.mark.parametrize(("status", "said"), [(403, "Dit is niet geplaatst."), (404, "niet meer met je gedeeld")])
def test_who_may_no_longer_mark_reads_so_and_keeps_the_words(page: Page, status: int, said: str) -> None:
    answering(page, status, {})
    mark(page, "Bewaar mij")
    expect(page.locator("[data-error]")).to_contain_text(said)
    expect(page.locator(TEXT)).to_have_value("Bewaar mij")


def test_a_refusal_while_the_next_is_written_waits_for_a_decision(page: Page) -> None:
    page.context.set_offline(True)
    mark(page, "De eerste")
    page.keyboard.press("2")
    page.keyboard.type("De tweede")
    answering(page, 422, {"error": "Dat gaat niet."})
    page.context.set_offline(False)
    refused = page.locator(".outbox__item")
    expect(refused).to_contain_text("Dat gaat niet.")
    expect(refused).to_contain_text("De eerste")
    expect(page.locator(TEXT)).to_have_value("De tweede")
    page.unroute("**/annotations")
    page.locator(TEXT).press("Enter")
    expect(page.locator(".moment")).to_have_count(1)
    refused.get_by_role("button", name="Pas aan").click()
    expect(page.locator(TEXT)).to_have_value("De eerste")
    page.locator(TEXT).press("Enter")
    placed(page, 2)


def test_what_one_person_left_is_not_sent_by_the_next_on_the_same_device(
    page: Page, sanne: Person, youssef: Person, film: int
) -> None:
    mine, theirs = youssef.email, sanne.email
    db.session.commit()
    page.context.set_offline(True)
    mark(page, "Van Youssef")
    page.keyboard.press("m")
    page.keyboard.type("Ook van Youssef")
    rest(page, 500)
    next_one = page.context.new_page()
    page.close()  # and with it all that could still send as Youssef
    page = next_one
    page.context.clear_cookies()
    page.context.set_offline(False)
    sign_in(page, theirs)
    enter(page, film)
    rest(page, 500)
    expect(page.locator(TEXT)).to_have_value("")
    expect(page.locator(".moment")).to_have_count(0)
    sign_in(page, mine)
    enter(page, film)
    placed(page, 1)
    expect(page.locator(TEXT)).to_have_value("Ook van Youssef")


def sign_in(page: Page, email: str) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/start")
