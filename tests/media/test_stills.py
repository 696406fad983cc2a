"""What is seen of a film without playing it: never black, evenly spread, and as loud as it is."""

from pathlib import Path

import pytest
from PIL import Image

from tests.media.conftest import ffmpeg
from tests.media.test_exact import made_of
from wpl_platform.media import still_recipes, stills
from wpl_platform.media.probe import Unreadable

SLOW = pytest.mark.slow


def light_of(picture: Image.Image) -> int:
    return picture.convert("L").resize((1, 1)).tobytes()[0]


@SLOW
def test_a_poster_is_never_the_black_beginning(tmp_path: Path) -> None:
    source = tmp_path / "dark.mp4"
    black, bright = "color=black:s=160x120:r=5:d=100", "testsrc2=s=160x120:r=5:d=100"
    ffmpeg("-f", "lavfi", "-i", black, "-f", "lavfi", "-i", bright, "-filter_complex", "concat=n=2", str(source))
    film = made_of(source, tmp_path / "made")[0]
    with Image.open(stills.poster(film, tmp_path)) as poster:
        assert light_of(poster) > stills.DARK


@SLOW
def test_a_film_that_is_dark_all_through_still_has_a_poster(tmp_path: Path) -> None:
    source = tmp_path / "black.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x240:r=25:d=1", str(source))
    assert stills.poster(made_of(source, tmp_path / "made")[0], tmp_path).stat().st_size > 0


@SLOW
def test_strip_and_sprite_walk_through_the_film(tmp_path: Path) -> None:
    source = tmp_path / "fade.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=white:s=320x240:r=25:d=12,fade=in:0:300", str(source))
    film = made_of(source, tmp_path / "made")[0]
    sprite = stills.sprite(film, tmp_path)
    for file, columns, rows in ((stills.strip(film, tmp_path), 12, 1), (sprite.picture, 10, 2)):
        with Image.open(file) as picture:
            width, height = picture.width // columns, picture.height // rows
            assert (width, height) == (120, 90)
            places = [divmod(number, columns) for number in range(12)]
            tiles = [picture.crop((x * width, y * height, (x + 1) * width, (y + 1) * height)) for y, x in places]
            light = [light_of(tile) for tile in tiles]
        assert light == sorted(light)
        assert light[0] < 25
        assert light[-1] > 200
    assert sprite.map.read_text().count("-->") == 12


def test_the_map_of_a_sprite_names_every_stretch_and_its_place() -> None:
    assert stills.thumbnails(2500, 1000, 2, (160, 90)) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:01.000\nsprite#xywh=0,0,160,90\n\n"
        "00:00:01.000 --> 00:00:02.000\nsprite#xywh=160,0,160,90\n\n"
        "00:00:02.000 --> 00:00:02.500\nsprite#xywh=0,90,160,90\n"
    )
    assert "01:00:00.000 --> 01:00:36.000\nsprite#xywh=0," in stills.thumbnails(3_700_000, 36_000, 10, (160, 90))


@SLOW
def test_peaks_are_a_byte_for_each_tenth_of_a_second(tmp_path: Path) -> None:
    source = tmp_path / "loud.mp4"
    sound = "aevalsrc=if(between(t\\,1\\,2)\\,0.5*sin(440*2*PI*t)\\,0):s=48000:d=3"
    picture = "color=gray:s=160x120:r=25:d=3"
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-c:a", "aac", str(source))
    peaks = stills.peaks(made_of(source, tmp_path / "made")[-1], tmp_path).read_bytes()
    assert 30 <= len(peaks) <= 33
    assert max(peaks[:9]) < 10
    assert all(110 < peak < 150 for peak in peaks[11:19])
    assert max(peaks[22:]) < 10


@SLOW
def test_a_still_that_does_not_come_about_is_said(tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=gray:s=160x120:r=25:d=1", str(source))
    film = made_of(source, tmp_path / "made")[0]
    film.file.write_bytes(b"no film any more")
    for take in (stills.poster, stills.strip, stills.sprite):
        with pytest.raises(Unreadable):
            take(film, tmp_path)


def test_a_long_film_is_only_looked_at_where_its_keyframes_are(tmp_path: Path) -> None:
    long = still_recipes.strip(tmp_path, 600_000, tmp_path)
    short = still_recipes.strip(tmp_path, 30_000, tmp_path)
    assert "nokey" in long
    assert "nokey" not in short
