"""What was found and is no face is left as it is, and not found again; the changed voice is heard before it is made."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import PASSWORD
from tests.media import test_redacting
from tests.media.test_redacted_film import pitch, sound_of
from tests.media.working import kinds, work
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Invalid, Missing, Refused
from wpl_platform.jobs.models import Queue
from wpl_platform.media import (
    ffmpeg,
    pipeline,
    redacting,
    redaction_orders,
    redaction_recipes,
    redaction_tools,
    redaction_voice,
)
from wpl_platform.media.models import Recording, Rendition, RenditionKind
from wpl_platform.media.pipeline import Film
from wpl_platform.media.redaction import Cover, Manner, Place, Redaction, Shape
from wpl_platform.media.redaction_faces import followed, unasked
from wpl_platform.media.redaction_models import RedactionOrder
from wpl_platform.teams.queries import viewer_of

film, black = test_redacting.film, test_redacting.black
FACE = Cover(Shape.RECTANGLE, 0, 1_000, (Place(0, 0.1, 0.1, 0.2, 0.2),))
STATUE = Cover(Shape.RECTANGLE, 1_000, 3_000, (Place(1_000, 0.5, 0.2, 0.2, 0.4), Place(3_000, 0.6, 0.2, 0.2, 0.4)))


def seen(at: int, *places: tuple[float, float, float]) -> tuple[int, Sequence[Place]]:
    return at, [Place(at, x, y, size, size) for x, y, size in places]


def left(sights: Sequence[tuple[int, Sequence[Place]]]) -> int:
    return sum(len(places) for _at, places in unasked(sights, (STATUE,)))


def test_what_lies_in_a_place_that_was_left_is_not_found_again_wherever_it_moves() -> None:
    assert left([seen(1_000, (0.55, 0.3, 0.1)), seen(2_900, (0.65, 0.3, 0.1))]) == 0


def test_the_same_place_before_and_after_is_asked_as_ever() -> None:
    assert left([seen(900, (0.55, 0.3, 0.1)), seen(3_000, (0.65, 0.3, 0.1))]) == 2


def test_a_face_beside_it_or_larger_than_it_is_found() -> None:
    assert left([seen(1_500, (0.1, 0.3, 0.1), (0.4, 0.1, 0.5))]) == 2


def looked(film: Recording, *covers: Cover) -> str:
    redacting.keep_scan(film.id, covers)
    db.session.commit()
    return redaction_orders.scan_of(film, viewer=viewer_of(film.maker))


def order_of(film: Recording) -> RedactionOrder:
    found = redaction_orders.open_order(film.id)
    assert found is not None
    return found


def test_the_rest_of_what_was_found_is_covered(film: Recording, client_of: Callable[[Person], FlaskClient]) -> None:
    scan = looked(film, FACE, STATUE)
    asked = {"faces": "y", "manner": "black", "voice": "kept", "sure": "y"}
    asked["dropped"] = json.dumps({"scan": scan, "numbers": [1]})
    answer = client_of(film.maker).post(f"/recordings/{film.id}/redactions", data=asked)
    assert answer.status_code == 303
    order = redaction_orders.asked_of(order_of(film))
    assert (order.found, order.dropped) == ((FACE,), (STATUE,))
    assert order.covers == (FACE,)


def test_what_was_left_of_another_search_is_asked_again(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    looked(film, FACE, STATUE)
    asked = {"faces": "y", "manner": "black", "voice": "kept", "sure": "y"}
    asked["dropped"] = json.dumps({"scan": "2020-01-01T00:00:00+00:00", "numbers": [1]})
    answer = client_of(film.maker).post(f"/recordings/{film.id}/redactions", data=asked)
    assert answer.status_code == 422
    assert "opnieuw naar gezichten gezocht" in answer.text
    redacting.forget_scan(film.id)
    with pytest.raises(Invalid):
        redacting.redact(film, Redaction(faces=True, dropped=(STATUE,)), by=viewer_of(film.maker))


@pytest.mark.parametrize("sent", ["[]x", '{"numbers": [1]}', '{"scan": "a", "numbers": ["1"]}', '{"scan": 1}'])
def test_nonsense_about_what_is_left_is_refused(
    film: Recording, client_of: Callable[[Person], FlaskClient], sent: str
) -> None:
    asked = {"faces": "y", "manner": "black", "voice": "kept", "sure": "y", "dropped": sent}
    assert client_of(film.maker).post(f"/recordings/{film.id}/redactions", data=asked).status_code == 422


def test_how_many_are_left_is_said_before_it_is_made(
    film: Recording, client_of: Callable[[Person], FlaskClient]
) -> None:
    asked = {"faces": "y", "manner": "black", "voice": "kept"}
    asked["dropped"] = json.dumps({"scan": looked(film, FACE, STATUE), "numbers": [1]})
    page = client_of(film.maker).post(f"/recordings/{film.id}/redactions", data=asked).text
    assert "1 plek die je liet staan" in page


def test_looking_again_covers_nothing_that_was_left(
    monkeypatch: pytest.MonkeyPatch, clip: Path, tmp_path: Path, app: object
) -> None:
    made: list[tuple[Cover, ...]] = []

    def covered(source: Path, examined: object, asked: Redaction, folder: Path, watch: object) -> Film:
        made.append(asked.covers)
        return Film(clip, 4_000, 320, 240)

    def found(_program: Path, told: dict[str, str], *_more: object) -> None:
        Path(told["target"]).write_text(json.dumps([2_000, [[0.6, 0.3, 0.1, 0.1]]]) + "\n")

    monkeypatch.setattr(redaction_tools, "cover", covered)
    monkeypatch.setattr(redaction_tools, "_run", found)
    examined = pipeline.examine(clip)
    assert isinstance(examined, pipeline.Examined)
    asked = Redaction(faces=True, found=(FACE,), dropped=(STATUE,))
    redaction_tools.unrecognisable(clip, examined, asked, tmp_path, lambda *_step: ffmpeg.Watch())
    assert made == [(FACE,)]
    redaction_tools.unrecognisable(
        clip, examined, Redaction(faces=True, found=(FACE,)), tmp_path, lambda *_step: ffmpeg.Watch()
    )
    assert made[1:] != [(FACE,)]


def test_where_it_was_left_is_forgotten_when_it_is_done(film: Recording, black: list[Redaction]) -> None:
    looked(film, FACE, STATUE)
    redacting.redact(film, Redaction(Manner.BLACK, faces=True, dropped=(STATUE,)), by=viewer_of(film.maker))
    order = order_of(film)
    work(Queue.LONG)
    assert order.done_at is not None
    assert order.asked["dropped"] == []


def test_nothing_is_followed_where_nothing_is_seen() -> None:
    assert followed(unasked([seen(1_500, (0.55, 0.3, 0.1))], (STATUE,)), 4_000) == ()


def test_the_voice_is_heard_as_it_will_be_and_not_kept(
    film: Recording, client_of: Callable[[Person], FlaskClient], with_file: Callable[..., Rendition], clip: Path
) -> None:
    db.session.delete(db.session.scalars(select(Rendition).where(Rendition.name == "direct")).one())
    with_file(film, RenditionKind.DIRECT, clip.read_bytes())
    before = kinds(film)
    answer = client_of(film.maker).get(f"/recordings/{film.id}/redaction/voice?from=1000")
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "audio/mp4", "no-store")
    heard = clip.parent / "heard.mp4"
    heard.write_bytes(answer.data)
    assert pitch(heard, 0.5, 2.0) == pytest.approx(440 * redaction_recipes.PITCH, abs=3)
    assert len(sound_of(heard)) <= 3.2 * 16_000
    assert kinds(film) == before


def test_without_sound_there_is_nothing_to_hear(film: Recording, tom: Person) -> None:
    with pytest.raises(Refused):
        redaction_voice.sound_of(film, viewer=viewer_of(tom))
    db.session.delete(db.session.scalars(select(Rendition).where(Rendition.name == "direct")).one())
    db.session.flush()
    with pytest.raises(Missing):
        redaction_voice.sound_of(film, viewer=viewer_of(film.maker))


def test_one_voice_is_made_at_a_time_and_none_for_who_only_asks_whether_it_is_there(
    film: Recording, client_of: Callable[[Person], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, address = client_of(film.maker), f"/recordings/{film.id}/redaction/voice"
    second: list[tuple[int, str | None]] = []

    def meanwhile(*_given: object, **_how: object) -> None:
        answer = client_of(film.maker).get(address)
        second.append((answer.status_code, answer.headers.get("Retry-After")))
        raise ffmpeg.Failed(1, "kapot")

    monkeypatch.setattr(ffmpeg, "run", meanwhile)
    assert (browser.head(address).status_code, second) == (200, [])
    assert browser.get(address).status_code == 404
    assert browser.get(address).status_code == 404
    assert second == [(503, "5"), (503, "5")]


def test_a_voice_is_not_asked_without_end(film: Recording, app_with: Callable[..., Flask]) -> None:
    db.session.commit()
    browser = app_with(RATELIMIT_ENABLED=True).test_client()
    assert browser.post("/sign-in", data={"email": film.maker.email, "password": PASSWORD}).status_code == 303
    asked = [browser.head(f"/recordings/{film.id}/redaction/voice").status_code for _time in range(14)]
    assert asked == [200] * 12 + [429] * 2
