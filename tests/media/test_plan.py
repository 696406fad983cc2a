"""What becomes of a file, judged from the facts about it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from wpl_platform.media.plan import AudioTrack, Facts, Plan, Reason, Refused, VideoTrack, fitted, judge, upright

MP4 = frozenset({"mov", "mp4"})
TRACK = VideoTrack(index=0, codec="h264", width=1280, height=720, rate=Fraction(30), top_rate=Fraction(30))
SOUND = AudioTrack(index=1, codec="aac", channels=2)
FILM = Facts(MP4, 4000, (TRACK,), (SOUND,))


def plan_for(**track: object) -> Plan:
    verdict = judge(replace(FILM, video=(replace(TRACK, **track),)))  # type: ignore[arg-type]
    assert isinstance(verdict, Plan)
    return verdict


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts(MP4, None), Reason.NOT_A_VIDEO),
        (Facts(MP4, 4000, audio=(SOUND,)), Reason.ONLY_SOUND),
        (replace(FILM, video=(replace(TRACK, codec="png"),)), Reason.UNKNOWN_CODEC),
        (replace(FILM, video=(replace(TRACK, codec="ffv1"),)), Reason.UNKNOWN_CODEC),
        (replace(FILM, video=(replace(TRACK, width=8192, height=8192),)), Reason.PICTURE_SIZE),
        (replace(FILM, video=(replace(TRACK, width=2, height=2),)), Reason.PICTURE_SIZE),
        (replace(FILM, video=(replace(TRACK, width=0, height=0),)), Reason.PICTURE_SIZE),
        (replace(FILM, video=(replace(TRACK, rate=Fraction(1000)),)), Reason.FRAME_RATE),
    ],
)
def test_what_is_no_film_is_refused_with_its_reason(facts: Facts, reason: Reason) -> None:
    assert judge(facts) == Refused(reason)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1280, 720), (1280, 720)),
        ((3840, 2160), (1280, 720)),
        ((720, 1280), (720, 1280)),
        ((1080, 1920), (720, 1280)),
        ((1440, 1080), (960, 720)),
        ((320, 180), (320, 180)),
        ((321, 239), (320, 238)),
        ((4000, 400), (1280, 128)),
        ((20, 17), (20, 16)),
    ],
)
def test_a_rendition_fits_720_is_even_and_never_larger_than_the_film(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert fitted(*size) == expected


def test_rotation_turns_the_size_and_wide_pixels_widen_it() -> None:
    assert upright(replace(TRACK, rotation=-90)) == (720, 1280)
    assert upright(replace(TRACK, rotation=180)) == (1280, 720)
    assert upright(replace(TRACK, width=720, height=576, pixel_shape=Fraction(64, 45))) == (1024, 576)


@pytest.mark.parametrize(
    ("rate", "top", "expected"),
    [
        (Fraction(25), Fraction(25), Fraction(25)),
        (Fraction(30000, 1001), Fraction(30000, 1001), Fraction(30000, 1001)),
        (Fraction(60), Fraction(60), Fraction(30)),
        (Fraction(50), Fraction(50), Fraction(25)),
        (Fraction(240), Fraction(240), Fraction(30)),
        (Fraction(27), Fraction(120), Fraction(30)),
        (None, None, Fraction(30)),
        (Fraction(1), Fraction(1), Fraction(30)),
    ],
)
def test_the_rate_is_the_films_own_when_steady_and_at_most_30(
    rate: Fraction | None, top: Fraction | None, expected: Fraction
) -> None:
    assert plan_for(rate=rate, top_rate=top).rate == expected


@pytest.mark.parametrize(
    ("change", "plays"),
    [
        ({}, True),
        ({"pixel_format": "yuvj420p"}, True),
        ({"pixel_format": "yuv420p10le"}, False),
        ({"pixel_format": "yuv444p"}, False),
        ({"codec": "hevc"}, False),
        ({"codec": "vp8"}, False),
        ({"field_order": "tt"}, False),
    ],
)
def test_only_plain_h264_plays_as_it_is(change: dict[str, object], plays: bool) -> None:
    assert plan_for(**change).remux is plays


def test_sound_that_browsers_do_not_know_wants_converting() -> None:
    verdict = judge(replace(FILM, audio=(replace(SOUND, codec="ac3", channels=6),)))
    assert isinstance(verdict, Plan)
    assert (verdict.remux, verdict.audio, verdict.channels) == (False, 1, 2)


def test_a_film_without_sound_stays_silent() -> None:
    verdict = judge(replace(FILM, audio=()))
    assert isinstance(verdict, Plan)
    assert (verdict.audio, verdict.channels, verdict.remux) == (None, 0, True)


def test_the_track_that_the_file_marks_is_taken() -> None:
    second = replace(TRACK, index=3, chosen=True)
    voice = replace(SOUND, index=4, chosen=True)
    verdict = judge(replace(FILM, video=(TRACK, second), audio=(SOUND, voice)))
    assert isinstance(verdict, Plan)
    assert (verdict.video, verdict.audio) == (3, 4)


def test_hdr_and_interlace_are_seen() -> None:
    assert plan_for(transfer="smpte2084").hdr
    assert plan_for(transfer="arib-std-b67").hdr
    assert not plan_for(transfer="bt709").hdr
    assert plan_for(field_order="bb").interlaced
    assert not plan_for(field_order="progressive").interlaced
