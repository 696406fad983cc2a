"""Who a visitor of a demo instance can be. Only invented people: nobody has an address in .example."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wpl_platform.accounts.models import Person
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing
from wpl_platform.teams.models import Membership, Organisation, Role, Team
from wpl_platform.teams.words import ROLE_WORDS

INVENTED = ".example"


@dataclass(frozen=True)
class Part:
    """Somebody to be, in one team: the words of the roles they have there."""

    person: Person
    team: Team
    roles: tuple[str, ...]


def people() -> Sequence[tuple[str, Sequence[Part]]]:
    """The parts by organisation, in the order in which they came in: first who learns, then who guides and keeps."""
    asked = (
        select(Organisation.name, Person, Team, Membership.role)
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Team, Team.id == Membership.team_id)
        .join(Organisation, Organisation.id == Team.organisation_id)
        .where(Membership.ended_at.is_(None), Person.email.endswith(INVENTED, autoescape=True))
        .order_by(Team.id, Person.id, Membership.id)
    )
    found: dict[str, dict[tuple[int, int], Part]] = {}
    rows = sorted(db.session.execute(asked).all(), key=lambda row: list(Role).index(row.role))
    for organisation, person, team, role in sorted(rows, key=lambda row: row.Team.id):
        parts = found.setdefault(organisation, {})
        before = parts.get((team.id, person.id), Part(person, team, ()))
        parts[team.id, person.id] = Part(person, team, (*before.roles, str(ROLE_WORDS[role])))
    return [(organisation, list(parts.values())) for organisation, parts in found.items()]


def invented(person_id: int) -> Person:
    """The invented person; raises Missing for a real one and for nobody."""
    asked = select(Person).where(Person.id == person_id, Person.email.endswith(INVENTED, autoescape=True))
    found = db.session.scalar(asked)
    if found is None:
        raise Missing
    return found
