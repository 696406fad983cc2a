"""What the worker does for accounts: it sends letters, and forgets what is of no use any more."""

from wpl_platform.accounts import letters, passkeys, tickets
from wpl_platform.accounts.models import Letter
from wpl_platform.core import mail
from wpl_platform.core.database import db
from wpl_platform.jobs.work import Handler, Work


def deliver(work: Work) -> None:
    """Writes and sends a letter. Done again after a failure it holds a new link, and the one before works no more."""
    with work.transaction():
        letter = db.session.get(Letter, work.subject_id)
        written = None if letter is None else letters.written(letter)
    if written is not None:
        mail.send(written)
    with work.transaction():
        letters.forget(work.subject_id)


def _undeliverable(letter_id: int, reason: str) -> None:
    letters.forget(letter_id)


HANDLERS = {letters.JOB: Handler(deliver, failed=_undeliverable)}
HOUSEKEEPING = (tickets.forget_old, passkeys.forget_old_challenges)
