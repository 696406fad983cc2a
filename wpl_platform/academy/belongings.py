"""What of the academy is a person's: their place on the register, and what they wrote. What was published stays."""

from wpl_platform.academy.models import Contribution, Registration
from wpl_platform.core.belonging import Belongings, hanging, of_person
from wpl_platform.core.text import lazy

REGISTERED = of_person(Registration, "person_id", title=lazy("Je plek in het register"))

BELONGS = Belongings(
    parts=(
        REGISTERED,
        hanging(
            Contribution,
            "registration_id",
            REGISTERED,
            title=lazy("Artikelen, inzichten en ervaringen"),
            hidden=("html",),
            private=lambda person_id: Contribution.published_at.is_(None),
        ),
    )
)
