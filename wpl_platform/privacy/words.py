"""How a line of the access log is said: what was done, about what, as whom."""

from datetime import date

from wpl_platform.core.text import _, lazy, ngettext, series
from wpl_platform.privacy.models import AccessEntry, Action, Kind
from wpl_platform.privacy.queries import Told, Watcher
from wpl_platform.teams.models import OrganisationRole, Role
from wpl_platform.teams.words import ORGANISATION_ROLE_WORDS, ROLE_WORDS
from wpl_platform.web.filters import day

ACTION_WORDS = {
    Action.SEEN: lazy("geopend"),
    Action.PLAYED: lazy("afgespeeld"),
    Action.EXPORTED: lazy("gedownload"),
    Action.ADDED: lazy("ingebracht"),
    Action.CHANGED: lazy("veranderd"),
    Action.COMMENTED: lazy("feedback gegeven"),
    Action.SHARED: lazy("gedeeld"),
    Action.UNSHARED: lazy("delen gestopt"),
    Action.DELETED: lazy("verwijderd"),
    Action.DESTROYED: lazy("vernietigd"),
    Action.CONSENTED: lazy("toestemming gegeven"),
    Action.WITHDREW: lazy("toestemming ingetrokken"),
    Action.EXTENDED: lazy("langer bewaard"),
    Action.ROLE_GIVEN: lazy("rol gegeven"),
    Action.ROLE_TAKEN: lazy("rol weggehaald"),
    Action.ERASED: lazy("iemand gewist"),
    Action.SIGN_IN_SET: lazy("aanmelden via de organisatie ingesteld"),
    Action.SIGN_IN_LINKED: lazy("voor het eerst aangemeld via de organisatie"),
    Action.LOG_READ: lazy("logboek gelezen"),
    Action.LOG_EXPORTED: lazy("logboek geëxporteerd"),
    Action.LOG_SHORTENED: lazy("oude regels gewist"),
}
SENTENCES = {
    Action.SEEN: lazy("%(about)s geopend"),
    Action.PLAYED: lazy("%(about)s afgespeeld"),
    Action.EXPORTED: lazy("%(about)s gedownload"),
    Action.ADDED: lazy("%(about)s ingebracht"),
    Action.CHANGED: lazy("%(about)s veranderd"),
    Action.COMMENTED: lazy("feedback gegeven bij %(about)s"),
    Action.SHARED: lazy("%(about)s gedeeld"),
    Action.UNSHARED: lazy("delen van %(about)s gestopt"),
    Action.DELETED: lazy("%(about)s verwijderd"),
    Action.DESTROYED: lazy("%(about)s vernietigd"),
    Action.CONSENTED: lazy("toestemming gegeven voor %(about)s"),
    Action.WITHDREW: lazy("toestemming ingetrokken voor %(about)s"),
    Action.EXTENDED: lazy("%(about)s langer bewaard"),
    Action.ROLE_GIVEN: lazy("rol gegeven aan %(about)s"),
    Action.ROLE_TAKEN: lazy("rol weggehaald van %(about)s"),
    Action.ERASED: lazy("%(about)s gewist"),
    Action.LOG_READ: lazy("gekeken wie %(about)s zag"),
}
"""The same about something that has a number or a name; what is about the log itself needs none."""
WHAT_WORDS = {
    "on": lazy("staat aan"),
    "only": lazy("staat aan, en is de enige manier"),
    "off": lazy("staat uit"),
    "standing": lazy("vooraf, voor video’s van collega’s"),
    "details": lazy("titel en gegevens"),
    "download:on": lazy("downloaden aangezet"),
    "download:off": lazy("downloaden uitgezet"),
    "captions": lazy("ondertiteling"),
    "in_view:named": lazy("iemand in beeld genoemd"),
    "in_view:nobody": lazy("gezegd dat er niemand anders in beeld is"),
    "in_view:not": lazy("iemand toch niet in beeld"),
    "paper": lazy("ondertekend papier"),
    "trimmed": lazy("geknipt"),
    "trimmed:destroy": lazy("geknipt, de rest vernietigd"),
    "untrimmed": lazy("weer heel gemaakt"),
    "covered": lazy("onherkenbaar gemaakt, de heldere vernietigd"),
    "covered:kept": lazy("onherkenbaar gemaakt, de heldere bewaard voor de maker"),
    "uncovered": lazy("bedekking weggehaald"),
    "clear": lazy("zonder bedekking"),
    "clear:destroyed": lazy("de heldere vernietigd"),
    "added": lazy("moment gemarkeerd"),
    "edited": lazy("moment veranderd"),
    "removed": lazy("moment weggehaald"),
    "restored": lazy("moment teruggezet"),
    "replied": lazy("antwoord gegeven"),
    "withdrawn": lazy("iemand in beeld trok in"),
    "deleted": lazy("door de maker verwijderd"),
    "expired": lazy("de bewaartermijn was voorbij"),
    "erased": lazy("de maker liet alles wissen"),
    "responded": lazy("reactie van de maker"),
}


def said(told: Told, title: str = "") -> str:
    """What was done, about what; `title`: of the recording it is about, for a reader who may know it."""
    action, about = told.entry.action, f"‘{title}’" if title else _about(told)
    return str(SENTENCES[action]) % {"about": about} if about and action in SENTENCES else str(ACTION_WORDS[action])


def _about(told: Told) -> str:
    """What a line is about, by its number; a person by their name while they have one."""
    entry = told.entry
    if entry.about_kind is Kind.RECORDING:
        return _("video %(number)s", number=entry.about_id)
    if entry.about_kind is Kind.CONSENT:
        return _("toestemming %(number)s", number=entry.about_id)
    if entry.about_kind is Kind.PERSON:
        return told.about_name or _("persoon %(number)s", number=entry.about_id)
    return ""


def more_of(entry: AccessEntry) -> str:
    """What more a line says: what was changed, with whom it was shared, which role it was."""
    if entry.action in (Action.ROLE_GIVEN, Action.ROLE_TAKEN) and entry.what in set(OrganisationRole):
        return str(ORGANISATION_ROLE_WORDS[OrganisationRole(entry.what)])
    kind, _colon, number = entry.what.partition(":")
    if kind == "team":
        return _("met het hele team")
    if kind == "person" and entry.action in (Action.SHARED, Action.UNSHARED):
        return _("met persoon %(number)s", number=number)
    if kind == "guest":
        return _("met gast %(number)s", number=number)
    if kind == "maker":
        return _("overgedragen aan persoon %(number)s", number=number)
    if kind == "until":
        return _("tot %(day)s", day=day(date.fromisoformat(number), True))
    if kind == "retention":
        return _("bewaartermijnen")
    if entry.action in (Action.LOG_READ, Action.LOG_EXPORTED):
        return _searched(entry.what)
    return str(WHAT_WORDS.get(entry.what, ""))


def _searched(codes: str) -> str:
    """What was looked for in a log, and as what it was taken along: of `csv recording=9 action=withdrew`, in words."""
    asked = dict(code.split("=", 1) for code in codes.split() if "=" in code)
    formats = [code for code in codes.split() if "=" not in code]
    said = [_("als %(format)s", format={"jsonl": "JSON"}.get(code, code.upper())) for code in formats]
    words = [_asked(name, value) for name, value in asked.items()]
    return ", ".join([*said, *([_("gezocht op: %(what)s", what=series(words))] if words else [])])


def _asked(name: str, value: str) -> str:
    if name == "recording":
        return _("video %(number)s", number=value)
    if name == "person":
        return _("persoon %(number)s", number=value)
    if name == "action" and value in set(Action):
        return str(ACTION_WORDS[Action(value)])
    if name == "from":
        return _("vanaf %(day)s", day=day(date.fromisoformat(value), True))
    if name == "to":
        return _("tot en met %(day)s", day=day(date.fromisoformat(value), True))
    return value


def as_whom(entry: AccessEntry) -> str:
    """The roles somebody acted in."""
    return series([_role(code) for code in entry.acted_as.split()]) if entry.acted_as else ""


def how_often(watcher: Watcher) -> str:
    """What somebody did with a recording, and how often."""
    counts = [
        (watcher.opened, ngettext("%(num)s keer geopend", "%(num)s keer geopend", watcher.opened)),
        (watcher.played, ngettext("%(num)s keer afgespeeld", "%(num)s keer afgespeeld", watcher.played)),
        (watcher.taken, ngettext("%(num)s keer gedownload", "%(num)s keer gedownload", watcher.taken)),
    ]
    return series([said for count, said in counts if count])


def _role(code: str) -> str:
    if code == "maker":
        return _("maker")
    if code == "guest":
        return _("gast")
    if code == "subject":
        return _("persoon in beeld")
    if code == "system":
        return _("het systeem")
    whole = code.removeprefix("organisation:")
    if whole != code and whole in set(OrganisationRole):
        return str(ORGANISATION_ROLE_WORDS[OrganisationRole(whole)])
    return str(ROLE_WORDS[Role(code)]) if code in set(Role) else code
