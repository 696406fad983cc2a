"""Real films go through real ffmpeg: looked at, packed, converted and pictured, and hostile ones are stopped."""

import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.media.conftest import HOSTILE, ffmpeg
from wpl_platform.media import ffmpeg as runner
from wpl_platform.media import pipeline, stills
from wpl_platform.media.excerpt import Excerpt
from wpl_platform.media.pipeline import Examined, Track
from wpl_platform.media.plan import Reason, Refused
from wpl_platform.media.recipes import UNSURE_MS

pytestmark = pytest.mark.slow


def examined(file: Path) -> Examined:
    found = pipeline.examine(file)
    assert isinstance(found, Examined), found
    return found


def made_of(file: Path, folder: Path) -> list[Track]:
    found = examined(file)
    made = pipeline.convert(file, found, found.plan.rungs, folder, runner.Watch(found.film_ms), sound=True)
    assert isinstance(made, list), made
    return made


def streams(file: Path) -> dict[str, dict[str, object]]:
    asked = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(file)]
    said = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    return {stream["codec_type"]: stream for stream in said["streams"]} | {"format": said["format"]}


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


def test_what_a_camera_writes_between_the_pictures_goes_too(clip: Path, tmp_path: Path) -> None:
    source = tmp_path / "gps.mp4"
    place = "086f3693-b7b3-4f2c-9653-21492feee5b8+GPS52.3702N4.8952E"
    ffmpeg("-i", str(clip), "-c", "copy", "-bsf:v", f"h264_metadata=sei_user_data={place}", str(source))
    assert b"GPS52.3702N" in source.read_bytes()
    direct = pipeline.pack(source, examined(source), tmp_path)
    assert direct is not None
    for file in (direct.file, *(track.file for track in made_of(source, tmp_path))):
        assert b"GPS52.3702N" not in file.read_bytes()


def test_another_codec_is_not_packed_nor_is_a_part(vp8_clip: Path, clip: Path, tmp_path: Path) -> None:
    assert pipeline.pack(vp8_clip, examined(vp8_clip), tmp_path) is None
    part = pipeline.examine(clip, Excerpt(1000, 2000))
    assert isinstance(part, Examined)
    assert pipeline.pack(clip, part, tmp_path) is None


def test_renditions_are_h264_and_aac_each_in_one_file_with_a_playlist_over_it(clip: Path, tmp_path: Path) -> None:
    film, sound = made_of(clip, tmp_path)
    picture, heard = streams(film.file)["video"], streams(sound.file)["audio"]
    assert (picture["codec_name"], picture["pix_fmt"], picture["r_frame_rate"]) == ("h264", "yuv420p", "25/1")
    assert (heard["codec_name"], heard["sample_rate"], heard["channels"]) == ("aac", "48000", 1)
    assert (film.file.name, film.playlist.name, sound.file.name) == ("240.mp4", "240.m3u8", "audio.mp4")
    said = film.playlist.read_text()
    assert '#EXT-X-MAP:URI="240.mp4"' in said
    assert str(tmp_path) not in said
    assert said.count("#EXTINF:4.000000") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["240.m3u8", "240.mp4", "audio.m3u8", "audio.mp4"]
    for file in tmp_path.iterdir():
        assert b"Geheim" not in file.read_bytes()


def test_the_master_tells_what_came_out(clip: Path, tmp_path: Path) -> None:
    film, sound = made_of(clip, tmp_path)
    said = pipeline.master([film, sound])
    found = re.search(r'CODECS="avc1\.6400([0-9a-f]{2}),mp4a\.40\.2",RESOLUTION=320x240,FRAME-RATE=25\.000', said)
    assert found is not None
    assert int(found[1], 16) == streams(film.file)["video"]["level"]


def test_the_true_length_is_found_where_the_file_does_not_say(vp8_clip: Path, tmp_path: Path) -> None:
    assert abs(examined(vp8_clip).length_ms - 3000) < 50
    assert abs(made_of(vp8_clip, tmp_path)[0].length_ms - 3000) < 50


def test_progress_rises_to_the_end_and_never_falls(clip: Path, tmp_path: Path) -> None:
    heard: list[int] = []
    found = examined(clip)
    pipeline.convert(clip, found, found.plan.rungs, tmp_path, runner.Watch(4000, heard.append), sound=True)
    assert heard == sorted(set(heard))
    assert heard[-1] > 80


def test_a_portrait_film_stays_upright_in_every_size(sample: Callable[[str], Path], tmp_path: Path) -> None:
    made = made_of(sample("04"), tmp_path)
    assert [(track.stream.width, track.stream.height) for track in made] == [(360, 638), (720, 1278)]
    for track in made:
        said = streams(track.file)
        assert (said["video"]["width"], said["video"]["height"]) == (track.stream.width, track.stream.height)
        assert "rotation" not in json.dumps(said)


def test_hdr_becomes_sdr(sample: Callable[[str], Path], tmp_path: Path) -> None:
    made = made_of(sample("09"), tmp_path)
    film = [track for track in made if track.stream.width]
    assert [track.stream.name for track in film] == ["360", "720", "1080"]
    assert {str(streams(track.file)["video"]["color_transfer"]) for track in film} == {"bt709"}
    with Image.open(stills.poster(film[0], tmp_path)) as poster:
        assert 60 < poster.convert("L").resize((1, 1)).tobytes()[0] < 200


@pytest.mark.parametrize("number", ["02", "13"])
def test_real_films_go_the_whole_way(number: str, sample: Callable[[str], Path], tmp_path: Path) -> None:
    source = sample(number)
    known = examined(source)
    assert (pipeline.pack(source, known, tmp_path) is not None) is (number == "02")
    made = made_of(source, tmp_path)
    for track in made:
        longer = 0 if track.stream.width else UNSURE_MS  # sound is never the shorter one
        assert abs(track.length_ms - known.length_ms - longer) <= 50


def test_renditions_that_are_too_short_are_not_believed(clip: Path, tmp_path: Path) -> None:
    claimed = replace(examined(clip), length_ms=60_000)
    rungs = claimed.plan.rungs
    made = pipeline.convert(clip, claimed, rungs, tmp_path, runner.Watch(), sound=True)
    assert made == Refused(Reason.NOT_CONVERTED)
    assert pipeline.pack(clip, claimed, tmp_path) is None


@pytest.mark.parametrize("harm", ["no end", "bytes missing", "no playlist"])
def test_ffmpegs_word_does_not_count_but_what_lies_there(
    harm: str, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, found = runner.run, examined(clip)

    def harmed(*arguments: Any, **named: Any) -> bytes:
        said = run(*arguments, **named)
        playlist, film = tmp_path / "240.m3u8", tmp_path / "240.mp4"
        if harm == "no end":
            playlist.write_text(playlist.read_text().replace("#EXT-X-ENDLIST", ""))
        elif harm == "bytes missing":
            film.write_bytes(film.read_bytes()[:-1])
        else:
            playlist.unlink()
        return said

    monkeypatch.setattr(runner, "run", harmed)
    made = pipeline.convert(clip, found, found.plan.rungs, tmp_path, runner.Watch(), sound=True)
    assert made == Refused(Reason.NOT_CONVERTED)


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
            assert streams(made_of(file, folder)[0].file)["video"]["codec_name"] == "h264", file.name
        assert time.monotonic() - began < 300, file.name
    assert canary[1] == []
