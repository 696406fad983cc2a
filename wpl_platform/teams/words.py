"""What roles are called on the screen."""

from wpl_platform.core.text import lazy
from wpl_platform.teams.models import OrganisationRole, Role

ROLE_WORDS = {
    Role.PARTICIPANT: lazy("deelnemer"),
    Role.FACILITATOR: lazy("begeleider"),
    Role.MANAGER: lazy("leidinggevende"),
    Role.ADMIN: lazy("beheerder"),
}

ARCHIVED = lazy("Dit team is gearchiveerd. Er komt niemand meer bij.")
"""Why nobody comes into a team any more."""

ORGANISATION_ROLE_WORDS = {
    OrganisationRole.ADMIN: lazy("beheerder van de organisatie"),
    OrganisationRole.FG: lazy("FG (gegevensbescherming)"),
    OrganisationRole.EDITOR: lazy("redacteur"),
    OrganisationRole.MANAGER: lazy("leidinggevende van de organisatie"),
}
