"""Which recordings there are for a viewer, and what is kept of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.errors import Missing, require
from wpl_platform.core.text import _
from wpl_platform.media import policy
from wpl_platform.media.hls import MASTER
from wpl_platform.media.models import (
    Recording,
    Rendition,
    RenditionKind,
    Share,
    Situation,
    Stage,
    StorageChoice,
    Upload,
)
from wpl_platform.teams import policy as teams
from wpl_platform.teams.models import Membership, Team
from wpl_platform.teams.viewer import WATCHERS, Viewer

PAGE = 24
PLAYABLE = (MASTER, RenditionKind.DIRECT.value)
"""What a player begins with, best first."""
TAKEN = (RenditionKind.DIRECT.value, RenditionKind.COPY.value)
"""What a film is taken along as, best first: never as its original, which may tell where it was made."""
NOT_TO_BE_PLAYED = ("original", "copy", "clear", "clear_film")
"""What has no address among the files of a film, for nobody: its maker looks at a clear one by `views.clear`."""


class Sort(StrEnum):
    """In which order recordings are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True)
class Wanted:
    """Which of a team's recordings to list."""

    mine: bool = False
    situation: Situation | None = None
    search: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """A recording in a list, with which files are kept of it."""

    recording: Recording
    kinds: frozenset[RenditionKind]

    @property
    def has_poster(self) -> bool:
        """Whether there is a still to show."""
        return RenditionKind.POSTER in self.kinds


@dataclass(frozen=True)
class Listing:
    """One page of recordings, how many there are in all with these filters, and of the viewer's own."""

    items: list[Listed]
    found: int
    all: int
    mine: int
    page: int

    @property
    def has_more(self) -> bool:
        """Whether there is a next page."""
        return self.page * PAGE < self.found


def recording(recording_id: int, *, viewer: Viewer) -> Recording:
    """The recording; raises Missing when it does not exist for the viewer."""
    found = db.session.get(Recording, recording_id)
    if found is None or not policy.may_see(viewer, found):
        raise Missing
    return found


def recordings_of(team: Team, *, viewer: Viewer, wanted: Wanted = Wanted()) -> Listing:
    """One page of what is shared with the team and what the viewer made in it; as many queries for 3 as for 300."""
    here = _in_team(team) & policy.seen_by(viewer)
    own = Recording.maker_id == viewer.person_id
    matching = [here, *_filters(wanted, own)]
    asked = _ordered(select(Recording).where(*matching).options(joinedload(Recording.maker)), wanted.sort)
    rows = db.session.scalars(asked.limit(PAGE).offset((wanted.page - 1) * PAGE)).all()
    counted = select(func.count(), func.count().filter(own)).select_from(Recording).where(here)
    everything, mine = db.session.execute(counted).one()
    found = everything
    if len(matching) > 1:
        found = db.session.scalar(select(func.count()).select_from(Recording).where(*matching)) or 0
    kinds = kinds_of([row.id for row in rows])
    items = [Listed(row, kinds[row.id]) for row in rows]
    return Listing(items, found, everything, mine, wanted.page)


def kinds_of(recording_ids: Sequence[int]) -> defaultdict[int, frozenset[RenditionKind]]:
    """Which files can be shown of these recordings, in one query: none once somebody in view withdrew.

    For a caller that may see them.
    """
    asked = select(Rendition.recording_id, Rendition.kind).join(Recording, Recording.id == Rendition.recording_id)
    asked = asked.where(Rendition.recording_id.in_(recording_ids), policy.there())
    found: defaultdict[int, frozenset[RenditionKind]] = defaultdict(frozenset)
    for recording_id, kind in db.session.execute(asked):
        found[recording_id] |= {kind}
    return found


def best_to_play(recording: Recording, *, viewer: Viewer) -> Rendition | None:
    """The file that plays best now; None while there is none, or when the viewer may not watch the recording."""
    return _first_of(recording, PLAYABLE) if policy.may_watch(viewer, recording) else None


def has_film(recording: Recording, *, viewer: Viewer) -> bool:
    """Whether there is something to show: a film that plays, or one that is being made."""
    if not policy.may_watch(viewer, recording):
        return False
    return recording.stage in (Stage.PROCESSING, Stage.READY) or best_to_play(recording, viewer=viewer) is not None


def to_download(recording: Recording, *, viewer: Viewer) -> Rendition | None:
    """The film in one file; None while there is none. Raises Refused when the viewer may not take it along."""
    require(policy.may_download(viewer, recording), _("De maker staat downloaden niet toe."))
    return _first_of(recording, TAKEN) if recording.stage is Stage.READY else None


def rendition(recording_id: int, name: str, *, viewer: Viewer) -> Rendition:
    """A file to show of a recording that the viewer may watch; raises Missing otherwise, and for an original always."""
    if name in NOT_TO_BE_PLAYED:
        raise Missing
    of = db.session.get(Recording, recording_id)
    if of is None or not policy.may_watch(viewer, of):
        raise Missing
    asked = select(Rendition).where(Rendition.recording_id == recording_id, Rendition.name == name)
    found = db.session.scalar(asked)
    if found is None:
        raise Missing
    return found


def share(share_id: int, *, viewer: Viewer) -> Share:
    """With whom a recording was shared; raises Missing when the viewer does not see that recording."""
    found = db.session.get(Share, share_id, options=[joinedload(Share.recording)])
    if found is None or not policy.may_see(viewer, found.recording):
        raise Missing
    return found


def seers_of(recording_ids: Collection[int], *, viewer: Viewer) -> defaultdict[int, list[Person]]:
    """Who sees these recordings because they are shared with them by name, as far as the viewer sees them; one query.

    Who does not learn in the team any more, or guide it, does not see the recording and is not named; guests are, up to
    and with their day, while everybody in view agrees to that.
    """
    guests = (Share.until >= clock.today()) & policy.cleared_for_guests()
    asked = (
        select(Share.recording_id, Person)
        .join(Person, Person.id == Share.person_id)
        .join(Recording, Recording.id == Share.recording_id)
        .where(Share.recording_id.in_(recording_ids), Share.ended_at.is_(None), policy.seen_by(viewer))
        .where(_watches(Person.id, Recording.team_id) | guests)
        .order_by(Person.name, Person.id)
    )
    found: defaultdict[int, list[Person]] = defaultdict(list)
    for recording_id, person in db.session.execute(asked):
        found[recording_id].append(person)
    return found


def reaches(person_id: Any) -> ColumnElement[bool]:
    """SQL on Recording: this person sees it, because it is shared with them by name or with a team they watch in."""
    by_name = (Share.person_id == person_id) & _watches(person_id, Recording.team_id)
    shared = exists().where(Share.recording_id == Recording.id, Share.ended_at.is_(None))
    return shared.where(by_name | _watches(person_id, Share.team_id)).correlate_except(Share) & policy.cleared()


def colleagues(team: Team, *, viewer: Viewer) -> Sequence[Person]:
    """With whom the viewer can share by name: who else learns in the team or guides it, by name."""
    asked = select(Person).join(Team, Team.id == team.id).where(teams.seen_by(viewer), _watches(Person.id, Team.id))
    return db.session.scalars(asked.where(Person.id != viewer.person_id).order_by(Person.name, Person.id)).all()


def own_titles(recording_ids: Collection[int], *, viewer: Viewer) -> dict[int, str]:
    """What those of them that the viewer made are called, by number; one query."""
    own = (Recording.id.in_(recording_ids), Recording.maker_id == viewer.person_id, policy.seen_by(viewer))
    return {number: title for number, title in db.session.execute(select(Recording.id, Recording.title).where(*own))}  # noqa: C416 — rows into a dict


def plays() -> ColumnElement[bool]:
    """SQL on Recording: there is a file that a player can begin with."""
    return exists().where(Rendition.recording_id == Recording.id, Rendition.name.in_(PLAYABLE)).correlate(Recording)


def upload(key: str, *, viewer: Viewer) -> Upload:
    """Somebody's own upload, open or not; raises Missing for everybody else."""
    found = db.session.get(Upload, key)
    if found is None or not policy.may_see_upload(viewer, found.person_id):
        raise Missing
    return found


def open_upload(recording: Recording, *, viewer: Viewer) -> Upload | None:
    """The upload of the viewer's that waits for the rest of its bytes, when there is one."""
    asked = select(Upload).where(Upload.recording_id == recording.id, is_open(), Upload.expires_at > clock.now())
    found = db.session.scalar(asked.order_by(Upload.created_at.desc()))
    return found if found is not None and policy.may_see_upload(viewer, found.person_id) else None


def known_uploads(fingerprint: str, *, viewer: Viewer) -> Sequence[Recording]:
    """The viewer's own recordings that this very file was brought in for, newest first."""
    same = exists().where(
        Upload.recording_id == Recording.id, Upload.fingerprint == fingerprint, Upload.finished_at.is_not(None)
    )
    own = (Recording.maker_id == viewer.person_id) & Recording.stage.not_in((Stage.AWAITING, Stage.REFUSED))
    return db.session.scalars(select(Recording).where(own, same).order_by(Recording.id.desc()).limit(PAGE)).all()


def keeps_originals(team_id: int) -> bool:
    """Whether the team's organisation keeps originals after conversion; it does unless it chose otherwise."""
    asked = select(StorageChoice.keep_originals).join(Team, Team.organisation_id == StorageChoice.organisation_id)
    return db.session.scalar(asked.where(Team.id == team_id)) is not False


def is_open() -> ColumnElement[bool]:
    """SQL: neither finished nor ended."""
    return Upload.finished_at.is_(None) & Upload.ended_at.is_(None)


def _first_of(recording: Recording, names: Sequence[str]) -> Rendition | None:
    asked = select(Rendition).where(Rendition.recording_id == recording.id, Rendition.name.in_(names))
    found = {rendition.name: rendition for rendition in db.session.scalars(asked)}
    return next((found[name] for name in names if name in found), None)


def _watches(person_id: Any, team_id: Any) -> ColumnElement[bool]:
    held = (Membership.person_id == person_id, Membership.team_id == team_id, Membership.role.in_(WATCHERS))
    return exists().where(*held, Membership.ended_at.is_(None)).correlate_except(Membership)


def _in_team(team: Team) -> ColumnElement[bool]:
    shared_here = exists().where(Share.recording_id == Recording.id, Share.team_id == team.id, Share.ended_at.is_(None))
    return (Recording.team_id == team.id) | shared_here


def _filters(wanted: Wanted, own: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    chosen = []
    if wanted.mine:
        chosen.append(own)
    if wanted.situation is not None:
        chosen.append(Recording.situation == wanted.situation)
    if wanted.search:
        fields = (Recording.title, Recording.learning_question)
        by_name = Recording.maker_id.in_(select(Person.id).where(Person.name.icontains(wanted.search, autoescape=True)))
        chosen.append(or_(by_name, *(field.icontains(wanted.search, autoescape=True) for field in fields)))
    return chosen


def _ordered(asked: Select[Recording], sort: Sort) -> Select[Recording]:
    if sort is Sort.TITLE:
        return asked.order_by(func.lower(Recording.title), Recording.id)
    if sort is Sort.OLDEST:
        return asked.order_by(Recording.filmed_on, Recording.id)
    return asked.order_by(Recording.created_at.desc(), Recording.id.desc())
