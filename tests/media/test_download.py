"""A film is taken along as one file, by its maker, and by who sees it when the maker allows that; and tells no more."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import PASSWORD, House
from tests.media.working import jobs
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Conflict, Refused
from wpl_platform.events import queries as events
from wpl_platform.media import actions, copying, policy
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.views.still import still_sees
from wpl_platform.teams.models import Membership, Role
from wpl_platform.teams.queries import viewer_of

Make = Callable[..., Recording]
Keep = Callable[..., Rendition]
ClientOf = Callable[[Person], FlaskClient]
CONTENT = bytes(range(250)) * 4


@pytest.fixture
def recording(sanne: Person, house: House, record: Make) -> Recording:
    """Sanne's, ready."""
    return record(sanne, house.team_id, stage=Stage.READY)


@pytest.fixture
def film(recording: Recording, with_file: Keep) -> str:
    """The address of Sanne's film as a file."""
    with_file(recording, RenditionKind.DIRECT, CONTENT)
    return f"/recordings/{recording.id}/download"


def allowed(recording: Recording, yes: bool = True) -> None:
    actions.allow_download(recording, yes, by=viewer_of(recording.maker))
    db.session.commit()


def test_a_new_recording_is_not_there_to_be_downloaded(
    recording: Recording, sanne: Person, youssef: Person, share_with_team: Callable[[Recording], None]
) -> None:
    share_with_team(recording)
    assert policy.may_download(viewer_of(sanne), recording)
    assert policy.may_see(viewer_of(youssef), recording)
    assert not policy.may_download(viewer_of(youssef), recording)


@pytest.mark.parametrize(("who", "yes"), [("youssef", True), ("tom", True), ("ingrid", False), ("olaf", False)])
def test_who_sees_it_downloads_it_when_the_maker_allows_that(
    request: pytest.FixtureRequest, recording: Recording, share_with_team: Callable[[Recording], None],
    who: str, yes: bool,
) -> None:  # fmt: skip
    viewer = viewer_of(request.getfixturevalue(who))
    allowed(recording)
    assert not policy.may_download(viewer, recording), "not shared"
    share_with_team(recording)
    assert policy.may_download(viewer, recording) is yes
    allowed(recording, yes=False)
    assert not policy.may_download(viewer, recording)


def test_who_makes_a_film_and_manages_now_still_takes_it_along(recording: Recording, sanne: Person) -> None:
    db.session.query(Membership).filter_by(person_id=sanne.id).one().role = Role.MANAGER
    db.session.commit()
    assert policy.may_download(viewer_of(sanne), recording)


def test_only_the_maker_decides(recording: Recording, youssef: Person, tom: Person, share_with_team: Make) -> None:
    share_with_team(recording)
    for person in (youssef, tom):
        with pytest.raises(Refused):
            actions.allow_download(recording, True, by=viewer_of(person))
    assert not recording.downloadable


def test_the_switch_is_on_the_page_and_its_sentence_follows(
    recording: Recording, client_of: ClientOf, sanne: Person, share_with_team: Callable[[Recording], None]
) -> None:
    browser, page = client_of(sanne), f"/recordings/{recording.id}/edit"
    private = browser.get(page).text
    assert "Alleen jij mag hem downloaden." in private
    assert f"/recordings/{recording.id}/downloadable" not in private, "nobody else sees it"
    share_with_team(recording)
    assert "Alleen jij mag hem downloaden." in browser.get(page).text
    browser.post(f"/recordings/{recording.id}/downloadable", data={"allowed": "y"})
    assert "Wie hem ziet, mag hem downloaden." in browser.get(page).text
    piece = browser.post(f"/recordings/{recording.id}/downloadable", headers={"X-Requested-With": "fetch"})
    assert "Alleen jij mag hem downloaden." in piece.text
    assert [event.kind for event in events.since(f"recording:{recording.id}", 0)] == ["recording"] * 3


def test_what_may_be_downloaded_and_is_shared_no_more_says_when_that_holds(
    recording: Recording, client_of: ClientOf, sanne: Person
) -> None:
    allowed(recording)
    page = client_of(sanne).get(f"/recordings/{recording.id}/edit").text
    assert "Deel je hem, dan mag wie hem ziet hem ook downloaden." in page
    assert "Sta downloaden niet meer toe" in page


def test_a_colleague_finds_the_download_only_where_it_is_allowed(
    recording: Recording, film: str, client_of: ClientOf, youssef: Person, share_with_team: Callable[[Recording], None]
) -> None:
    share_with_team(recording)
    browser, page = client_of(youssef), f"/recordings/{recording.id}"
    assert film not in browser.get(page).text
    for refused in (browser.get(film), browser.post(film)):
        assert refused.status_code == 403
        assert "Alleen de maker kan downloaden toestaan." in refused.text
        assert f'href="{page}"' in refused.text, "back to the film"
        assert "live-updates src" not in refused.text
    allowed(recording)
    assert film in browser.get(page).text
    assert browser.get(film, buffered=True).data == CONTENT


def test_a_film_is_sent_as_a_file_that_nothing_keeps_and_that_goes_on_where_it_was(
    recording: Recording, film: str, client_of: ClientOf, sanne: Person
) -> None:
    recording.title, recording.filmed_on = 'Aan de "balie": één/twee', date(2026, 3, 9)
    browser = client_of(sanne)
    assert browser.post(film).headers["Location"] == film
    whole = browser.get(film, buffered=True)
    assert (whole.data, whole.headers["Content-Type"]) == (CONTENT, "video/mp4")
    assert whole.headers["Cache-Control"] == "private, no-store"
    assert whole.headers["Content-Disposition"] == (
        f'attachment; filename="film-{recording.id}.mp4"; '
        "filename*=UTF-8''Aan%20de%20balie%20%C3%A9%C3%A9n%20twee%202026-03-09.mp4"
    )
    rest = browser.get(film, headers={"Range": "bytes=900-", "If-Range": whole.headers["ETag"]}, buffered=True)
    assert (rest.status_code, rest.data) == (206, CONTENT[900:])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Intake", "Intake"),
        ("../../etc/passwd", "etc passwd"),
        ('x"; filename="evil.exe', "x ; filename= evil.exe"),
        ("a\r\nSet-Cookie: b=c", "aSet-Cookie b=c"),
        ("moc\u202eexe.4pm", "mocexe.4pm"),
        ("...", "video"),
        ("\U0001f600" * 120, "\U0001f600" * 45),
    ],
)
def test_a_title_becomes_a_name_that_any_machine_can_have(recording: Recording, title: str, name: str) -> None:
    recording.title, recording.filmed_on = title, date(2026, 3, 9)
    assert copying.file_name(recording) == f"{name} 2026-03-09"


def test_a_web_server_in_front_sends_the_file_under_that_name(
    app_with: Callable[..., Flask], recording: Recording, film: str, sanne: Person
) -> None:
    browser = app_with(ACCEL_PREFIX="/_films").test_client()
    browser.post("/sign-in", data={"email": sanne.email, "password": PASSWORD})
    answer = browser.get(film, buffered=True)
    assert (answer.data, answer.headers["X-Accel-Redirect"][:13]) == (b"", "/_films/kept/")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_download_under_way_ends_when_the_maker_does_not_allow_it_any_more(
    recording: Recording, youssef: Person, client_of: ClientOf, share_with_team: Callable[[Recording], None]
) -> None:
    share_with_team(recording)
    allowed(recording)
    with client_of(youssef) as browser:
        browser.get("/recordings")
        asked, seen = still_sees(recording.id, policy.may_download), still_sees(recording.id)
    assert asked()
    allowed(recording, yes=False)
    assert (asked(), seen()) == (False, True)


@pytest.mark.parametrize("stage", [Stage.AWAITING, Stage.PROCESSING, Stage.FAILED])
def test_a_film_that_is_not_ready_says_so(
    sanne: Person, house: House, record: Make, with_file: Keep, client_of: ClientOf, stage: Stage
) -> None:
    recording = record(sanne, house.team_id, stage=stage)
    with_file(recording, RenditionKind.DIRECT, CONTENT)
    answer = client_of(sanne).get(f"/recordings/{recording.id}/download")
    assert (answer.status_code, "Deze video is nog niet klaar." in answer.text) == (409, True)
    with pytest.raises(Conflict):
        copying.ask(recording, by=viewer_of(sanne))
    assert jobs(actions.COPY) == []


def test_a_copy_is_never_shown_to_who_may_only_watch(
    recording: Recording, with_file: Keep, client_of: ClientOf, sanne: Person
) -> None:
    with_file(recording, RenditionKind.COPY, CONTENT)
    browser = client_of(sanne)
    assert browser.get(f"/recordings/{recording.id}/media/copy").status_code == 404
    assert browser.get(f"/recordings/{recording.id}/download", buffered=True).data == CONTENT
