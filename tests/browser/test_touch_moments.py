"""The moments in the studio by touch alone: read, answered, changed, taken away, had back, and chosen among."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.marking import Desk, enter
from tests.browser.phones import finger
from tests.browser.serving import rest
from tests.feedback import conftest as rooms
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind, AnnotationLabel
from wpl_platform.media.models import Recording

Mark = Callable[..., Annotation]
mark = rooms.mark
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SHOWN = ".moments > .moment"
APART_MS = 350
"""Two taps that are no double tap, which would choose a word."""


@pytest.fixture
def theirs(film: int, mark: Mark, youssef: Person, tom: Person) -> list[int]:
    """The ids of Youssef's tip at 0:05, and of Tom's top at 0:20 and his question at 0:40."""
    recording = db.session.get_one(Recording, film)
    tip = mark(recording, youssef, text="Vat eerst samen")
    top = mark(recording, tom, 20_000, kind=AnnotationKind.STRENGTH, text="Je lacht")
    question = mark(recording, tom, 40_000, kind=AnnotationKind.QUESTION, text="Wat dacht je hier?")
    db.session.add(AnnotationLabel(annotation_id=question.id, name="Stilte"))
    found = [tip.id, top.id, question.id]
    db.session.commit()
    return found


def moment(page: Page, which: int) -> Locator:
    return page.locator(f"#moment-{which}")


def more(item: Locator, name: str) -> None:
    """What else can be done with a moment, and of that this."""
    finger(item.locator(".moment__more summary"))
    menu = item.locator(".moment__more .menu")
    finger(menu.get_by_role("button", name=name).or_(menu.get_by_role("link", name=name)))


def back(page: Page) -> None:
    """The way back that is offered last."""
    finger(page.get_by_role("button", name="Maak ongedaan").last)


def at(page: Page, ms: int) -> None:
    page.wait_for_function(f"() => Math.abs(document.querySelector('practice-player').now - {ms}) < 100")


def test_a_moment_is_tapped_answered_and_the_answer_taken_back_and_had_back(
    desk: Desk, youssef: Person, film: int, theirs: list[int]
) -> None:
    page = enter(desk(youssef, phone=True), film, "?t=10")
    _, top, question = (moment(page, which) for which in theirs)
    top.locator(".moment__text").tap()
    at(page, 20_000)
    expect(top).to_have_attribute("aria-current", "true")
    finger(question.locator(".moment__time"))
    at(page, 40_000)
    finger(question.locator(".thread__open"))
    finger(question.locator(".thread__form textarea"))
    page.keyboard.type("Dat zij het begreep")
    finger(question.get_by_role("button", name="Reageer"))
    expect(question.locator(".reply__text")).to_have_text("Dat zij het begreep")
    finger(question.locator(".reply__delete"))
    expect(question.locator(".reply")).to_have_count(0)
    back(page)
    expect(question.locator(".reply")).to_have_count(1)


def test_ones_own_is_changed_read_as_it_was_copied_put_away_and_had_back(
    desk: Desk, youssef: Person, film: int, theirs: list[int]
) -> None:
    page = enter(desk(youssef, phone=True), film, "?t=10")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    own = moment(page, theirs[0])
    more(own, "Bewerk")
    edit = own.locator(".edit")
    finger(edit.locator("label", has_text="Vraag"))
    finger(edit.locator("[name=text]"))
    edit.locator("[name=text]").fill("Wat vat je samen?")
    finger(edit.locator("label", has_text="Alleen ik"))
    rest(page, APART_MS)
    finger(edit.locator("[name=end]"))
    page.keyboard.type("0:08")
    finger(edit.locator("label", has_text="Beeld uit de video erbij"))
    finger(edit.locator("label", has_text="Beeld uit de video erbij"))
    finger(edit.get_by_role("button", name="Bewaar"))
    expect(own.locator(".moment__text")).to_have_text("Wat vat je samen?")
    expect(own.locator(".moment__time")).to_have_text("0:05–0:08")
    expect(own).to_have_attribute("data-kind", "question")
    expect(own.get_by_text("Alleen jij ziet dit")).to_be_visible()
    finger(own.get_by_role("link", name="bewerkt"))
    expect(own.locator(".revisions")).to_contain_text("Vat eerst samen")
    finger(own.get_by_role("button", name="Sluit"))
    expect(own.locator(".revisions")).to_have_count(0)
    more(own, "Bewerk")
    finger(edit.get_by_role("button", name="Teken op het beeld"))
    finger(page.locator("[data-draw=done]"))
    finger(own.get_by_role("button", name="Laat het zo"))
    expect(edit).to_have_count(0)
    more(own, "Kopieer de link")
    expect(page.get_by_text("De link is gekopieerd.")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(f"#moment-{theirs[0]}")
    more(own, "Verwijder")
    expect(page.locator(SHOWN)).to_have_count(2)
    back(page)
    expect(page.locator(SHOWN)).to_have_count(3)


def test_the_maker_responds_rounds_off_and_asks_for_another_order(
    desk: Desk, sanne: Person, film: int, theirs: list[int]
) -> None:
    page = enter(desk(sanne, phone=True), film)
    tip = moment(page, theirs[0])
    tip.locator(".moment__text").tap()
    for each in ("true", "false"):
        finger(tip.locator(".acts button").first)
        expect(tip.locator(".acts button").first).to_have_attribute("aria-pressed", each)
    finger(tip.locator(".acts button").nth(1))
    expect(tip.locator(".acts button").nth(1)).to_have_attribute("aria-pressed", "true")
    more(tip, "Rond af")
    expect(tip.get_by_text("Afgerond")).to_be_visible()
    more(tip, "Zet weer open")
    expect(tip.get_by_text("Afgerond")).to_be_hidden()
    back(page)
    expect(tip.get_by_text("Afgerond")).to_be_visible()
    for word, first in (("Lees eerst observaties", "strength"), ("Lees weer op volgorde", "suggestion")):
        finger(page.locator(".filter summary"))
        finger(page.locator(".filter__menu").get_by_role("button", name=word))
        expect(page.locator(SHOWN).first).to_have_attribute("data-kind", first)


def test_every_part_of_the_filter_is_tapped_and_taken_away_again(
    desk: Desk, youssef: Person, film: int, theirs: list[int]
) -> None:
    page = enter(desk(youssef, phone=True), film)
    shown, menu = page.locator(SHOWN), page.locator(".filter__menu")

    def choose(word: str, value: str, count: int) -> None:
        finger(page.locator(".filter summary"))
        field = menu.get_by_label(word)
        if value:
            finger(field, 44)
            field.select_option(label=value)
        else:
            finger(menu.locator("label", has_text=word))
        expect(shown).to_have_count(count)
        page.touchscreen.tap(200, 120)
        expect(menu).to_be_hidden()

    def drop(name: str) -> None:
        finger(page.get_by_role("button", name=f"Haal weg: {name}"))
        expect(shown).to_have_count(3)

    choose("Soort", "Top", 1)
    drop("Top")
    choose("Van wie", "Tom Dekker (begeleider)", 2)
    drop("Tom Dekker")
    choose("Label", "Stilte", 1)
    drop("Stilte")
    choose("Van mij", "", 1)
    drop("Van mij")
    choose("Nog geen reactie", "", 3)
    finger(page.locator(".filter summary"))
    finger(menu.get_by_label("Zoek in de tekst"))
    page.keyboard.type("lacht")
    expect(shown).to_have_count(1)
    finger(menu.get_by_role("link", name="Laat alles zien"))
    expect(shown).to_have_count(3)
    finger(menu.get_by_label("Zoek in de tekst"))
    page.keyboard.type("nergens")
    page.touchscreen.tap(200, 120)
    finger(page.locator("[data-none]").get_by_role("link", name="Laat alles zien"))
    expect(shown).to_have_count(3)
    assert theirs


def test_on_its_side_a_moment_is_tapped_answered_and_searched_for(
    desk: Desk, youssef: Person, film: int, theirs: list[int]
) -> None:
    page = enter(desk(youssef, phone=True), film)
    page.set_viewport_size({"width": 844, "height": 390})
    own = moment(page, theirs[0])
    finger(own.locator(".moment__time"))
    at(page, 5_000)
    finger(own.locator(".thread__open"))
    finger(own.locator(".thread__form textarea"))
    page.keyboard.type("Graag")
    finger(own.get_by_role("button", name="Reageer"))
    expect(own.locator(".reply")).to_have_count(1)
    more(own, "Rond af")
    expect(own.get_by_text("Afgerond")).to_be_visible()
    finger(page.locator(".filter summary"))
    finger(page.locator(".filter__menu").get_by_label("Zoek in de tekst"))
    page.keyboard.type("lacht")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.touchscreen.tap(200, 120)
    expect(page.locator(".filter__menu")).to_be_hidden()
