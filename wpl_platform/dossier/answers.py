"""The sections that answer what a works council and a data-protection officer ask."""

from wpl_platform.core.text import _
from wpl_platform.dossier import seeing
from wpl_platform.dossier.sheets import Section
from wpl_platform.privacy.shortening import KEPT as LOG_KEPT


def protection() -> Section:
    """Making people unrecognisable, and the log."""
    return Section(
        "protection",
        _("Onherkenbaar maken en logboek"),
        [
            _(
                "De maker kan gezichten of delen van het beeld vervagen of zwart maken, en stemmen veranderen of"
                " weghalen. Gezichten worden gevonden, nooit herkend. Daarna wordt de heldere video vernietigd, of"
                " bewaard voor de maker alleen; wie in beeld is leest welke van de twee. Ook dan kan iemand nog te"
                " herkennen zijn."
            ),
            _(
                "Het logboek zegt wie een video opende, afspeelde, meenam, veranderde of deelde, namens wie en in"
                " welke rol. Elke regel hangt aan de vorige: wie er een verandert of weghaalt, wordt gevonden."
                " Regels blijven minstens %(years)s jaar.",
                years=LOG_KEPT.days // 365,
            ),
            _(
                "De maker ziet wie keek. Iedereen ziet de regels over zichzelf. De FG leest het hele logboek, en"
                " ook dat staat in het logboek."
            ),
        ],
    )


def works_council() -> Section:
    """The usual questions (WOR art. 27, AVG art. 35), with answers that follow from the rules as they are."""
    return Section(
        "works-council",
        _("Antwoorden voor de ondernemingsraad"),
        [
            _(
                "Een platform waarmee collega’s elkaar op video zien, is geschikt om gedrag waar te nemen. Daarom"
                " is instemming van de ondernemingsraad nodig (WOR artikel 27, lid 1, k en l), ook al is het daar"
                " niet voor bedoeld."
            )
        ],
        [*_about_people(), *_about_videos()],
    )


def _about_people() -> list[tuple[str, str]]:
    return [
        (_("Wie kan een video zien?"), seeing.watchers_said()),
        (_("Ziet een leidinggevende video’s?"), seeing.managers_see()),
        (
            _("Worden mensen beoordeeld of vergeleken?"),
            _("Nee. Er zijn geen cijfers of ranglijsten per persoon. Patronen gaan over het team."),
        ),
        (
            _("Kan een medewerker weigeren?"),
            _(
                "Ja, voor en na het filmen, zonder reden. In overzichten staat niet wie weigerde. Wie in beeld"
                " is, stopt met één druk op de knop."
            ),
        ),
    ]


def _about_videos() -> list[tuple[str, str]]:
    return [
        (
            _("Is dit nodig, en kan het met minder?"),
            _(
                "De maker kiest wat hij filmt en met wie hij deelt, en begint altijd alleen. Korte fragmenten,"
                " onherkenbaar maken en een schuilnaam voor wie in beeld is kunnen altijd."
            ),
        ),
        (
            _("Wat gebeurt er met een video die gedeeld is?"),
            _("De maker kan op elk moment stoppen met delen. Dat werkt meteen, ook bij wie op dat moment kijkt."),
        ),
        (
            _("Gaan er gegevens naar anderen?"),
            _(
                "Pagina’s laden niets van anderen, en er zijn geen metingen of advertenties. Waar video’s staan, via"
                " wie mail gaat en bij welke dienst mensen zich aanmelden, zie je bij de maatregelen. Verder gaat"
                " er niets naar anderen."
            ),
        ),
        (
            _("Hoe wordt toezicht gehouden?"),
            _(
                "De FG leest het logboek en dit dossier, en ziet zelf geen video’s. De FG is iemand anders dan"
                " de beheerder."
            ),
        ),
        (
            _("Wat blijft er nog te doen?"),
            _(
                "De organisatie beslist zelf over grondslag, bewaartermijn, back-ups en afspraken met wie de"
                " server beheert, en schrijft die op in haar DPIA."
            ),
        ),
    ]
