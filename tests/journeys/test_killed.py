"""What a power cut does to a film on its way: nothing that lasts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import select
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from tests.conftest import PASSWORD
from tests.kept import path_of
from tests.running import Product, until
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Job, JobState
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Stage
from wpl_platform.media.storage import storage

pytestmark = pytest.mark.slow


class Visitor:
    """Somebody who signed in without a browser."""

    def __init__(self, product: Product, who: str) -> None:
        self.product, self.http = product, requests.Session()
        self._post("/sign-in", email=f"{who}@lindehoeve.example", password=PASSWORD)

    def begin(self, title: str) -> int:
        """A recording that waits for its film; its id."""
        typed = {"title": title, "situation": "meeting", "filmed_on": "2026-11-24"}
        answer = self._post("/recordings", headers={"Accept": "application/json"}, **typed)
        return int(answer.json()["id"])

    def tus(self, recording: int) -> "TusClient":
        """A tus client of somebody else's making, with this visitor's cookies."""
        cookie = "; ".join(f"{kept.name}={kept.value}" for kept in self.http.cookies)
        headers = {"Cookie": cookie, "X-CSRFToken": self._token(), "Referer": self.product.address}
        self.metadata = {"recording": str(recording), "filename": "film.mp4"}
        return TusClient(f"{self.product.address}/uploads", headers=headers)

    def _post(self, path: str, headers: dict[str, str] | None = None, **typed: str) -> requests.Response:
        data = {**typed, "csrf_token": self._token()}
        answer = self.http.post(self.product.address + path, data=data, headers=headers, timeout=30)
        assert answer.ok, answer.text
        return answer

    def _token(self) -> str:
        page = self.http.get(f"{self.product.address}/sign-in", timeout=30).text
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        return found[1]


@pytest.fixture
def sanne(product: Product) -> Iterator[Visitor]:
    """Sanne, who films."""
    visitor = Visitor(product, "sanne")
    yield visitor
    visitor.http.close()


def test_an_upload_goes_on_from_the_byte_on_disk_when_the_server_was_killed(
    product: Product, sanne: Visitor, films: dict[str, Path]
) -> None:
    film = films["h264"]
    recording = sanne.begin("Dagstart")
    client = sanne.tus(recording)
    with film.open("rb") as stream:
        sent = client.uploader(file_stream=stream, chunk_size=1_000_000, metadata=sanne.metadata)
        sent.upload_chunk()
        sent.upload_chunk()
        product.kill("web")
        with pytest.raises((TusCommunicationError, OSError)):
            sent.upload_chunk()
        product.start_web()
        again = client.uploader(file_stream=stream, chunk_size=1_000_000, url=sent.url)
        assert again.get_offset() == 2_000_000
        again.upload()
    until(lambda: stage_of(product, recording) is Stage.READY, "the film does not become ready", 60)
    with product.app.app_context():
        kept = db.session.scalars(select(Rendition).where(Rendition.recording_id == recording)).all()
        original = next(one for one in kept if one.kind is RenditionKind.ORIGINAL)
        assert path_of(original.key).read_bytes() == film.read_bytes()
        db.session.rollback()


def test_a_conversion_is_done_again_when_the_worker_was_killed_and_ends_once(
    product: Product, sanne: Visitor, films: dict[str, Path]
) -> None:
    recording = sanne.begin("Overleg")
    with films["long"].open("rb") as stream:
        sanne.tus(recording).uploader(file_stream=stream, metadata=sanne.metadata).upload()
    until(lambda: conversion_of(product, recording)[1] > 2, "the conversion does not begin", 60)
    product.kill("worker")
    before = conversion_of(product, recording)
    assert before[0] is JobState.RUNNING
    product.start_worker()
    until(lambda: conversion_of(product, recording)[2] == 2, "nobody takes the work up", 60)
    until(lambda: stage_of(product, recording) is Stage.READY, "the film does not become ready", 300)
    until(lambda: conversion_of(product, recording)[0] is JobState.DONE, "the work does not end", 60)
    assert conversion_of(product, recording)[1:] == (100, 2)
    with product.app.app_context():
        kept = db.session.scalars(select(Rendition).where(Rendition.recording_id == recording)).all()
        assert [one.name for one in kept].count("master.m3u8") == 1
        on_disk = {path.name for path in storage().root.rglob("*") if path.is_file() and len(path.name) == 26}
        assert on_disk == {one.key for one in kept}
        db.session.rollback()


def stage_of(product: Product, recording: int) -> Stage:
    """How far the recording is."""
    with product.app.app_context():
        found = db.session.get_one(Recording, recording).stage
        db.session.rollback()
        return found


def conversion_of(product: Product, recording: int) -> tuple[JobState | None, int, int]:
    """State, progress and attempts of the conversion."""
    asked = select(Job).where(Job.kind == "media.convert", Job.subject == f"recording:{recording}")
    with product.app.app_context():
        job = db.session.scalar(asked)
        found = (job.state, job.progress, job.attempts) if job else (None, 0, 0)
        db.session.rollback()
        return found
