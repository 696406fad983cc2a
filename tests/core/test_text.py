"""Typed text is kept as typed and shown safely."""

import pytest

from wpl_platform.core import text


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](http://x.example/a.png)",
    ],
)
def test_typed_text_never_becomes_a_script_or_a_picture_from_elsewhere(typed: str) -> None:
    html = text.html_of(typed)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_light_markdown_is_kept() -> None:
    assert text.html_of("**goed** gezien\nen door") == "<p><strong>goed</strong> gezien<br>\nen door</p>\n"


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert text.tidy("  me\u202enuet\x00\r\n ") == "menuet"
    assert text.tidy("e\u0301e\u0301n") == "één"


@pytest.mark.parametrize(
    ("name", "letters"), [("Sanne Visser", "SV"), ("Nadia el Idrissi", "NI"), ("Kees", "K"), ("", "?")]
)
def test_an_avatar_has_the_first_and_last_initial(name: str, letters: str) -> None:
    assert text.initials(name) == letters


def test_an_excerpt_ends_at_a_word() -> None:
    assert text.excerpt("De klant wijst twee keer naar het schap", 20) == "De klant wijst twee…"
    assert text.excerpt("kort") == "kort"


def test_a_slug_is_plain() -> None:
    assert text.slug("Één goede vraag, zó gesteld!") == "een-goede-vraag-zo-gesteld"
