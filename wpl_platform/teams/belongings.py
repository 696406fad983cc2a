"""What of teams is a person's: where they belong, in which role."""

from wpl_platform.core.belonging import Belongings, of_person
from wpl_platform.core.text import lazy
from wpl_platform.teams.agreement_models import Acceptance, Agreements
from wpl_platform.teams.invitation_models import Invitation
from wpl_platform.teams.link_models import TeamLink
from wpl_platform.teams.models import Appointment, Membership

BELONGS = Belongings(
    parts=(
        of_person(Membership, "person_id", title=lazy("Je teams en rollen")),
        of_person(Appointment, "person_id", "by_id", title=lazy("Rollen in een organisatie")),
        of_person(Agreements, "by_id", title=lazy("Teamafspraken die je opschreef")),
        of_person(Acceptance, "person_id", title=lazy("Teamafspraken waar je ja op zei")),
        of_person(Invitation, "person_id", "by_id", title=lazy("Uitnodigingen voor een team")),
        of_person(TeamLink, "by_id", hidden=("key", "code")),
    ),
    left_out={
        "organisation": "an organisation is nobody's in particular",
        "team": "a team is nobody's in particular",
        "branding": "how an organisation looks is nobody's in particular",
    },
)
