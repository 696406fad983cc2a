"""The board and its cards: who sees what, and how often the database is asked."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import queries_of
from tests.improvement.conftest import Board
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Missing
from wpl_platform.events.models import Event
from wpl_platform.improvement import actions, policy, queries
from wpl_platform.improvement.models import Improvement, Stage
from wpl_platform.teams.viewer import STRANGER, Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def cast(
    sanne: Person, youssef: Person, tom: Person, ingrid: Person, bea: Person, olaf: Person, as_viewer: AsViewer
) -> dict[str, Viewer]:
    """Everybody by name, and nobody."""
    people = {"sanne": sanne, "youssef": youssef, "tom": tom, "ingrid": ingrid, "bea": bea, "olaf": olaf}
    return {"stranger": STRANGER} | {name: as_viewer(person) for name, person in people.items()}


def test_the_two_faces_of_the_policy_agree_for_everybody_in_every_column(board: Board, cast: dict[str, Viewer]) -> None:
    for stage in Stage:
        board.made(f"Kaart bij {stage}", by=cast["sanne"], stage=stage)
    board.made("Weggehaald", by=cast["sanne"]).removed_at = clock.now()
    db.session.commit()
    every = db.session.scalars(select(Improvement)).all()
    for name, viewer in cast.items():
        seen = set(db.session.scalars(select(Improvement.id).where(policy.seen_by(viewer))))
        assert seen == {card.id for card in every if policy.may_see(viewer, card)}
        assert bool(seen) == (name in {"sanne", "youssef", "tom", "ingrid"}), name


def test_who_changes_cards(board: Board, cast: dict[str, Viewer]) -> None:
    changers = {name for name, viewer in cast.items() if policy.may_change(viewer, board.card)}
    assert changers == {"sanne", "youssef", "tom"}
    assert {name for name, viewer in cast.items() if policy.may_make(viewer, board.team_id)} == changers


def test_a_manager_sees_the_card_but_no_word_or_picture_of_its_moment(
    board: Board, ingrid: Person, youssef: Person, client_of: ClientOf
) -> None:
    colleague, manager = client_of(youssef), client_of(ingrid)
    for address in ("/board", f"/improvements/{board.card_id}"):
        page = manager.get(address)
        assert "Wie vrij is, loopt" in page.text
        for hidden in ("De klant wijst", "Bij het servies", f"/recordings/{board.recording_id}"):
            assert hidden not in page.text, address
    assert f"/recordings/{board.recording_id}" in colleague.get("/board").text
    assert "De klant wijst" in colleague.get(f"/improvements/{board.card_id}").text


def test_a_moment_of_a_private_recording_is_named_to_its_maker_alone(
    board: Board, sanne: Person, youssef: Person, as_viewer: AsViewer, client_of: ClientOf
) -> None:
    actions.add_moment(board.card, board.private_moment_id, by=as_viewer(sanne))
    db.session.commit()
    address = f"/improvements/{board.card_id}"
    assert "Dit is van mij" in client_of(sanne).get(address).text
    page = client_of(youssef).get(address).text
    assert "Dit is van mij" not in page
    assert "Dit moment mag jij niet zien" in page


def test_a_card_from_a_moment_is_filled_in_and_made_in_one_step(
    board: Board, youssef: Person, client_of: ClientOf
) -> None:
    browser = client_of(youssef)
    form = browser.get(f"/improvements/new?annotation={board.moment_id}").text
    assert "De klant wijst twee keer" in form
    assert f'<option selected value="{youssef.id}">' in form
    sent = {"title": "Kijk eerst", "owner": youssef.id, "due_on": "", "annotation": board.moment_id}
    made = browser.post("/improvements", data=sent)
    assert made.status_code == 303
    page = browser.get(made.headers["Location"]).text
    assert "Kijk eerst" in page
    assert "De klant wijst twee keer" in page


def test_a_new_card_stands_at_the_head_of_what_we_notice(board: Board, cast: dict[str, Viewer]) -> None:
    board.made("Nieuwer", by=cast["tom"])
    column = queries.board(board.card_team, viewer=cast["ingrid"])[Stage.NOTICE]
    assert [shown.card.title for shown in column] == ["Nieuwer", "Wie vrij is, loopt"]
    assert [shown.moments for shown in column] == [0, 1]
    assert all(shown.picture is None for shown in column)


def test_an_owner_from_elsewhere_an_old_date_and_an_empty_title_are_refused(
    board: Board, cast: dict[str, Viewer], olaf: Person, ingrid: Person
) -> None:
    for owner in (olaf, ingrid):
        with pytest.raises(Invalid):
            actions.make(board.card_team, "Kaart", by=cast["sanne"], owner_id=owner.id)
    with pytest.raises(Invalid):
        actions.make(board.card_team, "  ", by=cast["sanne"])
    board.card.stage = Stage.GOING
    with pytest.raises(Invalid):
        actions.edit(board.card, "Kaart", None, None, by=cast["sanne"])


def test_a_removed_card_does_not_exist_until_it_is_put_back(board: Board, sanne: Person, client_of: ClientOf) -> None:
    browser = client_of(sanne)
    address = f"/improvements/{board.card_id}"
    assert browser.post(f"{address}/delete").status_code == 303
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}/restore").status_code == 303
    assert browser.get(address).status_code == 200


def test_a_card_that_is_not_there_and_one_of_another_team_look_the_same(board: Board, cast: dict[str, Viewer]) -> None:
    for card_id, name in ((999_999, "sanne"), (board.card_id, "olaf"), (board.card_id, "bea")):
        with pytest.raises(Missing):
            queries.improvement(card_id, viewer=cast[name])


def test_every_change_is_told_to_the_open_boards_with_ids_only(board: Board, cast: dict[str, Viewer]) -> None:
    actions.edit(board.card, "Anders", None, None, by=cast["sanne"])
    told = db.session.scalars(select(Event).where(Event.room == f"team:{board.team_id}").order_by(Event.number)).all()
    assert [(event.kind, event.data) for event in told] == [("board", {"card": board.card_id})] * len(told)
    assert len(told) >= 2


def test_a_late_card_is_said_in_words(
    board: Board, youssef: Person, cast: dict[str, Viewer], client_of: ClientOf
) -> None:
    board.card.stage, board.card.owner_id, board.card.due_on = Stage.GOING, youssef.id, clock.today().replace(year=2020)
    db.session.commit()
    assert "voorbij: " in client_of(youssef).get("/board").text
    late = queries.late_cards(board.card_team, viewer=cast["tom"], today=clock.today())
    assert [card.id for card in late] == [board.card_id]


def test_the_board_asks_as_often_for_three_cards_as_for_forty(
    board: Board, youssef: Person, cast: dict[str, Viewer], client_of: ClientOf
) -> None:
    browser, owners = client_of(youssef), [cast[name].person_id for name in ("sanne", "tom", "youssef")]
    few = queries_of(lambda: browser.get("/board"))
    for number in range(40):
        card = board.made(f"Kaart {number}", by=cast["sanne"], stage=list(Stage)[number % 4])
        card.owner_id = owners[number % 3]
        actions.add_moment(card, board.moment_id, by=cast["sanne"])
    db.session.commit()
    assert queries_of(lambda: browser.get("/board")) == few
