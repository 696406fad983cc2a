"""Handing a recording over to a colleague, who decides about it from then on: for who leaves the team or the work.

Only to who watches it already: nobody comes to see a film by it, and what people in view agreed to stays as it is.
"""

from collections.abc import Sequence

from sqlalchemy import update

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import actions, policy, queries, trimming
from wpl_platform.media.models import Recording, Share
from wpl_platform.media.noted import noted
from wpl_platform.privacy.models import Action
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import Viewer


def takers(recording: Recording, *, viewer: Viewer) -> Sequence[Person]:
    """To whom its maker can hand it over, by name; nobody for who may not."""
    if not policy.may_hand_over(viewer, recording):
        return []
    colleagues = queries.colleagues(recording.team, viewer=viewer)
    return [person for person in colleagues if policy.may_watch(viewer_of(person), recording)]


def holds_more(recording: Recording) -> bool:
    """Whether more of it is kept than others see: a piece was cut off that its maker can still put back."""
    return (recording.start_ms, recording.end_ms) != (None, None) and trimming.has_original(recording)


def hand_over(recording: Recording, person_id: int, *, by: Viewer) -> None:
    """Ensures that this colleague decides about the recording from now on, as if they had made it.

    Raises Invalid for who does not watch it, Refused when it holds more than they see.
    Who hands it over sees it as the rest of the team does, if that does.
    """
    require(policy.may_hand_over(by, recording))
    one_at_a_time(recording)
    require(not holds_more(recording), _("Van deze video is meer bewaard dan je collega’s zien."))
    if person_id not in {person.id for person in takers(recording, viewer=by)}:
        raise Invalid(_("Kies een collega met wie je deze video deelt."), "person")
    noted(recording, Action.CHANGED, by=by, what=f"maker:{person_id}")
    recording.maker_id = person_id
    own = (Share.recording_id == recording.id, Share.person_id == person_id, Share.ended_at.is_(None))
    db.session.execute(update(Share).where(*own).values(ended_at=clock.now()))
    actions.announce(recording)
    db.session.flush()
