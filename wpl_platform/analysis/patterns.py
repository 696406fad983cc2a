"""What marks show together: where they gather, where nobody looked, what stands out over weeks. Pure arithmetic.

Nothing here counts what one person does. A figure over people is only drawn from `SMALLEST` people on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wpl_platform.core.timecode import Span
from wpl_platform.feedback.models import AnnotationKind
from wpl_platform.media.models import Situation

SMALLEST = 4
"""So many people must stand behind a figure over people."""

PEAK_SHARE = 0.11
"""A peak is looked for in stretches of this share of the recording."""

PEAK_MARKS = 3
LEADING_MARKS = 3
APART_SHARE = 0.08
"""Marks this share of the recording from each other speak of another place."""

APART_MOST = 3
QUIET_SHARE = 0.12
QUIET_MS = 1_500
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Mark:
    """A moment as far as figures need it: what kind, where on which recording, when; never what was written."""

    id: int
    kind: AnnotationKind
    span: Span
    author_id: int | None
    on: date
    situation: Situation
    answered: bool = False


@dataclass(frozen=True)
class Peak:
    """The stretch of a recording (ms) in which most marks begin, and those marks."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Apart:
    """A stretch (ms) in which either the maker or the colleagues marked something, and the others nothing."""

    start: int
    end: int
    by_maker: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Period:
    """The marks of some weeks in a row, first day to last; `told` is False when too few people stand behind them."""

    first: date
    last: date
    marks: tuple[Mark, ...]
    told: bool

    @property
    def weeks(self) -> int:
        """How many weeks it spans."""
        return ((self.last - self.first).days + 1) // 7


def voices(marks: Iterable[Mark]) -> int:
    """How many people stand behind the marks; people who left count no more."""
    return len({mark.author_id for mark in marks} - {None})


def enough(marks: Iterable[Mark]) -> bool:
    """Whether enough people stand behind the marks to draw a figure over them."""
    return voices(marks) >= SMALLEST


def by_kind(marks: Iterable[Mark]) -> dict[AnnotationKind, list[Mark]]:
    """The marks of each kind, in the order in which the kinds are always named."""
    found: dict[AnnotationKind, list[Mark]] = {kind: [] for kind in AnnotationKind}
    for mark in marks:
        found[mark.kind].append(mark)
    return found


def by_situation(marks: Iterable[Mark]) -> dict[Situation, list[Mark]]:
    """The marks of each kind of work situation that has any, most first."""
    found: dict[Situation, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.situation, []).append(mark)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), list(Situation).index(pair[0]))))


def leading(counts: Mapping[AnnotationKind, int]) -> AnnotationKind | None:
    """The kind that stands out: three times at least, and a quarter more often than the next; None when none does."""
    (first, most), (_, next_most) = Counter(dict(counts)).most_common(2)
    return first if most >= LEADING_MARKS and most >= next_most * 1.25 else None


def extremes(counts: Mapping[AnnotationKind, int]) -> tuple[AnnotationKind, AnnotationKind] | None:
    """The one kind there is most and least of, at least twice apart; None when others share that place."""
    (most, high), (_, second), (_, third), (least, low) = Counter(dict(counts)).most_common()
    clear = high > second and low < third and high >= 2 * low
    return (most, least) if clear else None


def missing(counts: Mapping[AnnotationKind, int]) -> AnnotationKind | None:
    """The first kind that nobody used; None when all were, or none."""
    if not any(counts.values()):
        return None
    return next((kind for kind, count in counts.items() if count == 0), None)


def peak(marks: Sequence[Mark], duration_ms: int) -> Peak | None:
    """Where most marks begin close together; None unless they are three, and twice as dense as on average."""
    width = max(1_000, round(duration_ms * PEAK_SHARE))
    ordered = sorted(marks, key=lambda mark: (mark.span.start, mark.id))
    best: list[Mark] = []
    for number, first in enumerate(ordered):
        near = [mark for mark in ordered[number:] if mark.span.start <= first.span.start + width]
        if len(near) > len(best):
            best = near
    if len(best) < PEAK_MARKS or len(best) * duration_ms < 2 * width * len(marks):
        return None
    start = best[0].span.start
    return Peak(start, min(max(mark.span.last for mark in best), start + 2 * width), tuple(best))


def quiet(marks: Sequence[Mark], duration_ms: int) -> Span | None:
    """The longest stretch (ms) that no mark touches, when it is an eighth of the recording and 1.5 s; else None."""
    seen, longest = 0, (0, 0)
    for span in sorted((mark.span for mark in marks), key=lambda span: span.start):
        if span.start - seen > longest[1] - longest[0]:
            longest = (seen, span.start)
        seen = max(seen, span.last)
    if duration_ms - seen > longest[1] - longest[0]:
        longest = (seen, duration_ms)
    length = longest[1] - longest[0]
    return Span(*longest) if marks and length >= max(QUIET_MS, duration_ms * QUIET_SHARE) else None


def apart(marks: Sequence[Mark], maker_id: int, duration_ms: int) -> list[Apart]:
    """Up to three places, in order of time, that one side marked and the other did not: those with most marks.

    What only one colleague marked is no place: that would compare two people. Empty until both sides marked something.
    """
    near = max(1_000, round(duration_ms * APART_SHARE))
    mine = [mark for mark in marks if mark.author_id == maker_id]
    theirs = [mark for mark in marks if mark.author_id != maker_id]
    if not mine or not theirs:
        return []
    found = [*_alone(mine, theirs, near, by_maker=True), *_alone(theirs, mine, near, by_maker=False)]
    told = [place for place in found if place.by_maker or voices(place.marks) > 1]
    strongest = sorted(told, key=lambda place: (-len(place.marks), place.start))[:APART_MOST]
    return sorted(strongest, key=lambda place: place.start)


def _alone(ours: Sequence[Mark], others: Sequence[Mark], near: int, *, by_maker: bool) -> list[Apart]:
    lone = [mark for mark in ours if all(_distance(mark.span, other.span) > near for other in others)]
    groups: list[list[Mark]] = []
    for mark in sorted(lone, key=lambda mark: (mark.span.start, mark.id)):
        if groups and mark.span.start - groups[-1][-1].span.last <= near:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return [
        Apart(group[0].span.start, max(mark.span.last for mark in group), by_maker, tuple(group)) for group in groups
    ]


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.last, other.start - one.last, 0)


def periods(marks: Iterable[Mark], today: date, weeks: int) -> list[Period]:
    """The last weeks, oldest first, today in the last of them; neighbouring weeks are joined until enough people
    stand behind each. A week in which nobody marked anything stays on its own: it tells of nobody."""
    first = today - weeks * WEEK + timedelta(days=1)
    cells: list[list[Mark]] = [[] for _ in range(weeks)]
    for mark in marks:
        if first <= mark.on <= today:
            cells[(mark.on - first).days // 7].append(mark)
    found: list[Period] = []
    begun, held = 0, list[Mark]()
    for number, cell in enumerate(cells):
        held += cell
        if held and not enough(held):
            continue
        found.append(_period(first, begun, number, held))
        begun, held = number + 1, []
    return _with_rest(found, held, first, begun, weeks)


def _with_rest(found: list[Period], held: list[Mark], first: date, begun: int, weeks: int) -> list[Period]:
    """The last weeks without enough people go with the ones before; alone they are not told."""
    if not held:
        return found
    rest = _period(first, begun, weeks - 1, held)
    while found and not rest.told:
        before = found.pop()
        marks = (*before.marks, *rest.marks)
        rest = Period(before.first, rest.last, marks, enough(marks))
    return [*found, rest]


def _period(first: date, begun: int, ended: int, marks: Sequence[Mark]) -> Period:
    start = first + begun * WEEK
    last = first + (ended + 1) * WEEK - timedelta(days=1)
    return Period(start, last, tuple(marks), not marks or enough(marks))
