"""In five minutes, on a phone: from the start page a film, a question and colleagues, and what a colleague does."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import phones
from tests.browser.phones import Open, Thumb, asked, asked_first, made_by
from tests.running import Product, until

clip, product, chromium, kept = phones.clip, phones.product, phones.chromium, phones.kept
film, phone, crowd, alone = phones.film, phones.phone, phones.crowd, phones.alone
pytestmark = pytest.mark.slow

QUESTION = "Luister ik goed genoeg?"


def test_a_film_a_question_and_two_colleagues_take_four_taps_and_a_colleague_answers_with_one(
    product: Product, phone: Open, film: Path
) -> None:
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", film)
    seen = sanne.page.get_by_role("region", name="1 Je video")
    expect(seen).to_contain_text(film.name)
    expect(seen).to_contain_text(re.compile(r"0:0\d · 12 MB"))
    picture = "video => video.videoWidth > 0 && video.controls && !video.muted && video.readyState >= 2"
    until(lambda: seen.locator("video").evaluate(picture), "the film itself is not to be seen")
    sanne.types(QUESTION)
    sanne.colleague("Youssef")
    sanne.colleague("Tom")
    sanne.send()
    expect(sanne.done).to_contain_text("Je vraag staat klaar")
    assert sanne.taps == 4
    assert asked(product, QUESTION) == {"Youssef Amrani", "Tom Dekker"}
    expect(sanne.page.get_by_text("Kies een andere")).to_be_hidden()
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Alles is binnen", timeout=30_000)
    sanne.page.wait_for_url("**/requests")
    sanne.page.goto("/start")

    youssef = Thumb(phone("Youssef Amrani"))
    until(lambda: asked_first(youssef.page) == QUESTION, "the question does not come to the start page")
    youssef.tap(youssef.page.get_by_role("link", name="Kijk en geef feedback"))
    youssef.page.wait_for_url("**/recordings/*")
    youssef.tap(youssef.page.get_by_role("button", name="Bekeken, geen aanvulling"))
    youssef.page.wait_for_url("**/start")
    expect(youssef.page.locator(".toast, .flash").first).to_contain_text("Sanne ziet dat je hebt gekeken.")
    assert youssef.taps == 2
    assert asked_first(youssef.page) != QUESTION


def test_a_small_team_is_asked_at_once_and_a_moment_is_an_answer(product: Product, phone: Open, film: Path) -> None:
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", film)
    sanne.types("Wie kijkt mee?")
    sanne.tap(sanne.page.get_by_role("button", name=re.compile("Al je collega’s|Dezelfde als vorige keer")))
    expect(sanne.page.locator("[data-part=send]")).to_have_text(re.compile("Vraag (Tom en Youssef|Youssef en Tom)"))
    sanne.send()
    expect(sanne.done).to_contain_text("Je vraag staat klaar")
    assert sanne.taps == 3
    assert asked(product, "Wie kijkt mee?") == {"Youssef Amrani", "Tom Dekker"}
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Alles is binnen", timeout=30_000)
    sanne.page.goto(sanne.page.url.removesuffix("/requests"))
    expect(sanne.page.locator(".asks__people li", has_text="Tom")).to_contain_text("kijkt nog")

    tom = phone("Tom Dekker")
    until(lambda: asked_first(tom) == "Wie kijkt mee?", "the question does not come to the start page")
    tom.get_by_role("link", name="Kijk en geef feedback").tap()
    composer = tom.locator("moment-composer")
    tom.keyboard.press("m")
    composer.locator("[name=text]").fill("Je wacht tot de klant klaar is.")
    composer.locator("label", has_text="Top").tap()
    composer.get_by_role("button", name="Plaats").tap()
    expect(tom.locator(".asks__done")).to_contain_text("Je antwoord is bij Sanne")
    expect(sanne.page.locator(".asks__people li", has_text="Tom")).to_contain_text("gaf 1 moment")


def test_what_is_missing_is_said_and_nothing_is_lost(product: Product, phone: Open, film: Path, crowd: None) -> None:
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", film)
    wrong = sanne.page.locator("[data-part=wrong]")
    sanne.send()
    expect(wrong).to_have_text("Schrijf je vraag op. Eén vraag is genoeg.")
    sanne.types("Wie is er te veel?")
    sanne.send()
    expect(wrong).to_have_text("Kies één tot drie collega’s.")
    for name in ("Youssef", "Tom", "Mila", "Joris"):
        sanne.colleague(name)
    sanne.send()
    expect(wrong).to_contain_text("Kies hooguit drie collega’s.")
    assert asked(product, "Wie is er te veel?") == set()
    sanne.colleague("Joris")
    expect(wrong).to_be_hidden()
    sanne.send()
    expect(sanne.done).to_contain_text("Mila")
    assert asked(product, "Wie is er te veel?") == {"Youssef Amrani", "Tom Dekker", "Mila Bakker"}


def test_another_film_takes_the_place_of_the_wrong_one_and_the_question_stays(
    product: Product, phone: Open, film: Path, tmp_path: Path
) -> None:
    right, before = tmp_path / "de goede.mp4", made_by(product, "Sanne Visser")
    right.write_bytes(film.read_bytes() + (16).to_bytes(4, "big") + b"free" + bytes(8))
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", film)
    sanne.types("Is dit de goede?")
    note, another = sanne.page.locator("[data-part=note]"), sanne.page.get_by_label("Kies een andere")
    expect(note).to_have_text("Je video is binnen. Stel nu je vraag.", timeout=30_000)
    another.set_input_files(str(right))
    expect(sanne.page.locator("[data-part=preview]")).to_contain_text("de goede.mp4")
    expect(note).to_have_text("Je video is binnen. Stel nu je vraag.", timeout=30_000)
    sanne.colleague("Youssef")
    sanne.send()
    expect(sanne.done).to_contain_text("Is dit de goede?")
    assert sanne.taps == 3
    assert made_by(product, "Sanne Visser") == before + 1
    expect(note).to_have_text("Alles is binnen. Je mag dit scherm sluiten.")


def test_a_film_the_browser_cannot_show_is_named_in_words(product: Product, phone: Open, tmp_path: Path) -> None:
    strange, before = tmp_path / "IMG_2041.mov", made_by(product, "Sanne Visser")
    strange.write_bytes((20).to_bytes(4, "big") + b"ftypqt  " + bytes(8) + bytes(3_000_000))
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", strange)
    seen = sanne.page.locator("[data-part=preview]")
    expect(seen).to_contain_text("Je browser laat deze video niet zien. Hij komt wel gewoon binnen.")
    expect(seen).to_contain_text("IMG_2041.mov")
    expect(seen).to_contain_text("3 MB")
    expect(seen.locator("video")).to_be_hidden()
    until(lambda: made_by(product, "Sanne Visser") == before + 1, "the film does not begin to come in")


def test_what_is_no_video_leaves_the_choice_where_it_was(product: Product, phone: Open, tmp_path: Path) -> None:
    text, before = tmp_path / "verslag.pdf", made_by(product, "Sanne Visser")
    text.write_text("geen film")
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", text)
    expect(sanne.page.locator("[data-part=refusal]")).to_contain_text("Dit bestand is geen video")
    expect(sanne.page.locator(".hello")).to_be_visible()
    assert made_by(product, "Sanne Visser") == before


def test_who_is_the_first_in_a_team_brings_the_film_in_and_reads_why_nobody_is_asked(
    phone: Open, film: Path, alone: None
) -> None:
    noor = Thumb(phone("Noor Smit"))
    noor.choose("Kies een video", film)
    expect(noor.page.locator("[data-part=ask]")).to_contain_text("nog geen collega’s")
    expect(noor.page.locator("[data-part=note]")).to_contain_text("Alles is binnen", timeout=30_000)
    noor.page.reload()
    expect(noor.page.locator("main")).to_contain_text("Er zijn nog geen collega’s in dit team")


def test_back_leads_to_the_start_page(phone: Open, film: Path) -> None:
    sanne = Thumb(phone("Sanne Visser"))
    sanne.choose("Kies een video", film)
    sanne.page.wait_for_url("**/requests/new")
    expect(sanne.page.locator("[data-part=note]")).to_contain_text("Je video is binnen", timeout=30_000)
    sanne.page.go_back()
    expect(sanne.page.locator(".hello")).to_be_visible()
    assert sanne.page.url.endswith("/start")
