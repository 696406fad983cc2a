"""The section that says who sees what, and what is answered from it."""

from wpl_platform.core.text import _, series
from wpl_platform.dossier import matrix
from wpl_platform.dossier.matrix import Matrix
from wpl_platform.dossier.sheets import Grid, Section
from wpl_platform.teams.models import OrganisationRole, Role
from wpl_platform.teams.words import ORGANISATION_ROLE_WORDS, ROLE_WORDS


def section() -> Section:
    """Who may do what, asked of the rules that the product itself obeys."""
    return Section(
        "access",
        _("Wie mag wat"),
        [
            _(
                "Deze tabellen zijn niet met de hand gemaakt. Bij het maken van dit dossier is elke regel van het"
                " platform gevraagd wat hij antwoordt, voor iedereen en in elke toestand van een video."
            ),
            _(
                "In de video is ook een cliënt in beeld. De maker is deelnemer in het team. Elke rol staat er los"
                " in: wie er twee heeft, mag wat bij allebei hoort."
            ),
        ],
        grids=[*(_grid(each) for each in matrix.of_films()), _grid(matrix.of_teams())],
    )


def managers_see() -> str:
    """Whether a manager sees a film, in a sentence."""
    watching = matrix.watchers()
    managers = [str(ROLE_WORDS[Role.MANAGER]), str(ORGANISATION_ROLE_WORDS[OrganisationRole.MANAGER])]
    seeing = [name for name in managers if name in watching]
    if seeing:
        return _(
            "Ja: %(names)s ziet een video in minstens één toestand. Zie de tabellen hierboven.", names=series(seeing)
        )
    return _(
        "Nee. In geen enkele toestand laten de regels een leidinggevende een video zien, van een team of van de"
        " hele organisatie."
    )


def watchers_said() -> str:
    """Everybody who can come to see a film, in a sentence."""
    return _("Een video kan hooguit gezien worden door: %(names)s.", names=series(matrix.watchers()))


def _grid(asked: Matrix) -> Grid:
    rows = [[str(name), *(_said(answer) for answer in answers)] for name, answers in asked.some]
    never = _("Nooit: %(names)s.", names=series([str(name) for name in asked.never])) if asked.never else ""
    return Grid(str(asked.title), [str(column) for column in asked.columns], rows, never)


def _said(answer: bool) -> str:
    return _("ja") if answer else "–"
