"""What roles are called on the screen."""

from wpl_platform.core.text import lazy
from wpl_platform.teams.models import Role

ROLE_WORDS = {
    Role.PARTICIPANT: lazy("deelnemer"),
    Role.FACILITATOR: lazy("begeleider"),
    Role.MANAGER: lazy("leidinggevende"),
    Role.ADMIN: lazy("beheerder"),
}
