"""What a handler is given: its subject, a way to tell how far it is, and transactions that count only while it may.

Why work is a row, and what a handler must bear: docs/decisions/jobs.md.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask

from wpl_platform.core.database import apart
from wpl_platform.jobs import lease
from wpl_platform.jobs.lease import Claim

PULSE_SECONDS = 0.5
RENEW_SECONDS = 3.0


class Stopped(BaseException):
    """The work must end here: it was cancelled, the worker stops, or another worker has it.

    Handlers let it pass; it is no Exception, so that theirs for what goes wrong do not catch it.
    """


def subject_id(subject: str) -> int:
    """The 7 of `recording:7`; raises ValueError when it has no number."""
    return int(subject.rpartition(":")[2])


class Work:
    """One attempt at a job. What it does must be safe to do again from the start: a worker can die at any moment.

    Read and write only inside `transaction()`; nothing slow belongs in there.
    """

    def __init__(self, app: Flask, claim: Claim, stopping: threading.Event) -> None:
        self._app, self._claim, self._stopping = app, claim, stopping
        self._percent = claim.progress
        self._told = claim.progress
        self._over = threading.Event()
        self.lost = False
        self.cancel_asked = False
        self.told_to_stop = False

    @property
    def subject(self) -> str:
        """What it works on: `recording:7`."""
        return self._claim.subject

    @property
    def subject_id(self) -> int:
        """The 7 of `recording:7`."""
        return subject_id(self._claim.subject)

    def progress(self, percent: float) -> None:
        """Says how far it is, 0–100. Costs nothing: it is told twice a second at most, and never goes back."""
        self._percent = max(self._percent, min(100, int(percent)))

    def cancelled(self) -> bool:
        """Whether it must end now, by returning or by raising Stopped. Costs nothing: ask it twice a second or so."""
        self.told_to_stop = self.told_to_stop or self.cancel_asked or self.lost or self._stopping.is_set()
        return self.told_to_stop

    def check(self) -> None:
        """Raises Stopped when the work must end now."""
        if self.cancelled():
            raise Stopped()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A database transaction (`db.session`), committed when the block ends well.

        Raises Stopped, with nothing written, when the job was cancelled or is no longer this worker's.
        """
        with apart(self._app, writes=True):
            self._take_in(lease.renew(self._claim, self._told))
            self.check()
            yield

    @contextmanager
    def pulse(self) -> Iterator[None]:
        """Keeps the lease while the block runs, tells progress, and hears whether the work must end."""
        thread = threading.Thread(target=self._beat, name=f"pulse-{self._claim.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _beat(self) -> None:
        quiet = 0.0
        while not self._over.wait(PULSE_SECONDS) and not self.lost:
            quiet += PULSE_SECONDS
            percent = self._percent
            news = percent > self._told
            try:
                if news or quiet >= RENEW_SECONDS:
                    with apart(self._app, writes=True):
                        self._take_in(lease.renew(self._claim, percent, tell=news))
                    self._told, quiet = percent, 0.0
                else:
                    with apart(self._app, writes=False):
                        self._take_in(lease.look(self._claim))
            except Exception:
                self._app.logger.exception("the lease of job %s could not be renewed", self._claim.id)

    def _take_in(self, standing: lease.Standing) -> None:
        self.lost = self.lost or standing is lease.Standing.LOST
        self.cancel_asked = self.cancel_asked or standing is lease.Standing.CANCEL_ASKED


@dataclass(frozen=True)
class Handler:
    """How a kind of work is done.

    `failed(subject_id, reason)` runs in the transaction that ends it as failed; without it nothing is left behind.
    """

    run: Callable[[Work], None]
    failed: Callable[[int, str], None] | None = None
