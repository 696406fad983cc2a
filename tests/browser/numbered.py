"""Films whose pictures carry their own number, and how it is read: off a screen, and out of a file.

A number is sixteen blocks side by side, white for a 1; below each stands its opposite, so that a picture that is no
picture of ours, or two mixed, is never taken for one.
"""

import subprocess
from pathlib import Path

WIDTH, HEIGHT, BITS = 320, 180, 16
SEEN = """([width, height, bits]) => {
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const film = document.querySelector("practice-player");
  const light = (at, y) => brush.getImageData(Math.floor((at + 0.5) * width / bits), y, 1, 1).data[1] > 127;
  window.seen = () => {
    brush.drawImage(film.video, 0, 0, width, height);
    const read = (y) => Array.from({ length: bits }, (_, at) => (light(at, y) ? "1" : "0")).join("");
    const [above, below] = [read(height / 4), read(height * 3 / 4)];
    const opposite = [...below].every((bit, at) => bit !== above[at]);
    return opposite ? parseInt(above, 2) : -1;
  };
  window.settled = async () => {
    const painted = new Promise((done) => film.video.requestVideoFrameCallback(done));
    if (film.video.seeking) await new Promise((done) => film.video.addEventListener("seeked", done, { once: true }));
    await Promise.race([painted, new Promise((done) => setTimeout(done, 5000))]);
    await new Promise((done) => requestAnimationFrame(done));
  };
}"""
"""Gives a page `seen()`, the number on the screen (-1 for none), and `settled()`, for right after a seek: a picture was
painted since, or five seconds went by without."""


def make(file: Path, rate: str, count: int, *how: str) -> Path:
    """A silent film of `count` numbered pictures at this rate; `how` goes to ffmpeg before the file."""
    raw = ("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", rate, "-i", "pipe:0")
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "18", "-pix_fmt", "yuv420p")
    asked = ["ffmpeg", "-v", "error", "-y", *raw, *how, *coded, str(file)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        for number in range(count):
            running.stdin.write(_picture(number))
        running.stdin.close()
    assert running.returncode == 0
    return file


def read(film: Path) -> list[int]:
    """The number of every picture in a file, in order, as ffmpeg decodes it."""
    small = f"scale={BITS}:2:flags=area,format=gray"
    asked = ["ffmpeg", "-v", "error", "-i", str(film), "-vf", small, "-fps_mode", "passthrough", "-f", "rawvideo", "-"]
    said = subprocess.run(asked, check=True, capture_output=True).stdout
    return [_number(said[at : at + 2 * BITS]) for at in range(0, len(said), 2 * BITS)]


def _picture(number: int) -> bytes:
    bits = [number >> at & 1 for at in reversed(range(BITS))]
    wide = WIDTH // BITS
    above, below = (b"".join((b"\xeb" if bit == lit else b"\x10") * wide for bit in bits) for lit in (1, 0))
    return above * (HEIGHT // 2) + below * (HEIGHT // 2)


def _number(blocks: bytes) -> int:
    above, below = ([light > 127 for light in half] for half in (blocks[:BITS], blocks[BITS:]))
    assert all(one != other for one, other in zip(above, below, strict=True))
    return int("".join("01"[light] for light in above), 2)
