"""What is made unrecognisable is chosen in a browser: drawn by mouse and keys, said twice, asked as it was drawn."""

import json

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser import test_trim
from tests.browser.serving import SignIn
from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media import redacting
from wpl_platform.media.models import Recording, Stage
from wpl_platform.media.redaction import Cover, Place, Shape
from wpl_platform.media.redaction_models import RedactionOrder

minute, film, private = test_trim.minute, test_trim.film, test_trim.private
pytestmark = test_trim.pytestmark


def drawn(page: Page) -> list[dict[str, object]]:
    """What goes along with the form."""
    found: list[dict[str, object]] = json.loads(page.locator("[name=drawn]").input_value())
    return found


def test_a_place_is_drawn_by_keys_and_moved_by_mouse_later_in_the_film(
    film: int, sanne: Person, sign_in: SignIn
) -> None:
    page = sign_in(sanne)
    page.goto(f"/recordings/{film}/redaction")
    page.locator("[data-do=rectangle]").press("Enter")
    page.keyboard.press("ArrowLeft")
    page.locator(".redact__time").fill("6000")
    expect(page.locator(".redact__now")).to_contain_text("0:06")
    place = page.locator(".redact__box").bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.mouse.down()
    page.mouse.move(place["x"] + 65, place["y"] + 5, steps=3)
    page.mouse.up()
    keys = drawn(page)[0]["keys"]
    assert isinstance(keys, list)
    assert len(keys) == 2
    assert keys[0][1] < keys[1][1]
    page.locator("[data-do=away]").click()
    assert drawn(page) == []


def test_what_is_chosen_is_asked_after_it_is_said_that_the_clear_film_goes(
    film: int, sanne: Person, sign_in: SignIn
) -> None:
    page = sign_in(sanne)
    page.goto(f"/recordings/{film}/redaction")
    page.locator("#faces").uncheck()
    page.locator("[data-do=ellipse]").click()
    page.locator("input[name=manner][value=black]").check()
    page.locator("button.button--primary").click()
    expect(page.locator("h1")).to_contain_text("voorgoed weg")
    assert db.session.scalar(select(RedactionOrder)) is None
    db.session.rollback()
    page.locator(".button--danger").click()
    page.wait_for_url("**/arrival")
    order = db.session.scalars(select(RedactionOrder)).one()
    assert (order.asked["manner"], order.asked["faces"], len(order.asked["drawn"])) == ("black", False, 1)
    assert db.session.get_one(Recording, film).stage is Stage.PROCESSING


def found(film: int, *covers: Cover) -> None:
    """Faces were looked for, and this was found."""
    redacting.keep_scan(film, covers)
    db.session.commit()


def test_what_was_found_is_left_by_a_tap_and_by_keys_and_covered_again(
    film: int, sanne: Person, sign_in: SignIn
) -> None:
    found(film, *(Cover(Shape.RECTANGLE, 0, 9_000, (Place(0, at, 0.2, 0.2, 0.4),)) for at in (0.1, 0.6)))
    page = sign_in(sanne)
    page.goto(f"/recordings/{film}/redaction")
    page.locator(".redact__box.is-found").first.click()
    expect(page.locator("[data-left]")).to_contain_text("1 plek wordt niet bedekt")
    page.locator(".redact__found summary").press("Enter")
    page.locator(".redact__places [data-do=drop]").nth(1).press("Enter")
    expect(page.locator("[data-left]")).to_contain_text("2 plekken")
    page.locator(".redact__places [data-do=drop]").first.press("Enter")
    expect(page.locator(".redact__box.is-dropped")).to_have_count(1)
    page.locator("button.button--primary").click()
    expect(page.locator(".redact__asked")).to_contain_text("1 plek die je liet staan")
    page.locator(".button--danger").click()
    page.wait_for_url("**/arrival")
    order = db.session.scalars(select(RedactionOrder)).one()
    assert [len(order.asked[name]) for name in ("found", "dropped")] == [1, 1]
    assert order.asked["dropped"][0]["keys"][0][1] == 0.6


def test_a_clear_film_that_was_kept_is_chosen_looked_at_and_destroyed(
    film: int, sanne: Person, sign_in: SignIn
) -> None:
    page = sign_in(sanne)
    page.goto(f"/recordings/{film}/redaction")
    page.locator("#whole").check()
    page.locator("button.button--primary").click()
    expect(page.locator("input[name=clear][value=destroyed]")).to_be_checked()
    page.locator("input[name=clear][value=kept]").check()
    page.locator(".button--danger").click()
    page.wait_for_url("**/arrival")
    for queue in (Queue.LONG, Queue.SHORT, Queue.LONG):
        work(queue)
    page.goto(f"/recordings/{film}/arrival")
    page.locator("a[href$='/clear']").click()
    page.wait_for_function("() => document.querySelector('video')?.readyState > 1")
    page.locator(".removal summary").click()
    page.locator(".removal .button--danger").click()
    page.wait_for_url("**/arrival")
    expect(page.locator("a[href$='/clear']")).to_have_count(0)
