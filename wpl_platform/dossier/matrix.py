"""The access matrix as the code enforces it: every policy is asked each time, nothing is written by hand. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wpl_platform.analysis import policy as analysis
from wpl_platform.core.text import lazy
from wpl_platform.dossier import imagined
from wpl_platform.dossier import policy as dossier
from wpl_platform.dossier.imagined import ORGANISATION, STATE_WORDS, TEAM
from wpl_platform.facilitation import policy as facilitation
from wpl_platform.feedback import policy as feedback
from wpl_platform.feedback.models import Visibility
from wpl_platform.improvement import policy as improvement
from wpl_platform.media import offices
from wpl_platform.media import policy as media
from wpl_platform.media.models import Recording
from wpl_platform.openid import policy as openid
from wpl_platform.privacy import policy as privacy
from wpl_platform.reflection import policy as reflection
from wpl_platform.teams import policy as teams
from wpl_platform.teams.viewer import Viewer

WATCH = lazy("Kijken en luisteren: video, beelden, ondertiteling")


@dataclass(frozen=True)
class Matrix:
    """One question, asked of everybody: a row is a name with its answers, in the order of the columns."""

    title: Any
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, tuple[bool, ...]], ...]

    @property
    def some(self) -> list[tuple[Any, tuple[bool, ...]]]:
        """The rows with a yes in them."""
        return [row for row in self.rows if any(row[1])]

    @property
    def never(self) -> list[Any]:
        """Who is never answered with yes."""
        return [name for name, answers in self.rows if not any(answers)]


def with_a_film() -> list[tuple[Any, Callable[[Viewer, Recording], bool]]]:
    """What can be done with a film, and who is asked whether somebody may."""
    return [
        (WATCH, media.may_watch),
        (lazy("De titel, de leervraag en de feedback lezen"), media.may_see),
        (lazy("Meenemen als bestand, als de maker dat toestaat"), media.may_download),
        (lazy("Een moment markeren en feedback geven"), feedback.may_annotate),
        (
            lazy("Een notitie lezen die een collega voor zichzelf hield"),
            lambda who, film: feedback.may_see(who, imagined.moment(film, Visibility.PRIVATE)),
        ),
        (lazy("De reflectie van de maker lezen"), lambda who, film: reflection.may_see(who, imagined.reflection())),
        (lazy("Delen met het team, een collega of een gast"), media.may_share),
        (lazy("Stoppen met delen, en de video verwijderen"), media.may_delete),
        (lazy("Onherkenbaar maken"), media.may_redact),
        (lazy("De heldere video bekijken, als de maker die bewaart"), media.may_see_uncovered),
        (
            lazy("Toestemming intrekken namens wie in beeld is"),
            lambda who, film: media.may_withdraw_for(who, film.in_view[0]),
        ),
        (lazy("Zien wie de video bekeek"), media.may_see_watchers),
    ]


def in_a_team() -> list[tuple[Any, Callable[[Viewer], bool]]]:
    """What can be done in a team and its organisation."""
    team = imagined.team()
    return [
        (lazy("Het verbeterbord zien"), lambda who: improvement.may_see_board(who, TEAM)),
        (lazy("Patronen van het team zien"), lambda who: analysis.may_see_pattern(who, TEAM)),
        (lazy("De momenten achter een patroon zien"), lambda who: analysis.may_open_moments(who, TEAM)),
        (lazy("Zien wat in het team wacht"), lambda who: facilitation.may_guide(who, TEAM)),
        (lazy("Leden en rollen van het team beheren"), lambda who: teams.may_manage_members(who, team)),
        (lazy("De uitleg schrijven voor wie in beeld is"), lambda who: offices.may_write_information(who, team)),
        (lazy("Teams van de organisatie inrichten"), lambda who: teams.may_arrange(who, ORGANISATION)),
        (lazy("Rollen in de organisatie geven"), lambda who: teams.may_appoint(who, ORGANISATION)),
        (lazy("Kiezen hoe lang video’s blijven"), lambda who: offices.may_choose_retention(who, ORGANISATION)),
        (lazy("Zien wat vernietigd is"), lambda who: offices.may_see_destroyed(who, ORGANISATION)),
        (lazy("Instellen hoe mensen zich aanmelden"), lambda who: openid.may_set_up(who, ORGANISATION)),
        (lazy("Het logboek van de organisatie lezen"), lambda who: privacy.may_read_log(who, ORGANISATION)),
        (lazy("Dit dossier lezen"), lambda who: dossier.may_read(who, ORGANISATION)),
    ]


def of_films() -> list[Matrix]:
    """Who may do what with a film, in every state of it."""
    films = [imagined.film(state) for state in STATE_WORDS]
    people, columns = imagined.everybody(), tuple(STATE_WORDS.values())
    return [
        Matrix(title, columns, tuple((one.name, tuple(may(one.viewer, film) for film in films)) for one in people))
        for title, may in with_a_film()
    ]


def of_teams() -> Matrix:
    """Who may do what in a team and its organisation, of those who may do anything there."""
    things = in_a_team()
    rows = tuple((one.name, tuple(may(one.viewer) for _title, may in things)) for one in imagined.everybody())
    return Matrix(lazy("In het team en de organisatie"), tuple(title for title, _may in things), rows)


def watchers() -> list[str]:
    """Everybody who sees a film in some state of it, by name."""
    (watching,) = (each for each in of_films() if each.title is WATCH)
    return [str(name) for name, _answers in watching.some]
