"""What is said to a maker about a film: a sentence for every reason and every decision, in both languages."""

import pytest
from flask import Flask
from flask_babel import force_locale

from wpl_platform.media.plan import Reason, Verdict
from wpl_platform.media.words import what_we_do, why

SILENTLY = {Verdict.SMALLER, Verdict.UNEVEN}
"""What is decided without a word: it would not help."""


def test_every_reason_and_every_decision_has_its_sentence_in_both_languages(app: Flask) -> None:
    with app.test_request_context():
        said = {}
        for language in ("nl", "en"):
            with force_locale(language):
                said[language] = [why(reason) for reason in Reason]
                said[language] += [what_we_do(verdict) for verdict in Verdict if verdict not in SILENTLY]
                assert [what_we_do(verdict) for verdict in SILENTLY] == ["", ""]
        for dutch, english in zip(said["nl"], said["en"], strict=True):
            assert dutch.endswith(".")
            assert english.endswith(".")
            assert dutch != english


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("", ""),
        ("something of a later version", ""),
        ("plays", "Hij speelt meteen."),
        ("plays smaller", "Hij speelt meteen. We maken er ook kleinere versies van, voor trage verbindingen."),
        ("plays silent", "Hij speelt meteen. Er zit geen geluid bij."),
        ("hevc smaller", "We zetten hem om, want zo’n video van een telefoon speelt niet in elke browser."),
        ("trimmed plays smaller", "We maken hem opnieuw, met alleen het deel dat je koos."),
    ],
)
def test_a_decision_is_said_in_one_or_two_sentences(app: Flask, verdict: str, expected: str) -> None:
    with app.test_request_context(), force_locale("nl"):
        assert what_we_do(verdict) == expected
