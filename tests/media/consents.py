"""People in view, and what they agree to: for tests of the gate."""

from datetime import date

from wpl_platform.core.database import db
from wpl_platform.media import consenting, informing, naming
from wpl_platform.media.consent_models import GivenHow, InViewKind, Purpose
from wpl_platform.media.consenting import Given
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.naming import InView
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import STRANGER, Viewer


def client_in(recording: Recording, name: str = "Mevrouw De Wit") -> PersonInView:
    """A client in view, who agreed to nothing yet."""
    somebody = InView(InViewKind.CLIENT, name)
    person = naming.put_in_view(recording, somebody, by=viewer_of(recording.maker))
    db.session.commit()
    return person


def agree(person: PersonInView, *purposes: Purpose, until: date | None = None) -> None:
    """They agree by their own link: to learning in the team, and to these purposes; until a day that may be past."""
    told = informing.told(person.recording.team.organisation_id, "nl")
    given = Given({Purpose.LEARNING, *purposes}, informing.keep(told, told.digest), GivenHow.LINK)
    consenting.give(person, given, by=STRANGER, key=person.key)
    db.session.flush()
    for consent in person.open_consents:
        consent.valid_until = until
    db.session.commit()


def withdraw(person: PersonInView, by: Viewer = STRANGER, purpose: Purpose = Purpose.LEARNING) -> None:
    """They withdraw by their link, or somebody does on their behalf."""
    consenting.withdraw(person, by=by, key="" if by.signed_in else person.key, purpose=purpose)
    db.session.commit()
