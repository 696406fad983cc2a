"""How much of its room an organisation uses: what is kept with its recordings, and what is on its way in."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.text import _, series
from wpl_platform.media import holding, offices
from wpl_platform.media.models import Recording, Rendition, StorageChoice, Upload
from wpl_platform.media.queries import is_open
from wpl_platform.media.storage import storage
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.queries import members_of
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.filters import size

TIGHT = 0.8
"""From this part on people who bring in a film are told how much is left."""

ASKED_MOST = 3


class OverQuota(PortFailure):
    """The organisation has no room left for it (507)."""


@dataclass(frozen=True)
class Room:
    """What an organisation uses of its limit, in bytes; no limit is None."""

    used: int
    limit: int | None

    @property
    def left(self) -> int | None:
        """What may still come; None when only the disk says so."""
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def percent(self) -> int:
        """Which part is used, at most 100; 0 without a limit."""
        return 0 if not self.limit else min(100, self.used * 100 // self.limit)

    @property
    def is_tight(self) -> bool:
        """Whether it is time to say so."""
        return self.limit is not None and self.used >= TIGHT * self.limit


@dataclass(frozen=True)
class TeamUse:
    """What is kept for a team, in bytes, and of how many recordings."""

    team: Team
    used: int
    recordings: int


def room_left(team: Team) -> Room:
    """The room of the organisation that the team belongs to: for everybody in it, a figure and no names."""
    return Room(sum(use.used for use in _use_by_team(team.organisation_id)), _choice_of(team).quota)


def require_room_for(team: Team, count: int, *, by: Viewer) -> int | None:
    """Ensures that the organisation has room for so many bytes more, until the end of the transaction.

    Answers how many may come; None when only the disk says so, and then nothing is counted. Raises OverQuota, which
    says what is used, what the limit is and who can change it; for nothing at all too, where too much is in already.
    """
    choice = db.session.get(StorageChoice, team.organisation_id)
    if choice is None or choice.quota is None:
        return None
    one_at_a_time(choice)
    room = room_left(team)
    if room.limit is not None and room.used + count > room.limit:
        raise OverQuota(_over(team, room, by), retry=True)
    return room.left


def use_by_team(team: Team, *, viewer: Viewer) -> list[TeamUse]:
    """What each team of the same organisation uses, by name: bytes and numbers, never a title.

    Raises Missing for who does not decide about it.
    """
    _require_sight(team, viewer)
    return _use_by_team(team.organisation_id)


def choice_of(team: Team, *, viewer: Viewer) -> StorageChoice:
    """What the team's organisation chose, or else the defaults. Raises Missing for who does not decide about it."""
    _require_sight(team, viewer)
    return _choice_of(team)


def _require_sight(team: Team, viewer: Viewer) -> None:
    if not offices.may_manage_storage(viewer, team):
        raise Missing


def _choice_of(team: Team) -> StorageChoice:
    defaults = StorageChoice(organisation_id=team.organisation_id, keep_originals=True)
    return db.session.get(StorageChoice, team.organisation_id) or defaults


def _use_by_team(organisation_id: int) -> list[TeamUse]:
    """What is kept, what was announced, and of what has no length yet as much as is in."""
    here = Recording.team_id.in_(select(Team.id).where(Team.organisation_id == organisation_id))
    of_team = select(Recording.team_id).where(here).group_by(Recording.team_id)
    kept = of_team.add_columns(func.sum(Rendition.size).label("used")).join(Rendition)
    coming = of_team.add_columns(func.sum(Upload.length).label("used")).join(Upload).where(is_open())
    count = of_team.add_columns(func.count().label("count"))
    kept_sums, coming_sums, counts = kept.subquery(), coming.subquery(), count.subquery()
    used = func.coalesce(kept_sums.c.used, 0) + func.coalesce(coming_sums.c.used, 0)
    asked = (
        select(Team, used, func.coalesce(counts.c.count, 0))
        .outerjoin(kept_sums, kept_sums.c.team_id == Team.id)
        .outerjoin(coming_sums, coming_sums.c.team_id == Team.id)
        .outerjoin(counts, counts.c.team_id == Team.id)
        .where(Team.organisation_id == organisation_id)
        .order_by(Team.name, Team.id)
    )
    rows, more = db.session.execute(asked), _growing(here) + holding.held_by_team(here)
    return [TeamUse(team, int(bytes_) + more[team.id], int(number)) for team, bytes_, number in rows]


def _growing(here: ColumnElement[bool]) -> Counter[int]:
    """How many bytes are in of films that are still being recorded, by the number of their team."""
    asked = select(Recording.team_id, Upload.id).join(Upload).where(here, is_open(), Upload.length.is_(None))
    found: Counter[int] = Counter()
    for team_id, key in db.session.execute(asked):
        with suppress(Missing):  # it ended meanwhile
            found[team_id] += storage().coming.received(key)
    return found


def _over(team: Team, room: Room, by: Viewer) -> str:
    values = {"used": size(room.used), "limit": size(room.limit or 0), "organisation": team.organisation.name}
    asked = [member.person.name for member in members_of(team, viewer=by) if Role.ADMIN in member.roles][:ASKED_MOST]
    if not asked:
        return _("%(organisation)s gebruikt %(used)s van %(limit)s. Vraag je beheerder om ruimte.", **values)
    return _(
        "%(organisation)s gebruikt %(used)s van %(limit)s. Vraag %(names)s om ruimte.", names=series(asked), **values
    )
