"""Guests: somebody outside the team looks at one recording by a link and a code, for a named purpose, until a day.

A guest is a share with a last day (`Share.until`), with somebody who never signs in. So whatever ends shares, keeps a
film from being cut or covered unseen, or says who sees it, knows of guests. Why: docs/decisions/guest.md.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import contains_eager, joinedload

from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, Missing, require
from wpl_platform.core.text import _, tidy
from wpl_platform.media import actions, consent, policy, queries
from wpl_platform.media.guest_models import TRIES_MAX, GuestLink
from wpl_platform.media.models import PersonInView, Recording, Share
from wpl_platform.media.noted import noted
from wpl_platform.privacy.models import Action
from wpl_platform.teams.queries import viewer_of
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.filters import day as said_day

USUALLY = timedelta(days=14)
LONGEST = timedelta(days=60)
AT_ONCE = 10
"""How many guests a recording has at most at the same time."""


@dataclass(frozen=True)
class Invited:
    """Who is asked to look, for what, and until which day they may."""

    name: str
    purpose: str
    until: date


def last_day(recording: Recording) -> date:
    """The last day on which a guest can see the recording: within sixty days, and while it is kept."""
    return min(clock.today() + LONGEST, recording.expires_on - timedelta(days=1))


def usual_day(recording: Recording) -> date:
    """Until when a guest sees it unless its maker chooses another day."""
    return min(clock.today() + USUALLY, last_day(recording))


def lacking(recording: Recording) -> list[PersonInView]:
    """Who in view does not agree, today, to what a guest needs: until they all do, the guest sees nothing."""
    today, people = clock.today(), recording.in_view
    short = {person.id for purpose in policy.FOR_GUESTS for person in consent.lacking(people, purpose, on=today)}
    return [person for person in people if person.id in short]


def invite(recording: Recording, invited: Invited, *, by: Viewer) -> GuestLink:
    """A link and a code by which somebody outside the team looks at the recording, and at nothing else.

    Raises Conflict while there is no film, or with too many guests; Invalid for a day too early or too late.
    """
    require(policy.may_share(by, recording))
    require(recording.team.archived_at is None, _("Dit team is gearchiveerd. Er komen geen gasten meer bij."))
    one_at_a_time(recording)
    if not queries.has_film(recording, viewer=by):
        raise Conflict(_("Er is nog geen video om te delen. Breng hem eerst in."))
    if not clock.today() <= invited.until <= last_day(recording):
        last = said_day(last_day(recording), True)
        raise Invalid(_("Kies een dag vanaf vandaag, en niet later dan %(day)s.", day=last), "until")
    if len(links_of(recording, viewer=by)) >= AT_ONCE:
        raise Conflict(_("Deze video heeft al %(count)s gasten. Stop er eerst met een.", count=AT_ONCE))
    guest = accounts.create_guest(invited.name)
    share = Share(recording_id=recording.id, person_id=guest.id, by_id=by.person_id, until=invited.until)
    link = GuestLink(key=ids.new_key(), code=f"{secrets.randbelow(10**6):06}", purpose=tidy(invited.purpose))
    link.share = share
    db.session.add(link)
    db.session.flush()
    db.session.expire(recording, ["open_shares"])
    actions.announce(recording)
    noted(recording, Action.SHARED, by=by, what=f"guest:{guest.id}")
    return link


def links_of(recording: Recording, *, viewer: Viewer) -> Sequence[GuestLink]:
    """The links that are open now, oldest first, for the maker who passes them on; none for others."""
    if not policy.may_see_guests(viewer, recording):
        return []
    return db.session.scalars(_open().where(Share.recording_id == recording.id).order_by(GuestLink.id)).all()


def link_to(share_id: int, *, viewer: Viewer) -> GuestLink:
    """An open link by its share, for its maker; raises Missing for others, and when it has ended."""
    found = db.session.scalar(_open().where(Share.id == share_id))
    if found is None or not policy.may_see_guests(viewer, found.share.recording):
        raise Missing
    return found


def past_links(recording: Recording, *, viewer: Viewer) -> Sequence[GuestLink]:
    """The links of guests who came before and whose name is still there, the latest first, for the maker; or none."""
    if not policy.may_see_guests(viewer, recording):
        return []
    over = Share.ended_at.is_not(None) | (Share.until < clock.today())
    asked = select(GuestLink).join(GuestLink.share).where(Share.recording_id == recording.id, over)
    with_person = contains_eager(GuestLink.share).joinedload(Share.person)
    return db.session.scalars(asked.options(with_person).order_by(Share.id.desc())).all()


def forget(share: Share, *, by: Viewer) -> None:
    """Ensures that nothing names the guest any more, as when somebody is erased; what they said stays without a name.

    A link that is still open ends by it.
    """
    require(policy.may_see_guests(by, share.recording))
    require(share.is_with_guest)
    actions.stop_sharing_with(share, by=by)
    gone = delete(Person).where(Person.id == share.person_id, Person.guest)
    db.session.execute(gone.execution_options(synchronize_session=False))
    db.session.expire_all()


def link(key: str) -> GuestLink:
    """The open link of this key; raises Missing when it was ended, its day is past, or it never was."""
    found = db.session.scalar(_open().where(GuestLink.key == key)) if ids.is_key(key) else None
    if found is None:
        raise Missing(_("Deze link werkt niet meer. Vraag een nieuwe aan wie hem jou gaf."))
    return found


def is_code(link: GuestLink, code: str) -> bool:
    """Whether they know the code besides the link; never, once it was wrong too often. Counts before it judges."""
    counted = update(GuestLink).where(GuestLink.id == link.id, GuestLink.tries < TRIES_MAX)
    if db.session.scalar(counted.values(tries=GuestLink.tries + 1).returning(GuestLink.id)) is None:
        return False
    if not secrets.compare_digest("".join(code.split()).encode(), link.code.encode()):
        return False
    db.session.execute(update(GuestLink).where(GuestLink.id == link.id).values(tries=GuestLink.tries - 1))
    return True


def guest_of(link: GuestLink) -> Viewer:
    """The guest of a link as a policy sees them."""
    guest = link.share.person
    if guest is None:
        raise Missing
    return viewer_of(guest)


def end_past() -> None:
    """Ensures that links whose day is past have ended, and that of guests of films that are gone no name is kept.

    Each hour. System act: nobody was let in since that day.
    """
    past = select(Share).where(Share.ended_at.is_(None), Share.until < clock.today())
    for share in db.session.scalars(past.options(joinedload(Share.recording))).all():
        share.ended_at = clock.now()
        noted(share.recording, Action.UNSHARED, by=None, what=f"guest:{share.person_id}")
    theirs = (Share.person_id == Person.id, Share.recording_id == Recording.id, Recording.destroyed_at.is_(None))
    gone = Person.guest & ~exists().where(*theirs)
    db.session.execute(delete(Person).where(gone).execution_options(synchronize_session=False))


def _open() -> Select[GuestLink]:
    goes_on = (Share.ended_at.is_(None), Share.until >= clock.today())
    with_all = contains_eager(GuestLink.share)
    return (
        select(GuestLink)
        .join(GuestLink.share)
        .where(*goes_on)
        .options(with_all.joinedload(Share.person), with_all.joinedload(Share.recording))
    )
