"""Mail to people: asked for in the transaction that wants it, written and sent by the worker.

What a page does is the same whether somebody has the address or not: who it is, is looked up when the mail is written.
"""

from flask import current_app, has_request_context, request
from flask_babel import force_locale
from sqlalchemy import delete

from wpl_platform.accounts import queries, tickets
from wpl_platform.accounts.models import SUBJECT_MAX, Letter, LetterKind, Person, TicketKind
from wpl_platform.core import mail
from wpl_platform.core.database import db
from wpl_platform.core.mail import Mail
from wpl_platform.core.text import _, tidy
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.models import Queue

JOB = "accounts.letter"


def ask(kind: LetterKind, address: str) -> None:
    """A letter with a link for whoever has this address; without mail, or for nobody, none is sent."""
    _post(Letter(kind=kind, address=tidy(address).lower()))


def write(person: Person, subject: str, text: str) -> None:
    """A letter in these words, which are in the language of the person."""
    line = " ".join(tidy(subject).split())[:SUBJECT_MAX]
    _post(Letter(kind=LetterKind.PLAIN, address=person.email, subject=line, text=text))


def tell_password_changed(person: Person) -> None:
    """A letter that they have another password, for who did not change it themselves."""
    with force_locale(str(person.language)):
        text = _(
            "Dag %(name)s,\n\nJe wachtwoord is zojuist veranderd.\n\nWas jij dit niet? Kies dan meteen een nieuw"
            " wachtwoord, en vertel het je beheerder.\n\n%(link)s\n",
            name=person.name,
            link=site() + path_to("accounts.passwords.show_forgotten"),
        )
        write(person, _("Je wachtwoord is veranderd"), text)


def tell_second_step_gone(person: Person) -> None:
    """A letter that somebody who runs the server took their second step away."""
    with force_locale(str(person.language)):
        text = _(
            "Dag %(name)s,\n\nJe tweede stap bij het aanmelden is weggehaald door wie deze omgeving beheert. Zet hem"
            " weer klaar zodra je bent aangemeld.\n\nVroeg jij hier niet om? Vertel het dan meteen je beheerder.\n",
            name=person.name,
        )
        write(person, _("Je tweede stap is weggehaald"), text)


def tell_linked(person: Person, organisation: str) -> None:
    """A letter that their organisation signs them in from now on, for who did not do that themselves."""
    with force_locale(str(person.language)):
        text = _(
            "Dag %(name)s,\n\nJe hebt je zojuist voor het eerst aangemeld via %(organisation)s. Je account hier hoort"
            " nu bij je account daar.\n\nWas jij dit niet? Vertel het dan meteen je beheerder en de FG.\n",
            name=person.name,
            organisation=organisation,
        )
        write(person, _("Aangemeld via je organisatie"), text)


def tell_new_device(person: Person, device: str) -> None:
    """A letter that somebody signed in as them on a device that was not seen before."""
    with force_locale(str(person.language)):
        text = _(
            "Dag %(name)s,\n\nEr is zojuist met jouw account aangemeld op een apparaat dat we niet kennen: %(device)s."
            "\n\nWas jij dit? Dan hoef je niets te doen. Was jij dit niet? Meld dat apparaat dan af en kies een nieuw"
            " wachtwoord:\n\n%(link)s\n",
            name=person.name,
            device=device,
            link=site() + path_to("accounts.me.show"),
        )
        write(person, _("Aangemeld op een nieuw apparaat"), text)


def tell_asked_in(person: Person, where: str, path: str) -> None:
    """A letter that somebody opened an invitation with their address, though they have an account; `path` lets in."""
    with force_locale(str(person.language)):
        text = _(
            "Dag %(name)s,\n\nMet jouw adres is zojuist een uitnodiging geopend voor het team %(team)s. Je hebt al een"
            " account. Meld je aan en open deze link:\n\n%(link)s\n\nWas jij dit niet? Dan hoef je niets te doen.\n",
            name=person.name,
            team=where,
            link=site() + path,
        )
        write(person, _("Kom bij het team %(team)s", team=where), text)


def tell_invited(person: Person, team: str, organisation: str, path: str) -> None:
    """A letter that a team of another organisation asks them in; `path` is where they answer."""
    with force_locale(str(person.language)):
        text = _(
            "Dag %(name)s,\n\nHet team %(team)s van %(organisation)s vraagt of je meedoet. Je hoort er pas bij als je"
            " ja zegt. Meld je aan en kies:\n\n%(link)s\n\nKen je dit team niet? Zeg dan nee, of doe niets.\n",
            name=person.name,
            team=team,
            organisation=organisation,
            link=site() + path,
        )
        write(person, _("Het team %(team)s vraagt je mee te doen", team=team), text)


def written(letter: Letter) -> Mail | None:
    """The letter as it goes out, with its link made now; None for an address that nobody has."""
    if letter.kind is LetterKind.PLAIN:
        return Mail(letter.address, letter.subject, letter.text)
    person = queries.person_by_email(letter.address)
    if person is None or (letter.kind is LetterKind.WELCOME and person.password_hash is not None):
        return None
    with force_locale(str(person.language)):
        return _with_link(letter, person)


def forget(letter_id: int) -> None:
    """It was sent, or cannot be."""
    db.session.execute(delete(Letter).where(Letter.id == letter_id))


def site() -> str:
    """What links begin with: PUBLIC_URL; where that is not set, the name under which we were asked just now."""
    said = str(current_app.config["PUBLIC_URL"])
    return said or (request.host_url.rstrip("/") if has_request_context() else "")


def path_to(page: str, **values: str) -> str:
    """The path of a page, also where no request is: in a job or a command."""
    return current_app.url_map.bind("").build(page, values)


def _post(letter: Letter) -> None:
    if not mail.is_on():
        return
    letter.site = site()
    db.session.add(letter)
    db.session.flush()
    jobs.enqueue(JOB, f"letter:{letter.id}", queue=Queue.SHORT)


def _with_link(letter: Letter, person: Person) -> Mail:
    secret = tickets.issue(TicketKind(letter.kind), person.id)
    subject, page, what, lasts = {
        LetterKind.RESET: (
            _("Een nieuw wachtwoord kiezen"),
            "accounts.passwords.show_reset",
            _("Met deze link kies je een nieuw wachtwoord:"),
            _("De link werkt één keer, en een half uur lang."),
        ),
        LetterKind.LINK: (
            _("Je link om aan te melden"),
            "accounts.links.show",
            _("Met deze link meld je je aan:"),
            _("De link werkt één keer, en een kwartier lang."),
        ),
        LetterKind.WELCOME: (
            _("Welkom bij Werkplekleren"),
            "accounts.passwords.show_welcome",
            _("Je hoort nu bij een team. Met deze link kies je een wachtwoord en kun je beginnen:"),
            _("De link werkt één keer, en zeven dagen lang."),
        ),
    }[letter.kind]
    not_you = _("Vroeg jij hier niet om? Dan hoef je niets te doen.")
    hello = _("Dag %(name)s,", name=person.name)
    link = f"{letter.site}{path_to(page, token=secret)}"
    return Mail(person.email, subject, f"{hello}\n\n{what}\n\n{link}\n\n{lasts}\n{not_you}\n")
