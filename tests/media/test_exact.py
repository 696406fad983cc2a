"""Pictures and sound end up where they were, to the frame, in a whole film and in a part of one."""

from pathlib import Path

import pytest

from tests.media.conftest import ffmpeg
from tests.media.marked import beeps_in, first_moment, marked_film, pictures_in
from wpl_platform.media import ffmpeg as runner
from wpl_platform.media import pipeline, recipes
from wpl_platform.media.excerpt import Excerpt
from wpl_platform.media.pipeline import Examined, Track

pytestmark = pytest.mark.slow


def made_of(film: Path, folder: Path, excerpt: Excerpt | None = None) -> list[Track]:
    folder.mkdir(exist_ok=True)
    examined = pipeline.examine(film, excerpt)
    assert isinstance(examined, Examined), examined
    watch = runner.Watch(examined.film_ms)
    made = pipeline.convert(film, examined, examined.plan.rungs, folder, watch, sound=True)
    assert isinstance(made, list), made
    return made


def numbers(track: Track) -> list[int]:
    return [number for _time, number in pictures_in(track.file)]


def test_every_picture_stays_and_a_beep_stays_with_its_picture(tmp_path: Path) -> None:
    film, sound = made_of(marked_film(tmp_path / "film.mp4", 250), tmp_path / "made")
    assert numbers(film) == list(range(250))
    assert film.length_ms == 10_000
    assert first_moment(film.file) == 0
    assert beeps_in(sound.file)[1:] == pytest.approx([float(second) for second in range(1, 10)], abs=0.001)


@pytest.mark.parametrize(("name", "options", "codec"), [
    ("film.mkv", ("-g", "250", "-bf", "4"), "libx264"),
    ("film.ts", (), "libx264"),
    ("film.avi", ("-c:a", "libmp3lame"), "mpeg4"),
    ("film.webm", ("-c:a", "libopus", "-deadline", "realtime", "-cpu-used", "8", "-live", "1"), "libvpx"),
])  # fmt: skip
def test_in_every_container_sound_and_picture_are_within_a_frame_of_each_other(
    name: str, options: tuple[str, ...], codec: str, tmp_path: Path
) -> None:
    film, sound = made_of(marked_film(tmp_path / name, 200, "25", *options, codec=codec), tmp_path / "made")
    assert abs(film.length_ms - 8000) <= 50
    heard = {round(at): at for at in beeps_in(sound.file)}
    shown = numbers(film)
    for second in range(1, 7):
        assert abs(heard[second] - shown.index(25 * second) / 25) <= 1 / 25


@pytest.mark.parametrize(
    ("rate", "frames", "excerpt", "expected"),
    [
        ("25", 250, Excerpt(2000, 5000), range(50, 125)),
        ("25", 250, Excerpt(7040), range(176, 250)),
        ("25", 250, Excerpt(0, 400), range(10)),
        ("30000/1001", 420, Excerpt(13346, 13413), range(400, 402)),
        ("60", 600, Excerpt(3000, 6000), range(180, 360, 2)),
    ],
)
def test_a_part_begins_and_ends_at_the_very_picture(
    rate: str, frames: int, excerpt: Excerpt, expected: range, tmp_path: Path
) -> None:
    film, sound = made_of(marked_film(tmp_path / "film.mp4", frames, rate), tmp_path / "made", excerpt)
    assert numbers(film) == list(expected)
    assert first_moment(film.file) == 0
    for at in beeps_in(sound.file)[1:]:
        assert (at + excerpt.start_ms / 1000) % 1 == pytest.approx(0, abs=0.002)


def test_a_part_of_an_uneven_film_is_the_same_as_that_part_of_the_whole(tmp_path: Path) -> None:
    even = marked_film(tmp_path / "even.mp4", 300, "60")
    uneven = tmp_path / "uneven.mp4"
    some = "select='not(between(t\\,2\\,3))*lt(random(0)\\,0.6)'"
    ffmpeg("-i", str(even), "-vf", some, "-fps_mode", "vfr", "-c:v", "libx264", "-an", str(uneven))
    whole, part = made_of(uneven, tmp_path / "whole")[0], made_of(uneven, tmp_path / "part", Excerpt(1500, 4000))[0]
    assert numbers(part) == numbers(whole)[45:120]


def test_a_film_whose_picture_begins_late_waits_with_its_first_picture(tmp_path: Path) -> None:
    film = marked_film(tmp_path / "film.mp4", 100)
    late = tmp_path / "late.mp4"
    ffmpeg("-i", str(film), "-itsoffset", "1.0", "-i", str(film), "-map", "0:a", "-map", "1:v", "-c", "copy", str(late))
    shown = numbers(made_of(late, tmp_path / "made")[0])
    assert shown[:25] == [0] * 25
    assert shown[25:] == list(range(100))


@pytest.mark.parametrize("heard", ["2", "9"])
def test_sound_is_as_long_as_the_picture_so_that_no_player_waits_for_the_rest(heard: str, tmp_path: Path) -> None:
    film = tmp_path / "film.mkv"
    picture, sound = "testsrc2=s=320x240:r=25:d=6", f"sine=f=440:r=48000:d={heard}"
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-c:v", "libx264", "-c:a", "aac", str(film))
    picture_made, sound_made = made_of(film, tmp_path / "made")
    assert 0 <= sound_made.length_ms - picture_made.length_ms <= recipes.UNSURE_MS + 50


def test_a_track_with_nothing_to_hear_makes_a_film_that_is_silent_to_its_end(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    picture, sound = "testsrc2=s=320x240:r=25:d=20", "sine=f=440:r=48000:d=20"
    packed = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-bsf:a", "noise=amount=1")
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *packed, str(film))
    picture_made, sound_made = made_of(film, tmp_path / "made")
    assert sound_made.length_ms >= picture_made.length_ms
    assert beeps_in(sound_made.file) == []


def test_the_sizes_of_a_film_have_their_keyframes_at_the_same_moments(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30000/1001:d=7", "-c:v", "libx264", "-g", "300", str(film))
    made = made_of(film, tmp_path / "made")
    playlists = [track.playlist.read_text() for track in made]
    lengths = [[line for line in text.splitlines() if line.startswith("#EXTINF")] for text in playlists]
    assert [track.stream.name for track in made] == ["360", "720"]
    assert lengths[0] == lengths[1]
    assert len(lengths[0]) == 2
