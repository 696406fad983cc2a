"""What of the access log is a person's: the lines of what they did. They stay, without who it was: access-log.md."""

from wpl_platform.core.belonging import Belongings, of_person
from wpl_platform.core.text import lazy
from wpl_platform.privacy.models import AccessEntry

LOG = of_person(AccessEntry, "person_id", title=lazy("Regels in het logboek"))

BELONGS = Belongings(parts=(LOG,), left_out={"access_chain": "where each log ends; it names nobody"})
