"""What moments and answers are called on the screen."""

from collections.abc import Mapping
from typing import Any

from wpl_platform.core.text import lazy
from wpl_platform.feedback.models import AnnotationKind, ResponseKind

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
