"""Files that pretend: a page, a picture with a script, a list of other files; and names that are paths."""

import socket
import struct
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.attacks.target import Target
from tests.media.conftest import engine
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media.models import Rendition, RenditionKind, Upload
from wpl_platform.web.requests import FILM

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("target", ["sqlite"], indirect=True)]

FTYP = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"
POLYGLOTS: dict[str, Callable[[int], bytes]] = {
    "a page that begins as a film": lambda port: FTYP + SCRIPT,
    "a page": lambda port: SCRIPT,
    "a picture with a script": lambda port: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a GIF that is a script": lambda port: b"GIF89a/*" + b"\x01" * 20 + b"*/=1;alert(1)",
    "an archive behind a film": lambda port: FTYP + b"PK\x03\x04" + b"x" * 50 + b"PK\x05\x06" + b"\0" * 18,
    "a list of addresses": lambda port: f"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:{port}/x.ts\n#EXT-X-ENDLIST\n".encode(),
    "a list of files": lambda port: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a list of parts": lambda port: f"ffconcat version 1.0\nfile http://127.0.0.1:{port}/a.mp4\n".encode(),
    "a manifest": lambda port: (
        f'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd"><MPD><Period/></MPD>'.encode()
    ),
    "a description of a call": lambda port: (
        f"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video {port} RTP/AVP 96\n".encode()
    ),
    "a film that points to another": lambda port: FTYP + points_to(f"http://127.0.0.1:{port}/real.mp4".encode()),
}


def points_to(address: bytes) -> bytes:
    """A QuickTime reference film."""

    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content) + 8) + name + content

    reference = box(b"rdrf", b"\0\0\0\0url " + struct.pack(">I", len(address) + 1) + address + b"\0")
    return box(b"moov", box(b"rmra", box(b"rmda", reference)))


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """A port that nobody should come to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


def brought_in(target: Target, content: bytes, filename: str = "film.mp4") -> int:
    world, sanne = target.world(), target.attacker("sanne")
    number, name = (b64encode(text.encode()).decode() for text in (str(world.awaiting.id), filename))
    said = f"recording {number},filename {name}"
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(content)),
        "Upload-Metadata": said,
        "Content-Type": FILM,
    }
    answer = sanne.send("POST", "/uploads", content, token=True, headers=headers)
    assert answer.status == 201, answer.text
    return int(world.awaiting.id)


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_what_is_no_film_is_never_shown_and_reaches_nobody(target: Target, canary: socket.socket, kind: str) -> None:
    number = brought_in(target, POLYGLOTS[kind](canary.getsockname()[1]))
    db.session.commit()
    for queue in Queue:
        engine().work_through(queue)
    db.session.rollback()
    db.session.expire_all()
    kept = set(db.session.scalars(select(Rendition.kind).where(Rendition.recording_id == number)))
    sanne = target.attacker("sanne")
    db.session.rollback()
    for name in RenditionKind:
        answer = sanne.get(f"/recordings/{number}/media/{name.value}")
        assert answer.status == 404
        assert "alert(" not in answer.text
    target.renew()
    assert kept <= {RenditionKind.ORIGINAL}
    with pytest.raises(TimeoutError):
        canary.accept()


NAMES = [
    "../../../../tmp/stolen.mp4",
    "/etc/cron.d/x",
    "x\r\nSet-Cookie: a=1.mp4",
    "a" * 5000,
    "\x00.mp4",
    "..\\..\\x",
    "con",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_name_of_a_file_is_no_path(target: Target, name: str) -> None:
    around = Path(target.app.config["DATA_DIR"]).parent
    before = set(around.iterdir())
    number = brought_in(target, b"this is not a film at all", name)
    upload = db.session.scalars(select(Upload).where(Upload.recording_id == number)).all()[-1]
    assert not set("/.") & set(upload.id)
    assert set(around.iterdir()) == before
    assert not Path("/tmp/stolen.mp4").exists()
    db.session.rollback()
    page = target.attacker("sanne").get(f"/recordings/{number}/arrival")
    assert "a=1" not in " ".join(page.headers.get_all("Set-Cookie") or [])
    target.renew()


def test_bytes_are_sent_as_what_we_made_and_never_as_a_page(target: Target) -> None:
    world, sanne = target.world(), target.attacker("sanne")
    film = db.session.query(Rendition).filter_by(recording_id=world.private.id, kind=RenditionKind.DIRECT).one()
    film.media_type = "text/html"
    db.session.commit()
    answer = sanne.get(f"/recordings/{world.private.id}/media/direct")
    target.renew()
    assert answer.headers.get_content_type() == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
