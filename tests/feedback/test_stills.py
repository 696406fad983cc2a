"""The picture kept with a moment is exactly the one where it begins, and who sees the moment sees it."""

import pytest

from tests.feedback import seeing as scene
from tests.feedback.seeing import RATE, STILL, Filmed, Mark, number_of, sees, with_it
from tests.feedback.speaking import AsViewer, Browsers, kept, worked
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.feedback import actions
from wpl_platform.feedback.models import Revision, Visibility
from wpl_platform.feedback.still_models import Still, StillStage
from wpl_platform.media import actions as media
from wpl_platform.media.models import Recording

counted, film, see = scene.counted, scene.film, scene.see


@pytest.mark.parametrize("ms", [0, 39, 40, 5_000, 5_039, 5_040, 12_345, 19_960, 19_999])
def test_the_picture_is_the_one_that_stands_at_the_mark(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, ms: int
) -> None:
    film(shared)
    moment = see(shared, youssef, ms)
    assert with_it(moment).stage is StillStage.TAKING
    worked()
    assert number_of(moment) == ms * RATE // 1000


def test_a_moment_that_begins_elsewhere_gets_the_picture_there(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, as_viewer: AsViewer
) -> None:
    film(shared)
    moment = see(shared, youssef)
    worked()
    before = with_it(moment).key
    actions.move(moment, Span(5_000, 9_000), by=as_viewer(youssef))
    worked()
    assert with_it(moment).key == before, "only its end was moved"
    actions.move(moment, Span(8_000, 9_000), by=as_viewer(youssef))
    worked()
    assert number_of(moment) == 8 * RATE
    assert before not in kept()


def test_what_is_not_said_of_the_picture_stays(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    film(shared)
    moment = see(shared, youssef)
    worked()
    browser, said = client_of(youssef), {"kind": "strength", "start": "0:05", "end": "", "text": "Mooi"}
    browser.post(f"/annotations/{moment.id}", data=said, headers=STILL)
    assert number_of(moment) == 5 * RATE
    browser.post(f"/annotations/{moment.id}", data={**said, "still": ["", "start"]}, headers=STILL)
    assert number_of(moment) == 5 * RATE
    browser.post(f"/annotations/{moment.id}", data={**said, "still": ""}, headers=STILL)
    worked()
    assert db.session.query(Still).count() == 0
    told = [row.had_still for row in db.session.query(Revision).order_by(Revision.version)]
    assert told == [True, True, True]


def test_a_change_that_meets_another_leaves_the_picture(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    film(shared)
    moment = see(shared, youssef)
    worked()
    said = {"kind": "strength", "start": "0:05", "end": "", "text": "Mooi", "version": "7", "still": ""}
    answer = client_of(youssef).post(f"/annotations/{moment.id}", data=said, headers=STILL)
    assert answer.status_code == 409
    assert number_of(moment) == 5 * RATE


def test_it_is_seen_by_who_sees_the_moment(
    shared: Recording,
    sanne: Person,
    youssef: Person,
    tom: Person,
    olaf: Person,
    film: Filmed,
    see: Mark,
    client_of: Browsers,
    as_viewer: AsViewer,
) -> None:
    film(shared)
    moment = see(shared, youssef)
    note = see(shared, youssef, visibility=Visibility.PRIVATE)
    worked()
    assert [sees(client_of(each), moment) for each in (youssef, sanne, tom, olaf)] == [200, 200, 200, 404]
    assert [sees(client_of(each), note) for each in (youssef, sanne, tom, olaf)] == [200, 404, 404, 404]
    media.stop_sharing(db.session.merge(shared), by=as_viewer(sanne))
    db.session.commit()
    assert [sees(client_of(each), moment) for each in (youssef, sanne, tom)] == [404, 200, 404]


def test_nobody_takes_or_destroys_the_picture_of_another(
    shared: Recording, sanne: Person, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    film(shared)
    moment = see(shared, youssef)
    worked()
    for end in ("still", "still/delete"):
        assert client_of(sanne).post(f"/annotations/{moment.id}/{end}", headers=STILL).status_code == 403
    assert number_of(moment) == 5 * RATE


def test_it_can_be_taken_away_and_had_back(
    shared: Recording, youssef: Person, film: Filmed, see: Mark, client_of: Browsers
) -> None:
    film(shared)
    moment, browser = see(shared, youssef), client_of(youssef)
    worked()
    before = with_it(moment).key
    browser.post(f"/annotations/{moment.id}/still/delete", headers=STILL)
    worked()
    assert before not in kept()
    browser.post(f"/annotations/{moment.id}/still", headers=STILL)
    worked()
    assert number_of(moment) == 5 * RATE
