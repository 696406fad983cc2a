"""The web server in front, as deploy/nginx.conf sets it up: it sends films, and only those that the product allowed."""

import http.client
import os
import re
import shutil
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from tests.conftest import PASSWORD
from tests.running import ROOT, Product, free_port, until
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import apart, db
from wpl_platform.media import actions
from wpl_platform.media.models import Recording, RenditionKind, Situation, Stage
from wpl_platform.media.storage import storage
from wpl_platform.teams.models import Team
from wpl_platform.teams.queries import viewer_of

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine")]
CONTENT = bytes(range(250)) * 4
HALF = 3_000_000
LARGE = 60_000_000
"""More than all that stands between us and a reader can hold."""


class Visitor:
    """Somebody who signed in through the web server in front."""

    def __init__(self, port: int, email: str) -> None:
        self.port = port
        self._cookies: dict[str, str] = {}
        page = self.ask("GET", "/sign-in")[2].decode()
        self.token = re.findall(r'name="csrf-token" content="([^"]+)"', page)[0]
        form = urlencode({"email": email, "password": PASSWORD, "csrf_token": self.token})
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        assert self.ask("POST", "/sign-in", form.encode(), typed)[0] == 303
        self.token = re.findall(r'name="csrf-token" content="([^"]+)"', self.ask("GET", "/me")[2].decode())[0]

    def open(self, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPConnection:
        """A connection on which this was asked, without a body yet."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.putrequest(method, path)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        for name, value in {"Cookie": cookies, **headers}.items():
            line.putheader(name, value)
        line.endheaders()
        return line

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of the answer."""
        length = {"Content-Length": str(len(body))} if method != "GET" else {}
        line = self.open(method, path, {**length, **(headers or {})})
        line.send(body)
        answer = line.getresponse()
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = said.split(";")[0].partition("=")
            self._cookies[name] = value
        found = answer.status, answer.headers, answer.read()
        line.close()
        return found


@contextmanager
def in_front_of(product: Product, folder: Path) -> Iterator[int]:
    """The port of nginx with our configuration: only its own address, https and the folder are another's."""
    port = free_port()
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    ours = re.sub(r"listen 443 ssl[^;]*;", f"listen 127.0.0.1:{port};", conf)
    ours = re.sub(r"\n *ssl_certificate[^;]*;", "", ours)
    ours = ours.replace("127.0.0.1:8000", f"127.0.0.1:{product.port}").replace("leren.example.nl", "127.0.0.1")
    ours = ours.replace("/srv/werkplekleren/uploads", str(product.folder / "uploads"))
    (folder / "site.conf").write_text(ours)
    user = "user root;\n" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    rooms = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    http_part = f"access_log off;\n{rooms}include {folder}/site.conf;\n"
    (folder / "nginx.conf").write_text(
        f"{user}worker_processes 1;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{http_part}}}\n"
    )
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        until(lambda: _answers(port), (folder / "error.log").read_text() if (folder / "error.log").exists() else "")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().read() != b""
    except OSError:
        return False
    finally:
        line.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, int]]:
    """The product behind nginx, and the port of that."""
    folder, site = tmp_path_factory.mktemp("product"), tmp_path_factory.mktemp("nginx")
    with pytest.MonkeyPatch.context() as setting:
        setting.setenv("ACCEL_PREFIX", "/_films")
        setting.setenv("PROXIES", "1")
        product = Product(folder)
        try:
            product.start_web()
            with in_front_of(product, site) as port:
                yield product, port
        finally:
            product.stop()


@pytest.fixture(scope="module")
def film(house: tuple[Product, int]) -> int:
    """The id of a recording of Sanne's, shared, with a piece of HLS and a film in one file."""
    with house[0].app.app_context():
        sanne = db.session.scalars(select(Person).where(Person.email.startswith("sanne"))).one()
        recording = Recording(
            nobody_else_at=clock.now(),
            maker_id=sanne.id,
            team_id=db.session.scalars(select(Team)).one().id,
            title="Aan de balie",
        )
        recording.situation, recording.filmed_on = Situation.CLIENT_CONVERSATION, clock.today()
        recording.stage = Stage.READY
        db.session.add(recording)
        db.session.flush()
        _keep(recording.id, RenditionKind.HLS, "360.mp4", CONTENT)
        _keep(recording.id, RenditionKind.DIRECT, "direct", bytes(LARGE))
        actions.share(recording, by=viewer_of(sanne))
        db.session.commit()
        return recording.id


def _keep(recording: int, kind: RenditionKind, name: str, content: bytes) -> None:
    with storage().scratch() as folder:
        (folder / "made").write_bytes(content)
        key, size = storage().keep(folder / "made")
    actions.keep(recording, kind, key=key, media_type="video/mp4", size=size, name=name)


@pytest.fixture(scope="module")
def sanne(house: tuple[Product, int]) -> Visitor:
    return Visitor(house[1], "sanne@lindehoeve.example")


@pytest.fixture(scope="module")
def youssef(house: tuple[Product, int]) -> Visitor:
    return Visitor(house[1], "youssef@lindehoeve.example")


@pytest.mark.parametrize(
    ("asked", "status", "content", "said"),
    [
        ({}, 200, CONTENT, None),
        ({"Range": "bytes=100-199"}, 206, CONTENT[100:200], "bytes 100-199/1000"),
        ({"Range": "bytes=990-"}, 206, CONTENT[990:], "bytes 990-999/1000"),
        ({"Range": "bytes=-10"}, 206, CONTENT[-10:], "bytes 990-999/1000"),
        ({"Range": "bytes=5000-"}, 416, None, "bytes */1000"),
        ({"Range": "bytes=0-9", "If-Range": '"another"'}, 200, CONTENT, None),
    ],
)
def test_nginx_sends_ranges_with_what_the_product_said_of_them(
    film: int, youssef: Visitor, asked: dict[str, str], status: int, content: bytes | None, said: str | None
) -> None:
    found, headers, body = youssef.ask("GET", f"/recordings/{film}/media/360.mp4", headers=asked)
    assert (found, headers.get("Content-Range")) == (status, said)
    if content is None:
        return
    assert body == content
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Content-Disposition"].startswith("inline;")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_bytes_come_from_nginx_itself_and_nobody_gets_them_past_the_product(
    house: tuple[Product, int], film: int, youssef: Visitor
) -> None:
    straight = Visitor(house[0].port, "youssef@lindehoeve.example")
    status, headers, body = straight.ask("GET", f"/recordings/{film}/media/360.mp4")
    assert (status, body) == (200, b"")
    place = headers["X-Accel-Redirect"]
    assert youssef.ask("GET", place)[0] == 404


def test_a_film_that_is_not_shared_any_more_is_not_sent_any_more(
    house: tuple[Product, int], film: int, sanne: Visitor, youssef: Visitor
) -> None:
    address, piece = f"/recordings/{film}/media/360.mp4", {"Range": "bytes=0-9"}
    assert youssef.ask("GET", address, headers=piece)[0] == 206
    _share(house[0], film, on=False)
    try:
        assert youssef.ask("GET", address, headers=piece)[0] == 404
        assert sanne.ask("GET", address, headers=piece)[0] == 206
    finally:
        _share(house[0], film, on=True)


def test_a_film_in_one_file_stops_on_its_way_when_it_is_lost(
    house: tuple[Product, int], film: int, youssef: Visitor
) -> None:
    line = youssef.open("GET", f"/recordings/{film}/media/direct", {})
    answer = line.getresponse()
    got = len(answer.read(1000))
    _share(house[0], film, on=False)
    try:
        time.sleep(4.5)
        with pytest.raises(http.client.IncompleteRead) as cut:
            answer.read()
        assert got + len(cut.value.partial) < LARGE
    finally:
        line.close()
        _share(house[0], film, on=True)


NEARLY = HALF - 256 * 1024
"""Half a file but for the last piece, which is written when it is whole."""


def test_an_upload_that_is_cut_keeps_what_nginx_had(house: tuple[Product, int], film: int, sanne: Visitor) -> None:
    tus = {"Tus-Resumable": "1.0.0", "X-CSRFToken": sanne.token}
    typed = {"title": "Nog een", "situation": "other", "filmed_on": "2026-11-01", "csrf_token": sanne.token}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    where = sanne.ask("POST", "/recordings", urlencode(typed).encode(), form)[1]["Location"]
    number = b64encode(re.findall(r"/recordings/(\d+)", where)[0].encode()).decode()
    said = {"Upload-Length": str(2 * HALF), "Upload-Metadata": f"recording {number}"}
    status, headers, _ = sanne.ask("POST", "/uploads", b"", {**tus, **said})
    assert status == 201
    place = re.sub(r"^https?://[^/]+", "", headers["Location"])
    piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "Content-Length": str(2 * HALF)}
    line = sanne.open("PATCH", place, {**tus, **piece})
    line.send(bytes(HALF))
    incoming = house[0].folder / "uploads" / "incoming"
    until(lambda: max((file.stat().st_size for file in incoming.iterdir()), default=0) >= NEARLY, "nothing comes in")
    time.sleep(0.5)
    line.close()
    until(lambda: int(sanne.ask("HEAD", place, headers=tus)[1].get("Upload-Offset", 0)) == HALF, "bytes were lost")


def test_live_updates_come_at_once(house: tuple[Product, int], film: int, youssef: Visitor) -> None:
    line = youssef.open("GET", f"/recordings/{film}/events", {"Accept": "text/event-stream"})
    answer = line.getresponse()
    assert answer.status == 200
    begun = time.monotonic()
    _share(house[0], film, on=True)
    while b"recording" not in answer.readline():
        assert time.monotonic() - begun < 30
    answer.close()
    line.close()


def _share(product: Product, film: int, *, on: bool) -> None:
    with apart(product.app, writes=True):
        recording = db.session.get_one(Recording, film)
        act = actions.share if on else actions.stop_sharing
        act(recording, by=viewer_of(recording.maker))
