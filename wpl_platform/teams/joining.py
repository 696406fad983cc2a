"""The link by which colleagues come into a team by themselves: with a code besides, until a day, as participants.

Who is new shows by a mail that the address is theirs, where mail is set up. Why: docs/decisions/team.md.
"""

import secrets
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, select, update

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts import letters
from wpl_platform.accounts.models import LetterKind, Person
from wpl_platform.accounts.queries import person_by_email
from wpl_platform.core import clock, ids, mail
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Missing, require
from wpl_platform.core.text import _
from wpl_platform.teams import actions, policy
from wpl_platform.teams.link_models import TeamLink
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import Viewer
from wpl_platform.teams.words import ARCHIVED

USUALLY = timedelta(days=14)
LONGEST = timedelta(days=60)


def open_link(team: Team, until: date, *, by: Viewer) -> TeamLink:
    """A new link into the team, in place of the one before; raises Invalid for a day too early or too late."""
    require(policy.may_manage_members(by, team))
    if not clock.today() <= until <= clock.today() + LONGEST:
        raise Invalid(_("Kies een dag vanaf vandaag, hooguit %(count)s dagen vooruit.", count=LONGEST.days), "until")
    one_at_a_time(team)
    require(team.archived_at is None, str(ARCHIVED))
    _end(team)
    made = TeamLink(team_id=team.id, key=ids.new_key(), code=f"{secrets.randbelow(10**6):06}", until=until)
    made.by_id = by.person_id
    db.session.add(made)
    db.session.flush()
    return made


def end_link(team: Team, *, by: Viewer) -> None:
    """Nobody comes in by the link any more; already so is done."""
    require(policy.may_manage_members(by, team))
    _end(team)


def link_of(team: Team, *, viewer: Viewer) -> TeamLink | None:
    """The link that is open now, for the team's administrators; None when there is none."""
    if not policy.may_manage_members(viewer, team):
        return None
    return db.session.scalar(select(TeamLink).where(TeamLink.team_id == team.id, _open()))


def link(key: str) -> TeamLink:
    """The open link of this key; raises Missing when it was ended, is too old or never was."""
    goes_on = TeamLink.team.has(Team.archived_at.is_(None))
    found = db.session.scalar(select(TeamLink).where(TeamLink.key == key, _open(), goes_on))
    if found is None:
        raise Missing(_("Deze link werkt niet meer. Vraag je beheerder om een nieuwe."))
    return found


def require_code(link: TeamLink, code: str) -> None:
    """Ensures that they know the code besides the link; raises Invalid."""
    typed = "".join(code.split())
    if not secrets.compare_digest(typed.encode(), link.code.encode()):
        raise Invalid(_("Deze code klopt niet. Je krijgt hem van wie jou de link gaf."), "code")


def join(link: TeamLink, person: Person) -> None:
    """The person takes part in the team. System act: the link and its code let them in.

    Raises Refused for who administers the team, and so made the link: nobody gives themselves a role that sees films.
    """
    alone = _("Een rol die video’s ziet, geef je niet aan jezelf. Vraag het een andere beheerder.")
    require(not viewer_of(person).has(link.team_id, Role.ADMIN), alone)
    actions.place(person, link.team, Role.PARTICIPANT)


def join_newly(link: TeamLink, name: str, email: str) -> Person | None:
    """Somebody who is not signed in comes in; who chooses a password here and now, or None: that is in their mail.

    With mail the answer is the same whether the address has an account or not. Without it, raises Conflict for an
    address that has one. System act: the link and its code let them in.
    """
    known = person_by_email(email)
    if known is not None and not mail.goes_out():
        raise Conflict(_("Dit e-mailadres hoort al bij iemand. Meld je aan, en open deze link dan nog eens."))
    if known is not None:
        letters.tell_asked_in(known, link.team.name, letters.path_to("teams.joining.show", key=link.key))
        return None
    person = accounts.create_person(name, email, unproven=not mail.goes_out())
    join(link, person)
    if not mail.goes_out():
        return person
    letters.ask(LetterKind.WELCOME, person.email)
    return None


def _open() -> ColumnElement[bool]:
    return and_(TeamLink.ended_at.is_(None), TeamLink.until >= clock.today())


def _end(team: Team) -> None:
    theirs = (TeamLink.team_id == team.id, TeamLink.ended_at.is_(None))
    db.session.execute(update(TeamLink).where(*theirs).values(ended_at=clock.now()))
