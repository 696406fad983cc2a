"""What protects it: read from the settings with which the product runs now."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from wpl_platform.accounts.models import SIGN_IN_LASTS
from wpl_platform.accounts.passwords import PASSWORD_MIN
from wpl_platform.accounts.tickets import TRIES
from wpl_platform.core.text import _, series
from wpl_platform.dossier import imagined
from wpl_platform.dossier.sheets import Grid, Section
from wpl_platform.media import sandbox
from wpl_platform.openid.models import Provider
from wpl_platform.teams import policy as teams

Settings = Mapping[str, Any]


def section(settings: Settings, policy: str, provider: Provider | None) -> Section:
    """The measures. `policy`: what pages tell browsers about safety (CSP)."""
    said = [_("Zoals het platform nu is ingesteld.")]
    facts = [*_signing_in(provider), *_keeping(settings, policy)]
    return Section("measures", _("Maatregelen"), said, facts, [_second_steps(settings)])


def _signing_in(provider: Provider | None) -> list[tuple[str, str]]:
    return [
        (
            _("Wachtwoorden"),
            _(
                "Minstens %(count)s tekens; wat anderen het eerst proberen wordt geweigerd; bewaard met argon2.",
                count=PASSWORD_MIN,
            ),
        ),
        (
            _("Fout geraden"),
            _(
                "Na %(tries)s foute codes begint het aanmelden opnieuw; pogingen worden geteld per adres en per plek.",
                tries=TRIES,
            ),
        ),
        (
            _("Aangemeld blijven"),
            _(
                "Hooguit %(days)s dagen zonder gebruik; iedereen ziet zijn apparaten en kan ze afmelden.",
                days=SIGN_IN_LASTS.days,
            ),
        ),
        (_("Aanmelden via de organisatie"), _provider(provider)),
    ]


def _keeping(settings: Settings, policy: str) -> list[tuple[str, str]]:
    return [
        (
            _("Verbinding"),
            _yes(
                settings["HTTPS"],
                _("Alleen versleuteld (https)."),
                _("Niet verplicht versleuteld. Zet HTTPS aan voor echt gebruik."),
            ),
        ),
        (_("Cookies"), _cookies(settings)),
        (_("Wat een pagina mag laden (CSP)"), policy),
        (
            _("Geheimen"),
            _(
                "Sleutels van code-apps en van de aanmelddienst staan versleuteld in de database; van sessies,"
                " herstelcodes en links uit mails alleen een afdruk. De link van wie in beeld is, die van een"
                " team en die van een gast staan er zoals ze zijn, omdat ze opnieuw getoond worden."
            ),
        ),
        (_("Mail"), _mail(settings)),
        (_("Waar video’s staan"), _storage(settings)),
        (_("Database"), urlsplit(str(settings["SQLALCHEMY_DATABASE_URI"])).scheme.partition("+")[0]),
        (
            _("Ontcijferen van video’s"),
            _walls(sandbox.isolation()),
        ),
        (
            _("Back-ups"),
            _(
                "Die maakt wie de server beheert; vraag waar ze staan en hoe lang. Een video waarvan iemand"
                " zich terugtrok, komt uit een back-up niet meer in beeld."
            ),
        ),
    ]


def withdrawn_days(settings: Settings) -> timedelta:
    """After how long a film is destroyed that somebody in view withdrew from."""
    return timedelta(days=int(settings["WITHDRAWN_DAYS"]))


def _second_steps(settings: Settings) -> Grid:
    roles = settings["SECOND_STEP_FOR"]
    needing = [one for one in imagined.in_each_role() if teams.needs_second_step(one.viewer, roles)]
    rows = [[str(one.name), _("ja")] for one in needing]
    below = "" if rows else _("Nu voor niemand. Zet SECOND_STEP_FOR aan voor echt gebruik.")
    return Grid(_("Voor wie een tweede stap verplicht is"), [_("verplicht")], rows, below)


def _provider(provider: Provider | None) -> str:
    if provider is None or provider.on_since is None:
        return _("Staat uit.")
    host = urlsplit(provider.issuer).hostname
    if provider.only_since is not None:
        return _(
            "Via %(host)s, als enige manier voor wie alleen bij deze organisatie hoort. De tweede stap blijft.",
            host=host,
        )
    return _("Via %(host)s, naast wachtwoorden en passkeys. De tweede stap blijft.", host=host)


def _cookies(settings: Settings) -> str:
    named = [f"SameSite={settings['SESSION_COOKIE_SAMESITE']}"]
    named += ["HttpOnly"] if settings["SESSION_COOKIE_HTTPONLY"] else []
    named += ["Secure"] if settings["SESSION_COOKIE_SECURE"] else []
    return _(
        "Alleen om aangemeld te blijven en voor de taal (%(flags)s). Geen cookies van anderen, geen metingen.",
        flags=series(named),
    )


def _walls(kind: str) -> str:
    """How films are kept apart while they are decoded, on this machine."""
    return {
        "bubblewrap": _("In een apart proces zonder netwerk, met alleen de map van die ene video."),
        "no network": _("In een apart proces zonder netwerk."),
    }.get(kind, _("In een apart proces met grenzen aan tijd en geheugen. Deze server laat geen strengere muren toe."))


def _mail(settings: Settings) -> str:
    address = urlsplit(str(settings["MAIL_URL"]))
    if not address.scheme:
        return _("Er gaat geen mail uit.")
    if address.scheme == "folder":
        return _("Mail wordt niet verstuurd, maar in een map bewaard: dit is een proefomgeving.")
    return _("Via %(host)s. In een mail staat nooit een video, en geen feedback.", host=address.hostname)


def _storage(settings: Settings) -> str:
    if settings["STORAGE"] == "disk":
        return _("Op de schijf van de server zelf, buiten wat een webserver laat zien.")
    host = urlsplit(str(settings["S3_ENDPOINT"] or "")).hostname or f"Amazon S3 ({settings['S3_REGION']})"
    return _(
        "In een afgesloten opslag bij %(host)s. Browsers komen daar niet: elk stuk gaat langs de regels.", host=host
    )


def _yes(there: object, said: str, otherwise: str) -> str:
    return said if there else otherwise
