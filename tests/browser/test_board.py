"""The board in a browser: by keyboard, by menu and by drag, with a way back, and in a colleague's window at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import SignIn
from tests.improvement import conftest as boards
from tests.improvement.conftest import Board
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.improvement.models import Improvement, Stage

board = boards.board
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def in_column(page: Page, stage: str, card_id: int) -> None:
    """Waits until the card stands in the column."""
    expect(page.locator(f"ul[data-stage={stage}] [data-card='{card_id}']")).to_have_count(1)


def stage_of(card_id: int) -> Stage:
    """Where the card is in the database now."""
    stage = db.session.get_one(Improvement, card_id, populate_existing=True).stage
    db.session.rollback()
    return stage


def test_arrows_move_a_card_and_a_colleague_sees_it_move(
    board: Board, sanne: Person, youssef: Person, sign_in: SignIn
) -> None:
    mine, theirs = sign_in(sanne), sign_in(youssef)
    theirs.goto("/board")
    mine.goto("/board")
    theirs.wait_for_selector("live-updates[data-state=live]", state="attached")
    mine.locator(f"[data-card='{board.card_id}'] .bcard__link").focus()
    mine.keyboard.press("ArrowRight")
    expect(mine.locator("[data-announce]")).to_have_text("‘Wie vrij is, loopt’ staat nu bij Wij gaan")
    in_column(theirs, "going", board.card_id)
    assert stage_of(board.card_id) is Stage.GOING
    focused = "document.activeElement.closest('.bcard')?.dataset.card"
    assert mine.evaluate(focused) == str(board.card_id)
    mine.get_by_role("button", name="Maak ongedaan").click()
    in_column(mine, "notice", board.card_id)
    in_column(theirs, "notice", board.card_id)
    assert stage_of(board.card_id) is Stage.NOTICE


def test_a_card_is_dragged_and_a_click_after_it_opens_nothing(board: Board, sanne: Person, sign_in: SignIn) -> None:
    page = sign_in(sanne)
    page.goto("/board")
    card = page.locator(f"[data-card='{board.card_id}'] h3").bounding_box()
    target = page.locator("ul[data-stage=experience]").bounding_box()
    assert card is not None
    assert target is not None
    page.mouse.move(card["x"] + 20, card["y"] + 8)
    page.mouse.down()
    page.mouse.move(target["x"] + 60, target["y"] + 30, steps=20)
    page.mouse.up()
    in_column(page, "experience", board.card_id)
    expect(page.locator("[data-announce]")).to_have_text("‘Wie vrij is, loopt’ staat nu bij Wij ervaren")
    assert page.url.endswith("/board")
    assert stage_of(board.card_id) is Stage.EXPERIENCE


def test_a_success_without_proof_leads_to_where_proof_is_chosen(board: Board, sanne: Person, sign_in: SignIn) -> None:
    page = sign_in(sanne)
    page.goto("/board")
    page.locator(f"[data-card='{board.card_id}'] summary").press("Enter")
    page.get_by_role("button", name="Ons succes").click()
    page.wait_for_url(f"**/improvements/{board.card_id}#bewijs")
    assert stage_of(board.card_id) is Stage.NOTICE


def test_a_card_that_somebody_moved_meanwhile_is_shown_where_it_is_with_a_sentence(
    board: Board, sanne: Person, sign_in: SignIn
) -> None:
    page = sign_in(sanne)
    page.goto("/board")
    page.evaluate("document.querySelector('live-updates').remove()")
    board.card.stage = Stage.EXPERIENCE
    db.session.commit()
    page.locator(f"[data-card='{board.card_id}'] .bcard__link").press("ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("Iemand anders verplaatste deze kaart net")
    in_column(page, "experience", board.card_id)
