"""Certificates as signed files: ours and unchanged, changed by a single byte, or never ours; and without us."""

import io
from base64 import b64decode
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.media import ended as scene
from tests.media.working import work
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media import certificates, destroying, signing
from wpl_platform.media.destruction_models import Destruction, SigningKey, Why
from wpl_platform.media.models import Recording
from wpl_platform.media.signing import Verdict

filmed = scene.filmed


@pytest.fixture
def number(filmed: Recording) -> str:
    """The number of a certificate."""
    destroying.destroy(filmed, Why.EXPIRED)
    db.session.commit()
    work(Queue.SHORT)
    return certificates.number_of(filmed)


def paper(client: FlaskClient, number: str) -> bytes:
    return bytes(client.get(f"/certificates/{number}/pdf").data)


def ask(client: FlaskClient, file: bytes) -> str:
    return client.post("/certificates/check", data={"file": (io.BytesIO(file), "verklaring.pdf")}).text


def test_the_file_as_it_was_made_is_genuine_and_any_other_byte_is_not(client: FlaskClient, number: str) -> None:
    file = paper(client, number)
    told = signing.check(file)
    assert (told.verdict, told.number, told.organisation) == (Verdict.GENUINE, number, "De Lindehoeve")
    stamp = file.rindex(b"\n%certificate ")
    for place in (10, len(file) // 2, stamp - 1):
        altered = file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]
        assert signing.check(altered).verdict is Verdict.CHANGED, place
    assert signing.check(file[:stamp]).verdict is Verdict.UNKNOWN
    assert signing.check(file + b"more").verdict is Verdict.UNKNOWN
    assert signing.check(b"").verdict is Verdict.UNKNOWN


def test_the_number_on_one_file_cannot_be_put_on_another(client: FlaskClient, number: str) -> None:
    file = paper(client, number)
    assert signing.check(file.replace(number.encode(), b"MQ.other")).verdict is Verdict.CHANGED


def test_anybody_checks_a_file_on_a_page(client: FlaskClient, number: str) -> None:
    file = paper(client, number)
    genuine = ask(client, file)
    assert "Echt, en onveranderd." in genuine
    assert "De Lindehoeve" in genuine
    assert "Deze PDF is veranderd." in ask(client, file.replace(b"%PDF-1", b"%PDF-2", 1))
    assert "Deze PDF kennen we niet." in ask(client, b"%PDF-1.4 of somebody else")
    assert "Deze PDF kennen we niet." in client.post("/certificates/check").text


def test_the_text_on_paper_is_checked_without_us(client: FlaskClient, number: str) -> None:
    found = certificates.certificate(number)
    key = load_pem_public_key(client.get(f"/certificates/keys/{found.signed_with}").data)
    assert isinstance(key, Ed25519PublicKey)
    key.verify(b64decode(found.signature), found.statement.encode())
    with pytest.raises(InvalidSignature):
        key.verify(b64decode(found.signature), found.statement.replace("reason: expired", "reason: deleted").encode())
    assert "organisation: De Lindehoeve" in found.statement
    assert found.statement in client.get(f"/certificates/{number}").text


def test_after_another_secret_key_old_files_are_still_genuine_and_new_ones_get_a_new_key(
    app: Flask, client: FlaskClient, number: str
) -> None:
    file = paper(client, number)
    app.config["SECRET_KEY"] = "another key than before"
    assert signing.check(file).verdict is Verdict.GENUINE
    row = db.session.scalars(select(Destruction)).one()
    before = row.signed_with
    signing.sign(row)
    db.session.commit()
    assert row.signed_with != before
    assert db.session.scalar(select(func.count()).select_from(SigningKey)) == 2


def test_what_was_destroyed_before_there_were_signatures_is_signed_at_the_next_round(number: str) -> None:
    db.session.execute(update(Destruction).values(statement="", signature="", signed_with=""))
    db.session.commit()
    assert certificates.certificate(number).signature == ""
    destroying.try_again()
    assert certificates.certificate(number).signature != ""


def test_the_command_says_whether_a_file_is_genuine(
    app: Flask, client: FlaskClient, number: str, tmp_path: Callable[..., object]
) -> None:
    place = tmp_path / "paper.pdf"  # type: ignore[operator]
    place.write_bytes(paper(client, number))
    run = app.test_cli_runner().invoke
    assert (
        "Genuine and unchanged, signed by De Lindehoeve" in run(args=["media", "check-certificate", str(place)]).output
    )
    place.write_bytes(paper(client, number)[:-2])
    assert run(args=["media", "check-certificate", str(place)]).exit_code == 1
