import re
from collections.abc import Callable

from flask.testing import FlaskClient

from tests.analysis.conftest import LENGTH_MS, Make
from tests.analysis.test_patterns import mark
from wpl_platform.accounts.models import Person
from wpl_platform.analysis import pictures
from wpl_platform.feedback.models import AnnotationKind

ClientOf = Callable[[Person], FlaskClient]


def test_below_four_people_the_density_is_drawn_and_nothing_is_said_of_people() -> None:
    marks = [mark(n, n * 1_000, author=n % 3) for n in range(9)]
    story = pictures.story(marks, LENGTH_MS, maker_id=0, watchers=6)
    assert story.curve.path
    assert story.voices is None
    told = pictures.story([*marks, mark(10, 3_000, author=3)], LENGTH_MS, maker_id=0, watchers=6)
    assert (told.voices, told.unheard) == (4, 2)


def test_a_peak_of_three_people_does_not_say_of_how_many() -> None:
    marks = [mark(n, 7_000 + n, author=n % 3) for n in range(6)]
    assert "3" not in pictures.story(marks, LENGTH_MS, maker_id=0, watchers=6).peak_sentence


def test_the_page_names_its_peak_and_every_pin_opens_its_moment(
    colleagues: list[Person], make_film: Make, client_of: ClientOf
) -> None:
    film = make_film(colleagues[0])
    moments = [film.mark(person, 7_000 + 300 * number) for number, person in enumerate(colleagues)]
    page = client_of(colleagues[1]).get(f"/recordings/{film.id}/analysis").text
    assert "De meeste aandacht ligt rond 0:07" in page
    assert "4 momenten van 4 mensen" in page
    for moment in moments:
        assert f'href="/recordings/{film.id}?t={moment.start_ms / 1000:g}#moment-{moment.id}"' in page


def test_looking_from_the_peak_begins_at_the_peak(
    colleagues: list[Person], make_film: Make, client_of: ClientOf
) -> None:
    film = make_film(colleagues[0])
    for number, person in enumerate(colleagues):
        film.mark(person, 7_000 + 300 * number)
    browser = client_of(colleagues[1])
    link = re.search(
        r'href="(/recordings/\d+\?t=[^"#]+)"[^>]*>.*?Kijk vanaf 0:07',
        browser.get(f"/recordings/{film.id}/analysis").text,
    )
    assert link
    start = re.search(r'data-start="(7\d{3})"', browser.get(link.group(1)).text)
    assert start, "the studio does not begin there"


def test_a_row_opens_the_moments_of_its_kind(colleagues: list[Person], make_film: Make, client_of: ClientOf) -> None:
    film = make_film(colleagues[0])
    film.mark(colleagues[1], 1_000, AnnotationKind.QUESTION)
    film.mark(colleagues[1], 2_000, AnnotationKind.SUGGESTION)
    browser = client_of(colleagues[0])
    assert browser.get(f"/recordings/{film.id}/analysis?kind=question").text.count('class="opened"') == 1
    assert browser.get(f"/recordings/{film.id}/analysis").text.count('class="opened"') == 0


def test_a_recording_without_moments_says_what_to_do(sanne: Person, make_film: Make, client_of: ClientOf) -> None:
    page = client_of(sanne).get(f"/recordings/{make_film(sanne, shared=False).id}/analysis").text
    assert "Kijk en markeer een moment" in page


def test_maker_and_colleagues_are_laid_beside_each_other_from_four_people_on() -> None:
    marks = [
        mark(n, at, author=author) for n, (at, author) in enumerate([(1_000, 0), (1_200, 1), (12_000, 1), (12_500, 2)])
    ]
    assert pictures.story(marks, LENGTH_MS, maker_id=0, watchers=6).difference is None
    found = pictures.story([*marks, mark(9, 1_500, author=3)], LENGTH_MS, maker_id=0, watchers=6).difference
    assert found is not None
    assert found.others == 3
    assert [(place.start, place.sentence[:9]) for place in found.places] == [(12_000, "Collega's")]
