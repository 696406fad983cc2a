"""The words on the screen for the academy's own lists."""

from collections.abc import Mapping

from wpl_platform.academy.models import ContributionKind, Province, Sector
from wpl_platform.core.text import lazy

PROVINCES: Mapping[Province, object] = {
    Province.DRENTHE: lazy("Drenthe"),
    Province.FLEVOLAND: lazy("Flevoland"),
    Province.FRIESLAND: lazy("Fryslân"),
    Province.GELDERLAND: lazy("Gelderland"),
    Province.GRONINGEN: lazy("Groningen"),
    Province.LIMBURG: lazy("Limburg"),
    Province.NOORD_BRABANT: lazy("Noord-Brabant"),
    Province.NOORD_HOLLAND: lazy("Noord-Holland"),
    Province.OVERIJSSEL: lazy("Overijssel"),
    Province.UTRECHT: lazy("Utrecht"),
    Province.ZEELAND: lazy("Zeeland"),
    Province.ZUID_HOLLAND: lazy("Zuid-Holland"),
}

SECTORS: Mapping[Sector, object] = {
    Sector.CARE: lazy("Zorg en welzijn"),
    Sector.DISABILITY_CARE: lazy("Gehandicaptenzorg"),
    Sector.SERVICE: lazy("Dienstverlening"),
    Sector.EDUCATION: lazy("Onderwijs"),
    Sector.TECHNOLOGY: lazy("Techniek en logistiek"),
    Sector.GOVERNMENT: lazy("Overheid"),
}

KINDS: Mapping[ContributionKind, object] = {
    ContributionKind.ARTICLE: lazy("Artikel"),
    ContributionKind.INSIGHT: lazy("Inzicht"),
    ContributionKind.EXPERIENCE: lazy("Ervaring"),
    ContributionKind.PRACTICE_VIDEO: lazy("Praktijkvideo"),
}

KINDS_MANY: Mapping[ContributionKind, object] = {
    ContributionKind.ARTICLE: lazy("Artikelen"),
    ContributionKind.INSIGHT: lazy("Inzichten"),
    ContributionKind.EXPERIENCE: lazy("Ervaringen"),
    ContributionKind.PRACTICE_VIDEO: lazy("Praktijkvideo’s"),
}
