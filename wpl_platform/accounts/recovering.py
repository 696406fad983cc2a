"""The way back in that only who runs the server can open, for somebody who lost what they sign in with."""

from sqlalchemy import delete

from wpl_platform.accounts import actions, letters, second_step, tickets
from wpl_platform.accounts.models import Passkey, Person, TicketKind
from wpl_platform.core.database import db


def new_password_link(person: Person) -> str:
    """The secret of a link to choose a new password with; the one before works no more."""
    return tickets.issue(TicketKind.RESET, person.id)


def forget_second_step(person: Person) -> None:
    """Nothing is left of the person's second step; they are signed out everywhere, and told."""
    db.session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    second_step.end_codes(person.id)
    actions.end_all_sign_ins(by=person.id)
    tickets.call_in(person.id)
    letters.tell_second_step_gone(person)
