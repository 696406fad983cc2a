"""Invented professionals and what they wrote, so that a newcomer sees a living academy."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from wpl_platform.academy.models import Contribution, ContributionKind, Province, Registration, Sector
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.core.text import html_of, slug

TEXTS = Path(__file__).parent / "demo_texts"
YEARS_VALID = 4


@dataclass(frozen=True)
class Pro:
    """A professional; `months` ago registered (None: applied and not yet in), `valid` for so many years."""

    name: str
    place: str
    province: Province
    role: str
    sector: Sector
    months: int | None
    summary: str
    valid: int = YEARS_VALID


_P, _S = Province, Sector

PROS = (
    Pro("Annelies Vermeer", "Utrecht", _P.UTRECHT, "Trainer beeldsessies", _S.CARE, 19,
        "Werkt met teams in de ouderenzorg. Begint een beeldsessie altijd bij wat al goed gaat."),
    Pro("Bas Lammers", "Amersfoort", _P.UTRECHT, "Expert werkplekleren", _S.TECHNOLOGY, 28,
        "Filmt korte instructies op de werkvloer en maakt ze samen met de ploeg beter."),
    Pro("Nadia el Idrissi", "Nieuwegein", _P.UTRECHT, "Praktijkopleider", _S.DISABILITY_CARE, 5,
        "Videofeedback voor begeleiders: kijken naar je eigen stiltes. En lacht daar zelf ook om."),
    Pro("Gert-Jan Postma", "Zwolle", _P.OVERIJSSEL, "Coördinator werkplekleren", _S.EDUCATION, 33,
        "Verbindt school en werk met video: studenten, praktijkopleiders en docenten om één tafel."),
    Pro("Wies Oosterhuis", "Rotterdam", _P.ZUID_HOLLAND, "Trainer beeldsessies", _S.SERVICE, 14,
        "Baliegesprekken, telefoon en alles wat mis kan gaan in de eerste tien tellen."),
    Pro("Dewi Tan", "Den Haag", _P.ZUID_HOLLAND, "Adviseur leren en ontwikkelen", _S.GOVERNMENT, 9,
        "Loketten en wijkteams. Maakt van één opname een gesprek waar het hele team iets aan heeft."),
    Pro("Ruben Hoekstra", "Leeuwarden", _P.FRIESLAND, "Docent verpleegkunde", _S.EDUCATION, 22,
        "Laat studenten en verpleegkundigen dezelfde handeling filmen, en elkaar vragen stellen."),
    Pro("Marloes Kuipers", "Groningen", _P.GRONINGEN, "Wijkverpleegkundige", _S.CARE, 11,
        "Filmt overdrachten van tien minuten, en haalt er elke week één verbetering uit."),
    Pro("Sjoerd Wiersma", "Assen", _P.DRENTHE, "Gedragskundige", _S.DISABILITY_CARE, 40,
        "Kijkt met teams beeld voor beeld naar contact: wie begint er, en wie volgt?"),
    Pro("Fleur Jansma", "Lelystad", _P.FLEVOLAND, "Teamcoach", _S.CARE, 7,
        "Kleine verbeteringen op het verbeterbord, elke week een kwartier. Ook in de avonddienst."),
    Pro("Chaima Bouzidi", "Amsterdam", _P.NOORD_HOLLAND, "Expert werkplekleren", _S.CARE, 16,
        "Intervisie met beeld voor zorgteams waarin niet iedereen dezelfde taal spreekt."),
    Pro("Thijs van Rooijen", "Haarlem", _P.NOORD_HOLLAND, "Trainer klantcontact", _S.SERVICE, 25,
        "Winkelteams die hun eigen verkoopgesprek terugkijken, zonder script en zonder cijfer."),
    Pro("Ilse Brouwer", "Alkmaar", _P.NOORD_HOLLAND, "Praktijkopleider", _S.TECHNOLOGY, 3,
        "Veilig werken begint bij zien wat je doet. Filmt met monteurs, nooit over monteurs."),
    Pro("Hanneke van Gelder", "Nijmegen", _P.GELDERLAND, "Onderzoeker praktijkleren", _S.EDUCATION, 30,
        "Onderzoekt wat er gebeurt als een team zelf kiest welk moment het bekijken waard is."),
    Pro("Kofi Mensah", "Apeldoorn", _P.GELDERLAND, "Begeleider leertrajecten", _S.DISABILITY_CARE, 18,
        "Een leertraject van een half jaar, met bewoners die zelf zeggen wat ze willen zien."),
    Pro("Zoë Hermans", "Maastricht", _P.LIMBURG, "Trainer beeldsessies", _S.CARE, 12,
        "Ziekenhuisteams, visites en overdrachten. Houdt van een beeld dat stilstaat."),
    Pro("Lotte Verhagen", "Eindhoven", _P.NOORD_BRABANT, "Adviseur leertechnologie", _S.TECHNOLOGY, 27,
        "Zoekt uit welke techniek een team echt nodig heeft. Vaak minder dan gedacht."),
    Pro("Mees de Bruijn", "Tilburg", _P.NOORD_BRABANT, "Leidinggevende en coach", _S.SERVICE, 6,
        "Leerde als leidinggevende om niet mee te kijken, en helpt anderen dat ook te durven."),
    Pro("Jacomien Polderman", "Middelburg", _P.ZEELAND, "Verpleegkundig specialist", _S.CARE, 21,
        "Gesprekken over het levenseinde, met toestemming gefilmd en met zorg bekeken."),
    Pro("Pim Schouten", "Enschede", _P.OVERIJSSEL, "Praktijkopleider", _S.GOVERNMENT, 50,
        "Toezichthouders die leren van hun eigen gesprekken op straat."),
    Pro("Esra Yilmaz", "Delft", _P.ZUID_HOLLAND, "Docent zorg en welzijn", _S.EDUCATION, None,
        "Stagegesprekken op beeld, van twee kanten bekeken."),
)  # fmt: skip
"""Twenty-one: nineteen on the register, one whose registration has run out, one who has just applied."""


def load(*, now: datetime) -> None:
    """Puts them in the database, with dates that count back from `now`. For an empty academy: slugs are unique."""
    today = clock.local(now).date()
    registrations = {pro.name: _registration(pro, today=today) for pro in PROS}
    db.session.add_all(registrations.values())
    db.session.flush()
    for file in sorted(TEXTS.glob("*.md")):
        db.session.add(_contribution(file, now=now, registrations=registrations))
    db.session.flush()


def _contribution(file: Path, *, now: datetime, registrations: dict[str, Registration]) -> Contribution:
    """A text of a file: lines `name: value`, an empty line, and light Markdown."""
    head, text = file.read_text(encoding="utf-8").split("\n\n", 1)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    written = now - timedelta(days=int(said["days-ago"]))
    return Contribution(
        registration_id=registrations[said["author"]].id,
        kind=ContributionKind(said["kind"]),
        slug=slug(said["title"]),
        title=said["title"],
        summary=said["summary"],
        text=text.strip(),
        html=html_of(text),
        published_at=written,
        created_at=written,
    )


def _registration(pro: Pro, *, today: date) -> Registration:
    since = None if pro.months is None else _months_before(today, pro.months)
    return Registration(
        slug=slug(pro.name),
        name=pro.name,
        place=pro.place,
        province=pro.province,
        role=pro.role,
        sector=pro.sector,
        summary=pro.summary,
        registered_on=since,
        valid_until=None if since is None else since.replace(year=since.year + pro.valid) - timedelta(days=1),
    )


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
