"""A program of its own, run behind the walls: finds faces in the pictures that ffmpeg decodes. Detection only.

    python redaction_finder.py SETTINGS.json

The settings name the model, the program that decodes (its argument list), the size of its pictures (px), their number
a second and the file to write. Pictures come as bare RGB over a pipe; out of it come lines of JSON: a moment in ms,
and boxes as parts of the picture. How far it is is said as ffmpeg says it. Uses nothing of the product.
"""

import json
import subprocess
import sys
from typing import IO, Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

COARSE = 4
"""The model answers for every fourth px."""
STEP = 32
SAME = 0.3
SMALL_EVERY = 10
"""Of the pictures that are looked at, every so many are also looked at in full size: then far faces are found."""


class Finder:
    """CenterFace (MIT), with 8-bit weights and without its landmarks: where a face is, and nothing about whose."""

    def __init__(self, model: str, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._name = self._session.get_inputs()[0].name

    def find(self, picture: Any, threshold: float) -> list[tuple[float, ...]]:
        """Boxes in an RGB picture (height x width x 3): how sure, and left, top, width and height as parts of it."""
        height, width, _colours = picture.shape
        sides = (-(-height // STEP) * STEP, -(-width // STEP) * STEP)
        padded = np.zeros((1, 3, *sides), np.float32)
        padded[0, :, :height, :width] = picture.transpose(2, 0, 1)
        heat, scale, offset = self._session.run(None, {self._name: padded})
        rows, columns = np.where(heat[0, 0] > threshold)
        boxes: list[tuple[float, ...]] = []
        for row, column in zip(rows, columns, strict=True):
            tall, wide = (float(np.exp(scale[0, axis, row, column])) * COARSE for axis in (0, 1))
            middle_y = (row + float(offset[0, 0, row, column]) + 0.5) * COARSE
            middle_x = (column + float(offset[0, 1, row, column]) + 0.5) * COARSE
            left, top = (middle_x - wide / 2) / width, (middle_y - tall / 2) / height
            boxes.append((float(heat[0, 0, row, column]), left, top, wide / width, tall / height))
        return _apart(boxes)


def _apart(boxes: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Of boxes over the same place only the surest."""
    kept: list[tuple[float, ...]] = []
    for box in sorted(boxes, reverse=True):
        if all(_overlap(box, other) < SAME for other in kept):
            kept.append(box)
    return kept


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    across = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    down = min(one[2] + one[4], other[2] + other[4]) - max(one[2], other[2])
    if across <= 0 or down <= 0:
        return 0.0
    both = across * down
    return both / (one[3] * one[4] + other[3] * other[4] - both)


def _pictures(pipe: IO[bytes], width: int, height: int) -> Any:
    size = width * height * 3
    while len(piece := pipe.read(size)) == size:
        yield np.frombuffer(piece, np.uint8).reshape(height, width, 3)


def _halved(picture: Any, times: int) -> Any:
    """A picture so many times smaller, each px the mean of those it stands for."""
    if times == 1:
        return picture
    height, width, _colours = (side // times * times for side in picture.shape)
    cut = picture[:height, :width].astype(np.float32)
    return cut.reshape(height // times, times, width // times, times, 3).mean((1, 3))


def main(path: str) -> int:
    """Looks at the whole film; ends as the program that decodes ends."""
    with open(path) as file:  # noqa: PTH123 — stands alone
        told = json.load(file)
    finder = Finder(told["model"], told["threads"])
    decoder = subprocess.Popen(told["decoder"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert decoder.stdout is not None  # noqa: S101 — it was asked for
    with open(told["target"], "w") as found:  # noqa: PTH123
        for number, picture in enumerate(_pictures(decoder.stdout, told["width"], told["height"])):
            boxes = finder.find(_halved(picture, told["times"]), told["threshold"])
            if told["times"] > 1 and number % SMALL_EVERY == 0:
                boxes = _apart([*boxes, *finder.find(picture, told["threshold"])])
            at = round(number * 1000 / told["rate"])
            found.write(json.dumps([at, [[round(part, 4) for part in box[1:]] for box in boxes]]) + "\n")
            sys.stdout.write(f"out_time_us={at * 1000}\n")
            sys.stdout.flush()
    return decoder.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
