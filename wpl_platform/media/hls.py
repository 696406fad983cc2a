"""HLS in words: what a playlist of ours says, and the master playlist over several. Pure.

The master is written here and not by ffmpeg, because the sizes of a film can be made in two runs.
"""

import re
from dataclasses import dataclass

MASTER = "master.m3u8"
SOUND = "audio"
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"

_STRETCH = re.compile(r"^(\d+)@(\d+)$")


@dataclass(frozen=True)
class Segment:
    """A stretch of the media file: how long it plays (seconds), and which bytes it is."""

    seconds: float
    start: int
    length: int


@dataclass(frozen=True)
class Playlist:
    """A media playlist over one file; `whole` when it says itself that it is at its end."""

    segments: tuple[Segment, ...]
    whole: bool

    @property
    def length_ms(self) -> int:
        """How long all of it plays."""
        return round(sum(segment.seconds for segment in self.segments) * 1000)

    @property
    def end(self) -> int:
        """How many bytes its file must have at least."""
        return max((segment.start + segment.length for segment in self.segments), default=0)

    @property
    def mean_bits(self) -> int:
        """Bits a second over all of it."""
        return round(sum(segment.length for segment in self.segments) * 8000 / max(self.length_ms, 1))

    @property
    def peak_bits(self) -> int:
        """Bits a second of its heaviest segment; a last one of a few frames does not count."""
        counted = [one for one in self.segments if one.seconds >= 0.5] or list(self.segments)
        return max((round(one.length * 8 / max(one.seconds, 0.001)) for one in counted), default=0)


@dataclass(frozen=True)
class Stream:
    """A rendition: its name, codec, and bits a second; size in px and frames a second of a picture."""

    name: str
    codec: str
    peak_bits: int
    mean_bits: int
    width: int = 0
    height: int = 0
    rate: float = 0


def parsed(text: str) -> Playlist:
    """What a media playlist with byte ranges says; what it does not understand is left out."""
    segments: list[Segment] = []
    seconds = 0.0
    for line in text.splitlines():
        tag, _sep, value = line.partition(":")
        if tag == "#EXTINF":
            seconds = float(value.partition(",")[0])
        elif tag == "#EXT-X-BYTERANGE" and (found := _STRETCH.match(value)):
            segments.append(Segment(seconds, int(found[2]), int(found[1])))
    return Playlist(tuple(segments), "#EXT-X-ENDLIST" in text.splitlines())


def master(pictures: list[Stream], sound: Stream | None) -> str:
    """The playlist of playlists, the smallest picture first: what a player on an unknown line begins with."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if sound is not None:
        told = f'TYPE=AUDIO,GROUP-ID="sound",NAME="{sound.name}",DEFAULT=YES,AUTOSELECT=YES,URI="{sound.name}.m3u8"'
        lines.append(f"#EXT-X-MEDIA:{told}")
    for picture in sorted(pictures, key=lambda one: (one.width * one.height, one.peak_bits)):
        lines += [f"#EXT-X-STREAM-INF:{_told(picture, sound)}", f"{picture.name}.m3u8"]
    return "\n".join(lines) + "\n"


def codec_of(head: bytes, *, sound: bool) -> str:
    """How RFC 6381 names what a file of ours holds; `head` is its beginning. Raises ValueError when it does not say."""
    if sound:
        return "mp4a.40.2"
    at = head.find(b"avcC")
    if at < 0 or len(head) < at + 8:
        raise ValueError("no H.264 in it")
    return f"avc1.{head[at + 5 : at + 8].hex()}"


def _told(picture: Stream, sound: Stream | None) -> str:
    streams = [picture] if sound is None else [picture, sound]
    told = [
        f"BANDWIDTH={sum(stream.peak_bits for stream in streams)}",
        f"AVERAGE-BANDWIDTH={sum(stream.mean_bits for stream in streams)}",
        f'CODECS="{",".join(stream.codec for stream in streams)}"',
        f"RESOLUTION={picture.width}x{picture.height}",
        f"FRAME-RATE={picture.rate:.3f}",
    ]
    return ",".join([*told, *([] if sound is None else ['AUDIO="sound"'])])
