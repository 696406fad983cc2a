"""Films in several heights as the conversion makes them, but small: playlists beside the files that they name."""

from pathlib import Path

from tests.media.conftest import ffmpeg
from wpl_platform.media import actions
from wpl_platform.media.models import Recording, RenditionKind
from wpl_platform.media.storage import storage

MASTER = "master.m3u8"
TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".mp4": "video/mp4"}


def make_playlists(folder: Path, seconds: int = 30) -> Path:
    """A test picture with a tone in two heights, 90 and 180, in pieces of two seconds. Answers the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    picture, tone = f"testsrc2=s=320x180:r=10:d={seconds}", f"sine=f=440:r=48000:d={seconds}"
    ffmpeg(
        *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone),
        *("-filter_complex", "[0:V]split=2[a][b];[a]scale=160:90[c]", "-map", "[c]", "-map", "[b]", "-map", "1:a"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "20", "-keyint_min", "20"),
        *("-sc_threshold", "0", "-b:v:0", "100k", "-b:v:1", "400k", "-c:a", "aac", "-f", "hls", "-hls_time", "2"),
        *("-hls_list_size", "0", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"),
        *("-hls_flags", "independent_segments+single_file"),
        *("-hls_segment_options", "movflags=+negative_cts_offsets:use_editlist=0"),
        *("-master_pl_name", MASTER, "-hls_segment_filename", str(folder / "%v.mp4")),
        *("-var_stream_map", "v:0,agroup:aud,name:90 v:1,agroup:aud,name:180 a:0,agroup:aud,default:yes,name:audio"),
        str(folder / "%v.m3u8"),
    )
    return folder


def keep_playlists(recording: Recording, made: Path) -> None:
    """Gives the recording copies of these files, master last, not yet committed."""
    for path in sorted(made.iterdir(), key=lambda path: path.name == MASTER):
        with storage().scratch() as folder:
            copy = folder / path.name
            copy.write_bytes(path.read_bytes())
            key, size = storage().keep(copy)
        media_type = TYPES[path.suffix]
        actions.keep(recording.id, RenditionKind.HLS, name=path.name, key=key, media_type=media_type, size=size)
