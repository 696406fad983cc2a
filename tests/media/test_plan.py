"""What becomes of a file, judged from the facts about it: every decision is a row."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from wpl_platform.media.facts import AudioTrack, Facts, VideoTrack, upright
from wpl_platform.media.plan import Plan, Reason, Refused, Verdict, judge

MP4 = frozenset({"mov", "mp4"})
MKV = frozenset({"matroska", "webm"})
TRACK = VideoTrack(index=0, codec="h264", width=1280, height=720, rate=Fraction(30), top_rate=Fraction(30))
SOUND = AudioTrack(index=1, codec="aac", channels=2)
FILM = Facts(MP4, 4000, (TRACK,), (SOUND,))
UHD: Any = {"width": 3840, "height": 2160}


def film(containers: frozenset[str] = MP4, sound: str | None = "aac", channels: int = 2, **track: Any) -> Facts:
    """A film like `FILM`, but for this."""
    audio = () if sound is None else (replace(SOUND, codec=sound, channels=channels),)
    return Facts(containers, 4000, (replace(TRACK, **track),), audio)


def plan_for(facts: Facts) -> Plan:
    verdict = judge(facts)
    assert isinstance(verdict, Plan)
    return verdict


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (Facts(MP4, None), Reason.NOT_A_VIDEO),
        (Facts(MP4, 4000, audio=(SOUND,)), Reason.ONLY_SOUND),
        (film(codec="png"), Reason.UNKNOWN_CODEC),
        (film(codec="ffv1"), Reason.UNKNOWN_CODEC),
        (film(width=8192, height=8192), Reason.PICTURE_SIZE),
        (film(width=2, height=2), Reason.PICTURE_SIZE),
        (film(width=0, height=0), Reason.PICTURE_SIZE),
        (film(rate=Fraction(1000)), Reason.FRAME_RATE),
    ],
)
def test_what_is_no_film_is_refused_with_its_reason(facts: Facts, reason: Reason) -> None:
    assert judge(facts) == Refused(reason)


@pytest.mark.parametrize(
    ("facts", "verdict", "heights"),
    [
        (FILM, "plays smaller", "360 720"),
        (film(MKV), "plays smaller", "360 720"),
        (film(width=640, height=360), "plays", "360"),
        (film(width=320, height=240), "plays", "240"),
        (film(**UHD), "plays smaller", "360 720 1080"),
        (film(pixel_format="yuvj420p"), "plays smaller", "360 720"),
        (film(sound="mp3"), "plays smaller", "360 720"),
        (film(sound=None), "plays smaller silent", "360 720"),
        (film(rotation=-90), "plays smaller", "360 720"),
        (film(rate=Fraction(60), top_rate=Fraction(60)), "plays smaller", "360 720"),
        (film(rate=Fraction(27), top_rate=Fraction(90)), "plays smaller uneven", "360 720"),
        (film(width=720, height=576, pixel_shape=Fraction(16, 11)), "plays smaller", "360 576"),
        (film(codec="hevc"), "hevc smaller", "360 720"),
        (film(codec="hevc", pixel_format="yuv420p10le", transfer="smpte2084"), "hdr smaller", "360 720"),
        (film(codec="hevc", transfer="arib-std-b67", **UHD), "hdr smaller", "360 720 1080"),
        (film(transfer="smpte2084"), "hdr smaller", "360 720"),
        (film(pixel_format="yuv420p10le"), "colours smaller", "360 720"),
        (film(pixel_format="yuv444p"), "colours smaller", "360 720"),
        (film(field_order="tt"), "interlaced smaller", "360 720"),
        (film(MKV, codec="vp9", sound="opus"), "codec smaller", "360 720"),
        (film(MKV, codec="vp8", sound="opus"), "codec smaller", "360 720"),
        (film(codec="av1"), "codec smaller", "360 720"),
        (film(frozenset({"avi"}), codec="mpeg4", sound="mp3"), "codec smaller", "360 720"),
        (film(frozenset({"mpeg"}), codec="mpeg2video", field_order="tt", sound="mp2"), "interlaced smaller", "360 720"),
        (film(frozenset({"mpegts"})), "container smaller", "360 720"),
        (film(frozenset({"flv"})), "container smaller", "360 720"),
        (film(sound="ac3", channels=6), "sound smaller", "360 720"),
        (film(MKV, sound="opus"), "sound smaller", "360 720"),
        (film(sound="pcm_s16le"), "sound smaller", "360 720"),
    ],
)
def test_a_film_plays_as_it_came_or_is_converted_for_a_reason_and_to_these_heights(
    facts: Facts, verdict: str, heights: str
) -> None:
    plan = plan_for(facts)
    assert " ".join(plan.verdict) == verdict
    assert " ".join(rung.name for rung in plan.rungs) == heights
    assert plan.remux is (Verdict.PLAYS in plan.verdict)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FILM, (1, 2)),
        (film(channels=1), (1, 1)),
        (film(sound="ac3", channels=6), (1, 2)),
        (film(sound=None), (None, 0)),
        (film(sound="unheard_of"), (None, 0)),
        (film(channels=0), (None, 0)),
    ],
)
def test_sound_is_kept_in_one_or_two_channels_and_what_nobody_can_read_is_left_out(
    facts: Facts, expected: tuple[int | None, int]
) -> None:
    plan = plan_for(facts)
    assert (plan.audio, plan.channels) == expected


def test_the_track_that_the_file_marks_is_taken_and_that_there_was_a_choice_is_said() -> None:
    second, voice = replace(TRACK, index=3, chosen=True), replace(SOUND, index=4, chosen=True)
    plan = plan_for(replace(FILM, video=(TRACK, second), audio=(SOUND, voice)))
    assert (plan.video, plan.audio) == (3, 4)
    assert Verdict.ONE_OF_SOUNDS in plan.verdict
    unreadable = replace(voice, codec="unheard_of")
    assert plan_for(replace(FILM, audio=(SOUND, unreadable))).audio == 1


def test_rotation_turns_the_size_and_wide_pixels_widen_it() -> None:
    assert upright(replace(TRACK, rotation=-90)) == (720, 1280)
    assert upright(replace(TRACK, rotation=180)) == (1280, 720)
    assert upright(replace(TRACK, width=720, height=576, pixel_shape=Fraction(64, 45))) == (1024, 576)
    turned = plan_for(film(rotation=90))
    assert (turned.source_width, turned.source_height) == (720, 1280)
    assert [(rung.width, rung.height) for rung in turned.rungs] == [(360, 640), (720, 1280)]


def test_hdr_and_interlace_are_seen() -> None:
    assert plan_for(film(transfer="smpte2084")).hdr
    assert plan_for(film(transfer="arib-std-b67")).hdr
    assert not plan_for(film(transfer="bt709")).hdr
    assert plan_for(film(field_order="bb")).interlaced
    assert not plan_for(film(field_order="progressive")).interlaced
