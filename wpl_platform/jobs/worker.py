"""The process that works: threads for short and long work, a sweep each second, housekeeping each hour, a quick end."""

import logging
import os
import signal
import threading
from pathlib import Path
from time import monotonic
from types import FrameType

from flask import Flask

from wpl_platform.core.database import apart
from wpl_platform.events import actions as events
from wpl_platform.jobs import actions, presence
from wpl_platform.jobs.engine import Engine, Jobs
from wpl_platform.jobs.models import Queue

log = logging.getLogger(__name__)

THREADS = {Queue.SHORT: 2, Queue.LONG: 1}
SWEEP_SECONDS = 1.0
TIDY_SECONDS = 600.0
HOUSEKEEPING_SECONDS = 3600.0
GRACE_SECONDS = 3.0
"""What running work gets to end by itself; whatever is left is resumed by the next worker."""


def run(app: Flask) -> None:
    """Works until the process gets TERM or INT, then ends within a few seconds; what was running is resumed later."""
    os.nice(int(app.config["WORKERS_NICE"]))
    stop = threading.Event()
    engine, folder = Engine(app), Path(app.config["DATA_DIR"])
    jobs: Jobs = app.extensions["jobs"]
    consumers = jobs.carrier.consume(engine.work_through, THREADS)
    _end_on_signal(stop)
    log.info("worker %s is at work", engine.worker)
    tidied = kept = 0.0
    while True:
        try:
            presence.say(folder, engine.worker)
            engine.sweep()
            if not tidied or monotonic() - tidied > TIDY_SECONDS:
                _tidy(app)
                tidied = monotonic()
            if not kept or monotonic() - kept > HOUSEKEEPING_SECONDS:
                engine.keep_house()
                kept = monotonic()
        except Exception:
            log.exception("the sweep failed; it is tried again in a second")
        if stop.wait(SWEEP_SECONDS):
            break
    for consumer in consumers:
        consumer.stop_flag.set()
    engine.stop(GRACE_SECONDS)
    presence.leave(folder)
    log.info("worker %s stopped", engine.worker)


def _end_on_signal(stop: threading.Event) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


def _tidy(app: Flask) -> None:
    with apart(app, writes=True):
        events.forget_old()
        actions.forget_old()
