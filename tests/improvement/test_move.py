"""Moving a card: what a column asks, where the card comes to stand, and who was first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.improvement.conftest import Board
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Invalid, Refused
from wpl_platform.improvement import moving, queries
from wpl_platform.improvement.models import Improvement, Stage, StageChange
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]
JSON = {"Accept": "application/json"}


@pytest.fixture
def mover(sanne: Person, as_viewer: AsViewer) -> Viewer:
    """Sanne, who moves cards."""
    return as_viewer(sanne)


def order_of(board: Board, stage: Stage, viewer: Viewer) -> list[str]:
    """The titles of a column, from the top."""
    return [shown.card.title for shown in queries.board(board.card_team, viewer=viewer)[stage]]


def test_taken_up_a_card_has_an_owner_and_a_date(board: Board, mover: Viewer) -> None:
    assert board.card.owner_id is None
    moving.move(board.card, Stage.GOING, by=mover)
    assert board.card.owner_id == mover.person_id
    assert board.card.due_on == clock.today() + timedelta(days=30)


def test_an_owner_and_a_date_that_were_chosen_stay(board: Board, mover: Viewer, tom: Person) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    board.card.owner_id, board.card.due_on = tom.id, tomorrow
    moving.move(board.card, Stage.GOING, by=mover)
    assert (board.card.owner_id, board.card.due_on) == (tom.id, tomorrow)


@pytest.mark.parametrize("start", [Stage.NOTICE, Stage.GOING, Stage.EXPERIENCE])
def test_without_proof_there_is_no_success(board: Board, mover: Viewer, start: Stage) -> None:
    board.card.stage = start
    with pytest.raises(Invalid) as refusal:
        moving.move(board.card, Stage.SUCCESS, by=mover)
    assert refusal.value.field == "proof"
    assert board.card.stage is start


def test_the_same_move_twice_is_done_and_told_once(board: Board, mover: Viewer) -> None:
    for _ in range(2):
        moving.move(board.card, Stage.GOING, by=mover, seen=Stage.NOTICE)
    told = db.session.scalars(select(StageChange.stage).where(StageChange.improvement_id == board.card_id)).all()
    assert told == [Stage.NOTICE, Stage.GOING]


def test_a_card_that_somebody_else_moved_meanwhile_stays_where_they_put_it(board: Board, mover: Viewer) -> None:
    moving.move(board.card, Stage.EXPERIENCE, by=mover)
    with pytest.raises(Conflict):
        moving.move(board.card, Stage.GOING, by=mover, seen=Stage.NOTICE)
    assert board.card.stage is Stage.EXPERIENCE


def test_a_card_stands_where_it_was_put_also_when_no_room_is_left(board: Board, mover: Viewer) -> None:
    cards = {name: board.made(name, by=mover, stage=Stage.GOING) for name in ("a", "b", "c")}
    for rank, name in enumerate("abc"):
        cards[name].rank = rank
    db.session.flush()
    moving.move(cards["c"], Stage.GOING, by=mover, above=cards["a"].id)
    assert order_of(board, Stage.GOING, mover) == ["a", "c", "b"]
    moving.move(cards["b"], Stage.GOING, by=mover)
    assert order_of(board, Stage.GOING, mover) == ["b", "a", "c"]
    moving.move(board.card, Stage.GOING, by=mover, above=cards["c"].id)
    assert order_of(board, Stage.GOING, mover) == ["b", "a", "c", "Wie vrij is, loopt"]


def test_a_neighbour_that_left_the_column_means_its_head(board: Board, mover: Viewer) -> None:
    board.made("a", by=mover, stage=Stage.GOING)
    moving.move(board.card, Stage.GOING, by=mover, above=999_999)
    assert order_of(board, Stage.GOING, mover) == ["Wie vrij is, loopt", "a"]


def test_a_manager_and_a_neighbouring_team_move_nothing(
    board: Board, ingrid: Person, olaf: Person, bea: Person, as_viewer: AsViewer
) -> None:
    for person in (ingrid, olaf, bea):
        with pytest.raises(Refused):
            moving.move(board.card, Stage.GOING, by=as_viewer(person))


def test_a_script_is_told_in_a_sentence_and_a_success_without_proof_names_the_field(
    board: Board, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    address = f"/improvements/{board.card_id}/stages"
    moved = browser.post(address, data={"stage": "going", "seen": "notice"}, headers=JSON)
    assert moved.get_json() == {"stage": "going", "sentence": "‘Wie vrij is, loopt’ staat nu bij Wij gaan"}
    refused = browser.post(address, data={"stage": "success", "seen": "going"}, headers=JSON)
    assert refused.status_code == 422
    assert refused.get_json()["field"] == "proof"
    late = browser.post(address, data={"stage": "experience", "seen": "notice"}, headers=JSON)
    assert late.status_code == 409


def test_a_plain_form_moves_and_a_success_without_proof_leads_to_where_proof_is_chosen(
    board: Board, sanne: Person, client_of: ClientOf
) -> None:
    browser = client_of(sanne)
    address = f"/improvements/{board.card_id}/stages"
    assert browser.post(address, data={"stage": "going"}).headers["Location"] == "/board"
    to_proof = browser.post(address, data={"stage": "success"})
    assert to_proof.headers["Location"] == f"/improvements/{board.card_id}#bewijs"
    assert browser.post(address, data={"stage": "elders"}).status_code == 422
    assert db.session.get_one(Improvement, board.card_id, populate_existing=True).stage is Stage.GOING
