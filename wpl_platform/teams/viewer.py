"""Who looks, with the roles they hold: all that a policy ever asks about a person. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wpl_platform.teams.models import OrganisationRole, Role

WATCHERS = frozenset({Role.PARTICIPANT, Role.FACILITATOR})
"""Who may see what is shared with a team. Managers and administrators never do."""


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at something; `person_id` is None for who is not signed in."""

    person_id: int | None = None
    name: str = ""
    roles: Mapping[int, frozenset[Role]] = field(default_factory=lambda: MappingProxyType({}))
    organisations: Mapping[int, frozenset[OrganisationRole]] = field(default_factory=lambda: MappingProxyType({}))
    """The roles held in whole organisations. None of them shows a film: those are seen by learning in a team."""

    guest: bool = False
    """Whether it is somebody without an account, who was let in by a link to look at one recording."""

    @property
    def signed_in(self) -> bool:
        """Whether we know who it is."""
        return self.person_id is not None

    def is_person(self, person_id: int | None) -> bool:
        """Whether the viewer is this person. Nobody is nobody: None never equals None."""
        return person_id is not None and self.person_id == person_id

    def in_team(self, team_id: int) -> bool:
        """Whether the viewer belongs to the team, in whatever role."""
        return bool(self.roles.get(team_id))

    def has(self, team_id: int, *roles: Role) -> bool:
        """Whether the viewer holds one of the roles in the team."""
        return not self.roles.get(team_id, frozenset()).isdisjoint(roles)

    def teams_as(self, *roles: Role) -> frozenset[int]:
        """The teams in which the viewer holds one of the roles; all their teams when none is named."""
        return frozenset(team for team, held in self.roles.items() if not roles or not held.isdisjoint(roles))

    def holds(self, organisation_id: int, *roles: OrganisationRole) -> bool:
        """Whether the viewer holds one of the roles in the organisation."""
        return not self.organisations.get(organisation_id, frozenset()).isdisjoint(roles)

    def organisations_as(self, *roles: OrganisationRole) -> frozenset[int]:
        """The organisations in which the viewer holds one of the roles."""
        return frozenset(number for number, held in self.organisations.items() if not held.isdisjoint(roles))


STRANGER = Viewer()
"""Nobody we know."""
