"""What moments and answers are called on the screen."""

from collections.abc import Mapping
from typing import Any

from wpl_platform.core.text import lazy
from wpl_platform.feedback.models import AnnotationKind, FeedbackForm, ResponseKind, Visibility
from wpl_platform.feedback.spoken_models import Spoken, SpokenStage
from wpl_platform.feedback.still_models import Still, StillStage

KIND_WORDS: Mapping[AnnotationKind, Any] = {
    AnnotationKind.OBSERVATION: lazy("Observatie"),
    AnnotationKind.STRENGTH: lazy("Top"),
    AnnotationKind.QUESTION: lazy("Vraag"),
    AnnotationKind.SUGGESTION: lazy("Tip"),
}

PROMPTS: Mapping[AnnotationKind, Any] = {
    AnnotationKind.OBSERVATION: lazy("Wat zie of hoor je?"),
    AnnotationKind.STRENGTH: lazy("Wat gaat hier goed, en wat doet dat?"),
    AnnotationKind.QUESTION: lazy("Wat zou je willen weten?"),
    AnnotationKind.SUGGESTION: lazy("Wat zag je, en wat zou je proberen?"),
}

FORM_WORDS: Mapping[FeedbackForm, tuple[Any, tuple[tuple[Any, Any], ...]]] = {
    FeedbackForm.FREE: (lazy("Vrij"), ()),
    FeedbackForm.FOUR_G: (
        lazy("4G: gedrag, gevoel, gevolg, gewenst"),
        (
            (lazy("Gedrag"), lazy("Ik zie of hoor dat je …")),
            (lazy("Gevoel"), lazy("Dat geeft mij het gevoel …")),
            (lazy("Gevolg"), lazy("Het gevolg is …")),
            (lazy("Gewenst gedrag"), lazy("Ik zou graag zien dat je …")),
        ),
    ),
    FeedbackForm.FOUR_G_CARE: (
        lazy("4G in de zorg: gebeurtenis, gevoel, gevolg, gewenst"),
        (
            (lazy("Gebeurtenis"), lazy("Wat gebeurde er?")),
            (lazy("Gevoel"), lazy("Dat geeft mij het gevoel …")),
            (lazy("Gevolg"), lazy("Het gevolg is …")),
            (lazy("Gewenst gedrag"), lazy("Ik zou graag zien dat je …")),
        ),
    ),
    FeedbackForm.FOUR_G_EVENT: (
        lazy("4G: gebeurtenis, gedrag, gevoel, gevolg"),
        (
            (lazy("Gebeurtenis"), lazy("Wat gebeurde er?")),
            (lazy("Gedrag"), lazy("Ik zie of hoor dat je …")),
            (lazy("Gevoel"), lazy("Dat geeft mij het gevoel …")),
            (lazy("Gevolg"), lazy("Het gevolg is …")),
        ),
    ),
    FeedbackForm.SBI: (
        lazy("SBI: situatie, gedrag, impact"),
        (
            (lazy("Situatie"), lazy("Waar en wanneer was het?")),
            (lazy("Gedrag"), lazy("Ik zie of hoor dat je …")),
            (lazy("Impact"), lazy("Wat doet dat met mij of met de ander?")),
        ),
    ),
    FeedbackForm.FEED_UP: (
        lazy("Feed-up, feedback, feed-forward"),
        (
            (lazy("Feed-up"), lazy("Wat wilde je bereiken?")),
            (lazy("Feedback"), lazy("Hoe ging het?")),
            (lazy("Feed-forward"), lazy("Wat houd je zo, wat doe je anders?")),
        ),
    ),
}
"""What each form is called, and its parts: their names, and how a sentence in it can begin."""

FORM_NAMES: Mapping[FeedbackForm, Any] = {form: name for form, (name, _parts) in FORM_WORDS.items()}

VISIBILITY_WORDS: Mapping[Visibility, Any] = {
    Visibility.SHARED: lazy("Wie de video ziet"),
    Visibility.PRIVATE: lazy("Alleen ik"),
}

RESPONSE_ICONS: Mapping[ResponseKind, str] = {
    ResponseKind.TAKE_ALONG: "sprout",
    ResponseKind.TELL_MORE: "message-circle-question-mark",
    ResponseKind.THANKS: "heart-handshake",
    ResponseKind.NOT_YET: "clock",
}

RESPONSE_BUTTONS: Mapping[ResponseKind, Any] = {
    ResponseKind.TAKE_ALONG: lazy("Dit neem ik mee"),
    ResponseKind.TELL_MORE: lazy("Doorvragen"),
    ResponseKind.THANKS: lazy("Bedankt"),
    ResponseKind.NOT_YET: lazy("Nog niet"),
}

RESPONSE_BY_ME: Mapping[ResponseKind, Any] = {
    ResponseKind.TAKE_ALONG: lazy("Dit neem jij mee"),
    ResponseKind.TELL_MORE: lazy("Jij vraagt door"),
    ResponseKind.THANKS: lazy("Jij bedankte"),
    ResponseKind.NOT_YET: lazy("Jij zegt: nog niet"),
}

RESPONSE_BY_MAKER: Mapping[ResponseKind, Any] = {
    ResponseKind.TAKE_ALONG: lazy("De maker neemt dit mee"),
    ResponseKind.TELL_MORE: lazy("De maker vraagt door"),
    ResponseKind.THANKS: lazy("De maker bedankt hiervoor"),
    ResponseKind.NOT_YET: lazy("De maker zegt: nog niet"),
}

RESPONSE_TO_ME: Mapping[ResponseKind, Any] = {
    ResponseKind.TAKE_ALONG: lazy("De maker neemt dit mee"),
    ResponseKind.TELL_MORE: lazy("De maker vraagt je om meer"),
    ResponseKind.THANKS: lazy("De maker bedankt je"),
    ResponseKind.NOT_YET: lazy("De maker zegt: nog niet"),
}

QUESTIONS = (
    lazy("Wat valt je op?"),
    lazy("Wat gaat hier goed?"),
    lazy("Luister ik goed genoeg?"),
    lazy("Wat zou jij anders doen?"),
)
"""What a maker can ask without having to think of it."""

SPOKEN_WAITS: Mapping[SpokenStage, Any] = {
    SpokenStage.AWAITING: lazy("De opname is onderweg."),
    SpokenStage.PROCESSING: lazy("De opname wordt klaargemaakt."),
}
SPOKEN_REASONS: Mapping[str, Any] = {
    "unreadable": lazy("De opname was beschadigd en is weggegooid."),
    "no_sound": lazy("Er was niets te horen op de opname. Kijk of je microfoon aanstaat."),
    "no_picture": lazy("Er was geen beeld bij de opname. Kijk of je camera aanstaat."),
    "too_short": lazy("De opname was te kort om iets te horen."),
    "too_long": lazy("De opname was te lang. Neem hem korter op."),
    "lost": lazy("De opname is kwijt."),
}
SPOKEN_BROKE_OFF = lazy("De opname kon nu niet klaargemaakt worden.")


def spoken(said: Spoken) -> str:
    """Why nothing is to be heard yet, or ever; empty when it is ready."""
    if said.stage is SpokenStage.READY:
        return ""
    if said.stage is SpokenStage.FAILED:
        return str(SPOKEN_REASONS.get(said.reason, SPOKEN_BROKE_OFF))
    return str(SPOKEN_WAITS[said.stage])


STILL_WAITS: Mapping[StillStage, Any] = {
    StillStage.TAKING: lazy("Het beeld wordt gemaakt."),
    StillStage.FAILED: lazy("Het beeld kon niet gemaakt worden."),
}


def still(kept: Still) -> str:
    """Why no picture is to be seen yet; empty when it is there."""
    return "" if kept.stage is StillStage.READY else str(STILL_WAITS[kept.stage])
