"""Who is in view, as the maker names them. Another room of actions."""

from dataclasses import dataclass

from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Refused, require
from wpl_platform.core.text import _, tidy
from wpl_platform.media import in_view, policy, queries, standing
from wpl_platform.media.consent_models import InViewKind, Represented
from wpl_platform.media.consenting import look_again
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.noted import noted
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class InView:
    """What a maker says of somebody in view; `person_id` when it is a colleague, who bears their own name."""

    kind: InViewKind
    name: str
    person_id: int | None = None
    represented: Represented = Represented.NOT
    representative: str = ""


def put_in_view(recording: Recording, somebody: InView, *, by: Viewer) -> PersonInView:
    """Somebody who is in view: only the maker sees the recording from now on, until they agree or did so beforehand.

    Raises Invalid without a name, without the name of who decides for them, and for who is no colleague.
    """
    require(policy.may_tell_who_is_in_view(by, recording))
    name, representative = _name_of(somebody, recording, by), tidy(somebody.representative)
    if not name:
        raise Invalid(_("Geef een naam of schuilnaam."), "name")
    if somebody.represented is not Represented.NOT and not representative:
        raise Invalid(_("Wie beslist er voor deze persoon? Vul de naam in."), "representative")
    one_at_a_time(recording)
    recording.nobody_else_at = None
    row = PersonInView(recording_id=recording.id, kind=somebody.kind, name=name, person_id=somebody.person_id)
    row.represented, row.key, row.by_id = somebody.represented, ids.new_key(), by.person_id
    row.representative = representative if somebody.represented is not Represented.NOT else ""
    db.session.add(row)
    db.session.flush()
    noted(recording, Action.CHANGED, by=by, what="in_view:named", subject_id=row.id)
    standing.apply(row)
    look_again(recording)
    return row


def say_nobody_else(recording: Recording, *, by: Viewer) -> None:
    """Ensures that it is said: nobody but the maker is in view or heard. Raises Conflict while somebody is named."""
    require(policy.may_tell_who_is_in_view(by, recording))
    one_at_a_time(recording)
    if recording.in_view:
        raise Conflict(_("Er staat al iemand op de lijst van wie er in beeld is."))
    recording.nobody_else_at = recording.nobody_else_at or clock.now()
    noted(recording, Action.CHANGED, by=by, what="in_view:nobody")
    look_again(recording)


def take_out_of_view(person: PersonInView, *, by: Viewer) -> None:
    """Says that somebody is not in view after all; already so is done. Raises Refused for who decided already.

    Their link stays theirs: who uses it to stop is in view again, and has stopped.
    """
    require(policy.may_tell_who_is_in_view(by, person.recording))
    one_at_a_time(person)
    if person.withdrawn_at is not None or in_view.ever_agreed(person):
        raise Refused(_("Wie al koos, blijft op de lijst staan: die kan dan altijd nog stoppen."))
    person.removed_at = person.removed_at or clock.now()
    db.session.flush()
    look_again(person.recording)
    noted(person.recording, Action.CHANGED, by=by, what="in_view:not", subject_id=person.id)


def _name_of(somebody: InView, recording: Recording, by: Viewer) -> str:
    """A colleague bears their own name."""
    if somebody.person_id is None:
        return tidy(somebody.name)
    colleagues = {person.id: person.name for person in queries.colleagues(recording.team, viewer=by)}
    if somebody.person_id not in colleagues:
        raise Invalid(_("Kies een collega uit je team."), "person")
    return colleagues[somebody.person_id]
