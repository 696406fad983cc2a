"""Handing a recording over to a colleague, who decides about it from then on: for who leaves the team or the work.

Only to who watches it already: nobody comes to see a film by it, and what people in view agreed to stays as it is.
"""

from collections.abc import Sequence

from sqlalchemy import or_, select, update

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _
from wpl_platform.media import clear, consenting, informing, policy, queries, redaction_orders, standing, trimming
from wpl_platform.media.consent_models import GivenHow, InViewKind, Purpose
from wpl_platform.media.consenting import Given
from wpl_platform.media.models import PersonInView, Recording, Share
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
    """Whether more of it is kept than others see: a piece was cut off, what is to be covered is not yet, or it is kept
    clear as well.
    """
    cut = (recording.start_ms, recording.end_ms) != (None, None) and trimming.has_original(recording)
    return cut or redaction_orders.open_order(recording.id) is not None or clear.is_kept(recording)


def hand_over(recording: Recording, person_id: int, *, by: Viewer) -> None:
    """Ensures that this colleague decides about the recording from now on, as if they had made it.

    Raises Invalid for who does not watch it, Refused when it holds more than they see. Who hands it over sees it as the
    rest of the team does, if that does, and is in view of it from now on, agrees to learning, and can stop that. Guests
    see it no more: they were let in by who is its maker no longer.
    """
    require(policy.may_hand_over(by, recording))
    one_at_a_time(recording)
    require(not holds_more(recording), _("Van deze video is meer bewaard dan je collega’s zien."))
    if person_id not in {person.id for person in takers(recording, viewer=by)}:
        raise Invalid(_("Kies een collega met wie je deze video deelt."), "person")
    noted(recording, Action.CHANGED, by=by, what=f"maker:{person_id}")
    recording.maker_id = person_id
    for share in recording.open_shares:
        if share.is_with_guest:
            noted(recording, Action.UNSHARED, by=by, what=f"guest:{share.person_id}")
    theirs_or_guests = or_(Share.person_id == person_id, Share.until.is_not(None))
    ended = (Share.recording_id == recording.id, Share.ended_at.is_(None), theirs_or_guests)
    db.session.execute(update(Share).where(*ended).values(ended_at=clock.now()))
    db.session.flush()
    db.session.expire(recording, ["maker", "open_shares"])
    _stay_in_view(recording, by)


def _stay_in_view(recording: Recording, by: Viewer) -> None:
    """Who made it is in view of a colleague's film now, as anybody: what they agree to stands, and they can end it."""
    known = select(PersonInView.id).where(
        PersonInView.recording_id == recording.id, PersonInView.person_id == by.person_id
    )
    if db.session.scalar(known.limit(1)) is None:
        shown = PersonInView(recording_id=recording.id, kind=InViewKind.EMPLOYEE, name=by.name, person_id=by.person_id)
        shown.key, shown.by_id = ids.new_key(), by.person_id
        db.session.add(shown)
        db.session.flush()
        read = informing.told(recording.team.organisation_id, "nl")
        told, until = informing.keep(read, read.digest), clock.today() + standing.HOLDS
        consenting.give(shown, Given({Purpose.LEARNING}, told, GivenHow.SCREEN, until), by=by, key=shown.key)
    consenting.look_again(recording)
