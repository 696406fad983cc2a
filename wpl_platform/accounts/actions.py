"""Becoming somebody, signing in and out, and choosing how the product looks and speaks."""

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from wpl_platform.accounts import guessable, letters, passwords, queries, tickets
from wpl_platform.accounts.demands import demands
from wpl_platform.accounts.models import (
    DEVICE_MAX,
    CodeKey,
    KnownDevice,
    Language,
    Passkey,
    Person,
    RecoveryCode,
    SignIn,
    Theme,
    TicketKind,
)
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Conflict, Invalid, Missing, require
from wpl_platform.core.text import _, tidy

NOWHERE = "guest.invalid"
"""Where the addresses of guests are: a name that is kept free, so that no mail ever arrives (RFC 2606)."""


def create_person(name: str, email: str, *, language: Language = Language.DUTCH, unproven: bool = False) -> Person:
    """A person without a password yet. System act of the teams feature and the command line; raises Conflict.

    `unproven`: they typed the address themselves.
    """
    person = Person(name=tidy(name), email=tidy(email).lower(), language=language, unproven=unproven)
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError as error:
        raise Conflict(_("Dit e-mailadres hoort al bij iemand.")) from error
    return person


def create_guest(name: str) -> Person:
    """Somebody by name who never signs in, and whom no address finds. System act of the link that lets them look."""
    person = Person(name=tidy(name), email=f"{ids.new_key()}@{NOWHERE}", guest=True)
    db.session.add(person)
    db.session.flush()
    return person


def set_password(person: Person, password: str, *, by: int | None) -> None:
    """Gives the person a password; by themselves, or from their welcome link while they have none (`by=None`)."""
    require(not person.guest and (by == person.id or (by is None and person.password_hash is None)))
    _judge(person, password)
    unspent = (Person.id == person.id, *(() if by else (Person.password_hash.is_(None),)))
    kept = update(Person).where(*unspent).values(password_hash=passwords.hashed(password)).returning(Person.id)
    require(db.session.scalar(kept) is not None)


def change_password(person: Person, present: str, password: str, *, by: int) -> None:
    """Another password, by who knows the present one. Links that were on their way work no more."""
    if not passwords.matches(present, person.password_hash):
        raise Invalid(_("Dit is niet je wachtwoord van nu."), "present")
    set_password(person, password, by=by)
    tickets.call_in(person.id)
    letters.tell_password_changed(person)


def reset_password(secret: str, password: str) -> Person:
    """A new password by the link from a mail, which is spent; every device is signed out. Raises Missing, Invalid."""
    person = tickets.holder(TicketKind.RESET, secret)
    if person is None:
        raise Missing(_("Deze link werkt niet meer. Vraag een nieuwe aan."))
    _judge(person, password)
    if not tickets.spend(TicketKind.RESET, secret):
        raise Missing(_("Deze link werkt niet meer. Vraag een nieuwe aan."))
    person.password_hash = passwords.hashed(password)
    prove_address(person)
    end_all_sign_ins(by=person.id)
    tickets.call_in(person.id)
    letters.tell_password_changed(person)
    return person


def prove_address(person: Person) -> None:
    """Somebody used a link that was mailed to their address: it is theirs. System act of that link."""
    person.unproven = False


def hand_to_owner(person: Person) -> None:
    """Ensures that only who owns the address comes in from now on, where somebody else may have typed it.

    Of an account whose address is proven nothing changes. System act of who vouches for the address.
    """
    if not person.unproven:
        return
    person.password_hash, person.unproven = None, False
    end_all_sign_ins(by=person.id)
    tickets.call_in(person.id)
    for table in (Passkey, CodeKey, RecoveryCode):
        db.session.execute(delete(table).where(table.person_id == person.id))


def _judge(person: Person, password: str) -> None:
    """Raises Invalid, saying why, when the password is too short or long, or what somebody would try first."""
    if not passwords.PASSWORD_MIN <= len(password) <= passwords.PASSWORD_MAX:
        raise Invalid(_("Gebruik minstens %(count)s tekens.", count=passwords.PASSWORD_MIN), "password")
    if guessable.is_common(password):
        raise Invalid(
            _("Dit wachtwoord proberen anderen het eerst. Neem een korte zin die je zelf bedenkt."), "password"
        )
    if guessable.is_about(password, (person.name, person.email, *demands().words_about(person))):
        raise Invalid(_("Neem niet je naam, je adres of de naam van je organisatie als wachtwoord."), "password")


def check_password(email: str, password: str) -> Person | None:
    """The person, when address and password belong together. The same time and answer for unknown addresses."""
    person = queries.person_by_email(email)
    return person if passwords.matches(password, person.password_hash if person else None) else None


def sign_in(person: Person, *, device: str, second: bool = False) -> tuple[str, SignIn]:
    """Opens a session on this device, with or without a second step given.

    Returns it with its secret, which is kept nowhere but in the person's cookie. Raises Refused for a guest.
    """
    require(not person.guest)
    token, now = ids.new_key(), clock.now()
    opened = SignIn(person_id=person.id, token_digest=ids.digest(token), device=device[:DEVICE_MAX])
    opened.used_at = opened.proved_at = now
    opened.second_at = now if second else None
    db.session.add(opened)
    db.session.flush()
    return token, opened


def is_new_device(person: Person, secret: str) -> bool:
    """Remembers the browser with this secret as one of the person's; whether it is another than those known before."""
    known = db.session.scalar(select(KnownDevice.id).where(KnownDevice.person_id == person.id).limit(1)) is not None
    row = insert_into(KnownDevice).values(person_id=person.id, token_digest=ids.digest(secret))
    new = row.on_conflict_do_nothing(index_elements=["person_id", "token_digest"]).returning(KnownDevice.id)
    return db.session.scalar(new) is not None and known


def note_use(sign_in_id: int) -> None:
    """This device was used today."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(used_at=clock.now()))


def note_proof(sign_in_id: int, *, second: bool, by: int) -> None:
    """The person showed just now, on this device, that it is them; with a second step or without."""
    values = {"proved_at": clock.now(), **({"second_at": clock.now()} if second else {})}
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == by).values(values))


def end_sign_in(sign_in_id: int, *, by: int) -> None:
    """Ends one of the person's own sessions; already ended, or somebody else's, counts as done."""
    own = (SignIn.id == sign_in_id, SignIn.person_id == by, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*own).values(ended_at=clock.now()))


def end_other_sign_ins(kept_id: int, *, by: int) -> None:
    """Ends every session of the person but the one they are using."""
    others = (SignIn.person_id == by, SignIn.id != kept_id, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*others).values(ended_at=clock.now()))


def end_all_sign_ins(*, by: int) -> None:
    """Ends every session of the person."""
    theirs = (SignIn.person_id == by, SignIn.ended_at.is_(None))
    db.session.execute(update(SignIn).where(*theirs).values(ended_at=clock.now()))


def edit_me(name: str, language: Language, theme: Theme, *, by: int) -> None:
    """Keeps how somebody is called, in which language they read, and how light their screen is."""
    person = queries.person(by)
    person.name, person.language, person.theme = tidy(name), language, theme
