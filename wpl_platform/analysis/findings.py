"""The one sentence above each picture: what the figures say of the work, never of how good somebody is. Pure."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median_low

from wpl_platform.analysis.patterns import (
    Apart,
    Mark,
    Peak,
    Period,
    by_kind,
    enough,
    extremes,
    leading,
    missing,
    voices,
)
from wpl_platform.core.text import _, lazy, ngettext
from wpl_platform.core.timecode import Span, written
from wpl_platform.feedback.models import AnnotationKind

PLURALS: Mapping[AnnotationKind, object] = {
    AnnotationKind.OBSERVATION: lazy("Observaties"),
    AnnotationKind.STRENGTH: lazy("Toppen"),
    AnnotationKind.QUESTION: lazy("Vragen"),
    AnnotationKind.SUGGESTION: lazy("Tips"),
}
MOSTLY: Mapping[AnnotationKind, object] = {
    AnnotationKind.OBSERVATION: lazy("Jullie beschrijven vooral wat er te zien is"),
    AnnotationKind.STRENGTH: lazy("Jullie zien vooral wat goed gaat"),
    AnnotationKind.QUESTION: lazy("Jullie stellen vooral vragen"),
    AnnotationKind.SUGGESTION: lazy("Jullie geven vooral tips"),
}
NOT_YET: Mapping[AnnotationKind, object] = {
    AnnotationKind.OBSERVATION: lazy("Niemand beschreef nog wat er te zien is"),
    AnnotationKind.STRENGTH: lazy("Niemand noemde nog wat goed gaat"),
    AnnotationKind.QUESTION: lazy("Niemand stelde nog een vraag"),
    AnnotationKind.SUGGESTION: lazy("Niemand gaf nog een tip"),
}
MORE: Mapping[AnnotationKind, object] = {
    AnnotationKind.OBSERVATION: lazy("Jullie beschrijven vaker wat er te zien is dan eerder"),
    AnnotationKind.STRENGTH: lazy("Jullie zien vaker wat goed gaat dan eerder"),
    AnnotationKind.QUESTION: lazy("Jullie stellen vaker vragen dan eerder"),
    AnnotationKind.SUGGESTION: lazy("Jullie geven vaker tips dan eerder"),
}
SHIFT = 0.1
"""A kind's share of the moments grew noticeably from so much on."""


def counted(count: int) -> str:
    """So many moments."""
    return ngettext("%(num)s moment", "%(num)s momenten", count)


def people(count: int) -> str:
    """So many people."""
    return ngettext("%(num)s mens", "%(num)s mensen", count)


def middle(peak: Peak) -> int:
    """The ms that stands for the peak: where its middle mark begins."""
    return median_low(mark.span.start for mark in peak.marks)


def where_we_looked(marks: Sequence[Mark], peak: Peak | None) -> str:
    """Where the attention lies."""
    if peak is not None:
        return _("De meeste aandacht ligt rond %(time)s", time=written(middle(peak)))
    if len(marks) < 3:
        return ngettext("Er is nog maar %(num)s moment", "Er zijn nog maar %(num)s momenten", len(marks))
    return _("De aandacht is verdeeld over de hele video")


def density_sentence(marks: Sequence[Mark], peak: Peak | None, duration_ms: int) -> str:
    """The picture of the density for who does not see it."""
    whole = _("Hoe druk het is met momenten, van 0:00 tot %(end)s.", end=written(duration_ms))
    if peak is None:
        return whole
    most = _(
        "De meeste liggen tussen %(start)s en %(end)s: %(near)s van de %(all)s.",
        start=written(peak.start),
        end=written(peak.end),
        near=len(peak.marks),
        all=len(marks),
    )
    return f"{whole} {most}"


def peak_sentence(peak: Peak) -> str:
    """How much lies in the peak; of how many people only when they are enough."""
    if not enough(peak.marks):
        return counted(len(peak.marks))
    return _("%(moments)s van %(people)s", moments=counted(len(peak.marks)), people=people(voices(peak.marks)))


def what_stood_out(counts: Mapping[AnnotationKind, int]) -> str:
    """Which kind is not there yet; else which leads; else which there is most and least of."""
    lacking, first = missing(counts), leading(counts)
    if lacking is not None:
        return str(NOT_YET[lacking])
    if first is not None:
        return str(MOSTLY[first])
    ends = extremes(counts)
    if ends is not None:
        most, least = PLURALS[ends[0]], str(PLURALS[ends[1]]).lower()
        return _("%(most)s het vaakst, %(least)s het minst", most=most, least=least)
    return _("Jullie kijken op alle vier de manieren")


def counts_sentence(counts: Mapping[AnnotationKind, int]) -> str:
    """The counts of the kinds, in words."""
    return ", ".join(f"{PLURALS[kind]} {count}" for kind, count in counts.items()) + "."


def who_is_silent(heard: int, could: int) -> str:
    """How many people were not heard yet; never who."""
    silent = max(could - heard, 0)
    if silent == 0:
        return _("Iedereen in het team is gehoord")
    return ngettext(
        "%(num)s van de %(all)s mensen is nog niet gehoord",
        "%(num)s van de %(all)s mensen zijn nog niet gehoord",
        silent,
        all=could,
    )


def where_we_differ(places: Sequence[Apart]) -> str:
    """On how many places one side saw what the other did not."""
    if not places:
        return _("Maker en collega's markeren dezelfde plekken")
    return ngettext(
        "Op %(num)s plek ziet de een wat de ander niet ziet",
        "Op %(num)s plekken ziet de een wat de ander niet ziet",
        len(places),
    )


def apart_sentence(place: Apart) -> str:
    """Which side saw something there."""
    if place.by_maker:
        return _("Alleen de maker markeerde hier iets.")
    return _("Collega's zien hier iets, de maker markeerde niets.")


def quiet_sentence(quiet: Span) -> str:
    """Where nobody marked anything."""
    return _(
        "Van %(start)s tot %(end)s markeerde nog niemand iets.", start=written(quiet.start), end=written(quiet.last)
    )


def over_weeks(periods: Sequence[Period], marks: Sequence[Mark]) -> str:
    """What changed over the weeks; else what leads."""
    told = [period for period in periods if period.marks and period.told]
    if len(told) > 1:
        before = [mark for period in told[:-1] for mark in period.marks]
        grown = _grown(_shares(before), _shares(told[-1].marks))
        if grown is not None:
            return str(MORE[grown])
    return what_stood_out(counts_of(marks))


def questions(still_open: int, asked: int) -> str:
    """Whether questions wait."""
    if not asked:
        return _("Er zijn nog geen vragen gesteld")
    if not still_open:
        return _("Alle vragen kregen een antwoord")
    return ngettext("%(num)s vraag wacht op een antwoord", "%(num)s vragen wachten op een antwoord", still_open)


def counts_of(marks: Sequence[Mark]) -> dict[AnnotationKind, int]:
    """How many of each kind."""
    return {kind: len(found) for kind, found in by_kind(marks).items()}


def _shares(marks: Sequence[Mark]) -> Callable[[AnnotationKind], float]:
    counts = counts_of(marks)
    return lambda kind: counts[kind] / max(len(marks), 1)


def _grown(
    before: Callable[[AnnotationKind], float], after: Callable[[AnnotationKind], float]
) -> AnnotationKind | None:
    most = max(AnnotationKind, key=lambda kind: after(kind) - before(kind))
    return most if after(most) - before(most) >= SHIFT else None
