"""What becomes of a file, judged from the facts about it alone. Pure: no file is opened here.

The limits are those of docs: own codec list (a picture codec in a film container costs seconds and megabytes), no
picture over 40 million pixels, no more than 250 frames a second, no film over four hours.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from wpl_platform.media.facts import AudioTrack, Facts, VideoTrack, upright
from wpl_platform.media.ladder import Rung, rungs_of, steady_rate, varies

LONGEST_MS = 4 * 60 * 60 * 1000
MAX_PIXELS = 40_000_000
MIN_SIDE = 16
MAX_RATE = 250

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
    """Why there is no film of it, or not yet; kept with the recording and said in words by `media.words`."""

    EMPTY = "empty"
    NOT_A_VIDEO = "not_a_video"
    ONLY_SOUND = "only_sound"
    UNKNOWN_CODEC = "unknown_codec"
    PICTURE_SIZE = "picture_size"
    FRAME_RATE = "frame_rate"
    TOO_LONG = "too_long"
    DAMAGED = "damaged"
    NOT_CONVERTED = "not_converted"
    NO_ROOM = "no_room"
    OUT_OF_TIME = "out_of_time"
    BROKE_OFF = "broke_off"
    STOPPED = "stopped"
    LOST = "lost"
    NOT_DESTROYED = "not_destroyed"


WENT_WRONG = frozenset({Reason.DAMAGED, Reason.NOT_CONVERTED})
"""A film that did not come out: perhaps for want of something here, so its bytes stay. The rest is said of a file."""


class Verdict(StrEnum):
    """What was decided about a film: that it plays as it is, or the first hurdle; and what is worth knowing of it."""

    PLAYS = "plays"
    HDR = "hdr"
    INTERLACED = "interlaced"
    HEVC = "hevc"
    CODEC = "codec"
    COLOURS = "colours"
    SOUND = "sound"
    CONTAINER = "container"
    TRIMMED = "trimmed"
    SMALLER = "smaller"
    LYING = "lying"
    UNEVEN = "uneven"
    SILENT = "silent"
    ONE_OF_SOUNDS = "one_of_sounds"


@dataclass(frozen=True)
class Refused:
    """The file is not taken, for this reason."""

    reason: Reason


@dataclass(frozen=True)
class Plan:
    """How a file is made into a film: which tracks, in which sizes (smallest first), at what rate, and why so.

    `source_width` and `source_height` are the picture as people see it: turned right, with square pixels.
    """

    video: int
    audio: int | None
    channels: int
    source_width: int
    source_height: int
    rungs: tuple[Rung, ...]
    rate: Fraction
    hdr: bool
    interlaced: bool
    verdict: tuple[Verdict, ...]

    @property
    def remux(self) -> bool:
        """Whether the same picture and sound play in every browser once they are packed as an mp4."""
        return Verdict.PLAYS in self.verdict


def judge(facts: Facts) -> Refused | Plan:
    """What to do with a file of which these are the facts."""
    if not facts.video:
        return Refused(Reason.ONLY_SOUND if facts.audio else Reason.NOT_A_VIDEO)
    track = _best(facts.video)
    reason = _objection(track)
    if reason is not None:
        return Refused(reason)
    audio = _best_audio(facts.audio)
    seen = upright(track)
    rungs = rungs_of(*seen)
    return Plan(
        video=track.index,
        audio=audio.index if audio else None,
        channels=min(audio.channels, 2) if audio else 0,
        source_width=seen[0],
        source_height=seen[1],
        rungs=rungs,
        rate=steady_rate(track),
        hdr=track.transfer in HDR_TRANSFERS,
        interlaced=track.field_order in FIELD_ORDERS,
        verdict=(_hurdle(facts, track, audio) or Verdict.PLAYS, *_remarks(facts, track, audio, rungs)),
    )


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


def _hurdle(facts: Facts, track: VideoTrack, audio: AudioTrack | None) -> Verdict | None:
    """Why it does not play everywhere as it is, the most telling first: only 8-bit 4:2:0 H.264 with AAC or MP3 does."""
    hurdles = {
        Verdict.HDR: track.transfer in HDR_TRANSFERS,
        Verdict.INTERLACED: track.field_order in FIELD_ORDERS,
        Verdict.HEVC: track.codec == "hevc",
        Verdict.CODEC: track.codec != "h264",
        Verdict.COLOURS: track.pixel_format not in PLAYABLE_PIXELS,
        Verdict.SOUND: audio is not None and audio.codec not in PLAYABLE_SOUND,
        Verdict.CONTAINER: facts.containers.isdisjoint(REMUX_CONTAINERS),
    }
    return next((verdict for verdict, there in hurdles.items() if there), None)


def _remarks(facts: Facts, track: VideoTrack, audio: AudioTrack | None, rungs: tuple[Rung, ...]) -> tuple[Verdict, ...]:
    remarks = {
        Verdict.SMALLER: len(rungs) > 1,
        Verdict.UNEVEN: varies(track),
        Verdict.SILENT: audio is None,
        Verdict.ONE_OF_SOUNDS: len(facts.audio) > 1,
    }
    return tuple(verdict for verdict, there in remarks.items() if there)
