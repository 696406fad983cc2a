"""What our playlists say, and the one over them."""

import pytest

from wpl_platform.media.hls import Segment, Stream, codec_of, master, parsed

PLAYLIST = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MAP:URI="360.mp4",BYTERANGE="774@0"
#EXTINF:2.000000,
#EXT-X-BYTERANGE:1000@774
360.mp4
#EXTINF:2.000000,
#EXT-X-BYTERANGE:3000@1774
360.mp4
#EXTINF:0.040000,
#EXT-X-BYTERANGE:500@4774
360.mp4
"""
SMALL = Stream("360", "avc1.64001e", 900_000, 500_000, 640, 360, 30000 / 1001)
LARGE = Stream("720", "avc1.64001f", 2_600_000, 1_500_000, 1280, 720, 25)
SOUND = Stream("audio", "mp4a.40.2", 130_000, 128_000)


def test_a_playlist_is_read_with_its_lengths_and_bytes() -> None:
    playlist = parsed(PLAYLIST)
    assert playlist.segments == (Segment(2.0, 774, 1000), Segment(2.0, 1774, 3000), Segment(0.04, 4774, 500))
    assert (playlist.length_ms, playlist.end, playlist.mean_bits) == (4040, 5274, 8911)
    assert not playlist.whole
    assert parsed(PLAYLIST + "#EXT-X-ENDLIST\n").whole


def test_a_last_segment_of_one_frame_is_not_its_heaviest() -> None:
    assert parsed(PLAYLIST).peak_bits == 12_000
    assert parsed("#EXTINF:0.04,\n#EXT-X-BYTERANGE:500@0\n").peak_bits == 100_000


@pytest.mark.parametrize("text", ["", "<html>", "#EXTINF:2,\n360.mp4", "#EXT-X-BYTERANGE:x@y"])
def test_what_is_no_playlist_of_ours_has_nothing_in_it(text: str) -> None:
    playlist = parsed(text)
    assert (playlist.segments, playlist.length_ms, playlist.end, playlist.peak_bits) == ((), 0, 0, 0)


def test_the_master_names_every_size_smallest_first_with_what_it_costs_and_the_sound_once() -> None:
    assert master([LARGE, SMALL], SOUND) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=1030000,AVERAGE-BANDWIDTH=628000,CODECS="avc1.64001e,mp4a.40.2",'
        'RESOLUTION=640x360,FRAME-RATE=29.970,AUDIO="sound"\n360.m3u8\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=2730000,AVERAGE-BANDWIDTH=1628000,CODECS="avc1.64001f,mp4a.40.2",'
        'RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO="sound"\n720.m3u8\n'
    )


def test_a_silent_film_has_a_master_that_speaks_of_no_sound() -> None:
    said = master([SMALL], None)
    assert "AUDIO" not in said
    assert 'CODECS="avc1.64001e"' in said


def test_the_codec_is_read_from_the_file_itself() -> None:
    assert codec_of(b"....avcC\x01\x64\x00\x1e....", sound=False) == "avc1.64001e"
    assert codec_of(b"", sound=True) == "mp4a.40.2"
    for head in (b"no codec here", b"avcC\x01"):
        with pytest.raises(ValueError, match=r"H\.264"):
            codec_of(head, sound=False)
