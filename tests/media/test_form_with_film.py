"""A form with a film in it: the right file, no more text than a form may hold, and a disk that fills up meanwhile."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.media.test_pages import typed
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.media import intake
from wpl_platform.media.models import Recording, Rendition
from wpl_platform.media.storage import Storage, storage

SignIn = Callable[[Person], FlaskClient]
CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}


class Stalled(BytesIO):
    """A body whose sender never goes on."""

    def read(self, *_count: object) -> bytes:
        raise AssertionError("somebody waits for it")

    readinto = readline = read  # type: ignore[assignment]


@pytest.mark.parametrize("path", ["/uploads", "/uploads/x/finish"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=end"])
def test_no_door_of_an_upload_waits_for_a_form(app: Flask, path: str, kind: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    sent = {"Content-Type": kind, "Tus-Resumable": "1.0.0"}
    length = {"CONTENT_LENGTH": "1000"}
    answer = app.test_client().post(path, input_stream=Stalled(), headers=sent, environ_overrides=length)
    assert answer.status_code == 413


def test_the_file_of_the_film_field_becomes_the_film_wherever_it_stands(client_of: SignIn, sanne: Person) -> None:
    files = [("other", b"a"), ("film", b"film"), ("other", b"bc")]
    parts = [
        f'--end\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.mp4"\r\n\r\n'.encode() + content
        for name, content in files
    ]
    fields = [
        f'--end\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in typed().items()
    ]
    body = b"\r\n".join([*fields, *parts, b"--end--\r\n"])
    kind = "multipart/form-data; boundary=end"
    assert client_of(sanne).post("/recordings", data=body, content_type=kind).status_code == 303
    assert db.session.scalars(select(Rendition)).one().size == len(b"film")
    db.session.rollback()
    assert len(list(storage().root.glob("incoming/*"))) <= 1


def test_of_a_form_without_a_file_no_more_is_read_than_a_form_may_hold(
    app: Flask, client_of: SignIn, sanne: Person
) -> None:
    body = BytesIO(b"&a=" * 1_000_000)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client_of(sanne).open(
        "/recordings", method="POST", input_stream=body, headers=kind, environ_overrides=CHUNKED
    )
    assert answer.status_code == 422
    assert body.tell() <= app.config["MAX_FORM_MEMORY_SIZE"]


def test_a_disk_that_fills_up_meanwhile_is_said(
    client_of: SignIn, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, free = client_of(sanne), iter([10_000_000, 0])
    monkeypatch.setattr(intake, "LOOK_EVERY", 100_000)
    monkeypatch.setattr(Storage, "free", lambda self: next(free, 0))
    answer = browser.post("/recordings", data=typed() | {"film": (BytesIO(b"film" * 100_000), "film.mp4")})
    assert answer.status_code == 503
    assert "nog 0 MB vrij" in answer.text
    assert list(storage().root.glob("incoming/*")) == []


def test_a_page_that_is_too_old_says_so_and_keeps_what_was_typed(app: Flask, client_of: SignIn, sanne: Person) -> None:
    browser = client_of(sanne)
    app.config["WTF_CSRF_ENABLED"] = True
    answer = browser.post("/recordings", data=typed() | {"film": (BytesIO(b"film"), "film.mp4")})
    assert answer.status_code == 422
    assert "Deze pagina was verlopen" in answer.text
    assert "Blijf ik rustig?" in answer.text
    told = browser.post("/recordings", data=typed(), headers={"Accept": "application/json"})
    assert told.json["field"] == "csrf_token"  # type: ignore[index]
    assert "verlopen" in told.text
    assert db.session.scalars(select(Recording)).all() == []
