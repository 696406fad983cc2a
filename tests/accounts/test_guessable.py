"""Which passwords are too easy to think of."""

import pytest

from wpl_platform.accounts import guessable

SANNE = ("Sanne Visser", "sanne@lindehoeve.example", "De Lindehoeve", "Welkom")


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "qwertyuiop",
        "Welkom2026!",
        "welkom01welkom01",
        "P@ssw0rd2026",
        "!!Wachtwoord!!",
        "Zomer2026!!",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "0987654321",
        "verpleegkundige1",
        "feyenoord1908",
        "ＷＥＬＫＯＭ2026",
    ],
)
def test_what_everybody_tries_first_is_common(password: str) -> None:
    assert guessable.is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "een korte zin is genoeg",
        "correct horse battery staple",
        "9f3Kd0zXq1",
        "dertien paarse fietsen",
        "8264913507741926",
    ],
)
def test_what_somebody_thought_of_is_not(password: str) -> None:
    assert not guessable.is_common(password)
    assert not guessable.is_about(password, SANNE)


@pytest.mark.parametrize(
    "password",
    ["sannevisser1985", "Visser-Sanne!", "lindehoeve2026", "Sanne@Lindehoeve", "welkomsanne12", "SanneSanne99"],
)
def test_a_name_with_something_stuck_to_it_is_about_its_owner(password: str) -> None:
    assert guessable.is_about(password, SANNE)


def test_a_sentence_may_have_a_name_in_it() -> None:
    assert not guessable.is_about("sanne houdt van koffie", SANNE)
