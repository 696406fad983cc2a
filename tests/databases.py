"""The two databases that everything is tested on: a SQLite file, and a PostgreSQL cluster of the tests' own.

Each pytest process makes its own, migrates it once and then empties it for every test that asks: nothing is shared,
so tests run side by side. `migrate`, a fixture of conftest, brings an empty database up to date.
"""

import os
import pwd
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

Migrate = Callable[[str, Path], None]
"""Brings the database at an address up to the newest revision; may use the folder for what it has to keep."""

START_SECONDS = 30
LOCK_SECONDS = 10


class Database(Protocol):
    """A migrated database whose address stays the same for the whole run."""

    url: str

    def fresh(self) -> None:
        """Ensures that every table is empty; fails when a test before left a transaction open."""


class SQLite:
    """A file; a second one, migrated and never used, is what it is made anew from."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self._template = folder / "template.db"
        self._path = folder / "platform.db"
        self.url = f"sqlite:///{self._path}"
        migrate(f"sqlite:///{self._template}", folder)

    def fresh(self) -> None:
        """Copies the template over the file, through SQLite itself: connections that are open see the new content."""
        source, target = sqlite3.connect(self._template), sqlite3.connect(self._path, timeout=LOCK_SECONDS)
        try:
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)
        finally:
            source.close()
            target.close()


class Cluster:
    """A PostgreSQL server of our own in a temporary folder: a socket, no port, and no care for power cuts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._binaries = binaries()
        self._as_user = drop_root(folder)
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8")
        options = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "timezone=UTC")
        settings = [
            part for option in (*options, "listen_addresses=", "shared_buffers=64MB") for part in ("-c", option)
        ]
        places = ["-D", str(folder / "data"), "-k", str(folder)]
        with (folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [*self._as_user, "--pdeathsig", "INT", str(self._binaries / "postgres"), *places, *settings],
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd="/",
            )
        self._wait()

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, str(self._binaries / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        """A connection to one of its databases, each statement on its own."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text(errors="replace")) from None
                time.sleep(0.05)
            else:
                return

    def create(self, name: str) -> str:
        """Makes an empty database; returns its address."""
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def stop(self) -> None:
        """Ends the server with all its connections, and waits until it is gone."""
        self._server.send_signal(2)
        self._server.wait(START_SECONDS)


class PostgreSQL:
    """A database of the cluster, emptied by statements that cost nothing for tables that are empty already."""

    NAME = "platform"

    def __init__(self, cluster: Cluster, folder: Path, migrate: Migrate) -> None:
        self.url = cluster.create(self.NAME)
        migrate(self.url, folder)
        self._connection = cluster.connect(self.NAME)
        self._connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        # Without triggers, so that tables can be emptied in any order.
        self._connection.execute("SET session_replication_role = replica")
        found = self._connection.execute(
            "SELECT format('DELETE FROM %I', tablename) FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename <> 'alembic_version' "
            "UNION ALL SELECT format('ALTER SEQUENCE %I RESTART', sequencename) FROM pg_sequences "
            "WHERE schemaname = 'public'"
        )
        self._emptying = "; ".join(row[0] for row in found)

    def fresh(self) -> None:
        """Deletes every row and starts the ids at 1 again."""
        self._connection.execute(self._emptying.encode())

    def close(self) -> None:
        """Gives back the one connection it holds."""
        self._connection.close()


def binaries() -> Path:
    """The folder with PostgreSQL's server programs, the newest there is; Debian keeps them off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise RuntimeError("PostgreSQL's server programs are missing: `make test` installs them, or says how")
    return found[-1].parent if found else Path(on_path or "").parent


def drop_root(folder: Path) -> list[str]:
    """The command that starts another as somebody who is not root, who then owns the folder: PostgreSQL insists."""
    if os.geteuid() != 0:
        return ["setpriv"]
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
