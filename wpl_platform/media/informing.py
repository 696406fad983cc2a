"""What a person in view is told: the text of the organisation or the built-in one, and the copy kept of it.

A copy is kept as soon as somebody decides on it, so that years later it can be shown what they read.
"""

from dataclasses import dataclass

from sqlalchemy import select

from wpl_platform.core import ids
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Conflict, Missing, require
from wpl_platform.core.text import _, ngettext
from wpl_platform.media import offices, retention, terms, withdrawals
from wpl_platform.media.consent_models import InformationText
from wpl_platform.media.models import Recording
from wpl_platform.teams.models import Team
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.filters import day

BUILT_IN_VERSION = 2
BUILT_IN = {
    "nl": """\
Collega’s van {organisation} leren van hun eigen werk. Daarvoor is een video gemaakt waar jij op staat.

Wat gebeurt ermee?
Alleen de maker en zijn team kijken naar de video. Ze schrijven erbij wat goed ging en wat beter kan. Het gaat over \
het werk van de maker, niet over jou. De video komt niet in je dossier en staat niet op internet.

Wie ziet de video?
Niemand anders, tenzij je dat hieronder zelf aankruist. Leidinggevenden zien de video niet.

Hoe lang?
Zo kort als nodig is om ervan te leren. Daarna wordt de video vernietigd.

Je beslist zelf.
Je hoeft niet mee te doen. Zeg je nee, dan verandert er niets aan de zorg of hulp die je krijgt.

Toch liever niet?
Je kunt altijd stoppen, met dezelfde link of QR-code, of door het tegen een medewerker te zeggen. Dat kost niets en je \
hoeft niet te zeggen waarom. Niemand ziet de video dan nog, en hij wordt vernietigd.""",
    "en": """\
Colleagues at {organisation} learn from their own work. For that a video was made in which you can be seen or heard.

What happens with it?
Only the maker and their team watch the video. They write down what went well and what could be better. It is about \
the work of the maker, not about you. The video is not part of your file and is not on the internet.

Who sees the video?
Nobody else, unless you tick that yourself below. Managers do not see the video.

For how long?
As short as is needed to learn from it. After that the video is destroyed.

You decide.
You do not have to take part. If you say no, nothing changes in the care or help you get.

Changed your mind?
You can stop at any time, with the same link or QR code, or by telling a member of staff. It is free and you do not \
have to say why. From then on nobody sees the video, and it is destroyed.""",
}
"""Begins with what it is about, at B1; `{organisation}` is filled in when it is shown."""


@dataclass(frozen=True)
class Told:
    """A text as it is shown: whose it is, and the digest by which the answer says which one was read."""

    organisation_id: int | None
    language: str
    version: int
    words: str

    @property
    def digest(self) -> str:
        """Of exactly these words."""
        return ids.digest(self.words)


def told(organisation_id: int, language: str) -> Told:
    """What somebody in view of a recording of this organisation is told now."""
    language = language if language in BUILT_IN else "nl"
    own = select(InformationText).where(
        InformationText.organisation_id == organisation_id, InformationText.language == language
    )
    found = db.session.scalar(own.order_by(InformationText.version.desc()).limit(1))
    if found is not None:
        return Told(organisation_id, language, found.version, found.words)
    return Told(None, language, BUILT_IN_VERSION, BUILT_IN[language])


def told_by(team: Team, language: str, *, viewer: Viewer) -> Told:
    """The same for who may change it; raises Missing for everybody else."""
    if not offices.may_write_information(viewer, team):
        raise Missing
    return told(team.organisation_id, language)


def tell_from_now_on(team: Team, language: str, words: str, *, by: Viewer) -> None:
    """Ensures that people in view of the team's organisation read this from now on, as a next version of its own."""
    require(offices.may_write_information(by, team))
    one_at_a_time(team.organisation)
    now = told(team.organisation_id, language)
    said = "\n".join(line.rstrip() for line in words.strip().splitlines())
    if said == now.words:
        return
    version = now.version + 1 if now.organisation_id is not None else 1
    row = InformationText(organisation_id=team.organisation_id, language=language, version=version, words=said)
    row.digest, row.by_id = ids.digest(said), by.person_id
    db.session.add(row)
    db.session.flush()


def parts_of(words: str, organisation: str) -> list[tuple[str, str]]:
    """The text in parts, each with its head or without one: a line with more lines below it is a head."""
    parts = (part.split("\n") for part in words.replace("{organisation}", organisation).split("\n\n"))
    return [(lines[0], " ".join(lines[1:])) if len(lines) > 1 else ("", lines[0]) for lines in parts]


def until_when(recording: Recording) -> str:
    """How long this film is kept, in words: its day as things stand, how far that can move, and what stopping does."""
    latest = retention.latest(terms.terms_of(recording.team.organisation_id), recording.kept_since)
    ends = _("Zoals het nu is, wordt deze video op %(day)s vernietigd.", day=day(recording.expires_on, True))
    moves = _(
        "Wordt hij nog gebruikt, dan schuift die dag op. Later dan %(day)s kan nu niet.",
        day=day(latest, True),
    )
    days = withdrawals.days()
    stops = ngettext(
        "Stop je, dan wordt hij na %(num)s dag vernietigd.", "Stop je, dan wordt hij na %(num)s dagen vernietigd.", days
    )
    said = [ends, moves] if recording.expires_on < latest else [ends]
    return " ".join([*said, stops] if withdrawals.gone_on(recording) < recording.expires_on else said)


def keep(read: Told, digest: str) -> InformationText:
    """The copy of what was read, kept from now on; raises Conflict when it is not what `digest` says. System act."""
    if digest != read.digest:
        raise Conflict(_("De uitleg is intussen veranderd. Lees hem nog eens en kies dan opnieuw."))
    same = {"organisation_id": read.organisation_id, "language": read.language, "version": read.version}
    row = insert_into(InformationText).values(**same, digest=read.digest, words=read.words)
    db.session.execute(row.on_conflict_do_nothing())
    return db.session.scalars(select(InformationText).filter_by(**same)).one()
