"""Sanne's browser at a product of its own, and films to bring in: for tests of the bring-in screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, StorageState, sync_playwright
from sqlalchemy import select

from tests.conftest import PASSWORD
from tests.running import Product, product_in
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, Upload
from wpl_platform.media.storage import storage


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with product_in(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture(scope="module")
def kept() -> dict[str, StorageState]:
    """Sanne's cookies from one test to the next: who signs in ten times a minute has to wait."""
    return {}


@pytest.fixture
def page(product: Product, kept: dict[str, StorageState]) -> Iterator[Page]:
    """Sanne's browser; no script fails in it and nothing is asked of another host."""
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(base_url=product.address, locale="nl-NL", storage_state=kept.get("sanne"))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(product.address) else faults.append(asked.url))
        page.goto("/start")
        if "/sign-in" in page.url:
            sign_in(page)
            page.wait_for_url("**/start")
        kept["sanne"] = context.storage_state()
        yield page
        browser.close()
    assert faults == []


@pytest.fixture(scope="module")
def films(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four films of 3 MB that differ, named as a person and as a camera name them."""
    folder = tmp_path_factory.mktemp("films")
    made = []
    for number, name in enumerate(["gesprek_aan-de-balie.mp4", "IMG_1234.MP4", "uitleg kassa.mp4", "overdracht.mp4"]):
        rest = 3_000_000 + number
        film = folder / name
        film.write_bytes(clip.read_bytes() + (rest + 8).to_bytes(4, "big") + b"free" + bytes(rest))
        made.append(film)
    return made


def choose(page: Page, *films: Path) -> None:
    page.set_input_files("[name=film]", [str(film) for film in films])


def recordings(product: Product, **where: object) -> list[Recording]:
    with product.app.app_context():
        found = list(db.session.scalars(select(Recording).filter_by(**where).order_by(Recording.id)))
        db.session.expunge_all()
        return found


def sign_in(page: Page, email: str = "sanne@lindehoeve.example") -> None:
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def bytes_left(product: Product, filename: str) -> int:
    """How many uploads of this name, ended by the person, still have bytes on the disk."""
    with product.app.app_context():
        ended = select(Upload.id).where(Upload.filename == filename, Upload.ended_at.is_not(None))
        keys = list(db.session.scalars(ended))
        db.session.rollback()
        assert keys
        return sum((storage().root / "incoming" / key).exists() for key in keys)
