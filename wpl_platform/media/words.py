"""What situations are called on the screen, how a refusal is said to a person, and who sees a recording."""

from collections.abc import Sequence
from enum import StrEnum

from wpl_platform.accounts.models import Person
from wpl_platform.core.text import _, lazy, ngettext, series
from wpl_platform.media import policy
from wpl_platform.media.caption_models import Language
from wpl_platform.media.models import Recording, Situation
from wpl_platform.media.plan import Reason, Verdict
from wpl_platform.teams.viewer import Viewer

SITUATION_WORDS = {
    Situation.CLIENT_CONVERSATION: lazy("Klantgesprek"),
    Situation.CARE_PROCEDURE: lazy("Zorghandeling"),
    Situation.MEETING: lazy("Overleg"),
    Situation.INSTRUCTION: lazy("Uitleg of instructie"),
    Situation.ONLINE_ACTION: lazy("Online actie"),
    Situation.OTHER: lazy("Iets anders"),
}

LANGUAGE_WORDS = {
    Language.DUTCH: "Nederlands",
    Language.ENGLISH: "English",
    Language.GERMAN: "Deutsch",
    Language.FRENCH: "Français",
    Language.POLISH: "Polski",
    Language.UKRAINIAN: "Українська",
    Language.TURKISH: "Türkçe",
    Language.ARABIC: "العربية",
    Language.PAPIAMENTO: "Papiamentu",
    Language.FRISIAN: "Frysk",
}
"""Each in itself: so it is found by who needs it."""


class Rest(StrEnum):
    """What becomes of the rest of a film that is trimmed, as its maker chooses."""

    KEPT = "kept"
    DESTROYED = "destroyed"


REST_WORDS = {
    Rest.KEPT: lazy("Bewaar het origineel"),
    Rest.DESTROYED: lazy("Vernietig de rest voorgoed"),
}

REASON_WORDS = {
    Reason.EMPTY: lazy("Het bestand is leeg. Kijk of de video op je apparaat wel afspeelt."),
    Reason.NOT_A_VIDEO: lazy("Dit bestand is geen video, of het is kapot."),
    Reason.ONLY_SOUND: lazy("In dit bestand zit alleen geluid. Kies een bestand met beeld."),
    Reason.UNKNOWN_CODEC: lazy("Dit soort beeld kunnen we niet lezen. Maak er eerst een mp4 van."),
    Reason.PICTURE_SIZE: lazy("Het beeld is te klein of te groot om af te spelen."),
    Reason.FRAME_RATE: lazy("De video heeft meer dan 250 beelden per seconde. Kies een gewone snelheid."),
    Reason.TOO_LONG: lazy("De video duurt langer dan vier uur. Knip hem in delen."),
    Reason.DAMAGED: lazy("De video is beschadigd en stopt halverwege. Heb je het origineel nog? Probeer dat."),
    Reason.NOT_CONVERTED: lazy("Het lukte niet om van dit bestand een video te maken die overal speelt."),
    Reason.NO_ROOM: lazy("De server is vol. We gaan vanzelf door als er weer ruimte is."),
    Reason.OUT_OF_TIME: lazy("Het omzetten duurde te lang en is gestopt. Een kortere of kleinere video lukt wel."),
    Reason.BROKE_OFF: lazy("Het omzetten brak steeds af. Probeer het later opnieuw of vertel het je beheerder."),
    Reason.LOST: lazy("Het bestand van deze video is kwijtgeraakt. Breng hem nog een keer in."),
    Reason.NOT_DESTROYED: lazy(
        "De rest is niet vernietigd: de nieuwe video is niet zo lang als het deel dat je koos. "
        "Bekijk hem en knip hem nog een keer, of verwijder hem."
    ),
    Reason.STOPPED: lazy("Je hebt het omzetten gestopt. Je kunt het opnieuw laten doen."),
}

_NOT_EVERYWHERE = {
    Verdict.HDR: lazy("We zetten hem om, want hij is in HDR gefilmd. Daarna kloppen de kleuren op elk scherm."),
    Verdict.INTERLACED: lazy("We zetten hem om, want deze camera filmt in halve beelden. Daarna beweegt alles rustig."),
    Verdict.HEVC: lazy("We zetten hem om, want zo’n video van een telefoon speelt niet in elke browser."),
    Verdict.CODEC: lazy("We zetten hem om, want dit soort video speelt niet in elke browser."),
    Verdict.COLOURS: lazy("We zetten hem om, want niet elke browser kan deze kleuren tonen."),
    Verdict.SOUND: lazy("We zetten hem om, want dit soort geluid speelt niet in elke browser."),
    Verdict.CONTAINER: lazy("We zetten hem om, want dit soort bestand speelt niet in elke browser."),
    Verdict.TRIMMED: lazy("We maken hem opnieuw, met alleen het deel dat je koos."),
}
_WORTH_KNOWING = {
    Verdict.SILENT: lazy("Er zit geen geluid bij."),
    Verdict.ONE_OF_SOUNDS: lazy("Er zit meer dan één geluid bij. We nemen het geluid dat ook je eigen speler kiest."),
    Verdict.LYING: lazy("De lengte die in het bestand stond klopte niet. Wij hebben hem geteld."),
}


def why(reason: str) -> str:
    """The sentence for a kept reason; empty when there is none."""
    return str(REASON_WORDS[Reason(reason)]) if reason in set(Reason) else ""


def what_we_do(verdict: str) -> str:
    """What was decided about a film, in one to three sentences; empty when nothing was yet."""
    said = [Verdict(code) for code in verdict.split() if code in set(Verdict)]
    if not said:
        return ""
    if Verdict.PLAYS in said and Verdict.TRIMMED not in said:
        first = _("Hij speelt meteen.")
        if Verdict.SMALLER in said:
            first = _("Hij speelt meteen. We maken er ook kleinere versies van, voor trage verbindingen.")
    else:
        first = next((str(_NOT_EVERYWHERE[code]) for code in said if code in _NOT_EVERYWHERE), "")
    return " ".join([first, *(str(_WORTH_KNOWING[code]) for code in said if code in _WORTH_KNOWING)]).strip()


def who_sees(recording: Recording, named: Sequence[Person], *, viewer: Viewer) -> str:
    """Who sees it now, in a sentence with names. `named`: with whom it is shared by name."""
    if not policy.is_there(recording):
        return _("Niemand ziet dit meer")
    if not policy.is_cleared(recording):
        return _("Alleen jij ziet dit nu")
    if _is_with_a_team(recording):
        return _("Gedeeld met je team")
    others = _others(recording, named, viewer)
    if not others:
        return _("Alleen jij ziet dit")
    return _("%(names)s zien dit", names=series([_("Jij"), *others]))


def who_sees_shortly(recording: Recording, named: Sequence[Person], *, viewer: Viewer) -> str:
    """The same where there is room for a few words."""
    if not policy.is_there(recording):
        return _("Niemand")
    if not policy.is_cleared(recording):
        return _("Alleen jij")
    if _is_with_a_team(recording):
        return _("Team")
    others = _others(recording, named, viewer)
    if not others:
        return _("Alleen jij")
    if len(others) == 1:
        return _("Jij en %(name)s", name=others[0].split()[0])
    return ngettext("Jij en %(num)s collega", "Jij en %(num)s collega’s", len(others))


def _is_with_a_team(recording: Recording) -> bool:
    return any(share.team_id is not None for share in recording.open_shares)


def _others(recording: Recording, named: Sequence[Person], viewer: Viewer) -> list[str]:
    return [person.name for person in (recording.maker, *named) if not viewer.is_person(person.id)]
