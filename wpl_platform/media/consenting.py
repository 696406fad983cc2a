"""What people in view agree to and withdraw. Another room of actions.

A person in view has no account: the secret of their link (`key`) says who they are. Giving and withdrawing are one act
each, and withdrawing needs no more than giving: docs/decisions/consent.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Refused, require
from wpl_platform.core.text import _
from wpl_platform.jobs import actions as jobs
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import actions, papers, policy, quota, withdrawals
from wpl_platform.media.consent import OUTSIDE
from wpl_platform.media.consent_models import (
    Consent,
    Ended,
    GivenHow,
    InformationText,
    Purpose,
)
from wpl_platform.media.models import PersonInView, Recording
from wpl_platform.media.noted import noted
from wpl_platform.media.paper_pages import FIELD, Page
from wpl_platform.privacy.models import Action
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Given:
    """How consent is given: to which purposes, after reading what, until when.

    What was signed on paper has `pages`, or a place where it is kept (`kept_where`).
    """

    purposes: Collection[Purpose]
    told: InformationText
    how: GivenHow
    valid_until: date | None = None
    signature: str = ""
    signed_as: str = ""
    spoken_ms: int | None = None
    pages: Sequence[Page] = ()
    kept_where: str = ""


def give(person: PersonInView, given: Given, *, by: Viewer, key: str = "") -> None:
    """Ensures that they agree to these purposes and to no others; who withdrew and comes back on it is let back.

    By the holder of the link or the maker, who writes down what was said, signed or spoken; but who withdrew is let
    back by their link alone. Raises Invalid without learning in the team, on which the other purposes rest, and for
    paper that is neither here nor anywhere; Conflict when the recording was destroyed; OverQuota.
    """
    require(policy.may_answer_for(by, person, key))
    purposes = set(given.purposes)
    if Purpose.LEARNING not in purposes:
        raise Invalid(_("Zonder ‘leren in het team’ kan de rest ook niet."), "purposes")
    if given.valid_until is not None and given.valid_until < clock.today():
        raise Invalid(_("Kies een dag die nog komt."), "valid_until")
    if given.how is GivenHow.PAPER and not (given.pages or given.kept_where):
        raise Invalid(_("Voeg een foto of scan van het papier toe, of schrijf op waar jullie het bewaren."), FIELD)
    one_at_a_time(person.recording)  # what is being destroyed takes no consent, and no paper, any more
    one_at_a_time(person)
    if person.recording.destroyed_at is not None:
        raise Conflict(_("Deze video is al vernietigd. Er is niets meer om toestemming voor te geven."))
    if person.withdrawn_at is not None and not policy.holds(person, key):
        raise Refused(_("Wie introk, geeft alleen zelf weer toestemming, met de eigen link."))
    if given.pages:
        quota.require_room_for(person.recording.team, sum(page.size for page in given.pages), by=by)
    _end(Ended.RENEWED, by, Consent.in_view_id == person.id)
    person.withdrawn_at = person.removed_at = None
    for purpose in sorted(purposes):
        row = Consent(in_view_id=person.id, purpose=purpose, told_id=given.told.id, given_how=given.how)
        row.signature, row.signed_as = given.signature, given.signed_as
        row.spoken_ms, row.valid_until = given.spoken_ms, given.valid_until
        row.by_id, row.kept_where = by.person_id, given.kept_where
        db.session.add(row)
        if purpose is Purpose.LEARNING:
            papers.add(row, given.pages)
    db.session.flush()
    look_again(person.recording)
    agreed = " ".join(sorted(purposes))
    noted(person.recording, Action.CONSENTED, by=by, what=agreed, subject_id=person.id)


def withdraw(person: PersonInView, *, by: Viewer, key: str = "", purpose: Purpose = Purpose.LEARNING) -> None:
    """Ends what they agreed to, at once: one purpose, or with learning in the team everything. Already so is done.

    By the holder of the link, by themselves, or by anybody in the team on their behalf. Once it is committed nobody
    sees or hears the film any more, whatever of it is playing; the words about it stay with its maker. Who was taken
    off the list is on it again.
    """
    require(policy.may_withdraw_for(by, person) or policy.holds(person, key))
    one_at_a_time(person)
    if purpose in OUTSIDE:
        _end(Ended.WITHDRAWN, by, Consent.in_view_id == person.id, Consent.purpose == purpose)
    else:
        _end(Ended.WITHDRAWN, by, Consent.in_view_id == person.id)
        person.withdrawn_at, person.removed_at = person.withdrawn_at or clock.now(), None
        withdrawals.note_down(person)
        copying = job_of(actions.subject_of(person.recording_id), actions.COPY)
        if copying is not None:
            jobs.cancel(copying.id)
    db.session.flush()
    look_again(person.recording)
    noted(person.recording, Action.WITHDREW, by=by, what=purpose.value, subject_id=person.id)


def end_covered(recording: Recording, since: datetime, *, by: Viewer) -> None:
    """Ensures that nothing counts any more that was agreed to since then: people decided about a film in which nobody
    can be recognised, and it is another now. System act of who takes the covering off.
    """
    in_view = select(PersonInView.id).where(PersonInView.recording_id == recording.id)
    _end(Ended.UNCOVERED, by, Consent.in_view_id.in_(in_view), Consent.created_at >= since)
    look_again(recording)


def _end(why: Ended, by: Viewer, *which: ColumnElement[bool]) -> None:
    open_ones = (Consent.ended_at.is_(None), *which)
    ended = {"ended_at": clock.now(), "ended_why": why, "ended_by_id": by.person_id}
    db.session.execute(update(Consent).where(*open_ones).values(ended).execution_options(synchronize_session=False))


def look_again(recording: Recording) -> None:
    """Who has the recording open hears that it changed, and who is in view is read anew. System act."""
    for person in recording.in_view:
        db.session.expire(person, ["open_consents"])
    db.session.expire(recording, ["in_view"])
    actions.announce(recording)
