"""An archive that was asked for and made: for tests of what is in it."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.media.working import work
from wpl_platform.accounts.models import Person
from wpl_platform.core import database
from wpl_platform.core.database import db
from wpl_platform.jobs.models import Queue
from wpl_platform.media.storage import storage
from wpl_platform.mydata import actions
from wpl_platform.mydata.models import Archive
from wpl_platform.teams.queries import viewer_of


def asked(person: Person) -> Archive:
    """An archive of the person, made by the worker."""
    found = actions.ask_archive(person.id, by=viewer_of(person))
    database.commit()
    number = found.id
    work(Queue.LONG)
    work(Queue.SHORT)
    return db.session.get_one(Archive, number)


@contextmanager
def opened(archive: Archive) -> Iterator[ZipFile]:
    """What is in it."""
    assert archive.key is not None, "it was not made"
    with storage().local(archive.key) as file:
        content = Path(file).read_bytes()
    db.session.rollback()
    with ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        yield found


def table(found: ZipFile, name: str) -> list[dict[str, Any]]:
    """The rows of a table in it."""
    rows: list[dict[str, Any]] = json.loads(found.read(f"data/{name}.json"))
    return rows
