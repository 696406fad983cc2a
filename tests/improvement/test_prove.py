"""Proof: a later recording of the team; it ends when the card goes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.improvement.conftest import Board, filmed
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid
from wpl_platform.improvement import moving, queries
from wpl_platform.improvement.models import Proof, Stage
from wpl_platform.media.caption_models import CaptionTrack
from wpl_platform.media.models import Share
from wpl_platform.teams.viewer import Viewer

AsViewer = Callable[[Person], Viewer]
ClientOf = Callable[[Person], FlaskClient]


@pytest.fixture
def mover(sanne: Person, as_viewer: AsViewer) -> Viewer:
    """Sanne, who proves cards."""
    return as_viewer(sanne)


def test_a_later_shared_recording_makes_it_a_success(board: Board, mover: Viewer) -> None:
    moving.prove(board.card, board.later_id, 12_000, by=mover, note="De klant hoeft maar één keer te wijzen")
    assert board.card.stage is Stage.SUCCESS
    proof = queries.proof_of(board.card, viewer=mover)
    assert proof is not None
    assert (proof.recording_id, proof.at_ms) == (board.later_id, 12_000)


def test_proving_twice_with_the_same_is_done_once(board: Board, mover: Viewer) -> None:
    for _ in range(2):
        moving.prove(board.card, board.later_id, 12_000, by=mover)
    assert len(db.session.scalars(select(Proof)).all()) == 1


def test_an_earlier_a_private_and_an_unknown_recording_prove_nothing(
    board: Board, mover: Viewer, sanne: Person
) -> None:
    private = filmed(sanne, board.team_id, "Nog niet gedeeld", 2, shared=False)
    for recording_id in (board.earlier_id, private.id, 999_999):
        with pytest.raises(Invalid) as refusal:
            moving.prove(board.card, recording_id, 0, by=mover)
        assert refusal.value.field == "recording"
    assert board.card.stage is Stage.NOTICE


def test_a_recording_that_is_no_longer_shared_proves_nothing(board: Board, mover: Viewer) -> None:
    share = db.session.scalars(select(Share).where(Share.recording_id == board.later_id)).one()
    share.ended_at = clock.now()
    db.session.flush()
    with pytest.raises(Invalid):
        moving.prove(board.card, board.later_id, 0, by=mover)


def test_a_recording_of_another_team_proves_nothing_here(
    board: Board, house_other: int, olaf: Person, mover: Viewer
) -> None:
    elsewhere = filmed(olaf, house_other, "Bij de buren", 2)
    with pytest.raises(Invalid):
        moving.prove(board.card, elsewhere.id, 0, by=mover)


@pytest.fixture
def house_other(house: object) -> int:
    """The id of the other team."""
    return int(house.other_team_id)  # type: ignore[attr-defined]


@pytest.mark.parametrize("at_ms", [-1, 60_001])
def test_the_time_lies_on_the_recording(board: Board, mover: Viewer, at_ms: int) -> None:
    with pytest.raises(Invalid) as refusal:
        moving.prove(board.card, board.later_id, at_ms, by=mover)
    assert refusal.value.field == "at"


def test_when_it_did_not_work_the_card_goes_back_with_the_reason_and_a_fresh_month(board: Board, mover: Viewer) -> None:
    moving.prove(board.card, board.later_id, 0, by=mover)
    board.card.due_on = clock.today() - timedelta(days=3)
    moving.move(board.card, Stage.GOING, by=mover, note="Op zaterdag lukt het niet")
    assert queries.proof_of(board.card, viewer=mover) is None
    assert board.card.due_on == clock.today() + timedelta(days=30)
    assert queries.history_of(board.card, viewer=mover)[-1].note == "Op zaterdag lukt het niet"
    ended = db.session.scalars(select(Proof)).one()
    assert ended.ended_at is not None


def test_putting_it_back_at_once_makes_the_proof_stand_again_but_not_later(board: Board, mover: Viewer) -> None:
    moving.prove(board.card, board.later_id, 0, by=mover)
    moving.move(board.card, Stage.EXPERIENCE, by=mover)
    moving.move(board.card, Stage.SUCCESS, by=mover)
    proof = queries.proof_of(board.card, viewer=mover)
    assert proof is not None
    moving.move(board.card, Stage.EXPERIENCE, by=mover)
    db.session.refresh(proof)
    proof.ended_at = clock.now() - timedelta(minutes=11)
    db.session.flush()
    with pytest.raises(Invalid):
        moving.move(board.card, Stage.SUCCESS, by=mover)


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(board: Board, sanne: Person, client_of: ClientOf) -> None:
    browser = client_of(sanne)
    address = f"/improvements/{board.card_id}/proofs"
    sent = {"recording": board.later_id, "at": "kwart over", "note": "Kijk naar haar hand"}
    wrong_time = browser.post(address, data=sent)
    assert wrong_time.status_code == 422
    assert "Schrijf het moment als 2:14" in wrong_time.text
    assert "Kijk naar haar hand" in wrong_time.text
    too_late = browser.post(address, data={**sent, "at": "9:00"})
    assert "Deze video duurt tot 1:00" in too_late.text
    done = browser.post(address, data={**sent, "at": "0:12"})
    assert done.status_code == 303
    page = browser.get(done.headers["Location"])
    assert "Toen en nu" in page.text
    assert "Kijk naar haar hand" in page.text


def test_a_proof_that_is_no_longer_shared_is_not_shown_to_the_team(
    board: Board, mover: Viewer, youssef: Person, client_of: ClientOf
) -> None:
    moving.prove(board.card, board.later_id, 0, by=mover)
    share = db.session.scalars(select(Share).where(Share.recording_id == board.later_id)).one()
    share.ended_at = clock.now()
    db.session.commit()
    page = client_of(youssef).get(f"/improvements/{board.card_id}").text
    assert "Drie weken later" not in page
    assert "Deze video is niet met jou gedeeld" in page


def test_a_manager_reads_that_it_worked_but_not_what_is_to_be_seen(
    board: Board, mover: Viewer, ingrid: Person, youssef: Person, client_of: ClientOf
) -> None:
    moving.prove(board.card, board.later_id, 0, by=mover, note="Zie haar hand")
    db.session.commit()
    address = f"/improvements/{board.card_id}"
    assert "Zie haar hand" in client_of(youssef).get(address).text
    page = client_of(ingrid).get(address).text
    assert "Ons succes" in page
    assert "Zie haar hand" not in page


def test_a_film_that_is_chosen_from_brings_its_captions(board: Board, sanne: Person, client_of: ClientOf) -> None:
    track = CaptionTrack(recording_id=board.later_id, language="nl", by_id=sanne.id)
    db.session.add(track)
    db.session.commit()
    assert (
        f'src="/captions/{track.id}?v={track.version}"' in client_of(sanne).get(f"/improvements/{board.card_id}").text
    )
