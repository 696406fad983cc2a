"""Real films go through real ffmpeg: looked at, packed, converted and pictured, and hostile ones are stopped."""

import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.media.conftest import HOSTILE, ffmpeg
from wpl_platform.media import ffmpeg as runner
from wpl_platform.media import pipeline, recipes
from wpl_platform.media.pipeline import Examined, Film
from wpl_platform.media.plan import Reason, Refused

pytestmark = pytest.mark.slow


def examined(file: Path) -> Examined:
    found = pipeline.examine(file)
    assert isinstance(found, Examined), found
    return found


def film_of(file: Path, folder: Path) -> Film:
    made = pipeline.convert(file, examined(file), folder, runner.Watch())
    assert isinstance(made, Film), made
    return made


def streams(file: Path) -> dict[str, dict[str, object]]:
    asked = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(file)]
    said = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    return {stream["codec_type"]: stream for stream in said["streams"]} | {"format": said["format"]}


def keyframes(file: Path) -> list[float]:
    asked = ["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags"]
    done = subprocess.run([*asked, "-of", "csv=p=0", str(file)], check=True, capture_output=True, text=True)
    packets = [line.split(",") for line in done.stdout.split()]
    return [float(packet[0]) for packet in packets if "K" in packet[1]]


def is_faststart(file: Path) -> bool:
    content = file.read_bytes()
    return 0 < content.find(b"moov") < content.find(b"mdat")


def test_a_browser_ready_film_is_packed_without_what_tells_where_it_was_made(clip: Path, tmp_path: Path) -> None:
    direct = pipeline.pack(clip, examined(clip), tmp_path)
    assert direct is not None
    assert is_faststart(direct.file)
    assert b"Geheim" in clip.read_bytes()
    assert b"Geheim" not in direct.file.read_bytes()
    assert b"52.3702" not in direct.file.read_bytes()
    assert abs(direct.length_ms - 4000) < 60


def test_another_codec_is_not_packed(vp8_clip: Path, tmp_path: Path) -> None:
    assert pipeline.pack(vp8_clip, examined(vp8_clip), tmp_path) is None


def test_a_rendition_is_h264_and_aac_that_starts_at_once_with_a_keyframe_every_two_seconds(
    clip: Path, tmp_path: Path
) -> None:
    film = film_of(clip, tmp_path)
    made = streams(film.file)
    assert (made["video"]["codec_name"], made["audio"]["codec_name"]) == ("h264", "aac")
    assert made["video"]["pix_fmt"] == "yuv420p"
    assert made["video"]["r_frame_rate"] == "25/1"
    assert keyframes(film.file) == [0.0, 2.0]
    assert is_faststart(film.file)
    assert b"Geheim" not in film.file.read_bytes()


def test_the_true_length_is_found_where_the_file_does_not_say(vp8_clip: Path, tmp_path: Path) -> None:
    assert abs(examined(vp8_clip).length_ms - 3000) < 100
    assert abs(film_of(vp8_clip, tmp_path).length_ms - 3000) < 100


def test_progress_rises_to_the_end_and_never_falls(clip: Path, tmp_path: Path) -> None:
    heard: list[int] = []
    watch = runner.Watch(4000, heard.append)
    pipeline.convert(clip, examined(clip), tmp_path, watch)
    assert heard == sorted(set(heard))
    assert heard[-1] > 80


def test_a_portrait_film_stays_upright(sample: Callable[[str], Path], tmp_path: Path) -> None:
    film = film_of(sample("04"), tmp_path)
    assert (film.width, film.height) == (720, 1278)
    assert "rotation" not in json.dumps(streams(film.file))


def test_hdr_becomes_sdr(sample: Callable[[str], Path], tmp_path: Path) -> None:
    film = film_of(sample("09"), tmp_path)
    picture = streams(film.file)["video"]
    assert (picture["color_transfer"], picture["height"]) == ("bt709", 720)
    poster = pipeline.poster(film, tmp_path)
    assert 60 < sum(Image.open(poster).convert("L").resize((1, 1)).tobytes()) < 200


@pytest.mark.parametrize("number", ["02", "13"])
def test_real_films_go_the_whole_way(number: str, sample: Callable[[str], Path], tmp_path: Path) -> None:
    source = sample(number)
    known = examined(source)
    assert (pipeline.pack(source, known, tmp_path) is not None) is (number == "02")
    film = film_of(source, tmp_path)
    assert abs(film.length_ms - known.length_ms) < 100
    with Image.open(pipeline.strip(film, tmp_path)) as strip:
        assert strip.height == recipes.STRIP_HEIGHT
        assert strip.width % recipes.STRIP_TILES == 0


def test_a_poster_is_never_the_black_beginning(tmp_path: Path) -> None:
    source = tmp_path / "dark.mp4"
    black, bright = "color=black:s=160x120:r=5:d=100", "testsrc2=s=160x120:r=5:d=100"
    ffmpeg("-f", "lavfi", "-i", black, "-f", "lavfi", "-i", bright, "-filter_complex", "concat=n=2", str(source))
    film = film_of(source, tmp_path)
    with Image.open(pipeline.poster(film, tmp_path)) as poster:
        assert poster.convert("L").resize((1, 1)).tobytes()[0] > pipeline.DARK


def test_a_film_that_is_dark_all_through_still_has_a_poster(tmp_path: Path) -> None:
    source = tmp_path / "black.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x240:r=25:d=1", str(source))
    assert pipeline.poster(film_of(source, tmp_path), tmp_path).stat().st_size > 0


def test_the_strip_walks_through_the_film(tmp_path: Path) -> None:
    source = tmp_path / "fade.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=white:s=320x240:r=25:d=12,fade=in:0:300", str(source))
    with Image.open(pipeline.strip(film_of(source, tmp_path), tmp_path)) as strip:
        width = strip.width // recipes.STRIP_TILES
        tiles = [strip.crop((i * width, 0, (i + 1) * width, strip.height)) for i in range(recipes.STRIP_TILES)]
        light = [tile.convert("L").resize((1, 1)).tobytes()[0] for tile in tiles]
    assert light == sorted(light)
    assert light[0] < 20
    assert light[-1] > 200


def test_a_rendition_that_is_too_short_is_not_believed(clip: Path, tmp_path: Path) -> None:
    known = examined(clip)
    claimed = Examined(known.plan, 60_000)
    assert pipeline.convert(clip, claimed, tmp_path, runner.Watch()) == Refused(Reason.NOT_CONVERTED)
    assert pipeline.pack(clip, claimed, tmp_path) is None


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[int, list[str]]]:
    """A port that remembers who knocked."""
    knocks: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                knocks.append(str(address))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], knocks
        done.set()
        thread.join()


@pytest.fixture(scope="module")
def hostile(canary: tuple[int, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of awkward and hostile files."""
    if not HOSTILE.exists():
        pytest.skip("the hostile files cannot be made on this machine")
    folder = tmp_path_factory.mktemp("hostile")
    settings = os.environ | {"CANARY_PORT": str(canary[0]), "CANARY_FILE": "/etc/hostname"}
    subprocess.run(["bash", str(HOSTILE), str(folder)], check=True, env=settings, capture_output=True)
    return folder


REFUSED = {
    **dict.fromkeys(("animated_gif.mp4", "photo_as_video.mp4", "bomb_png_16000.mp4"), Reason.NOT_A_VIDEO),
    **dict.fromkeys(("audio_cover_art.m4a", "audio_only.mp4", "bomb_24h_silence.mka"), Reason.ONLY_SOUND),
    **dict.fromkeys(("html.mp4", "random_bytes.mp4", "nested_atoms.mp4", "svg_xxe.mp4"), Reason.NOT_A_VIDEO),
    **dict.fromkeys(("hls_ssrf.mp4", "hls_localfile.mp4", "hls_concat_exfil.m3u8.mp4"), Reason.NOT_A_VIDEO),
    **dict.fromkeys(("hls_steals_neighbour.mp4", "ffconcat_steals_neighbour.mp4"), Reason.NOT_A_VIDEO),
    **dict.fromkeys(("ffconcat_localfile.mp4", "ffconcat_ssrf.mkv", "dash_ssrf.mp4"), Reason.NOT_A_VIDEO),
    **dict.fromkeys(("sdp_ssrf.mp4", "avi_gab2_hls.avi", "truncated_no_moov.mp4"), Reason.NOT_A_VIDEO),
    "zero_bytes.mp4": Reason.EMPTY,
    "tiny_2x2.mkv": Reason.UNKNOWN_CODEC,
    "bomb_400k_frames_1000fps.mp4": Reason.FRAME_RATE,
}
EITHER = {"bomb_8192x8192.mp4", "bomb_png_16000.mkv"}
"""Refused, for one reason or another, by the version of ffprobe."""


def test_every_hostile_file_is_refused_or_plays_and_none_reaches_out(
    hostile: Path, canary: tuple[int, list[str]], tmp_path: Path
) -> None:
    files = sorted(path for path in hostile.rglob("*") if path.is_file())
    assert len(files) > 50
    for number, file in enumerate(files):
        began = time.monotonic()
        found = pipeline.examine(file)
        if file.name in REFUSED:
            assert found == Refused(REFUSED[file.name]), file.name
        elif file.name in EITHER:
            assert isinstance(found, Refused), file.name
        else:
            assert isinstance(found, Examined), (file.name, found)
            folder = tmp_path / str(number)
            folder.mkdir()
            film = film_of(file, folder)
            assert streams(film.file)["video"]["codec_name"] == "h264", file.name
        assert time.monotonic() - began < 20, file.name
    assert canary[1] == []
