"""What a page of analysis shows, put together from figures: curves, rows, periods, a sentence above each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wpl_platform.analysis import charts, findings, patterns
from wpl_platform.analysis.charts import Bar, Curve, Pin, Tick
from wpl_platform.analysis.patterns import Apart, Mark, Peak, Period
from wpl_platform.core.timecode import Span
from wpl_platform.feedback.models import AnnotationKind
from wpl_platform.media.models import Situation

DENSITY_HEIGHT, ROW_HEIGHT, BESIDE_HEIGHT = 170, 30, 44
WEEKS = 8
FEW_OF = 8
"""Of so many moments, a kind with one or none asks to be looked at."""


@dataclass(frozen=True)
class KindRow:
    """One kind on a recording: its curve on the shared scale, its count, where its moments begin (ms)."""

    kind: AnnotationKind
    name: str
    curve: Curve
    count: int
    starts: tuple[int, ...]
    few: bool


@dataclass(frozen=True)
class Place:
    """Where one side saw what the other did not: its number, its edges in per cent, from when (ms), who, and a mark."""

    number: int
    left: float
    width: float
    start: int
    sentence: str
    mark: Mark


@dataclass(frozen=True)
class Difference:
    """The maker beside the colleagues, on one scale; drawn from four people on."""

    title: str
    maker: Curve
    colleagues: Curve
    others: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Story:
    """One recording from top to bottom. What is said of people is None while too few of them marked something."""

    marks: tuple[Mark, ...]
    duration: int
    curve: Curve
    pins: tuple[Pin, ...]
    pin_rows: int
    ticks: tuple[Tick, ...]
    peak: Peak | None
    hot: tuple[float, float] | None
    at: int
    looked: str
    looked_sentence: str
    peak_sentence: str
    rows: tuple[KindRow, ...]
    stood_out: str
    stood_out_sentence: str
    voices: int | None
    unheard: int
    silent: str
    difference: Difference | None
    quiet: Span | None
    quiet_at: tuple[float, float] | None
    quiet_sentence: str


@dataclass(frozen=True)
class KindBars:
    """One kind over the weeks: its bars on the shared scale, and its count."""

    kind: AnnotationKind
    name: str
    bars: tuple[Bar, ...]
    count: int


@dataclass(frozen=True)
class SituationRow:
    """One kind of work situation: its count, and its width in per cent of the most; `told` False: too few people."""

    situation: Situation
    count: int
    width: float
    told: bool


@dataclass(frozen=True)
class Pattern:
    """A team over its shared recordings. Everything but `told` is empty while too few people marked something."""

    told: bool
    count: int
    voices: int
    periods: tuple[Period, ...]
    rows: tuple[KindBars, ...]
    weeks_title: str
    weeks_sentence: str
    situations: tuple[SituationRow, ...]
    questions: int
    still_open: int
    questions_title: str


def story(marks: Sequence[Mark], duration: int, *, maker_id: int, watchers: int) -> Story:
    """Everything on the page of one recording of `duration` ms; `watchers`: how many people could have been heard."""
    peak, quiet = patterns.peak(marks, duration), patterns.quiet(marks, duration)
    counts, pins = findings.counts_of(marks), charts.pins(marks, duration)
    told, heard = patterns.enough(marks), patterns.voices(marks)
    return Story(
        marks=tuple(marks),
        duration=duration,
        curve=charts.curve(marks, duration, DENSITY_HEIGHT),
        pins=tuple(pins),
        pin_rows=1 + max((pin.row for pin in pins), default=0),
        ticks=tuple(charts.ticks(duration)),
        peak=peak,
        hot=charts.stretch(Span(peak.start, max(peak.end, peak.start + 1)), duration) if peak else None,
        at=findings.middle(peak) if peak else 0,
        looked=findings.where_we_looked(marks, peak),
        looked_sentence=findings.density_sentence(marks, peak, duration),
        peak_sentence=findings.peak_sentence(peak) if peak else "",
        rows=tuple(_kind_rows(marks, duration)),
        stood_out=findings.what_stood_out(counts),
        stood_out_sentence=findings.counts_sentence(counts),
        voices=heard if told else None,
        unheard=max(watchers - heard, 0),
        silent=findings.who_is_silent(heard, watchers),
        difference=_difference(marks, duration, maker_id) if told else None,
        quiet=quiet,
        quiet_at=charts.stretch(quiet, duration) if quiet else None,
        quiet_sentence=findings.quiet_sentence(quiet) if quiet else "",
    )


def pattern(marks: Sequence[Mark], today: date) -> Pattern:
    """Everything on the page of a team; nothing but the fact itself when fewer than four people marked something."""
    if not patterns.enough(marks):
        return Pattern(False, 0, 0, (), (), "", "", (), 0, 0, "")
    periods = patterns.periods(marks, today, WEEKS)
    lately = [mark for period in periods for mark in period.marks]
    asked = [mark for mark in marks if mark.kind is AnnotationKind.QUESTION]
    still_open = sum(not mark.answered for mark in asked)
    return Pattern(
        told=True,
        count=len(marks),
        voices=patterns.voices(marks),
        periods=tuple(periods),
        rows=tuple(_kind_bars(periods)),
        weeks_title=findings.over_weeks(periods, lately),
        weeks_sentence=findings.counts_sentence(findings.counts_of(lately)),
        situations=tuple(_situation_rows(marks)),
        questions=len(asked),
        still_open=still_open,
        questions_title=findings.questions(still_open, len(asked)),
    )


def _difference(marks: Sequence[Mark], duration: int, maker_id: int) -> Difference | None:
    """None as long as the maker or the colleagues marked nothing: there is nothing to lay beside each other."""
    mine = [mark for mark in marks if mark.author_id == maker_id]
    theirs = [mark for mark in marks if mark.author_id != maker_id]
    if not mine or not theirs:
        return None
    top, places = charts.tallest([mine, theirs], duration), patterns.apart(marks, maker_id, duration)
    return Difference(
        title=findings.where_we_differ(places),
        maker=charts.curve(mine, duration, BESIDE_HEIGHT, top),
        colleagues=charts.curve(theirs, duration, BESIDE_HEIGHT, top),
        others=patterns.voices(theirs),
        places=tuple(_place(number, place, duration) for number, place in enumerate(places, start=1)),
    )


def _place(number: int, place: Apart, duration: int) -> Place:
    room = round(duration * 0.015)
    left, width = charts.stretch(Span(max(place.start - room, 0), place.end + room), duration)
    return Place(number, left, width, place.start, findings.apart_sentence(place), place.marks[0])


def _kind_rows(marks: Sequence[Mark], duration: int) -> list[KindRow]:
    groups = patterns.by_kind(marks)
    top = charts.tallest(list(groups.values()), duration)
    return [
        KindRow(
            kind,
            str(findings.PLURALS[kind]),
            charts.curve(found, duration, ROW_HEIGHT, top),
            len(found),
            tuple(mark.span.start for mark in found),
            few=len(found) <= 1 and len(marks) >= FEW_OF,
        )
        for kind, found in groups.items()
    ]


def _kind_bars(periods: Sequence[Period]) -> list[KindBars]:
    counts = {
        kind: [len(patterns.by_kind(period.marks)[kind]) if period.told else 0 for period in periods]
        for kind in AnnotationKind
    }
    most = max(
        (count / period.weeks for row in counts.values() for count, period in zip(row, periods, strict=True)),
        default=0.0,
    )
    return [
        KindBars(kind, str(findings.PLURALS[kind]), tuple(charts.bars(periods, row, most)), sum(row))
        for kind, row in counts.items()
    ]


def _situation_rows(marks: Sequence[Mark]) -> list[SituationRow]:
    groups = patterns.by_situation(marks)
    most = max((len(found) for found in groups.values() if patterns.enough(found)), default=1)
    return [
        SituationRow(
            situation,
            len(found) if patterns.enough(found) else 0,
            round(100 * len(found) / most, 2) if patterns.enough(found) else 0.0,
            patterns.enough(found),
        )
        for situation, found in groups.items()
    ]
