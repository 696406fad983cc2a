"""The product as it runs: a web server and a worker of their own, that can be killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask_migrate import upgrade

from tests.conftest import PASSWORD, app_on
from wpl_platform.accounts import actions as accounts
from wpl_platform.core.database import db
from wpl_platform.teams import actions as teams
from wpl_platform.teams.models import Role

ROOT = Path(__file__).resolve().parent.parent
START_S = 120

CAST = {
    "Sanne Visser": Role.PARTICIPANT,
    "Youssef Amrani": Role.PARTICIPANT,
    "Tom Dekker": Role.FACILITATOR,
    "Ingrid Bos": Role.MANAGER,
}


class Product:
    """One instance with its own folder and port. `app` looks into the same database from the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.app = app_on(f"sqlite:///{folder / 'platform.db'}", folder)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        with self.app.app_context():
            upgrade()
            _people()

    def start_web(self) -> None:
        """Serves, and returns when it answers."""
        options = ["--interface", "wsgi", "--port", str(self.port), "--workers", "1", "--blocking-threads", "64"]
        self._start("web", "-m", "granian", *options, "--workers-kill-timeout", "5", "--log-level", "error", "wsgi:app")
        until(lambda: self.health() is not None, "the web server does not answer")

    def start_worker(self) -> None:
        """Works, and returns when the health page knows it."""
        self._start("worker", "worker.py")
        until(lambda: (self.health() or {}).get("worker") == "ok", "the worker does not report")

    def kill(self, name: str) -> None:
        """`kill -9`: the web server or the worker gets no chance to tidy up."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """The web server or the worker stands still, as on a machine that has no time for it."""
        group = self._running[name].pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)

    def memory(self, name: str) -> int:
        """The resident bytes of the largest process of the web server or the worker; 0 while there is none."""
        group = self._running[name].pid if name in self._running else 0
        return max((_resident(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _group(stat) == group), default=0)

    def stop(self) -> None:
        """Ends what runs."""
        for name in list(self._running):
            self.kill(name)
        with self.app.app_context():
            db.engine.dispose()

    def health(self) -> dict[str, str] | None:
        """What the health page says; None when nobody answers."""
        try:
            with urlopen(f"{self.address}/healthz", timeout=20) as answer:
                found: dict[str, str] = json.load(answer)
                return found
        except URLError as error:
            body = getattr(error, "fp", None)
            return json.load(body) if body else None
        except OSError:
            return None

    def _start(self, name: str, *arguments: str) -> None:
        settings = {"DATA_DIR": str(self.folder), "SECRET_KEY": "a test's own", "PASSWORD_COST": "1", "DEMO": "0"}
        settings["SECOND_STEP_FOR"] = ""  # the second step has tests of its own
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, **settings, "DATABASE_URL": f"sqlite:///{self.folder / 'platform.db'}"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


@contextmanager
def product_in(folder: Path) -> Iterator[Product]:
    """The whole product, at work."""
    product = Product(folder)
    try:
        product.start_web()
        product.start_worker()
        yield product
    finally:
        product.stop()


def until(holds: Callable[[], bool], otherwise: str, seconds: float = START_S) -> None:
    """Ensures that something becomes true in time; fails saying what did not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)


def _group(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[2])
    except OSError:
        return -1


def _resident(stat: Path) -> int:
    try:
        return int((stat.parent / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _people() -> None:
    team = teams.found_team(teams.found_organisation("De Lindehoeve"), "Welkom")
    for name, role in CAST.items():
        person = accounts.create_person(name, f"{name.split()[0].lower()}@lindehoeve.example")
        accounts.set_password(person, PASSWORD, by=None)
        teams.place(person, team, role)
    db.session.commit()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
