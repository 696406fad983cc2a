"""What becomes of a file, judged from the facts about it alone. Pure: no file is opened here.

The limits are those of docs: own codec list (a picture codec in a film container costs seconds and megabytes), no
picture over 40 million pixels, no more than 250 frames a second, no film over four hours.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

LONGEST_MS = 4 * 60 * 60 * 1000
MAX_PIXELS = 40_000_000
MIN_SIDE = 16
MAX_RATE = 250
RENDITION_SHORT_SIDE = 720
RENDITION_LONG_SIDE = 1280
RENDITION_RATE = 30

_VIDEO = """h264 hevc vp8 vp9 av1 mpeg4 msmpeg4v3 msmpeg4v2 mpeg2video mpeg1video h263 mjpeg prores dnxhd dvvideo
    theora flv1 vp6f wmv1 wmv2 wmv3 vc1"""
_SOUND = """aac mp3 opus vorbis flac ac3 eac3 mp2 alac amrnb amrwb amr_nb amr_wb wmav1 wmav2 pcm_s16le pcm_s16be
    pcm_s24le pcm_s24be pcm_s32le pcm_f32le pcm_u8 pcm_alaw pcm_mulaw adpcm_ms adpcm_ima_wav adpcm_ima_qt dts speex"""
VIDEO_CODECS = frozenset(_VIDEO.split())
AUDIO_CODECS = frozenset(_SOUND.split())
HDR_TRANSFERS = frozenset({"smpte2084", "arib-std-b67"})
FIELD_ORDERS = frozenset({"tt", "bb", "tb", "bt"})
PLAYABLE_PIXELS = frozenset({"yuv420p", "yuvj420p"})
PLAYABLE_SOUND = frozenset({"aac", "mp3"})
REMUX_CONTAINERS = frozenset({"mov", "matroska"})


class Reason(StrEnum):
    """Why there is no film of it; kept with the recording and said in words by `media.words`."""

    EMPTY = "empty"
    NOT_A_VIDEO = "not_a_video"
    ONLY_SOUND = "only_sound"
    UNKNOWN_CODEC = "unknown_codec"
    PICTURE_SIZE = "picture_size"
    FRAME_RATE = "frame_rate"
    TOO_LONG = "too_long"
    DAMAGED = "damaged"
    NOT_CONVERTED = "not_converted"


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


@dataclass(frozen=True)
class Refused:
    """The file is not taken, for this reason."""

    reason: Reason


@dataclass(frozen=True)
class Plan:
    """How a file is made into a film: which tracks, how large (px, upright and even), at what rate.

    `source_width` and `source_height` are the picture as people see it: turned right, with square pixels.
    """

    video: int
    audio: int | None
    channels: int
    source_width: int
    source_height: int
    width: int
    height: int
    rate: Fraction
    hdr: bool
    interlaced: bool
    remux: bool


Verdict = Refused | Plan


def judge(facts: Facts) -> Verdict:
    """What to do with a file of which these are the facts."""
    if not facts.video:
        return Refused(Reason.ONLY_SOUND if facts.audio else Reason.NOT_A_VIDEO)
    track = _best(facts.video)
    reason = _objection(track)
    if reason is not None:
        return Refused(reason)
    audio = _best_audio(facts.audio)
    seen = upright(track)
    width, height = fitted(*seen)
    return Plan(
        video=track.index,
        audio=audio.index if audio else None,
        channels=min(audio.channels, 2) if audio else 0,
        source_width=seen[0],
        source_height=seen[1],
        width=width,
        height=height,
        rate=steady_rate(track),
        hdr=track.transfer in HDR_TRANSFERS,
        interlaced=track.field_order in FIELD_ORDERS,
        remux=_plays_as_it_is(facts, track, audio),
    )


def upright(track: VideoTrack) -> tuple[int, int]:
    """Width and height (px) as people see the picture: square pixels, turned by its rotation."""
    width, height = max(1, round(track.width * track.pixel_shape)), track.height
    return (height, width) if track.rotation % 180 else (width, height)


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size of the rendition (px): at most 1280 by 720 (portrait 720 by 1280), never larger than the film, even."""
    short, long = sorted((width, height))
    scale = min(Fraction(1), Fraction(RENDITION_SHORT_SIDE, short), Fraction(RENDITION_LONG_SIDE, long))
    return _even(width * scale), _even(height * scale)


def steady_rate(track: VideoTrack) -> Fraction:
    """Frames a second of the rendition: the film's own when it is steady, halved when over 30; else 30."""
    rate = track.rate
    if rate is None or rate <= 0 or (track.top_rate and abs(track.top_rate - rate) > rate / 50):
        return Fraction(RENDITION_RATE)
    while rate > RENDITION_RATE:
        rate /= 2
    return rate if rate >= 5 else Fraction(RENDITION_RATE)


def _objection(track: VideoTrack) -> Reason | None:
    if track.codec not in VIDEO_CODECS:
        return Reason.UNKNOWN_CODEC
    if min(track.width, track.height) < MIN_SIDE or track.width * track.height > MAX_PIXELS:
        return Reason.PICTURE_SIZE
    if max(track.rate or 0, 0) > MAX_RATE:
        return Reason.FRAME_RATE
    return None


def _best(tracks: tuple[VideoTrack, ...]) -> VideoTrack:
    """The first that we can read, preferring one that the file marks; else the first, to say what is wrong with it."""
    known = [track for track in tracks if track.codec in VIDEO_CODECS]
    return next((track for track in known if track.chosen), (known or list(tracks))[0])


def _best_audio(tracks: tuple[AudioTrack, ...]) -> AudioTrack | None:
    known = [track for track in tracks if track.codec in AUDIO_CODECS and track.channels > 0]
    return next((track for track in known if track.chosen), known[0] if known else None)


def _plays_as_it_is(facts: Facts, track: VideoTrack, audio: AudioTrack | None) -> bool:
    """H.264 in 8 bits and 4:2:0 with AAC, MP3 or no sound plays everywhere once it is packed as an mp4."""
    return (
        not facts.containers.isdisjoint(REMUX_CONTAINERS)
        and track.codec == "h264"
        and track.pixel_format in PLAYABLE_PIXELS
        and track.field_order not in FIELD_ORDERS
        and (audio is None or audio.codec in PLAYABLE_SOUND)
    )


def _even(length: Fraction | int) -> int:
    return max(2, int(length) // 2 * 2)
