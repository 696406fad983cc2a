"""How the films of somebody who is erased end, and what becomes of them where they are in view of others' films.

System acts, in the transaction that erases them. Why so: docs/decisions/my-data.md.
"""

from sqlalchemy import select, update

from wpl_platform.accounts.models import Person
from wpl_platform.core.belonging import Leaving
from wpl_platform.core.database import db
from wpl_platform.core.text import _
from wpl_platform.media import actions, consenting, papers
from wpl_platform.media.consent_models import Consent
from wpl_platform.media.destruction_models import Why
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.noted import noted
from wpl_platform.privacy.models import Action
from wpl_platform.teams.queries import viewer_of


def erase(leaving: Leaving) -> None:
    """Ensures that every film they made is destroyed, with proof, and that no film of others names them."""
    for recording in db.session.scalars(select(Recording).where(Recording.maker_id == leaving.person_id)).all():
        noted(recording, Action.DESTROYED, by=None, what=Why.ERASED.value)
        leaving.destroyed.append(actions.remove(recording, Why.ERASED).id)
    _be_nobody(leaving)


def _be_nobody(leaving: Leaving) -> None:
    """Where they are in view, a colleague is: the consent stays, without name or hand; or stops, if they want that."""
    person = db.session.get_one(Person, leaving.person_id)
    in_view = db.session.scalars(select(PersonInView).where(PersonInView.person_id == person.id)).all()
    for shown in in_view:
        in_sight = shown.removed_at is None and shown.recording.destroyed_at is None
        if leaving.withdraws and in_sight and shown.withdrawn_at is None:
            consenting.withdraw(shown, by=viewer_of(person))
        shown.name, shown.representative = _("Collega"), ""
        signed = update(Consent).where(Consent.in_view_id == shown.id).values(signature="", signed_as="")
        db.session.execute(signed.execution_options(synchronize_session=False))
        leaving.files += papers.drop(Consent.in_view_id == shown.id)
    db.session.flush()
