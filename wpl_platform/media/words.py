"""What situations are called on the screen, and how a refusal is said to a person."""

from wpl_platform.core.text import lazy
from wpl_platform.media.models import Situation
from wpl_platform.media.plan import Reason

SITUATION_WORDS = {
    Situation.CLIENT_CONVERSATION: lazy("Klantgesprek"),
    Situation.CARE_PROCEDURE: lazy("Zorghandeling"),
    Situation.MEETING: lazy("Overleg"),
    Situation.INSTRUCTION: lazy("Uitleg of instructie"),
    Situation.ONLINE_ACTION: lazy("Online actie"),
    Situation.OTHER: lazy("Iets anders"),
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
    Reason.NOT_CONVERTED: lazy("Het lukte niet om deze video af te spelen te maken."),
}


def why(reason: str) -> str:
    """The sentence for a kept reason; empty when there is none."""
    return str(REASON_WORDS[Reason(reason)]) if reason in set(Reason) else ""
