"""Captions come in as files that anybody made: only times and words are taken, and written anew."""

import pytest

from wpl_platform.media.caption_file import FILE_MAX, Line, NotCaptions, TooMuch, plain, read, written
from wpl_platform.media.caption_models import LINE_MAX, LINES_MAX

HELLO = [Line(1_000, 2_500, "Goedemorgen"), Line(3_000, 4_000, "Hoe gaat het?")]
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\nGoedemorgen\n\n00:00:03.000 --> 00:00:04.000\nHoe gaat het?\n"
SRT = "1\n00:00:01,000 --> 00:00:02,500\nGoedemorgen\n\n2\n00:00:03,000 --> 00:00:04,000\nHoe gaat het?\n"


@pytest.mark.parametrize(
    "content",
    [
        VTT.encode(),
        SRT.encode(),
        VTT.replace("\n", "\r\n").encode(),
        VTT.replace("\n", "\r").encode(),
        VTT.encode("utf-8-sig"),
        VTT.encode("utf-16"),
        b"\xfe\xff" + VTT.encode("utf-16-be"),
        VTT.removeprefix("WEBVTT\n\n").encode(),
        VTT.replace("WEBVTT", "WEBVTT - van ons\nKind: captions").encode(),
        VTT.replace("\n\n00:00:03", "\n\nNOTE tussendoor\nniet voor ons\n\nvraag\n00:00:03").encode(),
        VTT.replace("Goedemorgen", "<i>Goede</i><00:01.200>morgen").encode(),
        VTT.replace("02.500", "02.500 align:start line:0 position:10%").encode(),
        ("STYLE\n::cue { background: url(//elders.example) }\n\n" + VTT).encode(),
        SRT.replace("Goedemorgen\n\n2\n", "Goedemorgen\n").encode(),
        SRT.replace("Goedemorgen", "{\\an8}Goedemorgen").encode(),
    ],
)
def test_the_same_lines_are_read_however_the_file_was_made(content: bytes) -> None:
    assert read(content) == HELLO


def test_lines_may_overlap_and_come_in_the_order_of_time() -> None:
    mixed = "WEBVTT\n\n00:03.000 --> 00:09.000\nB\n\n00:01.000 --> 00:05.000\nA\n\n00:03.000 --> 00:04.000\nC\n"
    assert [line.text for line in read(mixed.encode())] == ["A", "C", "B"]


def test_letters_of_an_old_file_are_what_they_were() -> None:
    assert read(SRT.replace("Goedemorgen", "Café één").encode("cp1252"))[0].text == "Café één"


def test_who_speaks_stays_as_words() -> None:
    assert plain("<v.luid Sanne Visser>Kom maar\nverder</v>") == "Sanne Visser: Kom maar\nverder"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script>Dag", "alert(1)Dag"),
        ("&lt;script&gt;Dag&lt;/script&gt;", "<script>Dag</script>"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("<img src=x onerror=alert(1)>Dag", "Dag"),
        ("a\x00b\u202ec", "abc"),
        ("  Dag \n\n  allemaal  ", "Dag\nallemaal"),
        ("<" * 5000, "<" * 5000),
    ],
)
def test_mark_up_is_left_behind(typed: str, kept: str) -> None:
    assert plain(typed) == kept


def test_nothing_that_is_written_can_act() -> None:
    hostile = Line(0, 1_000, "<script>alert(1)</script>\n00:05.000 --> 00:09.000\nNOTE & WEBVTT")
    out = written([hostile])
    assert "<" not in out
    assert out.count("-->") == 1
    assert read(out.encode()) == [hostile]


def test_what_is_written_is_read_as_the_same_lines() -> None:
    lines = [
        *HELLO,
        Line(3_600_000, 3_601_234, "Na een uur\nin twee rijen"),
        Line(50 * 3_600_000 // 10, 18_000_001, "x"),
    ]
    assert read(written(lines).encode()) == sorted(lines)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT",
        b"WEBVTT\n\nNOTE niets\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00",
        b"<html><body>00:01 --> 00:02</body></html>",
        b"WEBVTT\n\n00:05.000 --> 00:01.000\nterug in de tijd\n",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n",
        b"WEBVTT\n\n999:00:01.000 --> 999:00:02.000\nvolgende maand\n",
    ],
)
def test_what_holds_no_lines_is_refused(content: bytes) -> None:
    with pytest.raises(NotCaptions):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (FILE_MAX + 1),
        VTT.replace("Goedemorgen", "a" * (LINE_MAX + 1)).encode(),
        "".join(f"00:01.000 --> 00:02.000\n{at}\n\n" for at in range(LINES_MAX + 1)).encode(),
    ],
)
def test_what_nobody_reads_below_a_film_is_refused(content: bytes) -> None:
    with pytest.raises(TooMuch):
        read(content)
