"""From faces found in single pictures to what is covered over time. Pure.

A detector misses a face now and then: when somebody turns, waves or moves fast. So a face that was seen before and
after a gap is covered in the gap too, and for a while before it is first and after it is last seen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wpl_platform.media.redaction import Cover, Place, Shape

GAP_MS = 1_500
"""A face that is missed for so long between two sights of it is taken to have been there."""
AROUND_MS = 700
"""So long it is covered before it is first seen and after it is last seen, where it was."""
GROWTH = 1.7
"""A found box ends at the chin and the brow; this many times as large, hair and ears are in it.

It is a rectangle: an oval on a body looks like a head, to people and to the detector.
"""
AROUND_GROWTH = 1.25
NEAR = 1.0
"""How far a face may have gone between two sights, in its own widths, and as much again each second."""
ALIKE = 2.2
STILL = 0.08
"""A place that differs less than this from the straight line, in its own size, is not kept."""
KEEP_EVERY_MS = 500


@dataclass
class _Track:
    places: list[Place]

    @property
    def last(self) -> Place:
        return self.places[-1]


def followed(sights: Iterable[tuple[int, Sequence[Place]]], length_ms: int) -> tuple[Cover, ...]:
    """The covers over all faces: `sights` are the moments that were looked at (ms, in order) and what was seen then."""
    done: list[_Track] = []
    going: list[_Track] = []
    for at, places in sights:
        done += [track for track in going if at - track.last.at > GAP_MS]
        going = [track for track in going if at - track.last.at <= GAP_MS]
        free = list(going)
        for place in sorted(places, key=lambda one: -one.width * one.height):
            track = min(free, key=lambda one: _apart(one.last, place), default=None)
            if track is not None and _same(track.last, place):
                free.remove(track)
                track.places.append(place)
            else:
                going.append(_Track([place]))
    return tuple(_cover(track.places, length_ms) for track in (*done, *going))


def unasked(
    sights: Iterable[tuple[int, Sequence[Place]]], dropped: Sequence[Cover]
) -> Iterator[tuple[int, Sequence[Place]]]:
    """The same sights without what lies in a place that was dropped, while it was: nothing is said about those.

    What is larger than such a place is something else, and stays.
    """
    for at, places in sights:
        left_out = [place for place in (cover.place_at(at) for cover in dropped) if place is not None]
        yield at, [place for place in places if not any(_lies_in(place, out) for out in left_out)]


def _lies_in(place: Place, other: Place) -> bool:
    across = abs(place.x + place.width / 2 - other.x - other.width / 2) <= other.width / 2
    down = abs(place.y + place.height / 2 - other.y - other.height / 2) <= other.height / 2
    return across and down and place.width <= other.width and place.height <= other.height


def _cover(places: list[Place], length_ms: int) -> Cover:
    kept = [place.grown(GROWTH) for place in thinned(places)]
    first, last = kept[0], kept[-1]
    start, end = max(0, first.at - AROUND_MS), min(length_ms, last.at + AROUND_MS)
    before = [first.grown(AROUND_GROWTH).moved_to(start)] if start < first.at else []
    after = [last.grown(AROUND_GROWTH).moved_to(end)] if end > last.at else []
    return Cover(Shape.RECTANGLE, start, max(end, start + 1), (*before, *kept, *after))


def thinned(places: Sequence[Place]) -> list[Place]:
    """Without the places that lie so near the straight line between others that nobody sees the difference."""
    kept = [places[0]]
    waiting: list[Place] = []
    for place in places[1:]:
        far = any(_off(kept[-1], place, one) > STILL for one in waiting)
        if waiting and (far or place.at - kept[-1].at > KEEP_EVERY_MS):
            kept.append(waiting[-1])
            waiting = []
        waiting.append(place)
    return [*kept, *waiting[-1:]]


def _off(first: Place, last: Place, between: Place) -> float:
    """How far a place lies from the line between two others, in its own size."""
    part = (between.at - first.at) / max(last.at - first.at, 1)
    pairs = ((first.x, last.x, between.x), (first.y, last.y, between.y), (first.width, last.width, between.width))
    return max(abs(begin + (end - begin) * part - there) for begin, end, there in pairs) / max(between.width, 1e-6)


def _apart(one: Place, other: Place) -> float:
    """How far two middles lie apart, in the widths of the larger."""
    across = abs(one.x + one.width / 2 - other.x - other.width / 2) / max(one.width, other.width, 1e-6)
    down = abs(one.y + one.height / 2 - other.y - other.height / 2) / max(one.height, other.height, 1e-6)
    return float(max(across, down))


def _same(one: Place, other: Place) -> bool:
    alike = max(one.width, other.width) <= ALIKE * min(one.width, other.width)
    return alike and _apart(one, other) <= NEAR * (1 + (other.at - one.at) / 1000)
