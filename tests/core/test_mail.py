"""The port to the post: what travels, what is refused, and what a mail server says."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from wpl_platform.core import mail
from wpl_platform.core.errors import PortFailure
from wpl_platform.core.mail import Mail

HELLO = Mail("sanne@lindehoeve.example", "Dag", "Hoe gaat het?\n")


class Office(socketserver.StreamRequestHandler):
    """A mail server of four words; it takes nothing for an address that begins with `nobody`."""

    taken: list[str]

    def handle(self) -> None:
        """Speaks until the other says goodbye."""
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.decode().strip()
            if word.upper().startswith("QUIT"):
                break
            if word.upper().startswith("RCPT TO:<NOBODY"):
                self.wfile.write(b"550 nobody of that name\r\n")
                continue
            if word.upper() == "DATA":
                self.wfile.write(b"354 go on\r\n")
                while (part := self.rfile.readline()) != b".\r\n":
                    self.taken.append(part.decode())
            self.wfile.write(b"250 well\r\n")


@pytest.fixture
def office() -> Iterator[tuple[str, list[str]]]:
    """Its address, and the lines it took."""
    taken: list[str] = []
    handler = type("Here", (Office,), {"taken": taken})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}?tls=no", taken
        server.shutdown()
        thread.join()


def test_a_mail_travels_by_smtp(app_with: Callable[..., Flask], office: tuple[str, list[str]]) -> None:
    address, taken = office
    with app_with(MAIL_URL=address, MAIL_FROM="werkplekleren@lindehoeve.example").app_context():
        mail.send(HELLO)
    assert "To: sanne@lindehoeve.example\r\n" in taken
    assert "From: werkplekleren@lindehoeve.example\r\n" in taken
    assert "Auto-Submitted: auto-generated\r\n" in taken
    assert "Hoe gaat het?\r\n" in taken


def test_an_address_that_the_server_does_not_know_is_not_tried_again(
    app_with: Callable[..., Flask], office: tuple[str, list[str]]
) -> None:
    with app_with(MAIL_URL=office[0]).app_context(), pytest.raises(PortFailure) as failure:
        mail.send(Mail("nobody@lindehoeve.example", "Dag", "Dag"))
    assert not failure.value.retry


def test_a_server_that_is_away_is_tried_again(app_with: Callable[..., Flask]) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        address = f"smtp://127.0.0.1:{nobody_listens.getsockname()[1]}"
        with app_with(MAIL_URL=address).app_context(), pytest.raises(PortFailure) as failure:
            mail.send(HELLO)
    assert failure.value.retry


@pytest.mark.parametrize(
    "letter",
    [
        Mail("sanne@lindehoeve.example\nBcc: all@elsewhere.example", "Dag", ""),
        Mail("sanne@lindehoeve.example, all@elsewhere.example", "Dag", ""),
        Mail("sanne@lindehoeve.example\r", "Dag", ""),
        Mail("", "Dag", ""),
        Mail("sanne@lindehoeve.example", "Dag\r\nBcc: all@elsewhere.example", ""),
        Mail("sanne@lindehoeve.example", "Dag\u2028Bcc: x", ""),
    ],
)
def test_nobody_writes_a_header_of_their_own(app: Flask, letter: Mail) -> None:
    with pytest.raises(PortFailure):
        mail.send(letter)
    assert not (Path(app.config["DATA_DIR"]) / "mail").exists()


def test_a_text_is_no_header(app: Flask) -> None:
    message = mail.written(
        Mail("sanne@lindehoeve.example", "Dag", "\n\nBcc: all@elsewhere.example\n"), "us@here.example"
    )
    assert message["Bcc"] is None
    assert "Bcc: all@elsewhere.example" in message.get_content()
