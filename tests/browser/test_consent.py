"""A client agrees on their own phone, the team sees the film, the client stops at home, and it is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import marking
from tests.browser.marking import Desk, enter, play
from tests.browser.phones import finger
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db

chromium, address, desk = marking.chromium, marking.address, marking.desk
minute, film = marking.minute, marking.film
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

Letter = Callable[..., Page]


@pytest.fixture
def letter(chromium: Browser, address: str) -> Letter:
    """Opens a link on the phone of somebody without an account."""

    def hold(link: str, *, scripts: bool = True, locale: str = "nl-NL") -> Page:
        context = chromium.new_context(
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
            locale=locale,
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.goto(link)
        return page

    return hold


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def tap(what: Locator) -> None:
    what.scroll_into_view_if_needed()
    finger(what)


def named(page: Page, film: int, name: str = "Mevrouw De Wit") -> str:
    """The maker puts a client on the list; the link that they may use."""
    page.goto(f"/recordings/{film}/in-view")
    page.get_by_label("Naam of schuilnaam").fill(name)
    tap(button(page, "Zet op de lijst").first)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Vraag toestemming aan {name}")
    return page.locator(".ways a").get_attribute("href") or ""


def sign(page: Page) -> None:
    box = page.locator(".sign-pad__box")
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 40, at["y"] + 40)
    page.mouse.down()
    page.mouse.move(at["x"] + 160, at["y"] + 70, steps=5)
    page.mouse.up()


def agree(page: Page) -> None:
    page.get_by_text("Het team mag ervan leren").tap()
    sign(page)
    tap(button(page, "Ik geef toestemming"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel, je doet mee")


def status_of(page: Page, path: str) -> int:
    return page.request.get(path).status


def test_a_client_agrees_by_their_link_the_team_watches_and_the_client_stops_at_home(
    desk: Desk, letter: Letter, sanne: Person, youssef: Person, film: int
) -> None:
    maker, colleague = desk(sanne, phone=True), desk(youssef, phone=True)
    client = letter(named(maker, film))
    assert colleague.goto(f"/recordings/{film}").status == 404  # type: ignore[union-attr]
    expect(client.get_by_text("Gefilmd door Sanne Visser")).to_be_visible()
    agree(client)
    expect(maker.get_by_text("Vindt goed: leren in het team")).to_be_visible()
    enter(colleague, film)
    play(colleague)
    enter(maker, film)
    tap(button(client, "Stop ermee"))
    expect(client.get_by_role("heading", level=1)).to_have_text("Je bent gestopt")
    expect(colleague.get_by_role("heading", name="Deze video is niet meer te zien")).to_be_visible()
    expect(colleague.locator("video")).to_have_count(0)
    expect(maker.get_by_text("Toestemming ingetrokken.")).to_be_visible()
    expect(maker.locator("video")).to_have_count(0)
    for page in (maker, colleague):
        assert status_of(page, f"/recordings/{film}/media/direct") == 404


def test_ten_who_are_watching_lose_the_film_at_once(
    desk: Desk, letter: Letter, chromium: Browser, address: str, sanne: Person, youssef: Person, film: int
) -> None:
    client = letter(named(desk(sanne, phone=True), film))
    agree(client)
    first = desk(youssef)
    own = first.context.storage_state()
    contexts = [chromium.new_context(base_url=address, storage_state=own) for _more in range(9)]
    watching = [first, *(context.new_page() for context in contexts)]
    for page in watching:
        enter(page, film)
        play(page)
    tap(button(client, "Stop ermee"))
    for page in watching:
        expect(page.get_by_role("heading", name="Deze video is niet meer te zien")).to_be_visible()
        assert status_of(page, f"/recordings/{film}/media/direct") == 404
    for context in contexts:
        context.close()


def test_on_the_screen_of_the_maker_it_is_signed_and_the_device_is_given_back(
    desk: Desk, sanne: Person, youssef: Person, film: int
) -> None:
    page = desk(sanne, phone=True)
    named(page, film)
    tap(page.get_by_role("link", name="Laat hier tekenen"))
    agree(page)
    expect(page.get_by_text("Geef het apparaat nu terug. Dank je wel.")).to_be_visible()
    expect(page.get_by_role("img", name="QR-code met jouw link")).to_be_visible()
    tap(page.get_by_role("link", name="Klaar, verder"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie is er in beeld?")
    assert desk(youssef).goto(f"/recordings/{film}").status == 200  # type: ignore[union-attr]


def test_a_maker_stops_it_in_two_presses_and_hears_first_what_happens(
    desk: Desk, letter: Letter, sanne: Person, film: int
) -> None:
    page = desk(sanne, phone=True)
    agree(letter(named(page, film)))
    expect(page.get_by_text("Vindt goed: leren in het team")).to_be_visible()
    what_happens = page.get_by_text("Dan ziet of hoort niemand de video nog, jij ook niet.")
    expect(what_happens).to_be_hidden()
    tap(page.locator("summary", has_text="Trek in"))
    expect(what_happens).to_be_visible()
    tap(button(page, "Trek in namens Mevrouw De Wit"))
    expect(page.get_by_text("Ingetrokken. Niemand ziet de video nu nog.")).to_be_visible()


def test_without_a_script_a_typed_name_is_the_signature(
    desk: Desk, letter: Letter, sanne: Person, youssef: Person, film: int
) -> None:
    client = letter(named(desk(sanne, phone=True), film), scripts=False)
    client.get_by_label("Het team mag ervan leren").check()
    button(client, "Ik geef toestemming").click()
    expect(client.get_by_role("alert")).to_contain_text("Zet je handtekening in het vak, of typ je naam.")
    expect(client.get_by_label("Het team mag ervan leren")).to_be_checked()
    client.get_by_label("Of typ hier je naam").fill("M. de Wit")
    button(client, "Ik geef toestemming").click()
    expect(client.get_by_role("heading", level=1)).to_have_text("Dank je wel, je doet mee")
    button(client, "Stop ermee").click()
    expect(client.get_by_role("heading", level=1)).to_have_text("Je bent gestopt")
    db.session.rollback()
    assert desk(youssef).goto(f"/recordings/{film}").status == 404  # type: ignore[union-attr]


def test_who_would_rather_not_says_so_as_easily_and_by_the_keyboard(
    desk: Desk, letter: Letter, sanne: Person, film: int
) -> None:
    client = letter(named(desk(sanne, phone=True), film), locale="en-GB")
    expect(client.get_by_role("heading", level=1)).to_have_text("You are in a video")
    button(client, "Rather not").focus()
    client.keyboard.press("Enter")
    expect(client.get_by_role("heading", level=1)).to_have_text("You are not taking part")


def test_a_colleague_stops_it_for_a_client_who_asks(
    desk: Desk, letter: Letter, sanne: Person, tom: Person, film: int
) -> None:
    client = letter(named(desk(sanne, phone=True), film))
    agree(client)
    page = enter(desk(tom), film)
    page.get_by_label("Meer over deze video").click()
    page.get_by_role("link", name="Iemand in beeld wil stoppen").click()
    button(page, "Trek in namens Mevrouw De Wit").click()
    expect(page.get_by_text("Ingetrokken. Niemand ziet de video nu nog.")).to_be_visible()
    assert status_of(page, f"/recordings/{film}") == 404


def test_pressing_yes_too_early_leads_to_what_lacks_first_with_and_without_a_script(
    desk: Desk, letter: Letter, sanne: Person, film: int
) -> None:
    link = named(desk(sanne, phone=True), film)
    for scripts in (True, False):
        client = letter(link, scripts=scripts)
        button(client, "Ik geef toestemming").click()
        lacks = client.get_by_role("group", name="Wat vind je goed?")
        expect(lacks).to_be_in_viewport()
        expect(lacks).to_be_focused()
        expect(lacks).to_contain_text("Kruis het eerste vakje aan.")
        client.get_by_label("Het team mag ervan leren").check()
        button(client, "Ik geef toestemming").click()
        lacks = client.get_by_role("group", name="Je handtekening")
        expect(lacks).to_be_focused()
        expect(lacks).to_be_in_viewport()
        expect(client.get_by_label("Of typ hier je naam")).to_have_accessible_description(
            "Zet je handtekening in het vak, of typ je naam."
        )


def test_the_link_is_copied_and_that_is_said(desk: Desk, sanne: Person, film: int) -> None:
    page = desk(sanne, phone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = named(page, film)
    button(page, "Kopieer de link").click()
    expect(button(page, "Gekopieerd")).to_be_visible()
    expect(page.locator("copy-link [role=status]")).to_have_text("Gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == link
