"""Team agreements (teamafspraken): what a team promises each other before anybody films.

A team writes its own, from a first draft. From then on nobody films before saying yes to the newest version; who said
yes to an older one keeps what they filmed, and is asked again before the next. Why: docs/decisions/team.md.
"""

from dataclasses import dataclass

from sqlalchemy import func, select

from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Conflict, Refused, require
from wpl_platform.core.text import _
from wpl_platform.teams import policy
from wpl_platform.teams.agreement_models import Acceptance, Agreements
from wpl_platform.teams.models import Membership, Team
from wpl_platform.teams.viewer import WATCHERS, Viewer

DRAFTS = {
    "nl": """\
Meedoen mag, moet niet. Wie vandaag niet gefilmd wil worden, zegt dat, en dat is goed.

We filmen ons eigen werk, en vragen iedereen in beeld vooraf om toestemming. Zegt iemand nee, dan filmen we niet.

De maker beslist wie een video ziet en wanneer het delen stopt. Leidinggevenden zien de video’s niet.

Feedback gaat over wat je ziet en hoort, niet over hoe iemand is. Eerst wat goed ging.

Wat we hier zien, blijft hier. We maken er geen foto’s of opnames van, en praten er buiten het team niet over.

Deze video’s zijn om van te leren. Ze tellen niet mee in een beoordeling.""",
    "en": """\
Taking part is allowed, never demanded. Who does not want to be filmed today says so, and that is fine.

We film our own work, and ask everybody in view for consent beforehand. If somebody says no, we do not film.

The maker decides who sees a video and when sharing stops. Managers do not see the videos.

Feedback is about what you see and hear, not about what somebody is like. First what went well.

What we see here stays here. We take no pictures or recordings of it, and do not talk about it outside the team.

These videos are there to learn from. They do not count in an appraisal.""",
}
"""Where a team begins, at B1."""


class Unaccepted(Refused):
    """They did not say yes to the agreements of their team yet: the page with them is where they go first."""


@dataclass(frozen=True)
class Standing:
    """How far a team is: how many of those who film said yes to its newest agreements."""

    accepted: int
    people: int


def present(team: Team, *, viewer: Viewer) -> Agreements | None:
    """The newest agreements of a team, for its members; None when it wrote none yet."""
    return _newest(team.id) if policy.may_see(viewer, team) else None


def versions(team: Team, *, viewer: Viewer) -> list[Agreements]:
    """Every version, newest first, for its members."""
    if not policy.may_see(viewer, team):
        return []
    asked = select(Agreements).where(Agreements.team_id == team.id).order_by(Agreements.version.desc())
    return list(db.session.scalars(asked))


def standing(agreements: Agreements, *, viewer: Viewer) -> Standing:
    """How many said yes to this version, of those who film in the team now; nobody's name. Zeroes for strangers."""
    if not policy.may_see(viewer, agreements.team):
        return Standing(0, 0)
    films = (
        select(Membership.person_id)
        .where(Membership.team_id == agreements.team_id, Membership.ended_at.is_(None), Membership.role.in_(WATCHERS))
        .distinct()
        .subquery()
    )
    said_yes = select(Acceptance.person_id).where(Acceptance.agreements_id == agreements.id)
    asked = select(func.count(), func.count().filter(films.c.person_id.in_(said_yes)))
    people, accepted = db.session.execute(asked.select_from(films)).one()
    return Standing(accepted, people)


def has_accepted(agreements: Agreements, *, viewer: Viewer) -> bool:
    """Whether the viewer said yes to this version."""
    asked = select(Acceptance.id).where(
        Acceptance.agreements_id == agreements.id, Acceptance.person_id == viewer.person_id
    )
    return viewer.signed_in and db.session.scalar(asked) is not None


def require_accepted(team_id: int, *, by: Viewer) -> None:
    """Ensures that they said yes to what the team agreed on, if it did; raises Unaccepted otherwise. One query."""
    said_yes = select(Acceptance.id).where(
        Acceptance.agreements_id == Agreements.id, Acceptance.person_id == by.person_id
    )
    asked = select(said_yes.exists()).where(Agreements.team_id == team_id).order_by(Agreements.version.desc()).limit(1)
    if db.session.scalar(asked) is False:
        raise Unaccepted(_("Lees eerst wat jullie team heeft afgesproken. Daarna kun je filmen."))


def write(team: Team, words: str, *, read: int, by: Viewer) -> None:
    """Ensures that the team agrees on this from now on, as a next version; the same words make none.

    Raises Conflict when version `read` (0: none) is not the newest any more: somebody else wrote meanwhile.
    """
    require(policy.may_write_agreements(by, team))
    one_at_a_time(team)
    now = _newest(team.id)
    if read != (now.version if now else 0):
        raise Conflict(_("Een collega heeft de afspraken intussen veranderd. Lees die eerst; jouw tekst staat er nog."))
    said = "\n".join(line.rstrip() for line in words.strip().splitlines())
    if now and said == now.words:
        return
    made = Agreements(team_id=team.id, version=read + 1, words=said, by_id=by.person_id)
    db.session.add(made)
    db.session.flush()
    if by.has(team.id, *WATCHERS):
        _keep(made, by)


def accept(agreements: Agreements, *, by: Viewer) -> None:
    """They say yes to this version; already so is done. Raises Conflict when the team has a newer one."""
    require(policy.may_accept_agreements(by, agreements.team_id))
    newest = _newest(agreements.team_id)
    if newest is None or newest.id != agreements.id:
        raise Conflict(_("De afspraken zijn intussen veranderd. Lees ze nog eens."))
    _keep(agreements, by)


def _keep(agreements: Agreements, by: Viewer) -> None:
    row = insert_into(Acceptance).values(agreements_id=agreements.id, person_id=by.person_id)
    db.session.execute(row.on_conflict_do_nothing(index_elements=["agreements_id", "person_id"]))


def _newest(team_id: int) -> Agreements | None:
    asked = select(Agreements).where(Agreements.team_id == team_id).order_by(Agreements.version.desc()).limit(1)
    return db.session.scalar(asked)
