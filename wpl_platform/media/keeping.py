"""Keeping recordings for as long as they are of use: a room of actions, and what the system does each hour.

Use is playing the film, marking a moment and answering one; it is written down to the day, so once a day at most.
"""

from collections import defaultdict
from datetime import date, timedelta

from flask_babel import force_locale
from sqlalchemy import select

from wpl_platform.accounts import letters
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _, ngettext, tidy
from wpl_platform.media import dating, offices, policy
from wpl_platform.media.models import Recording
from wpl_platform.media.noted import noted
from wpl_platform.media.retention import REMIND_DAYS, Terms, latest
from wpl_platform.media.retention_models import Extension, Reminder, RetentionChoice, RetentionOfKind
from wpl_platform.media.terms import most_allowed, terms_of
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note
from wpl_platform.teams.models import Organisation, Team
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.filters import day as said_day


def extend(recording: Recording, until: date, reason: str, *, by: Viewer) -> None:
    """Ensures that the recording is kept until that day, which never is past the hard maximum. The FG reads why.

    Raises Invalid for a day that is not later than the one there was, or past the maximum, and without a reason.
    """
    require(policy.may_extend(by, recording))
    one_at_a_time(recording)
    require(policy.is_kept(recording))
    terms = terms_of(recording.team.organisation_id)
    last = latest(terms, recording.kept_since)
    if not tidy(reason):
        raise Invalid(_("Schrijf erbij waarom je hem langer nodig hebt."), "reason")
    if until > last:
        raise Invalid(_("Langer dan tot %(day)s kan niet.", day=said_day(last, True)), "until")
    if until <= recording.expires_on:
        raise Invalid(_("Kies een dag die later is dan nu."), "until")
    db.session.add(Extension(recording_id=recording.id, by_id=by.person_id, until=until, reason=tidy(reason)))
    recording.expires_on = until
    noted(recording, Action.EXTENDED, by=by, what=f"until:{until}")
    db.session.flush()


def choose(organisation: Organisation, terms: Terms, *, by: Viewer) -> None:
    """Ensures that the organisation keeps its recordings so; those it has get their new day at once.

    But none ends within the days in which its maker is told, unless it would have. Raises Invalid for what is past the
    maximum of this server, and for a term longer than the organisation's own maximum.
    """
    require(offices.may_choose_retention(by, organisation.id))
    if terms.most_days > most_allowed():
        raise Invalid(_("Op deze server is %(days)s dagen het meeste.", days=most_allowed()), "most_days")
    if max([terms.days, *terms.of_kind.values()]) > terms.most_days:
        raise Invalid(_("Dit is langer dan het maximum dat je hieronder kiest."), "days")
    chosen = {"days": terms.days, "most_days": terms.most_days}
    row = insert_into(RetentionChoice).values(organisation_id=organisation.id, **chosen)
    db.session.execute(row.on_conflict_do_update(index_elements=["organisation_id"], set_=chosen))
    for kept in db.session.scalars(select(RetentionOfKind).where(RetentionOfKind.organisation_id == organisation.id)):
        db.session.delete(kept)
    db.session.flush()
    for situation, days in terms.of_kind.items():
        db.session.add(RetentionOfKind(organisation_id=organisation.id, situation=situation, days=days))
    db.session.flush()
    dating.date_all(terms, Team.organisation_id == organisation.id)
    what = f"retention:{terms.days} most:{terms.most_days}"
    note(Action.CHANGED, About(organisation.id, Kind.ORGANISATION, organisation.id), by=by, what=what)


def remind_due() -> None:
    """Tells makers by mail, once for each day and step, that films of theirs end soon. Each hour; a job does it."""
    today, told = clock.today(), defaultdict[int, list[Recording]](list)
    soon = Recording.expires_on <= today + timedelta(days=REMIND_DAYS[0])
    for recording in db.session.scalars(select(Recording).where(soon, policy.there()).order_by(Recording.expires_on)):
        left = (recording.expires_on - today).days
        step = min(step for step in REMIND_DAYS if step >= left)
        row = insert_into(Reminder).values(
            recording_id=recording.id, expires_on=recording.expires_on, days_before=step, created_at=clock.now()
        )
        once = row.on_conflict_do_nothing(index_elements=["recording_id", "expires_on", "days_before"])
        if db.session.scalar(once.returning(Reminder.recording_id)) is not None:
            told[recording.maker_id].append(recording)
    for maker_id, recordings in told.items():
        _write_to(db.session.get_one(Person, maker_id), recordings)


def _write_to(maker: Person, recordings: list[Recording]) -> None:
    """A letter with the days and links, and neither titles nor who is in view: mail leaves the house."""
    with force_locale(str(maker.language)):
        page = "media.retention.show"
        lines = [
            _(
                "- gefilmd op %(filmed)s, wordt vernietigd op %(ends)s: %(link)s",
                filmed=said_day(recording.filmed_on, True),
                ends=said_day(recording.expires_on, True),
                link=letters.site() + letters.path_to(page, recording_id=str(recording.id)),
            )
            for recording in recordings
        ]
        text = _(
            "Dag %(name)s,\n\nDeze video’s van jou worden binnenkort vernietigd, want hun bewaartermijn is"
            " bijna voorbij:\n\n%(lines)s\n\nHeb je er nog een nodig? Dan kun je hem daar langer bewaren. Anders hoef"
            " je niets te doen: wat erover geschreven is, blijft voor jou staan.\n",
            name=maker.name,
            lines="\n".join(lines),
        )
        subject = ngettext(
            "Een video van jou wordt binnenkort vernietigd",
            "%(num)s video’s van jou worden binnenkort vernietigd",
            len(recordings),
        )
        letters.write(maker, subject, text)
