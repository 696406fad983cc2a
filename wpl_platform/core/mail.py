"""The port to the post: plain text mail, by SMTP or into a folder. Slow: only jobs send."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import current_app

from wpl_platform.core import clock, ids
from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _

TIMEOUT_S = 20
FOLDER = "mail"
ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]\x00-\x1f\x7f]+@[^\s@<>(),;:\\\"\[\]\x00-\x1f\x7f]+")

REACHABLE = re.compile(rf"(?=.*@.*\.[^@.]+\Z){ADDRESS.pattern}")
"""An address that can be reached from elsewhere: its host has a dot."""


@dataclass(frozen=True)
class Mail:
    """One mail in plain text to one person."""

    to: str
    subject: str
    text: str


def is_on() -> bool:
    """Whether this instance sends mail at all."""
    return bool(current_app.config["MAIL_URL"])


def goes_out() -> bool:
    """Whether mail reaches people, and so shows that an address is theirs; in a folder nobody reads it."""
    return is_on() and not str(current_app.config["MAIL_URL"]).startswith("folder:")


def send(mail: Mail) -> None:
    """Hands the mail over. Takes up to 20 s; raises PortFailure, with `retry` where later may go better."""
    message = written(mail, current_app.config["MAIL_FROM"])
    way = urlsplit(current_app.config["MAIL_URL"])
    if way.scheme == "folder":
        _lay_down(message)
    elif way.scheme in {"smtp", "smtps"} and way.hostname:
        _hand_over(message, way)
    else:
        raise PortFailure(_("Deze omgeving verstuurt geen mail."), retry=False)


def written(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it travels. Raises PortFailure on an address or subject with a line end: it would be a header."""
    if not (ADDRESS.fullmatch(mail.to) and ADDRESS.fullmatch(sender)) or not mail.subject.isprintable():
        raise PortFailure(_("Dit is geen adres of onderwerp voor een mail."), retry=False)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, mail.to, mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _lay_down(message: EmailMessage) -> None:
    folder = Path(current_app.config["DATA_DIR"]) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{clock.now():%Y%m%d-%H%M%S-%f}-{ids.new_key()[:6]}.eml"
    (folder / name).write_bytes(message.as_bytes())


def _hand_over(message: EmailMessage, way: SplitResult) -> None:
    try:
        with _opened(way) as server:
            if way.username:
                server.login(unquote(way.username), unquote(way.password or ""))
            server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, MessageError, UnicodeError) as error:
        raise PortFailure(_("Dit adres neemt geen mail aan."), retry=False) from error
    except (smtplib.SMTPException, OSError) as error:
        raise PortFailure(_("De mailserver antwoordt niet."), retry=True) from error


def _opened(way: SplitResult) -> smtplib.SMTP:
    host, context = str(way.hostname), ssl.create_default_context()
    if way.scheme == "smtps":
        return smtplib.SMTP_SSL(host, way.port or 465, timeout=TIMEOUT_S, context=context)
    server = smtplib.SMTP(host, way.port or 587, timeout=TIMEOUT_S)
    if parse_qs(way.query).get("tls") != ["no"]:
        server.starttls(context=context)
    return server
