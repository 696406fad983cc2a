"""Filming while colleagues mark along: asking them, telling how the film goes on, marking. A room of actions.

Why instants are the server's own, and how near they are: docs/decisions/marking-live.md.
"""

import secrets
from datetime import timedelta

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Conflict, Invalid, require
from wpl_platform.core.text import _, tidy
from wpl_platform.events import actions as events
from wpl_platform.feedback import film_joining, film_saying, policy
from wpl_platform.feedback.film_clock import Marked, Press, Tick
from wpl_platform.feedback.filming_models import Beat, BeatKind, Companion, Filming, LiveMark
from wpl_platform.feedback.models import TEXT_MAX
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer

SYLLABLES = [first + second for first in "bdlmrstv" for second in "aeiou"]
"""What a code is made of: easy to say, and to spell when somebody hears it."""
SYLLABLES_IN_CODE = 3
TRIES = 8
MARKS_MAX = 1_000
"""How many moments one person marks while one film is made."""
BEATS_MAX = 2_000
WAITS_FOR = timedelta(hours=1)
"""After so long nobody begins any more, where nobody marked either."""
OPEN_FOR = timedelta(hours=6)
"""After so long nobody films any more: a film lasts four hours at most."""
KEPT_FOR = timedelta(days=30)
"""So long marks wait for their film, which may still lie on somebody's device."""
LATE = timedelta(seconds=5)
"""So long after the end somebody may still press: they had not heard of it."""


def invite(team: Team, *, by: Viewer) -> Filming:
    """Asks the team to mark along with what somebody is about to film; whom they asked before is asked no more."""
    require(policy.may_film_along(by, team.id), _("Alleen deelnemers en begeleiders brengen video’s in."))
    mine = (Filming.maker_id == by.person_id, Filming.closed_at.is_(None))
    for before in db.session.scalars(select(Filming).where(*mine)).all():
        close(before, by=by)
    for tried in range(TRIES):
        code = _code(SYLLABLES_IN_CODE + tried // 2)  # longer, where the short ones are taken
        made = Filming(code=code, maker_id=by.person_id, team_id=team.id)
        try:
            with db.session.begin_nested():
                db.session.add(made)
        except IntegrityError:
            continue  # somebody has that code
        return made
    raise Conflict(_("Het lukte even niet. Probeer het nog een keer."))


def close(filming: Filming, *, by: Viewer) -> None:
    """Ensures that nobody is asked to mark along any more; what was marked stays, and waits for the film."""
    require(policy.may_lead_filming(by, filming))
    _shut(filming)


def tell(filming: Filming, number: int, tick: Tick, *, by: Viewer) -> None:
    """Keeps that the recorder began, paused, went on or ended; told twice it is there once. After the end it is closed.

    Raises Conflict for more beats than any film has.
    """
    require(policy.may_lead_filming(by, filming))
    if number > BEATS_MAX:
        raise Conflict(_("Zo vaak kan een film niet op pauze."))
    row = insert_into(Beat).values(
        filming_id=filming.id, number=number, kind=tick.kind, at=tick.at, film_ms=tick.film_ms
    )
    once = row.on_conflict_do_nothing(index_elements=["filming_id", "number"]).returning(Beat.number)
    if db.session.execute(once).scalar() is None:
        return
    if tick.kind is BeatKind.END and filming.closed_at is None:
        filming.closed_at = tick.at
    _tell(filming)


def bring(filming: Filming, recording: Recording, *, by: Viewer) -> None:
    """Says which recording the film has become: what was marked goes with it, and joins it as soon as it is measured.

    Already so is done. Raises Conflict when the film was thrown away, became another recording, or is in another team
    than marked along. The recording is held first, as who measures it does.
    """
    require(policy.may_lead_filming(by, filming) and by.is_person(recording.maker_id))
    one_at_a_time(recording)
    one_at_a_time(filming)
    if recording.team_id != filming.team_id:
        raise Conflict(_("Deze video staat in een ander team dan het team dat meemarkeerde."))
    if filming.thrown or filming.recording_id not in (None, recording.id):
        raise Conflict(_("Deze film is al een andere video geworden."))
    filming.recording_id, filming.recording = recording.id, recording
    filming.brought_at = filming.brought_at or clock.now()
    filming.closed_at = filming.closed_at or clock.now()
    theirs = LiveMark.filming_id == filming.id
    db.session.execute(update(LiveMark).where(theirs).values(recording_id=recording.id))
    film_joining.join(filming)
    _tell(filming)


def throw_away(filming: Filming, *, by: Viewer) -> None:
    """Ensures that what was marked is gone, as no film comes; once it is a recording that is deleted instead."""
    require(policy.may_lead_filming(by, filming))
    one_at_a_time(filming)
    if filming.thrown:
        return
    if filming.brought_at is not None:
        raise Conflict(_("De video is al ingebracht. Verwijder de video zelf."))
    db.session.execute(delete(LiveMark).where(LiveMark.filming_id == filming.id))
    filming.thrown_at = clock.now()
    filming.closed_at = filming.closed_at or clock.now()
    _tell(filming)


def come(filming: Filming, *, by: Viewer) -> None:
    """Ensures that somebody counts as marking along; who films does not count."""
    require(policy.may_mark_along(by, filming))
    if by.is_person(filming.maker_id) or filming.closed_at is not None:
        return
    row = insert_into(Companion).values(filming_id=filming.id, person_id=by.person_id)
    once = row.on_conflict_do_nothing(index_elements=["filming_id", "person_id"]).returning(Companion.person_id)
    if db.session.execute(once).scalar() is not None:
        _count(filming)


def mark(filming: Filming, marked: Marked, *, by: Viewer) -> LiveMark:
    """Keeps a mark as its author has it now: its place once, and each time its words, labels, and whether it stands.

    Raises Conflict once the film was thrown away, or for what was pressed after the end; Invalid for too long a text
    and too many marks.
    """
    require(policy.may_mark_along(by, filming))
    one_at_a_time(filming)
    if filming.thrown:
        raise Conflict(_("De film is weggegooid. Wat je markeerde is ook weg."))
    said = tidy(marked.text)
    if len(said) > TEXT_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=TEXT_MAX), "text")
    own = (LiveMark.filming_id == filming.id, LiveMark.author_id == by.person_id)
    found = db.session.scalar(select(LiveMark).where(*own, LiveMark.key == marked.key))
    if found is None:
        _require_welcome(filming, marked.press, db.session.scalar(select(func.count()).where(*own)) or 0)
        found, was = _pressed(filming, marked, by=by), None
    else:
        was = film_saying.Said.of(found)
    found.kind, found.text, found.labels = marked.kind, said, list(marked.labels)
    found.removed_at = (found.removed_at or clock.now()) if marked.removed else None
    db.session.flush()
    film_joining.join_one(filming, found, was)
    if (was is not None and was.stands) != (found.removed_at is None):
        _count(filming)
    return found


def forget_old() -> None:
    """Closes what never ended or never began, and drops what waited too long for a film. System act."""
    now = clock.now()
    began = exists().where(Beat.filming_id == Filming.id) | exists().where(LiveMark.filming_id == Filming.id)
    in_vain = (Filming.created_at < now - WAITS_FOR) & ~began
    long_ago = Filming.created_at < now - OPEN_FOR
    for filming in db.session.scalars(select(Filming).where(Filming.closed_at.is_(None), long_ago | in_vain)).all():
        _shut(filming)
    db.session.execute(delete(Filming).where(Filming.closed_at < now - KEPT_FOR))


def _shut(filming: Filming) -> None:
    if filming.closed_at is None:
        filming.closed_at = clock.now()
        _tell(filming)


def _require_welcome(filming: Filming, press: Press, count: int) -> None:
    if filming.closed_at is not None and press.at > filming.closed_at + LATE:
        raise Conflict(_("Het filmen was toen al klaar."))
    if count >= MARKS_MAX:
        raise Invalid(_("Je hebt al %(count)s momenten gemarkeerd. Meer kan er niet bij.", count=MARKS_MAX))


def _pressed(filming: Filming, marked: Marked, *, by: Viewer) -> LiveMark:
    press = marked.press
    made = LiveMark(filming_id=filming.id, recording_id=filming.recording_id, author_id=by.person_id, key=marked.key)
    made.at, made.held_ms, made.lead_ms = press.at, press.held_ms, press.lead_ms
    db.session.add(made)
    return made


def _code(syllables: int) -> str:
    left = list(SYLLABLES)
    return "".join(left.pop(secrets.randbelow(len(left))) for _part in range(syllables))


def room_of(filming_id: int) -> str:
    """The name of a filming for events: `filming:7`."""
    return f"filming:{filming_id}"


def makers_room_of(filming_id: int) -> str:
    """The name of what only who films hears of it: `filming:7:maker`."""
    return f"{room_of(filming_id)}:maker"


def _tell(filming: Filming) -> None:
    db.session.flush()
    events.publish(room_of(filming.id), "filming", {"id": filming.id})


def _count(filming: Filming) -> None:
    """Tells who films how many mark along, and how much; called where that changed."""
    db.session.flush()
    people = select(func.count()).where(Companion.filming_id == filming.id)
    marks = select(func.count()).where(LiveMark.filming_id == filming.id, LiveMark.removed_at.is_(None))
    told = {"people": db.session.scalar(people) or 0, "marks": db.session.scalar(marks) or 0}
    events.publish(makers_room_of(filming.id), "along", told)
