"""A bad line and a worse server: a proxy that cuts the connection as bytes go by, and kills what it leads to."""

import hashlib
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import requests
from playwright.sync_api import sync_playwright
from sqlalchemy import select
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from tests.conftest import PASSWORD
from tests.running import Product
from wpl_platform.core.database import db
from wpl_platform.media.models import Rendition
from wpl_platform.media.storage import storage

PIECE = 64 * 1024
CHUNK = 8 * 1024**2
"""What tuspy holds in memory; the browser sends all of it in one body."""
GONE = (TusCommunicationError, requests.RequestException, OSError)
Event = Callable[[], None]

SEND = """async ({recording, token}) => {
  const {Upload} = await import("tus-js-client");
  const file = document.querySelector("#rough").files[0];
  await new Promise((resolve, reject) => new Upload(file, {
    endpoint: "/uploads", retryDelays: Array(200).fill(300), storeFingerprintForResuming: false,
    headers: {"X-CSRFToken": token}, metadata: {recording: String(recording), filename: "film.mp4"},
    onError: reject, onSuccess: resolve,
  }).start());
}"""


class RoughLine:
    """A proxy to a port. `events` says what happens when so many bytes of the sender have gone by, each once."""

    def __init__(self, target: int, events: dict[int, Event | None]) -> None:
        self.passed, self.cuts = 0, 0
        self._target, self._events = target, sorted(events.items(), key=lambda item: item[0])
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Lets nobody in any more."""
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._lead, args=(self._door.accept()[0],), daemon=True).start()

    def _lead(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=60)
        except OSError:
            near.close()
            return
        with self._lock:
            self._open += [near, far]
        threading.Thread(target=self._pump, args=(far, near, False), daemon=True).start()
        self._pump(near, far, True)

    def _pump(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        try:
            with suppress(OSError):
                while piece := source.recv(PIECE):
                    sink.sendall(piece)
                    if counted:
                        self._count(len(piece))
        finally:
            for end in (source, sink):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _count(self, count: int) -> None:
        with self._lock:
            self.passed += count
            if not self._events or self.passed < self._events[0][0]:
                return
            event = self._events.pop(0)[1]
            if event is not None:
                event()
            self._cut()

    def _cut(self) -> None:
        self.cuts += 1
        for end in self._open:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()


@contextmanager
def watched_memory(product: Product) -> Iterator[Callable[[], int]]:
    """How many bytes any of the web server's processes grew over what they took before; looks ten times a second."""
    before = most = product.memory("web")
    done = threading.Event()

    def look() -> None:
        nonlocal most
        while not done.wait(0.1):
            most = max(most, product.memory("web"))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield lambda: most - before
    finally:
        done.set()
        looking.join()


def events_of(product: Product, size: int, cuts: int, kills: int) -> dict[int, Event | None]:
    """So many cuts, evenly over the bytes; at some of them the web server is killed, and started again a bit later."""

    def kill() -> None:
        product.kill("web")
        threading.Thread(target=product.start_web).start()

    places = [size * number // (cuts + kills + 1) for number in range(1, cuts + kills + 1)]
    deadly = {places[(number * len(places)) // kills] for number in range(kills)}
    return {place: kill if place in deadly else None for place in places}


def sent_by_tuspy(address: str, film: Path) -> None:
    """The film, by a client that begins again from what the server says until all of it is there."""
    with requests.Session() as http:
        recording, headers = _signed_in(http, address)
        client = TusClient(f"{address}/uploads", headers=headers)
        metadata = {"recording": str(recording), "filename": "film.mp4"}
        with film.open("rb") as stream:
            uploader = client.uploader(file_stream=stream, chunk_size=CHUNK, metadata=metadata)
            url = _until_it_works(uploader.create_url)
            while True:
                try:
                    client.uploader(file_stream=stream, chunk_size=CHUNK, url=url).upload()
                except GONE:
                    time.sleep(0.3)
                else:
                    return


def sent_by_a_browser(address: str, film: Path) -> None:
    """The film, by tus-js-client in Chromium, from the file as it lies on the disk."""
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        page = browser.new_page(base_url=address)
        page.set_default_timeout(0)
        page.goto("/sign-in")
        page.fill("[name=email]", "sanne@lindehoeve.example")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/start")
        page.goto("/recordings/new")
        token = page.get_attribute("meta[name=csrf-token]", "content") or ""
        form: dict[str, str | float | bool] = {"title": "Lang", "situation": "meeting", "filmed_on": "2026-11-24"}
        form["csrf_token"] = token
        made = page.request.post("/recordings", form=form, headers={"Accept": "application/json"})
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input type=file id=rough>')")
        page.set_input_files("#rough", str(film))
        page.evaluate(SEND, {"recording": made.json()["id"], "token": token})
        browser.close()


def random_film(place: Path, size: int) -> str:
    """Writes a file that no two pieces of are alike; its SHA-256."""
    total = hashlib.sha256()
    with place.open("wb") as file:
        for start in range(0, size, 1024**2):
            piece = os.urandom(min(1024**2, size - start))
            total.update(piece)
            file.write(piece)
    return total.hexdigest()


def kept_digests(product: Product) -> Sequence[str]:
    """The SHA-256 of every film that is kept."""
    with product.app.app_context():
        keys = db.session.scalars(select(Rendition.key)).all()
        db.session.rollback()
        found = []
        for key in keys:
            total = hashlib.sha256()
            for piece in storage().read(key):
                total.update(piece)
            found.append(total.hexdigest())
        return found


def _signed_in(http: requests.Session, address: str) -> tuple[int, dict[str, str]]:
    """A recording of Sanne's that waits, and the headers to send its film with."""

    def token() -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', http.get(f"{address}/sign-in", timeout=30).text)
        assert found is not None
        return found[1]

    typed = {"email": "sanne@lindehoeve.example", "password": PASSWORD, "csrf_token": token()}
    http.post(f"{address}/sign-in", data=typed, timeout=30).raise_for_status()
    about = {"title": "Lang", "situation": "meeting", "filmed_on": "2026-11-24", "csrf_token": token()}
    made = http.post(f"{address}/recordings", data=about, headers={"Accept": "application/json"}, timeout=30)
    cookie = "; ".join(f"{kept.name}={kept.value}" for kept in http.cookies)
    return int(made.json()["id"]), {"Cookie": cookie, "X-CSRFToken": token(), "Referer": address}


def _until_it_works(ask: Callable[[], str]) -> str:
    while True:
        try:
            return ask()
        except GONE:
            time.sleep(0.3)
