"""Bytes for a browser: any range of them, for who may see the recording now, and nothing in them can act."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import PASSWORD, House
from tests.counting import queries_of
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import actions, delivery
from wpl_platform.media.delivery import Asked, Stretch, stretch
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.views.still import still_sees
from wpl_platform.teams.queries import viewer_of

CONTENT = bytes(range(250)) * 4
SIZE = len(CONTENT)
QUESTIONS_MOST = 7
"""The transaction; who asks, their roles, the recording, with whom it is shared, who is in view, the file."""


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, Stretch(0, SIZE)),
        ("bytes=0-", Stretch(0, SIZE, partial=True)),
        ("bytes=0-0", Stretch(0, 1, partial=True)),
        ("bytes=100-199", Stretch(100, 200, partial=True)),
        ("bytes=990-5000", Stretch(990, SIZE, partial=True)),
        ("bytes=-10", Stretch(990, SIZE, partial=True)),
        ("bytes=-5000", Stretch(0, SIZE, partial=True)),
        ("bytes=1000-", None),
        ("bytes=5000-6000", None),
        ("bytes=200-100", Stretch(0, SIZE)),
        ("bytes=0-1,5-6", Stretch(0, SIZE)),
        ("pages=1-2", Stretch(0, SIZE)),
        ("nonsense", Stretch(0, SIZE)),
    ],
)
def test_a_range_header_is_read_as_the_standard_says(header: str | None, expected: Stretch | None) -> None:
    assert stretch(header, SIZE) == expected


def test_an_empty_file_has_no_range() -> None:
    assert stretch("bytes=-1", 0) is None
    assert stretch("bytes=0-", 0) is None


@pytest.fixture
def recording(sanne: Person, house: House, record: Callable[..., Recording]) -> Recording:
    return record(sanne, house.team_id, stage=Stage.READY)


@pytest.fixture
def film(recording: Recording, with_file: Callable[..., Rendition]) -> str:
    """The address of Sanne's film."""
    with_file(recording, RenditionKind.DIRECT, CONTENT)
    return f"/recordings/{recording.id}/media/direct"


@pytest.fixture
def browser(client_of: Callable[[Person], FlaskClient], sanne: Person) -> FlaskClient:
    return client_of(sanne)


def test_a_film_comes_whole_and_in_ranges(browser: FlaskClient, film: str) -> None:
    whole = browser.get(film, buffered=True)
    assert (whole.status_code, whole.data) == (200, CONTENT)
    part = browser.get(film, headers={"Range": "bytes=100-199"}, buffered=True)
    assert (part.status_code, part.data) == (206, CONTENT[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{SIZE}"
    assert part.headers["Content-Length"] == "100"
    tail = browser.get(film, headers={"Range": "bytes=-10"}, buffered=True)
    assert (tail.status_code, tail.data) == (206, CONTENT[-10:])
    beyond = browser.get(film, headers={"Range": "bytes=5000-"}, buffered=True)
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{SIZE}")


def test_head_tells_the_length_and_sends_nothing(browser: FlaskClient, film: str) -> None:
    answer = browser.head(film)
    assert (answer.status_code, answer.headers["Content-Length"], answer.data) == (200, str(SIZE), b"")
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_head_takes_no_range(browser: FlaskClient, film: str) -> None:
    answer = browser.head(film, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(SIZE))


def test_what_a_browser_has_is_not_sent_again(browser: FlaskClient, film: str) -> None:
    etag = browser.head(film).headers["ETag"]
    assert browser.get(film, headers={"If-None-Match": etag}, buffered=True).status_code == 304
    same = browser.get(film, headers={"Range": "bytes=0-9", "If-Range": etag}, buffered=True)
    other = browser.get(film, headers={"Range": "bytes=0-9", "If-Range": '"another"'}, buffered=True)
    assert (same.status_code, other.status_code) == (206, 200)
    strict = browser.get(film, headers={"If-Match": '"another"'}, buffered=True)
    assert (strict.status_code, strict.data) == (412, b"")
    assert browser.get(film, headers={"If-Match": etag}, buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("master.m3u8", RenditionKind.HLS, "application/vnd.apple.mpegurl"),
        ("360.m3u8", RenditionKind.HLS, "application/vnd.apple.mpegurl"),
        ("360.mp4", RenditionKind.HLS, "video/mp4"),
        ("audio.mp4", RenditionKind.HLS, "audio/mp4"),
        ("thumbnails.vtt", RenditionKind.THUMBNAILS, "text/vtt"),
        ("peaks", RenditionKind.PEAKS, "application/json"),
        ("sprite", RenditionKind.SPRITE, "image/jpeg"),
    ],
)
def test_every_file_of_a_film_goes_through_the_policy_under_its_own_type(
    recording: Recording,
    with_file: Callable[..., Rendition],
    client_of: Callable[[Person], FlaskClient],
    sanne: Person,
    youssef: Person,
    name: str,
    kind: RenditionKind,
    media_type: str,
) -> None:
    with_file(recording, kind, CONTENT, media_type).name = name
    address = f"/recordings/{recording.id}/media/{name}"
    part = client_of(sanne).get(address, headers={"Range": "bytes=8-15"}, buffered=True)
    assert (part.status_code, part.data, part.headers["Content-Type"]) == (206, CONTENT[8:16], media_type)
    assert client_of(youssef).get(address, buffered=True).status_code == 404


def test_a_type_we_do_not_know_means_nothing_to_a_browser(
    browser: FlaskClient, recording: Recording, with_file: Callable[..., Rendition]
) -> None:
    with_file(recording, RenditionKind.DIRECT, b"<script>", "text/html")
    answer = browser.get(f"/recordings/{recording.id}/media/direct", buffered=True)
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_piece_costs_few_questions(browser: FlaskClient, film: str) -> None:
    for _ in range(2):  # the access log notes the first, and finds at the second that it did
        browser.get(film, buffered=True)
    assert queries_of(lambda: browser.get(film, headers={"Range": "bytes=0-9"}, buffered=True)) <= QUESTIONS_MOST


def test_a_web_server_in_front_sends_what_the_policy_allowed(
    app_with: Callable[..., Flask],
    recording: Recording,
    with_file: Callable[..., Rendition],
    sanne: Person,
    youssef: Person,
) -> None:
    segment = with_file(recording, RenditionKind.HLS, CONTENT)
    direct = with_file(recording, RenditionKind.DIRECT, CONTENT)
    key = segment.key
    app = app_with(ACCEL_PREFIX="/_films")
    answers = {}
    for person in (sanne, youssef):
        browser = app.test_client()
        browser.post("/sign-in", data={"email": person.email, "password": PASSWORD})
        for name in (segment.name, direct.name):
            answers[person.name.split()[0], name] = browser.get(
                f"/recordings/{recording.id}/media/{name}", buffered=True
            )
    sent = answers["Sanne", "hls"]
    assert (sent.status_code, sent.data) == (200, b"")
    assert sent.headers["X-Accel-Redirect"] == f"/_films/kept/{key[:2]}/{key}"
    assert sent.headers["Cache-Control"] == "private, no-store"
    assert answers["Sanne", "direct"].data == CONTENT, "a film in one file is asked about on its way"
    for name in ("hls", "direct"):
        refused = answers["Youssef", name]
        assert (refused.status_code, "X-Accel-Redirect" in refused.headers) == (404, False)


def test_nothing_in_the_bytes_can_act(browser: FlaskClient, film: str) -> None:
    headers = browser.get(film, buffered=True).headers
    assert headers["Content-Type"] == "video/mp4"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    assert "Balie" not in headers["Content-Disposition"]


def test_the_original_is_never_served(
    browser: FlaskClient, recording: Recording, with_file: Callable[..., Rendition]
) -> None:
    with_file(recording, RenditionKind.ORIGINAL, CONTENT)
    assert browser.get(f"/recordings/{recording.id}/media/original", buffered=True).status_code == 404


def test_a_film_is_there_for_the_team_while_it_is_shared(
    film: str,
    recording: Recording,
    client_of: Callable[[Person], FlaskClient],
    youssef: Person,
    ingrid: Person,
    sanne: Person,
) -> None:
    colleague, manager = client_of(youssef), client_of(ingrid)
    assert colleague.get(film, headers={"Range": "bytes=0-9"}, buffered=True).status_code == 404
    actions.share(db.session.get_one(Recording, recording.id), by=viewer_of(sanne))
    assert colleague.get(film, headers={"Range": "bytes=0-9"}, buffered=True).status_code == 206
    assert manager.get(film, headers={"Range": "bytes=0-9"}, buffered=True).status_code == 404
    actions.stop_sharing(db.session.get_one(Recording, recording.id), by=viewer_of(sanne))
    assert colleague.get(film, headers={"Range": "bytes=0-9"}, buffered=True).status_code == 404


def test_a_long_answer_ends_when_the_recording_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = iter([True, False])
    monkeypatch.setattr(delivery, "ASKED_AGAIN_SECONDS", 0.0)
    assert list(Asked(iter([b"one", b"two", b"three"]), lambda: next(allowed))) == [b"one"]


def test_a_device_that_was_signed_out_loses_its_streams(
    recording: Recording, client_of: Callable[[Person], FlaskClient], sanne: Person
) -> None:
    browser = client_of(sanne)
    with browser:
        browser.get("/recordings")
        asked = still_sees(recording.id)
    assert asked()
    browser.post("/sign-out")
    db.session.rollback()
    assert not asked()
