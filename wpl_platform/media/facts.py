"""What is true of a file: its containers and tracks, as the probe found them and as the plan judges them."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class VideoTrack:
    """A picture track as it lies in the file: size in stored px, `rotation` in degrees, `rate` in frames a second."""

    index: int
    codec: str
    width: int
    height: int
    pixel_format: str = "yuv420p"
    pixel_shape: Fraction = Fraction(1)
    rotation: int = 0
    rate: Fraction | None = None
    top_rate: Fraction | None = None
    transfer: str = ""
    field_order: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class AudioTrack:
    """A sound track; `chosen` when the file itself marks it as the default."""

    index: int
    codec: str
    channels: int
    chosen: bool = False


@dataclass(frozen=True)
class Facts:
    """What is true of a file: its containers' names, what it says of its length (ms; it may lie), and its tracks."""

    containers: frozenset[str]
    duration_ms: int | None
    video: tuple[VideoTrack, ...] = ()
    audio: tuple[AudioTrack, ...] = ()


def upright(track: VideoTrack) -> tuple[int, int]:
    """Width and height (px) as people see the picture: square pixels, turned by its rotation."""
    width, height = max(1, round(track.width * track.pixel_shape)), track.height
    return (height, width) if track.rotation % 180 else (width, height)
