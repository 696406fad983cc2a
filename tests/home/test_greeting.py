"""The day is greeted by the clock of the people, in words."""

import pytest
from flask import Flask

from wpl_platform.home.greeting import PartOfDay, part_of_day
from wpl_platform.home.words import attention_sentence


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, PartOfDay.NIGHT),
        (5, PartOfDay.NIGHT),
        (6, PartOfDay.MORNING),
        (11, PartOfDay.MORNING),
        (12, PartOfDay.AFTERNOON),
        (17, PartOfDay.AFTERNOON),
        (18, PartOfDay.EVENING),
        (23, PartOfDay.EVENING),
    ],
)
def test_every_hour_has_its_greeting(hour: int, part: PartOfDay) -> None:
    assert part_of_day(hour) is part


def test_a_small_number_begins_its_sentence_as_a_word(app: Flask) -> None:
    assert attention_sentence(0) == "Niets vraagt nu je aandacht."
    assert attention_sentence(1) == "Eén ding vraagt je aandacht."
    assert attention_sentence(2) == "Twee dingen vragen je aandacht."
    assert attention_sentence(9) == "Negen dingen vragen je aandacht."
    assert attention_sentence(10) == "10 dingen vragen je aandacht."
