"""`make run`: from a prepared checkout to an open product, web server and worker together, until Ctrl-C."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tools.supervise import GivenUp, Interrupted, Program, Supervisor, interrupt, listen, say

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DATABASE = "platform.db"
DEMO_MARK = "demo"
START_S = 60
THREADS = 512
"""One a request and one an open event stream; they cost nothing until they are needed."""


class Stop(Exception):
    """Why the product cannot be started, and what to do, in a sentence."""


class Place:
    """Where and how this instance runs, read from the environment; what is not said there gets a default."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.host = environment.get("HOST") or "127.0.0.1"
        self.data = Path(environment.get("DATA_DIR") or ROOT / ".data").resolve()
        self.port = _port(environment.get("PORT") or "8000")
        self.own_database = not environment.get("DATABASE_URL")
        self.production = environment.get("PRODUCTION", "") not in {"", "0", "false", "no"}
        self._environment = dict(environment)

    @property
    def address(self) -> str:
        """What to type in a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - read, not bound
        return f"http://{host}:{self.port}"

    @property
    def demo(self) -> bool:
        """Whether this is a demo instance: as DEMO says, else when its data were begun as one, or begin now."""
        said = self._environment.get("DEMO", "")
        if said:
            return said not in {"0", "false", "no"}
        new = self.own_database and not (self.data / DATABASE).exists()
        return not self.production and (new or (self.data / DEMO_MARK).exists())

    def environment(self) -> dict[str, str]:
        """The environment for everything that is started from here."""
        return self._environment | {
            "HOST": self.host,
            "PORT": str(self.port),
            "DATA_DIR": str(self.data),
            "DEMO": "1" if self.demo else "0",
            "SECRET_KEY": self._environment.get("SECRET_KEY") or secret_key(self.data / "secret.key"),
            "PYTHONUNBUFFERED": "1",
        }


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise Stop(f"PORT has to be a number from 1 to 65535, not {text!r}.")


def secret_key(path: Path) -> str:
    """The key of this instance: made once, kept where only the owner may read it."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def require_free_port(place: Place) -> None:
    """Stops before anything is started when somebody else listens there, or nobody may."""
    try:
        family, kind, proto, _, target = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
            probe.listen(1)
    except OSError as error:
        raise Stop(
            f"Port {place.port} on {place.host} cannot be used ({error.strerror}). "
            f"Stop what listens there, or choose another: make run PORT={place.port + 1}"
        ) from None


def flask(place: Place, *arguments: str) -> str:
    """Runs a command of the product; returns what it printed, and stops with all of it when it fails."""
    command = [str(BIN / "flask"), "--app", "wsgi", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=place.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"{done.stdout}\nThis command of the product failed: flask {' '.join(arguments)}")
    return done.stdout


def begin_again(place: Place) -> None:
    """Takes away what a demo instance kept. Data that did not begin as a demo are never touched."""
    if not place.own_database:
        raise Stop("`make demo` only knows the database in DATA_DIR, and DATABASE_URL names another.")
    if (place.data / DATABASE).exists() and not (place.data / DEMO_MARK).exists():
        raise Stop(f"What is in {place.data} did not begin as a demo, so it stays. Choose another DATA_DIR.")
    for path in [*place.data.glob(f"{DATABASE}*"), *place.data.glob("huey.db*"), place.data / "uploads"]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (place.data / DEMO_MARK).unlink(missing_ok=True)


def ready_database(place: Place) -> None:
    """Brings the database up to date; a demo instance gets its content once. Half-loaded content is begun again."""
    mark = place.data / DEMO_MARK
    if place.own_database and mark.exists() and mark.read_text() != "loaded":
        begin_again(place)
    demo = place.demo
    if demo and not mark.exists():
        mark.write_text("loading")
    flask(place, "db", "upgrade")
    if demo and mark.read_text() != "loaded":
        say("Bringing in the demo content …")
        flask(place, "demo", "load")
        mark.write_text("loaded")


def programs(place: Place) -> list[Program]:
    """The web server and the worker."""
    granian = [str(BIN / "granian"), "--interface", "wsgi", "--host", place.host, "--port", str(place.port)]
    web = ["--workers", "1", "--blocking-threads", str(THREADS), "--workers-kill-timeout", "3", "--no-ws"]
    quiet = ["--log-level", "error", "wsgi:app"]
    env = place.environment()
    return [
        Program("The web server", [*granian, *web, *quiet], cwd=ROOT, env=env),
        Program("The worker", [sys.executable, "worker.py"], cwd=ROOT, env=env),
    ]


def wait_until_open(place: Place, supervisor: Supervisor) -> None:
    """Returns when the product answers; raises Stop when it does not within a minute."""
    until = time.monotonic() + START_S
    host = place.address.removeprefix("http://").rpartition(":")[0].strip("[]")
    while time.monotonic() < until:
        supervisor.look()
        connection = HTTPConnection(host, place.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise Stop(f"The web server did not answer within {START_S} seconds.")


def welcome(place: Place) -> None:
    """Prints where the product is, and in a demo instance who you can be there."""
    say(f"\nThe product is open: {place.address}\n")
    if place.demo:
        say(flask(place, "demo", "people").rstrip() + "\n")
    say("Ctrl-C stops it.")


def serve(place: Place, *, fresh: bool) -> None:
    """Everything from the empty folder to the open product; returns never, but by Interrupted, GivenUp or Stop."""
    require_free_port(place)
    place.data.mkdir(parents=True, exist_ok=True)
    if fresh:
        begin_again(place)
    ready_database(place)
    with Supervisor(programs(place)) as supervisor:
        wait_until_open(place, supervisor)
        welcome(place)
        try:
            supervisor.watch()
        except Interrupted:
            say("\nStopping …")


def main() -> int:
    """0 when somebody asked to stop, 1 when it could not start or not go on."""
    listen(interrupt)
    try:
        serve(Place(os.environ), fresh="--fresh" in sys.argv[1:])
    except Interrupted:
        pass
    except (Stop, GivenUp) as stop:
        say(str(stop).strip())
        return 1
    say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
