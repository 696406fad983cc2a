"""The port to Huey, which only wakes: a message says that a queue has work, the rows say which."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import current_app
from huey import SqliteHuey
from huey.consumer import Consumer

from wpl_platform.core.database import db
from wpl_platform.jobs.actions import WOKEN_BY_COMMIT
from wpl_platform.jobs.models import Queue

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
"""How often an idle thread looks for a message: what starting a job costs at most."""

IDLE_SECONDS = 60
"""Huey's own timetable is not used, so it looks as seldom as it can."""


class Carrier:
    """Messages between the processes, in a file of their own. Losing one costs a second, never a job."""

    def __init__(self, folder: Path) -> None:
        logging.getLogger("huey").setLevel(logging.WARNING)
        self._take: Callable[[Queue], None] | None = None
        self._hueys = {queue: _huey(queue, folder) for queue in Queue}
        self._messages = {queue: self._message(queue) for queue in Queue}

    def wake(self, queue: Queue) -> None:
        """Tells a worker that the queue has work. Never raises: the sweep sees what was not told."""
        try:
            self._messages[queue]()
        except Exception:
            log.warning("a worker could not be woken; it looks by itself within a second", exc_info=True)

    def is_quiet(self, queue: Queue) -> bool:
        """Whether no message for the queue is waiting to be read."""
        return int(self._hueys[queue].pending_count()) == 0

    def consume(self, take: Callable[[Queue], None], threads: dict[Queue, int]) -> list[Consumer]:
        """Starts threads that call `take` when their queue is woken. Sets signal handlers: set your own after this."""
        self._take = take
        consumers = []
        for queue, number in threads.items():
            consumer = Consumer(
                self._hueys[queue],
                workers=number,
                periodic=False,
                initial_delay=POLL_SECONDS,
                max_delay=POLL_SECONDS,
                scheduler_interval=IDLE_SECONDS,
            )
            consumer.start()
            consumers.append(consumer)
        return consumers

    def _message(self, queue: Queue) -> Callable[[], Any]:
        def work() -> None:
            if self._take is not None:
                self._take(queue)

        message: Callable[[], Any] = self._hueys[queue].task(name=f"work_{queue}")(work)
        return message


def wake_waiting() -> None:
    """Wakes a worker for each job that was asked for in the transaction that was just committed."""
    for queue in db.session().info.pop(WOKEN_BY_COMMIT, ()):
        carrier: Carrier = current_app.extensions["jobs"].carrier
        carrier.wake(queue)


def _huey(queue: Queue, folder: Path) -> Any:
    return SqliteHuey(name=queue.value, filename=str(folder / "huey.db"), results=False, fsync=False)
