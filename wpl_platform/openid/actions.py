"""Saying how the people of an organisation sign in."""

from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.openid import linking, policy, setting_up
from wpl_platform.openid.models import Provider
from wpl_platform.openid.setting_up import Wanted
from wpl_platform.teams.models import Organisation
from wpl_platform.teams.viewer import Viewer


def set_up(organisation: Organisation, wanted: Wanted, *, by: Viewer) -> Provider:
    """Ensures that the organisation signs its people in this way. Raises Invalid, naming the field.

    It becomes the only way by who came in by it themselves alone: else nobody would be left to mend a mistake.
    """
    require(policy.may_set_up(by, organisation.id))
    provider = setting_up.keep(organisation, wanted, by=by)
    if wanted.only and not linking.is_linked(provider, by.person_id):
        raise Invalid(_("Meld je eerst zelf een keer zo aan. Dan weten we dat het werkt."), "only")
    return provider
