"""The ways to look back."""

import pytest

from wpl_platform.reflection.reflection_models import FREE, INTENTION_STEP, MODELS, STARR


def test_starr_asks_five_questions_in_order_and_ends_with_an_intention() -> None:
    assert STARR.steps == ("situatie", "taak", "actie", "resultaat", "reflectie", INTENTION_STEP)


def test_the_steps_lead_to_each_other() -> None:
    assert STARR.before("situatie") is None
    assert STARR.after("situatie") == "taak"
    assert STARR.before(INTENTION_STEP) == "reflectie"
    assert FREE.after("vrij") == INTENTION_STEP
    assert FREE.after(INTENTION_STEP) is None
    with pytest.raises(ValueError, match="not in tuple"):
        STARR.after("vrij")


def test_one_goes_on_at_the_first_question_without_an_answer() -> None:
    assert STARR.first_open(set()) == "situatie"
    assert STARR.first_open({"situatie", "actie"}) == "taak"
    assert FREE.first_open({"vrij"}) == INTENTION_STEP


def test_no_key_is_used_twice_and_every_key_fits_its_column() -> None:
    for model in MODELS.values():
        assert len(set(model.steps)) == len(model.steps)
        assert all(len(step) <= 32 for step in model.steps)
