"""Who sees a film is said wherever that can be changed, and what is not there is shown to nobody."""

from collections.abc import Callable
from functools import partial

import pytest
from flask.testing import FlaskClient

from tests.conftest import House
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict
from wpl_platform.media import actions
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.plan import Reason
from wpl_platform.teams.queries import viewer_of

Make = Callable[..., Recording]


@pytest.fixture
def record(record: Make) -> Make:
    """Makes a recording that is ready, unless it says otherwise."""
    return partial(record, stage=Stage.READY)


def test_sharing_with_the_team_says_who_that_is_before_and_after(
    sanne: Person, house: House, record: Make, client_of: Callable[[Person], FlaskClient]
) -> None:
    browser, path = client_of(sanne), f"/recordings/{record(sanne, house.team_id).id}"
    assert "dan zien je collega’s en je begeleider hem. Je leidinggevende" in browser.get(f"{path}/edit").text
    browser.post(f"{path}/shares")
    page = browser.get(f"{path}/edit").text
    assert "Je collega’s en je begeleider zien deze video nu." in page, "the toast"
    assert "Je collega’s en je begeleider zien hem. Je leidinggevende en beheerder niet." in page


@pytest.mark.parametrize("stage", [Stage.AWAITING, Stage.REFUSED, Stage.FAILED])
def test_what_is_not_there_is_not_shared(
    sanne: Person, house: House, record: Make, with_file: Callable[..., Rendition],
    client_of: Callable[[Person], FlaskClient], stage: Stage,
) -> None:  # fmt: skip
    recording, browser = record(sanne, house.team_id, stage=stage), client_of(sanne)
    path = f"/recordings/{recording.id}"
    assert f'action="{path}/shares"' not in browser.get(f"{path}/edit").text
    assert browser.post(f"{path}/shares").status_code == 409
    with_file(recording, RenditionKind.DIRECT, b"plays")
    assert f'action="{path}/shares"' in browser.get(f"{path}/edit").text
    assert browser.post(f"{path}/shares").status_code == 303


def test_a_film_that_is_still_to_come_is_shown_to_who_is_asked_and_a_refused_one_is_not(
    sanne: Person, youssef: Person, house: House, record: Make
) -> None:
    recording = record(sanne, house.team_id, stage=Stage.REFUSED)
    with pytest.raises(Conflict):
        actions.share_with(recording, youssef.id, by=viewer_of(sanne))
    recording.stage = Stage.AWAITING
    actions.share_with(recording, youssef.id, by=viewer_of(sanne))


@pytest.mark.parametrize("stage", [Stage.AWAITING, Stage.REFUSED, Stage.FAILED])
def test_another_film_for_who_sees_it_already_says_who_that_is(
    sanne: Person, house: House, record: Make, share_with_team: Callable[[Recording], None],
    client_of: Callable[[Person], FlaskClient], stage: Stage,
) -> None:  # fmt: skip
    recording, browser = record(sanne, house.team_id), client_of(sanne)
    share_with_team(recording)
    recording.stage, recording.reason = stage, Reason.NOT_CONVERTED
    db.session.commit()
    path = f"/recordings/{recording.id}/arrival"
    page = browser.get(path).text
    assert "Alleen jij ziet dit" not in page
    assert "Wie deze video mag zien, ziet straks ook dit bestand." in page
    assert 'form="stop-sharing"' in page
    assert "data-with-film" not in page, "who sees it stays in sight"
    assert browser.post(f"/recordings/{recording.id}/shares/delete", data={"next": path}).location == path
    page = browser.get(path).text
    assert "Alleen jij ziet dit. Jij bepaalt" in page
    assert "data-with-film hidden" in page
