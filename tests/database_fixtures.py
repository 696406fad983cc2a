"""The two databases as fixtures, one of each a pytest process."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Cluster, Migrate, PostgreSQL, SQLite


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory, migrate: Migrate) -> SQLite:
    """SQLite, migrated."""
    return SQLite(tmp_path_factory.mktemp("sqlite"), migrate)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The PostgreSQL server of this process; its folder has a short name, for a socket's path may not be long."""
    folder = Path(tempfile.mkdtemp(prefix="wpl-pg-"))
    try:
        server = Cluster(folder)
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, migrate: Migrate) -> Iterator[PostgreSQL]:
    """PostgreSQL, migrated."""
    database = PostgreSQL(cluster, tmp_path_factory.mktemp("postgresql"), migrate)
    yield database
    database.close()
