"""The dossier of an organisation, made now, in the reader's language."""

from wpl_platform.core import clock
from wpl_platform.core.errors import Missing
from wpl_platform.core.text import _
from wpl_platform.dossier import answers, measures, people, policy, seeing
from wpl_platform.dossier.measures import Settings
from wpl_platform.dossier.sheets import Dossier
from wpl_platform.media.informing import BUILT_IN, told
from wpl_platform.media.terms import terms_of
from wpl_platform.openid.setting_up import provider_of
from wpl_platform.teams.models import Organisation
from wpl_platform.teams.viewer import Viewer


def dossier(organisation: Organisation, settings: Settings, csp: str, *, viewer: Viewer) -> Dossier:
    """All of it. `settings`: with which the product runs; `csp`: what its pages may load. Raises Missing."""
    if not policy.may_read(viewer, organisation.id):
        raise Missing
    made = clock.local(clock.now())
    return Dossier(
        _("Privacydossier van %(organisation)s", organisation=organisation.name),
        _("Voor de ondernemingsraad, de FG en de DPIA. Gemaakt uit het platform zoals het nu werkt en is ingesteld."),
        [
            (_("Organisatie"), organisation.name),
            (_("Gemaakt op"), f"{made:%d-%m-%Y %H:%M}"),
            (_("Versie van het platform"), str(settings["VERSION"])),
        ],
        [
            people.purposes(),
            seeing.section(),
            people.data(),
            people.retention(settings, terms_of(organisation.id)),
            measures.section(settings, csp, provider_of(organisation.id)),
            answers.protection(),
            people.told([told(organisation.id, language) for language in BUILT_IN]),
            answers.works_council(),
        ],
    )
