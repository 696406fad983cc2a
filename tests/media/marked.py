"""Films in which every picture carries its number and every second a flash and a beep: to see where things end up."""

import subprocess
from array import array
from collections.abc import Iterator
from pathlib import Path

BITS = 12
BAR = 16
HEIGHT = 96
WIDTH = BITS * BAR
SOUND_RATE = 48000
BEEP_HZ = 1000


def marked_film(target: Path, frames: int, rate: str = "25", *more: str, codec: str = "libx264") -> Path:
    """A film of so many pictures, each with its number in bars, and a beep of 40 ms at every whole second."""
    above, _sep, below = rate.partition("/")
    seconds = frames * int(below or 1) / int(above)
    beep = f"aevalsrc=if(lt(mod(t\\,1)\\,0.04)\\,0.8*sin({BEEP_HZ}*2*PI*t)\\,0):s={SOUND_RATE}:d={seconds}"
    picture = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", rate, "-i", "pipe:0"]
    packed = ["-c:v", codec, "-pix_fmt", "yuv420p", "-c:a", "aac", *more, str(target)]
    if codec == "libx264":
        packed = ["-preset", "veryfast", *packed]
    asked = ["ffmpeg", "-v", "error", "-y", *picture, "-f", "lavfi", "-i", beep, *packed]
    subprocess.run(asked, input=b"".join(_picture(number) for number in range(frames)), check=True)
    return target


def pictures_in(film: Path, *reading: str) -> Iterator[tuple[float, int]]:
    """When each picture is shown (seconds) and its number."""
    asked = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time"]
    said = subprocess.run([*asked, "-of", "csv=p=0", str(film)], check=True, capture_output=True, text=True).stdout
    times = [float(line.strip(",")) for line in said.split()]
    scaled = ["-vf", f"scale={BITS}:1:flags=area,format=gray", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"]
    raw = subprocess.run(["ffmpeg", "-v", "error", *reading, "-i", str(film), *scaled], check=True, capture_output=True)
    rows = [raw.stdout[at : at + BITS] for at in range(0, len(raw.stdout), BITS)]
    assert len(rows) == len(times)
    return zip(times, (_number(row) for row in rows), strict=True)


def beeps_in(film: Path) -> list[float]:
    """When each beep begins (seconds), as a browser plays the sound: sample by sample from the beginning."""
    asked = ["ffmpeg", "-v", "error", "-i", str(film), "-map", "0:a:0", "-ac", "1", "-f", "s16le", "pipe:1"]
    samples = array("h", subprocess.run(asked, check=True, capture_output=True).stdout)
    loud = [at for at, sample in enumerate(samples) if abs(sample) > 8000]
    return [at / SOUND_RATE for number, at in enumerate(loud) if not number or at - loud[number - 1] > SOUND_RATE // 5]


def _picture(number: int) -> bytes:
    row = b"".join((b"\xeb" if number >> bit & 1 else b"\x10") * BAR for bit in range(BITS))
    return row * HEIGHT


def _number(row: bytes) -> int:
    return sum(1 << bit for bit, light in enumerate(row) if light > 125)


def first_moment(film: Path) -> float:
    """When the first picture of a fragmented mp4 is shown, in ticks of its own clock, as a browser reads it."""
    content = film.read_bytes()
    base = _box(content, b"tfdt")
    starts = int.from_bytes(base[4:12] if base[0] else base[4:8], "big")
    run = _box(content, b"trun")
    flags, at = int.from_bytes(run[1:4], "big"), 8
    at += 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)  # where the data is, flags of the first sample
    at += 4 * bool(flags & 0x100) + 4 * bool(flags & 0x200) + 4 * bool(flags & 0x400)  # length, size, flags
    return starts + (int.from_bytes(run[at : at + 4], "big", signed=True) if flags & 0x800 else 0)


def _box(content: bytes, name: bytes) -> bytes:
    at = content.index(name)
    return content[at + 4 : at - 4 + int.from_bytes(content[at - 4 : at], "big")]
