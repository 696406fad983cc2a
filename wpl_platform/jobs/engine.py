"""What does the work: a job is claimed, its handler runs under a pulse, and the row says how it ended."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from wpl_platform.core.database import apart, db
from wpl_platform.core.errors import PortFailure, ProductError
from wpl_platform.core.text import _
from wpl_platform.jobs import identity, lease, presence, queries
from wpl_platform.jobs.carrier import Carrier
from wpl_platform.jobs.lease import MAX_ATTEMPTS, Claim
from wpl_platform.jobs.models import JobState, Queue
from wpl_platform.jobs.work import Handler, Stopped, Work, subject_id

Housekeeping = Callable[[], None]
"""What a feature has done each hour, in a transaction of its own; safe at any time, and by two workers at once."""


@dataclass(frozen=True)
class Jobs:
    """What an application knows of its work."""

    carrier: Carrier
    handlers: Mapping[str, Handler]
    housekeeping: tuple[Housekeeping, ...] = ()


def register(app: Flask, handlers: Mapping[str, Handler], housekeeping: Iterable[Housekeeping] = ()) -> None:
    """Gives the application its carrier, and says how each kind of work is done and what each hour. Needs DATA_DIR."""
    app.extensions["jobs"] = Jobs(Carrier(Path(app.config["DATA_DIR"])), dict(handlers), tuple(housekeeping))


def worker_state() -> str:
    """For a monitor: `ok` when a worker is at work; else `away` and for how many seconds."""
    return presence.state(Path(current_app.config["DATA_DIR"]))


class Engine:
    """The working half: takes jobs, and frees what dead workers left. Several may run, here and elsewhere."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._jobs: Jobs = app.extensions["jobs"]
        self.worker = identity.identity()
        self.stopping = threading.Event()
        self.busy: set[Work] = set()

    def work_through(self, queue: Queue) -> None:
        """Does the jobs of the queue, one after another, until none is due or the worker stops."""
        while not self.stopping.is_set():
            with apart(self._app, writes=True):
                claim = lease.claim(queue, self.worker)
            if claim is None:
                return
            self._perform(claim)

    def sweep(self) -> None:
        """Frees the jobs of workers that died or fell silent, and wakes threads for work that nobody was told of."""
        with apart(self._app, writes=False):
            leases = queries.leases()
        for job_id, worker, lapsed in leases:
            dead = identity.is_dead(worker)
            if dead or lapsed:
                self._recover(job_id, worker, dead=dead)
        with apart(self._app, writes=False):
            waiting = queries.queues_with_work()
        for queue in waiting:
            if self._jobs.carrier.is_quiet(queue):
                self._jobs.carrier.wake(queue)

    def keep_house(self) -> None:
        """Does the housekeeping of every feature; one that fails is in the log and holds up none of the others."""
        for tidy in self._jobs.housekeeping:
            try:
                with apart(self._app, writes=True):
                    tidy()
            except Exception:
                self._app.logger.exception("housekeeping %s of %s failed", tidy.__name__, tidy.__module__)

    def stop(self, seconds: float) -> None:
        """Tells the running work to end, waits for it this long, and gives back what is still held."""
        self.stopping.set()
        pause = threading.Event()
        waited = 0.0
        while self.busy and waited < seconds:
            pause.wait(0.05)
            waited += 0.05
        with apart(self._app, writes=True):
            lease.take_from(self.worker)

    def _perform(self, claim: Claim) -> None:
        work = Work(self._app, claim, self.stopping)
        self.busy.add(work)
        try:
            with work.pulse():
                failure = self._run(claim, work)
            with apart(self._app, writes=True):
                self._conclude(claim, work, failure)
        except Exception:
            self._app.logger.exception("job %s could not be concluded; its lease will run out", claim.id)
        finally:
            self.busy.discard(work)

    def _run(self, claim: Claim, work: Work) -> PortFailure | None:
        """The handler's own part, where a stray query takes no lock; what went wrong, as one kind of failure."""
        try:
            with apart(self._app, writes=False):
                handler = self._jobs.handlers.get(claim.kind)
                if handler is None:
                    return PortFailure(_("Dit soort werk is hier onbekend. Vertel het je beheerder."), retry=False)
                handler.run(work)
        except Stopped:
            return None
        except PortFailure as failure:
            return failure
        except ProductError as refusal:
            return PortFailure(str(refusal.sentence), retry=False)
        except Exception:
            self._app.logger.exception("job %s (%s of %s) failed", claim.id, claim.kind, claim.subject)
            return PortFailure("", retry=True)
        return None

    def _conclude(self, claim: Claim, work: Work, failure: PortFailure | None) -> None:
        if work.lost:
            return
        if failure is None and not work.told_to_stop:
            lease.finish(claim)
        elif work.cancel_asked:
            lease.end_cancelled(claim)
        elif failure is None or self.stopping.is_set():
            lease.give_back(claim)
        else:
            reason = str(failure.sentence) or _(
                "Er ging iets mis dat we niet verwachtten. Probeer het opnieuw of vertel het je beheerder."
            )
            if failure.retry and claim.attempt < MAX_ATTEMPTS:
                lease.put_off(claim, reason)
            elif lease.fail(claim, reason):
                self._tell_failed(claim.kind, claim.subject, reason)

    def _recover(self, job_id: int, worker: str, *, dead: bool) -> None:
        with apart(self._app, writes=True):
            reason = _("Dit werk brak steeds af. Probeer het later opnieuw of vertel het je beheerder.")
            job = lease.recover(job_id, worker, dead=dead, reason=reason)
            if job is not None and job.state is JobState.FAILED:
                self._tell_failed(job.kind, job.subject, reason)

    def _tell_failed(self, kind: str, subject: str, reason: str) -> None:
        handler = self._jobs.handlers.get(kind)
        if handler is None or handler.failed is None:
            return
        try:
            with db.session.begin_nested():
                handler.failed(subject_id(subject), reason)
        except Exception:
            self._app.logger.exception("%s of %s failed, and what it leaves could not be tidied", kind, subject)
