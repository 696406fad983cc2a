"""What of signing in through a provider is a person's: which one there they are."""

from wpl_platform.core.belonging import Belongings, of_person
from wpl_platform.core.text import lazy
from wpl_platform.openid.models import ProviderLink

BELONGS = Belongings(
    parts=(of_person(ProviderLink, "person_id", title=lazy("Aanmelden via je organisatie")),),
    left_out={
        "provider": "how an organisation signs its people in",
        "provider_domain": "what an organisation calls its own addresses",
        "provider_attempt": "somebody on their way to a provider: nobody's yet",
    },
)
