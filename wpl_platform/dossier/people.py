"""The sections about the people: what for, what is kept of them, for how long, and what those in view are told."""

from itertools import groupby

from wpl_platform.accounts.tickets import KEPT as TICKETS_KEPT
from wpl_platform.core.text import _, lazy, series
from wpl_platform.dossier import kept
from wpl_platform.dossier.kept import Kept
from wpl_platform.dossier.measures import Settings, withdrawn_days
from wpl_platform.dossier.sheets import Grid, Section
from wpl_platform.dossier.table_words import NAMED_THERE, NAMED_WORDS, TABLE_WORDS
from wpl_platform.media.consent_words import PURPOSES_SHORTLY
from wpl_platform.media.informing import Told
from wpl_platform.media.models import Situation
from wpl_platform.media.retention import Terms
from wpl_platform.media.words import SITUATION_WORDS
from wpl_platform.privacy.shortening import KEPT as LOG_KEPT

FLOOR_WORDS = {
    "events": lazy("Wat er op een open pagina veranderde; geen inhoud"),
    "jobs": lazy("Werk dat wacht, zoals een video klaarmaken"),
    "accounts": lazy("Mensen: naam, e-mailadres, taal, en waarmee ze zich aanmelden"),
    "teams": lazy("Organisaties, teams, en wie daar welke rol heeft"),
    "privacy": lazy("Het logboek, en wat iemand over zichzelf vroeg"),
    "openid": lazy("Aanmelden via de organisatie"),
    "media": lazy("Video’s, wie erop staat, toestemmingen, en met wie is gedeeld"),
    "feedback": lazy("Momenten, antwoorden, tekeningen, kijkwijzers en vragen om feedback"),
    "reflection": lazy("Wat iemand voor zichzelf opschrijft: reflecties en voornemens"),
    "improvement": lazy("Kaarten op het verbeterbord"),
    "mydata": lazy("Wat iemand over zichzelf opvroeg, en wie gewist werd, zonder naam"),
    "academy": lazy("Het openbare register en artikelen, van wie zich daarvoor aanmeldde"),
}
LEAVING_WORDS = {"drop": lazy("gaat weg"), "blank": lazy("blijft zonder naam")}


def purposes() -> Section:
    """What it is for, and what it is not."""
    return Section(
        "purposes",
        _("Waarvoor"),
        [
            _(
                "Mensen leren van hun eigen werk: ze filmen een werksituatie, kijken samen terug, geven feedback en"
                " maken iets beter. De video is van de maker."
            ),
            _(
                "Voor elk doel geeft wie in beeld is apart toestemming: %(purposes)s.",
                purposes=series([str(each) for each in PURPOSES_SHORTLY.values()]),
            ),
            _(
                "Waarvoor het niet is: mensen beoordelen, vergelijken of in de gaten houden. Er zijn geen cijfers"
                " per persoon, geen ranglijsten, geen gezichtsherkenning en geen schatting van gevoelens."
            ),
        ],
    )


def data() -> Section:
    """Every table there is, and what becomes of a person's name in it."""
    grids = []
    for floor, found in groupby(kept.tables(), key=lambda each: each.floor):
        here = list(found)
        grids.append(
            Grid(
                str(FLOOR_WORDS.get(floor, floor)),
                [_("wie erin genoemd wordt, en wat er gebeurt als die gewist wordt")],
                [[str(TABLE_WORDS[each.table]), _named(each)] for each in here],
                codes=[": ".join(filter(None, (each.table, ", ".join(dict(each.people))))) for each in here],
            )
        )
    tables = kept.tables()
    naming = sum(len(each.people) for each in tables)
    return Section(
        "data",
        _("Welke gegevens"),
        [
            _(
                "Uit de tabellen van de database zelf gelezen: %(tables)s tabellen, met %(columns)s kolommen die"
                " een persoon noemen.",
                tables=len(tables),
                columns=naming,
            ),
            _(
                "Van wie in beeld is: een naam of schuilnaam, soort (cliënt, collega, bezoeker), toestemming en de"
                " tekst die gelezen is. Beeld en geluid zijn ook persoonsgegevens, en in de zorg vaak over"
                " gezondheid."
            ),
        ],
        grids=grids,
    )


def _named(each: Kept) -> str:
    """Who is named in a table, and what becomes of that name."""
    words = [NAMED_THERE.get((each.table, name), NAMED_WORDS[name]) for name, _leaving in each.people]
    leaving = [LEAVING_WORDS[becomes] for _name, becomes in each.people]
    return ", ".join(f"{who}: {becomes}" for who, becomes in zip(words, leaving, strict=True)) or "–"


def retention(settings: Settings, terms: Terms) -> Section:
    """For how long. `terms`: what the organisation chose."""
    kinds = [
        (str(SITUATION_WORDS[each]), _("%(days)s dagen", days=terms.days_of(each)))
        for each in Situation
        if terms.days_of(each) != terms.days
    ]
    return Section(
        "retention",
        _("Hoe lang"),
        facts=[
            (
                _("Een video"),
                _(
                    "%(days)s dagen na het laatste gebruik, en hooguit %(most)s dagen; dan vanzelf vernietigd, met een"
                    " verklaring. De maker hoort het van tevoren.",
                    days=terms.days,
                    most=terms.most_days,
                ),
            ),
            *((_("Daarvan: %(kind)s", kind=kind), days) for kind, days in kinds),
            (
                _("Een video waarvan iemand zich terugtrok"),
                _(
                    "Meteen voor iedereen dicht; na %(days)s dagen vernietigd, met een verklaring.",
                    days=withdrawn_days(settings).days,
                ),
            ),
            (_("Een video die de maker verwijdert"), _("Meteen weg, met alles wat ervan gemaakt is.")),
            (_("Het logboek"), _("Minstens %(years)s jaar.", years=LOG_KEPT.days // 365)),
            (
                _("Links uit mails, en gebruikte rechten"),
                _("%(days)s dagen na hun einde gewist.", days=TICKETS_KEPT.days),
            ),
            (
                _("Een account"),
                _(
                    "Tot iemand zich laat wissen. Wie alleen een team verlaat, houdt een account. Wie gewist wordt,"
                    " verdwijnt uit de tabellen hierboven zoals daar staat."
                ),
            ),
        ],
    )


def told(texts: list[Told]) -> Section:
    """The texts that people in view read now."""
    rows = [
        [
            each.language,
            _("van de organisatie") if each.organisation_id else _("ingebouwd"),
            str(each.version),
            each.digest[:16],
        ]
        for each in texts
    ]
    columns = [_("wiens tekst"), _("versie"), _("afdruk (SHA-256)")]
    return Section(
        "told",
        _("Wat wie in beeld is, leest"),
        [_("Bij elke toestemming blijft bewaard welke tekst gelezen is. Deze gelden nu:")],
        grids=[Grid(_("Uitleg voor wie in beeld is"), columns, rows)],
    )
