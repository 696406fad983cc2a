"""Somebody in every role, and a film in every state, that are in no database: to ask the policies about. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from wpl_platform.core import clock
from wpl_platform.core.text import lazy
from wpl_platform.feedback.models import Annotation, Visibility
from wpl_platform.media.consent_models import Consent, InViewKind, Purpose
from wpl_platform.media.models import PersonInView, Recording, Share
from wpl_platform.reflection.models import Reflection
from wpl_platform.teams.models import Organisation, OrganisationRole, Role, Team
from wpl_platform.teams.viewer import STRANGER, Viewer
from wpl_platform.teams.words import ORGANISATION_ROLE_WORDS, ROLE_WORDS

TEAM, ANOTHER_TEAM, TEAM_ELSEWHERE = 1, 2, 3
ORGANISATION, ELSEWHERE = 1, 2
MAKER, NAMED, AUTHOR, SOMEBODY = 1, 2, 3, 4


@dataclass(frozen=True)
class Somebody:
    """A person as a policy sees them, and how the dossier calls them."""

    name: Any
    viewer: Viewer


class State(StrEnum):
    """What may be the case with a film."""

    PRIVATE = "private"
    NAMED = "named"
    AWAITING = "awaiting"
    SHARED = "shared"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    DESTROYED = "destroyed"


STATE_WORDS = {
    State.PRIVATE: lazy("concept, niet gedeeld"),
    State.NAMED: lazy("gedeeld met één collega"),
    State.AWAITING: lazy("gedeeld, toestemming ontbreekt"),
    State.SHARED: lazy("gedeeld met het team"),
    State.EXPIRED: lazy("toestemming verlopen"),
    State.LAPSED: lazy("bewaartermijn voorbij"),
    State.WITHDRAWN: lazy("ingetrokken"),
    State.DESTROYED: lazy("vernietigd"),
}


def in_each_role() -> list[Somebody]:
    """Somebody in every role there is, in the team or in the whole organisation."""
    held = [Somebody(ROLE_WORDS[role], Viewer(SOMEBODY, "", _in(TEAM, role))) for role in Role]
    whole = [
        Somebody(ORGANISATION_ROLE_WORDS[role], Viewer(SOMEBODY, "", organisations=_for(ORGANISATION, role)))
        for role in OrganisationRole
    ]
    return held + whole


def everybody() -> list[Somebody]:
    """The maker, somebody in every role, and those outside of it all."""
    learns = _in(TEAM, Role.PARTICIPANT)
    elsewhere = Viewer(SOMEBODY, "", _in(TEAM_ELSEWHERE, *Role), _for(ELSEWHERE, *OrganisationRole))
    return [
        Somebody(lazy("maker van de video"), Viewer(MAKER, "", learns)),
        Somebody(lazy("collega met wie apart is gedeeld"), Viewer(NAMED, "", learns)),
        *in_each_role(),
        Somebody(lazy("collega uit een ander team"), Viewer(SOMEBODY, "", _in(ANOTHER_TEAM, *Role))),
        Somebody(lazy("wie het team verliet"), Viewer(NAMED, "")),
        Somebody(lazy("iemand van een andere organisatie"), elsewhere),
        Somebody(lazy("wie geen account heeft"), STRANGER),
    ]


def film(state: State) -> Recording:
    """A recording of the team in this state, with a client in view."""
    found = Recording(nobody_else_at=clock.now(), id=1, maker_id=MAKER, team_id=TEAM, downloadable=True)
    shares = {
        State.PRIVATE: [],
        State.NAMED: [Share(recording_id=1, person_id=NAMED)],
    }.get(state, [Share(recording_id=1, team_id=TEAM)])
    found.expires_on = clock.today() + timedelta(days=0 if state is State.LAPSED else 30)
    found.destroyed_at = clock.now() if state is State.DESTROYED else None
    set_committed_value(found, "open_shares", shares)
    set_committed_value(found, "in_view", [_in_view(found, state)])
    return found


def moment(recording: Recording, visibility: Visibility) -> Annotation:
    """A moment that a colleague marked on it."""
    return Annotation(author_id=AUTHOR, recording=recording, visibility=visibility)


def reflection() -> Reflection:
    """What the maker wrote for themselves."""
    return Reflection(author_id=MAKER)


def team() -> Team:
    """The team."""
    return Team(id=TEAM, organisation_id=ORGANISATION, organisation=Organisation(id=ORGANISATION))


def _in_view(recording: Recording, state: State) -> PersonInView:
    today = clock.today()
    until = today - timedelta(days=1) if state is State.EXPIRED else None
    consents = [] if state is State.AWAITING else [Consent(purpose=Purpose.LEARNING, valid_until=until)]
    person = PersonInView(kind=InViewKind.CLIENT, recording=recording, key="")
    person.withdrawn_at = clock.now() if state is State.WITHDRAWN else None
    set_committed_value(person, "open_consents", consents)
    return person


def _in(team_id: int, *roles: Role) -> MappingProxyType[int, frozenset[Role]]:
    return MappingProxyType({team_id: frozenset(roles)})


def _for(organisation_id: int, *roles: OrganisationRole) -> MappingProxyType[int, frozenset[OrganisationRole]]:
    return MappingProxyType({organisation_id: frozenset(roles)})
