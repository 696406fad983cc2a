"""What tests of signing in share: a letter box, and settings under which everybody needs a second step."""

import email
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from wpl_platform.core.database import db
from wpl_platform.jobs.engine import Engine
from wpl_platform.jobs.models import Queue


@dataclass(frozen=True)
class Received:
    """A mail as it lies in the letter box."""

    to: str
    subject: str
    text: str

    @property
    def link(self) -> str:
        """The path of the one link in it."""
        found = re.findall(r"http://localhost(/\S+)", self.text)
        assert len(found) == 1, self.text
        return str(found[0])


LetterBox = Callable[[], list[Received]]


@pytest.fixture
def letter_box(app: Flask) -> LetterBox:
    """Lets the worker send what waits, and empties the box: what came since it was last looked into."""

    def look() -> list[Received]:
        db.session.commit()
        Engine(app).work_through(Queue.SHORT)
        folder = Path(app.config["DATA_DIR"]) / "mail"
        letters = []
        for path in sorted(folder.glob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            letters.append(Received(message["To"], message["Subject"], message.get_content()))
            path.unlink()
        return letters

    return look
