"""A long film and a nasty one hold nobody up: what is short has a queue of its own."""

from pathlib import Path

import pytest

from tests.journeys.test_killed import Visitor, conversion_of
from tests.running import Product, until
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Job, JobState
from wpl_platform.media.models import Recording, Rendition, Stage

pytestmark = pytest.mark.slow

PATIENCE_S = 60


def test_a_film_plays_soon_while_a_long_one_is_converted_and_a_nasty_one_is_looked_at(
    product: Product, films: dict[str, Path], tmp_path: Path
) -> None:
    nasty = tmp_path / "nasty.mp4"
    nasty.write_bytes(films["vp8"].read_bytes()[:20_000] + b"\x00" * 2_000_000)
    visitor = Visitor(product, "sanne")
    long, bad, small = (visitor.begin(title) for title in ("Lang", "Kapot", "Kort"))
    _send(visitor, long, films["long"])
    until(lambda: conversion_of(product, long)[0] is JobState.RUNNING, "the long one does not begin", 60)
    _send(visitor, bad, nasty)
    _send(visitor, small, films["h264"])
    until(lambda: _plays(product, small), "the short one waits for the long one", PATIENCE_S)
    assert _was_first(product, small, long)
    until(lambda: _stage(product, bad) is not Stage.AWAITING, "the nasty one is not looked at", PATIENCE_S)


def _send(visitor: Visitor, recording: int, film: Path) -> None:
    with film.open("rb") as stream:
        visitor.tus(recording).uploader(file_stream=stream, metadata=visitor.metadata).upload()


def _plays(product: Product, recording: int) -> bool:
    with product.app.app_context():
        found = db.session.scalar(db.select(Rendition).filter_by(recording_id=recording, name="direct"))
        db.session.rollback()
        return found is not None


def _was_first(product: Product, small: int, long: int) -> bool:
    """Whether the short one played before the long one was done, if that is done at all."""
    with product.app.app_context():
        played = db.session.scalar(db.select(Rendition.created_at).filter_by(recording_id=small, name="direct"))
        conversion = db.select(Job.finished_at).filter_by(kind="media.convert", subject=f"recording:{long}")
        ended = db.session.scalar(conversion)
        db.session.rollback()
    return played is not None and (ended is None or played < ended)


def _stage(product: Product, recording: int) -> Stage:
    with product.app.app_context():
        stage = db.session.get_one(Recording, recording).stage
        db.session.rollback()
        return stage
