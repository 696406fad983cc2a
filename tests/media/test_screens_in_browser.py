"""The screens of a film in a browser: it is waited for and downloaded, chosen by keyboard, and fits on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.media import bringing as world
from tests.media.bringing import choose, recordings
from tests.media.conftest import details
from tests.running import Product, until
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import apart, db
from wpl_platform.media import actions
from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.teams.models import Team
from wpl_platform.teams.queries import viewer_of

pytestmark = pytest.mark.slow
product, kept, page, films = world.product, world.kept, world.page, world.films


def brought_in(product: Product, page: Page, film: Path, title: str) -> int:
    """The number of a recording of Sanne's that is ready."""
    page.goto("/recordings/new")
    page.fill("[name=title]", title)
    choose(page, film)
    page.click("[data-submit]")
    page.wait_for_selector("[data-stage=ready]", timeout=60_000)
    return recordings(product, title=title)[-1].id


def test_a_film_that_is_not_there_as_a_file_is_waited_for_and_then_downloaded(
    product: Product, page: Page, clip: Path, tmp_path: Path
) -> None:
    number = brought_in(product, page, clip, "Mee naar huis")
    with apart(product.app, writes=True):
        db.session.query(Rendition).filter_by(recording_id=number, kind=RenditionKind.DIRECT).delete()
    with page.expect_download(timeout=90_000) as taken:
        page.get_by_role("button", name="Download de video").click()
    assert taken.value.suggested_filename.startswith("Mee naar huis 20")
    taken.value.save_as(tmp_path / "taken.mp4")
    assert (tmp_path / "taken.mp4").stat().st_size > 10_000
    expect(page.get_by_text("Het downloaden is begonnen.")).to_be_visible()
    page.get_by_role("link", name="Terug naar de video").last.click()
    with page.expect_download(timeout=90_000):
        page.get_by_role("button", name="Download de video").click()
    assert page.url.endswith("/arrival"), "a file that is there leaves the page where it is"


def test_the_maker_allows_downloading_on_the_page_of_the_film(product: Product, page: Page, clip: Path) -> None:
    number = brought_in(product, page, clip, "Mag mee")
    page.get_by_role("button", name="Nee, alleen ik").click()
    page.get_by_role("button", name="Deel met mijn team").click()
    page.get_by_role("button", name="Sta downloaden toe").click()
    expect(page.get_by_text("Wie hem ziet, mag hem downloaden.")).to_be_visible()
    until(lambda: recordings(product, id=number)[0].downloadable, "the switch is kept")


def test_enter_on_the_field_chooses_a_film_and_sends_nothing(page: Page, clip: Path) -> None:
    page.add_init_script("delete window.showOpenFilePicker")
    page.on("filechooser", lambda choosing: choosing.set_files(clip))
    page.goto("/recordings/new")
    page.fill("[name=title]", "Met toetsen")
    page.focus("[name=film]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=name]")).to_have_text("clip.mp4")
    assert page.url.endswith("/recordings/new")


def test_a_long_file_name_stays_on_a_phone(page: Page, clip: Path, tmp_path: Path) -> None:
    long = tmp_path / f"{'gesprek met mevrouw de Vries over de retour ' * 4}.mp4"
    long.write_bytes(clip.read_bytes())
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/recordings/new")
    choose(page, clip, long)
    page.wait_for_selector("film-row:nth-of-type(1)")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_of_many_unfinished_films_two_are_in_sight(product: Product, page: Page) -> None:
    with apart(product.app, writes=True):
        sanne = db.session.query(Person).filter_by(email="sanne@lindehoeve.example").one()
        team = db.session.query(Team).first()
        assert team
        for number in range(5):
            actions.begin_recording(team, details(f"Later {number}"), by=viewer_of(sanne))
    page.goto("/recordings/new")
    rows = page.locator(".unfinished li")
    before = rows.count()
    assert before >= 5
    assert sum(rows.nth(at).is_visible() for at in range(before)) == 2
    page.locator(".unfinished summary").click()
    assert all(rows.nth(at).is_visible() for at in range(before))


def test_a_film_whose_turn_comes_says_so(product: Product, page: Page, clip: Path) -> None:
    brought_in(product, page, clip, "In de rij")
    page.evaluate("document.querySelector('film-arrival').innerHTML = '<p data-in-line>In de rij</p>'")
    news = "document.dispatchEvent(new CustomEvent('live:job', {detail: {kind: 'media.convert', state: 'running'}}))"
    page.evaluate(news)
    expect(page.locator("film-arrival [data-stage=ready]")).to_be_visible()
