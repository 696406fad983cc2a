"""What of signing in through an organisation is a person's: which account there is theirs."""

from wpl_platform.core.belonging import Belongings, of_person
from wpl_platform.core.text import lazy
from wpl_platform.openid.models import ProviderLink

BELONGS = Belongings(
    parts=(of_person(ProviderLink, "person_id", title=lazy("Je account bij je organisatie")),),
    left_out={
        "provider": "how an organisation signs its people in; it names nobody",
        "provider_domain": "which addresses that is for; it names nobody",
        "provider_attempt": "that somebody is on their way to sign in, and not yet who; gone after ten minutes",
    },
)
