"""Marking by keyboard: a tap is a point, a hold a range, and words come after. The hands stay on the keys."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.marking import (
    TEXT,
    comes_to_hold,
    enter,
    hands,
    hold,
    moments,
    placed,
    play,
    playing,
    prefer,
    watch_hands,
)
from tests.browser.serving import heard, rest

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def test_one_key_marks_words_and_enter_place(page: Page) -> None:
    page.keyboard.press("3")
    expect(page.locator(TEXT)).to_be_focused()
    page.keyboard.type("Wat zag je?")
    page.keyboard.press("Enter")
    placed(page, 1)
    assert moments() == [("question", 10_000, None, "Wat zag je?")]
    expect(page.locator(TEXT)).not_to_be_focused()


def test_while_the_film_runs_a_mark_begins_before_the_press_and_when_it_stands_still_there(page: Page) -> None:
    prefer(page, lead_in_ms=3_000)
    play(page)
    watch_hands(page)
    page.keyboard.press("2")
    pressed, _ = hands(page)
    page.keyboard.type("Top")
    page.keyboard.press("Enter")
    placed(page, 1)
    [(_, start, end, _)] = moments()
    assert end is None
    assert 2_500 < pressed - start < 3_500


def test_a_key_in_the_very_moment_the_film_starts_already_counts_the_reaction(page: Page) -> None:
    prefer(page, lead_in_ms=3_000)
    page.evaluate(
        """() => {
          const key = { key: "2", code: "Digit2", bubbles: true };
          document.querySelector("video").play();
          for (const name of ["keydown", "keyup"]) document.body.dispatchEvent(new KeyboardEvent(name, key));
        }"""
    )
    page.locator(TEXT).press_sequentially("Top")
    page.keyboard.press("Enter")
    placed(page, 1)
    [(_, start, _, _)] = moments()
    assert 6_900 < start < 7_500


def test_who_holds_the_key_marks_until_it_comes_up(page: Page) -> None:
    prefer(page, lead_in_ms=1_000)
    play(page)
    rest(page, 300)
    watch_hands(page)
    hold(page, "m", 1_200)
    before, after = hands(page)
    page.keyboard.type("Zo lang duurde het")
    page.keyboard.press("Enter")
    placed(page, 1)
    [(kind, start, end, _)] = moments()
    assert kind == "observation"
    assert end is not None
    assert abs(start - (before - 1_000)) < 500
    assert abs(end - after) < 500


def test_the_film_waits_from_the_first_letter_and_goes_on_when_it_is_placed(page: Page) -> None:
    play(page)
    page.keyboard.press("m")
    assert playing(page)
    page.keyboard.type("W")
    page.wait_for_function("() => document.querySelector('video').paused")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('video').paused")


def test_who_wants_the_film_to_go_on_is_not_stopped(page: Page) -> None:
    prefer(page, pause_while_typing=False)
    play(page)
    page.keyboard.press("m")
    page.keyboard.type("Gewoon door")
    assert playing(page)


def test_alt_and_a_figure_changes_the_kind_while_writing(page: Page) -> None:
    page.keyboard.press("1")
    page.keyboard.type("Eigenlijk een tip")
    page.keyboard.press("Alt+4")
    page.keyboard.press("Enter")
    placed(page, 1)
    assert moments() == [("suggestion", 10_000, None, "Eigenlijk een tip")]


def test_shift_enter_is_a_new_line_and_control_enter_places_for_who_wants_enter_to_be_one(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.type("Een")
    page.keyboard.press("Shift+Enter")
    prefer(page, enter_places=False)
    page.keyboard.type("twee")
    page.keyboard.press("Enter")
    page.keyboard.type("drie")
    page.keyboard.press("Control+Enter")
    placed(page, 1)
    assert moments()[0][3] == "Een\ntwee\ndrie"


def test_in_and_out_make_the_range_of_the_next_mark(page: Page) -> None:
    for key in ("i", "ArrowRight", "ArrowRight", "o", "2"):
        page.keyboard.press(key)
    page.keyboard.type("Rustig")
    page.keyboard.press("Enter")
    placed(page, 1)
    assert moments() == [("strength", 10_000, 12_000, "Rustig")]


def test_a_key_that_is_typed_is_a_letter(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.type("1234 mikl []?z")
    expect(page.locator(TEXT)).to_have_value("1234 mikl []?z")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_undo_takes_it_back_and_gives_the_words_back(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.type("Te vroeg")
    page.keyboard.press("Enter")
    placed(page, 1)
    page.keyboard.press("z")
    expect(page.locator(".moment")).to_have_count(0)
    expect(page.locator(TEXT)).to_have_value("Te vroeg")
    page.get_by_role("button", name="Plaats op 0:10").click()
    placed(page, 1)
    page.locator(".toast:not([hidden])").get_by_role("button", name="Maak ongedaan").last.click()
    expect(page.locator(".moment")).to_have_count(0)
    assert moments() == []


def test_undo_takes_back_what_was_done_last_whatever_it_was(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.type("Verhuist")
    page.keyboard.press("Enter")
    placed(page, 1)
    pin = page.locator(".tl__pin")
    pin.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.get_by_text("Je moment is verplaatst.")).to_be_visible()
    [(_, start, _, _)] = moments()
    assert start > 10_000
    page.locator(".moment__more summary").click()
    page.get_by_role("button", name="Verwijder").click()
    expect(page.locator(".moment")).to_have_count(0)
    page.locator(".toast__close").evaluate_all("all => all.forEach((each) => each.click())")
    expect(page.locator(".toast")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.locator(".moment")).to_have_count(1)
    expect(page.get_by_text("Ongedaan gemaakt.")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator(".moment__time")).to_have_text("0:10")
    page.wait_for_function("() => document.querySelector('.moment').dataset.start === '10000'")
    page.keyboard.press("z")
    expect(page.locator(".moment")).to_have_count(0)
    expect(page.locator(TEXT)).to_have_value("Verhuist")


def test_a_crash_loses_no_mark_and_no_word(page: Page, film: int) -> None:
    page.keyboard.press("4")
    page.keyboard.type("Half geschreven")
    rest(page, 500)
    again = page.context.new_page()
    page.close()
    enter(again, film)
    expect(again.locator(TEXT)).to_have_value("Half geschreven")
    expect(again.locator("[name=kind][value=suggestion]")).to_be_checked()
    again.locator(TEXT).press("Enter")
    placed(again, 1)
    assert moments() == [("suggestion", 10_000, None, "Half geschreven")]


def test_a_mark_without_words_is_placed_when_the_next_begins(page: Page) -> None:
    for key in ("1", "Escape", "ArrowRight", "2", "Escape", "ArrowRight", "4"):
        page.keyboard.press(key)
    page.keyboard.type("De laatste")
    page.keyboard.press("Enter")
    placed(page, 3)
    assert moments() == [
        ("observation", 10_000, None, ""),
        ("strength", 11_000, None, ""),
        ("suggestion", 12_000, None, "De laatste"),
    ]


def test_who_goes_on_watching_places_at_once_and_writes_later_with_enter(page: Page) -> None:
    prefer(page, after_mark="go_on")
    for key in ("1", "ArrowRight", "3"):
        page.keyboard.press(key)
    expect(page.locator(TEXT)).not_to_be_focused()
    placed(page, 2)
    page.keyboard.press("Enter")
    page.keyboard.type("Wat dacht je?")
    page.keyboard.press("Enter")
    expect(page.locator(".moment__text").last).to_have_text("Wat dacht je?")
    placed(page, 2)
    assert moments() == [("observation", 10_000, None, ""), ("question", 11_000, None, "Wat dacht je?")]


def test_words_at_a_mark_that_is_still_on_its_way_come_with_it(page: Page) -> None:
    prefer(page, after_mark="go_on")
    page.context.set_offline(True)
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.type("Mooi")
    page.keyboard.press("Enter")
    page.context.set_offline(False)
    placed(page, 1)
    comes_to_hold(page, [("strength", 10_000, None, "Mooi")])


def test_a_mark_that_waits_is_let_go_of(page: Page) -> None:
    for key in ("1", "Escape", "Backspace", "ArrowRight", "2", "Escape"):
        page.keyboard.press(key)
    page.keyboard.press("m")
    placed(page, 1)
    assert moments() == [("strength", 11_000, None, "")]


def test_words_that_were_let_go_of_come_back_with_their_place(page: Page) -> None:
    page.keyboard.press("3")
    page.keyboard.type("Toch wel")
    page.get_by_role("button", name="Toch niet").click()
    expect(page.locator(TEXT)).to_have_value("")
    page.keyboard.press("ArrowRight")
    page.locator(".toast").get_by_role("button", name="Maak ongedaan").click()
    expect(page.locator(TEXT)).to_have_value("Toch wel")
    page.locator(TEXT).press("Enter")
    placed(page, 1)
    assert moments() == [("question", 10_000, None, "Toch wel")]


def test_words_at_the_last_mark_survive_a_crash(page: Page, film: int) -> None:
    prefer(page, after_mark="go_on")
    page.keyboard.press("2")
    placed(page, 1)
    page.keyboard.press("Enter")
    page.keyboard.type("Mooi ged")
    rest(page, 900)
    again = page.context.new_page()
    page.close()
    enter(again, film)
    expect(again.locator(TEXT)).to_have_value("Mooi ged")
    again.locator(TEXT).press("End")
    again.keyboard.type("aan")
    again.keyboard.press("Enter")
    expect(again.locator(".moment__text")).to_have_text("Mooi gedaan")
    placed(again, 1)
    assert moments() == [("strength", 10_000, None, "Mooi gedaan")]


def test_what_is_typed_while_the_page_still_comes_in_counts(page: Page, film: int) -> None:
    held: list[Route] = []

    def hold_up(route: Route) -> None:
        held.append(route)

    page.route("**/studio-room.js", hold_up)
    page.goto(f"/recordings/{film}?t=20", wait_until="commit")
    page.locator(TEXT).fill("Snel getypt")
    heard(page, lambda: bool(held), "the script is not asked for")
    held[0].continue_()
    page.get_by_role("button", name="Plaats op 0:20").click()
    placed(page, 1)
    assert moments() == [("observation", 20_000, None, "Snel getypt")]
