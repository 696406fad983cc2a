"""Where faces are in single pictures becomes what is covered over time; what is asked and drawn is well formed."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wpl_platform.media import redaction_tools
from wpl_platform.media.ladder import Rung
from wpl_platform.media.redaction import Cover, Manner, Place, Redaction, Shape, Stretch, Voice
from wpl_platform.media.redaction_drawer import Drawer
from wpl_platform.media.redaction_faces import AROUND_MS, GAP_MS, GROWTH, followed
from wpl_platform.media.redaction_reading import covers_of, redaction_of, stretches_of
from wpl_platform.media.redaction_recipes import cells

LENGTH_MS = 20_000
Sight = tuple[int, list[Place]]


def face(at: int, x: float = 0.4, y: float = 0.3, size: float = 0.1) -> Place:
    return Place(at, x, y, size, size * 1.5)


def seen(*moments: int, every: int = 100, until: int = LENGTH_MS) -> list[Sight]:
    """A still face that is found at these moments, and not at the others that were looked at."""
    return [(at, [face(at)] if at in moments else []) for at in range(0, until, every)]


def drawn(covers: tuple[Cover, ...], ms: int, rate: float = 10) -> Any:
    """What the drawing shows at a moment, as parts of its height and width: true is covered."""
    told = {"width": 200, "height": 100, "rate": rate, "covers": [cover.as_data() for cover in covers]}
    picture = np.frombuffer(Drawer(told).draw(int(ms * rate / 1000)), np.uint8)
    return picture.reshape(100, 200) == 255


def hidden(covers: tuple[Cover, ...], place: Place, ms: int) -> bool:
    """Whether all of a place is covered at a moment."""
    shown = drawn(covers, ms)
    left, top = int(place.x * 200), int(place.y * 100)
    return bool(shown[top : top + int(place.height * 100), left : left + int(place.width * 200)].all())


def test_a_face_that_is_missed_for_a_while_stays_covered() -> None:
    covers = followed(seen(5_000, 5_100, 6_400, 6_500), LENGTH_MS)
    assert len(covers) == 1
    assert all(hidden(covers, face(at), at) for at in range(5_000, 6_500, 100))


def test_a_face_that_is_gone_for_long_is_not_covered_meanwhile() -> None:
    covers = followed(seen(5_000, 5_000 + 2 * GAP_MS + 2 * AROUND_MS), LENGTH_MS)
    assert len(covers) == 2
    assert not drawn(covers, 5_000 + GAP_MS + AROUND_MS).any()


def test_a_face_is_covered_before_it_is_first_and_after_it_is_last_found() -> None:
    covers = followed(seen(5_000), LENGTH_MS)
    assert hidden(covers, face(0), 5_000 - AROUND_MS + 100)
    assert hidden(covers, face(0), 5_000 + AROUND_MS - 100)
    assert not drawn(covers, 5_000 - AROUND_MS - 200).any()


def test_a_face_that_moves_is_covered_on_its_way_also_where_it_was_not_found() -> None:
    sights = [(at, [face(at, x=at / 20_000)] if at % 700 == 0 else []) for at in range(2_100, 9_000, 100)]
    covers = followed(sights, LENGTH_MS)
    assert len(covers) == 1
    assert all(hidden(covers, face(at, x=at / 20_000), at) for at in range(2_100, 8_400, 100))


def test_two_faces_beside_each_other_are_both_covered_all_the_time() -> None:
    places = [
        (at, [face(at, x=0.2), face(at, x=0.6)] if at % 500 else [face(at, x=0.6)]) for at in range(0, 5_000, 100)
    ]
    covers = followed(places, LENGTH_MS)
    assert len(covers) == 2
    assert all(hidden(covers, face(at, x=x), at) for at in range(0, 5_000, 100) for x in (0.2, 0.6))


def test_more_than_what_was_found_is_covered() -> None:
    covers = followed(seen(5_000), LENGTH_MS)
    assert hidden(covers, face(5_000).grown(GROWTH * 0.95), 5_000)


def test_a_long_still_face_is_kept_in_few_places() -> None:
    covers = followed([(at, [face(at)]) for at in range(0, LENGTH_MS, 66)], LENGTH_MS)
    assert len(covers) == 1
    assert len(covers[0].places) < 60


def test_what_is_kept_is_read_back() -> None:
    cover = Cover(Shape.ELLIPSE, 0, 900, (Place(0, 0.1, 0.2, 0.3, 0.4), Place(500, 0.2, 0.2, 0.3, 0.4)))
    asked = Redaction(Manner.BLACK, True, False, (cover,), (cover,), Voice.CHANGED, (Stretch(100, 200),))
    assert redaction_of(json.loads(json.dumps(asked.as_data()))) == asked


@pytest.mark.parametrize(
    "data",
    [
        {},
        "none",
        [{}],
        [{"shape": "star", "start": 0, "end": 9, "keys": [[0, 0.1, 0.1, 0.1, 0.1]]}],
        [{"shape": "ellipse", "start": 0, "end": 9, "keys": []}],
        [{"shape": "ellipse", "start": 9, "end": 9, "keys": [[0, 0.1, 0.1, 0.1, 0.1]]}],
        [{"shape": "ellipse", "start": 0, "end": 9, "keys": [[0, 0.1, 0.1, 0.1]]}],
        [{"shape": "ellipse", "start": 0, "end": 9, "keys": [[0, float("nan"), 0.1, 0.1, 0.1]]}],
        [{"shape": "ellipse", "start": 0, "end": 9, "keys": [[0, 0.1, 0.1, 0, 0.1]]}],
        [{"shape": "ellipse", "start": 0, "end": 9, "keys": [[5, 0.1, 0.1, 0.1, 0.1], [5, 0.1, 0.1, 0.1, 0.1]]}],
        [{"shape": "ellipse", "start": 0, "end": 9, "keys": [[0, 0.1, 0.1, 0.1, 0.1]]}] * 61,
    ],
)
def test_what_is_no_drawing_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        covers_of(data, LENGTH_MS)


def test_a_drawing_is_kept_inside_the_film() -> None:
    data = [{"shape": "rectangle", "start": -5, "end": 99_999, "keys": [[0, 0.1, 0.1, 0.2, 0.2]]}]
    assert (covers_of(data, LENGTH_MS)[0].start, covers_of(data, LENGTH_MS)[0].end) == (0, LENGTH_MS)


def test_a_part_of_the_sound_lies_in_the_film() -> None:
    assert stretches_of([(1_000, 99_000)], LENGTH_MS) == (Stretch(1_000, LENGTH_MS),)
    for times in ([(2_000, 1_000)], [(LENGTH_MS, LENGTH_MS + 1)]):
        with pytest.raises(ValueError, match="no part"):
            stretches_of(times, LENGTH_MS)


def test_an_oval_leaves_its_corners() -> None:
    places = (Place(0, 0.25, 0.25, 0.5, 0.5),)
    oval, box = (drawn((Cover(shape, 0, 1_000, places),), 500) for shape in (Shape.ELLIPSE, Shape.RECTANGLE))
    assert oval[50, 100]
    assert not oval[26, 51]
    assert box[26, 51]


def test_the_larger_a_face_the_fewer_cells_are_left_of_it() -> None:
    for width in (0.05, 0.2, 0.6):
        cover = Cover(Shape.RECTANGLE, 0, 1, (Place(0, 0, 0, width, width),))
        across, _down = cells(Rung(1280, 720), Redaction(faces=True, found=(cover,)))
        assert across * width <= 6


@pytest.mark.parametrize("program", [redaction_tools.FINDER, redaction_tools.DRAWER], ids=lambda file: file.stem)
def test_a_program_behind_the_walls_uses_nothing_of_the_product(program: Path) -> None:
    assert "import wpl_platform" not in program.read_text()
    assert "from wpl_platform" not in program.read_text()
