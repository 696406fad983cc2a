"""Films sent by clients that are not ours, over a real connection: they find what OPTIONS promised."""

import hashlib
from base64 import b64encode
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from tests.journeys.test_killed import Visitor
from tests.kept import path_of
from tests.running import Product
from wpl_platform.core.database import db
from wpl_platform.media.models import Rendition, RenditionKind

pytestmark = pytest.mark.slow


def original_of(product: Product, recording: int) -> bytes:
    """The film as it is kept."""
    asked = select(Rendition.key).where(Rendition.recording_id == recording, Rendition.kind == RenditionKind.ORIGINAL)
    with product.app.app_context():
        key = db.session.scalars(asked).one()
        db.session.rollback()
        return path_of(key).read_bytes()


def test_tuspy_sends_a_film_with_a_checksum_on_every_piece(product: Product, films: dict[str, Path]) -> None:
    sanne = Visitor(product, "sanne")
    recording = sanne.begin("Dagstart")
    with films["h264"].open("rb") as stream:
        client = sanne.tus(recording)
        client.uploader(
            file_stream=stream, chunk_size=1_000_000, metadata=sanne.metadata, upload_checksum=True
        ).upload()
    assert original_of(product, recording) == films["h264"].read_bytes()


def test_damage_on_the_way_is_found_and_mended(product: Product, films: dict[str, Path]) -> None:
    sanne = Visitor(product, "sanne")
    recording, film = sanne.begin("Overleg"), films["vp8"].read_bytes()
    client = sanne.tus(recording)
    named = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in sanne.metadata.items())
    body = client.headers | {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
    begun = {"Upload-Length": str(len(film)), "Upload-Metadata": named}
    created = requests.post(client.url, data=film[:50_000], headers=body | begun, timeout=30)
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, "50000")
    place = product.address + created.headers["Location"]
    proof = b64encode(hashlib.sha256(film[50_000:]).digest()).decode()
    rest = body | {"Upload-Offset": "50000", "Upload-Checksum": f"sha256 {proof}"}
    assert requests.patch(place, data=film[50_000:-1] + b"?", headers=rest, timeout=30).status_code == 460
    assert requests.head(place, headers=client.headers, timeout=30).headers["Upload-Offset"] == "50000"
    assert requests.patch(place, data=film[50_000:], headers=rest, timeout=30).status_code == 204
    assert original_of(product, recording) == film
