"""Finds faces in a film and covers what is asked, behind the walls: the port to the detector and to ffmpeg.

Both are programs of their own (`redaction_finder`, `redaction_drawer`) that run ffmpeg beside themselves behind the
same walls: no network, only the files they need, and limits on everything.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

from wpl_platform.core.errors import PortFailure
from wpl_platform.core.text import _
from wpl_platform.media import ffmpeg, redaction_recipes
from wpl_platform.media.excerpt import cut_of
from wpl_platform.media.pipeline import Examined, Film, looked_at
from wpl_platform.media.probe import Unreadable, meaning
from wpl_platform.media.redaction import Cover, Place, Redaction
from wpl_platform.media.redaction_faces import followed, unasked

_HERE = Path(__file__).parent
FINDER, DRAWER = _HERE / "redaction_finder.py", _HERE / "redaction_drawer.py"
MODEL = _HERE / "weights" / "centerface.onnx"
THRESHOLD, THRESHOLD_AGAIN = 0.22, 0.16
"""How sure the detector has to be, 0–1: less sure the second time, so that nothing is left that is nearly a face."""
AGAIN = 3
"""So many times a film is covered anew because a face was found in what came out."""
SPARE_MS = 3_000
"""So much longer than the film is the drawing over it: a film is never quite as long as it says."""


def unrecognisable(
    source: Path, examined: Examined, asked: Redaction, folder: Path, watch_of: Callable[[int, int], ffmpeg.Watch]
) -> Film:
    """The film with what is asked done to it; where faces are to go, what came out is looked through for more of them.

    A face of which a piece still shows is found then, and covered too. `watch_of` gives who follows from one
    percentage of all the work to another. Raises as `faces` does.
    """
    if not asked.faces:
        return cover(source, examined, asked, folder, watch_of(0, 100))
    steps = _steps(looks=asked.found is None)
    if asked.found is None:
        asked = replace(asked, found=faces(source, examined, folder, watch_of(*next(steps))))
    while True:
        film = cover(source, examined, asked, folder, watch_of(*next(steps)))
        step = next(steps, None)
        seen = (
            ()
            if step is None or asked.whole
            else faces(film.file, _as_made(examined), folder, watch_of(*step), again=True, dropped=asked.dropped)
        )
        if not seen:
            return film
        asked = replace(asked, found=(*(asked.found or ()), *seen))


def _steps(*, looks: bool) -> Iterator[tuple[int, int]]:
    """From where to where each piece of the work goes: covering and looking again, and mostly that is all."""
    marks = [
        *([0] if looks else []),
        30,
        50,
        80,
        *(80 + 20 * part // (2 * AGAIN) for part in range(1, 2 * AGAIN - 1)),
        100,
    ]
    return pairwise(marks if looks else [0, *marks[1:]])


def _as_made(examined: Examined) -> Examined:
    """What is true of the film that was made: upright, steady, all of it, its picture first."""
    rung = examined.plan.rungs[-1]
    made = replace(examined.plan, video=0, hdr=False, interlaced=False, source_width=rung.width)
    return Examined(replace(made, source_height=rung.height), examined.film_ms)


def faces(
    source: Path,
    examined: Examined,
    folder: Path,
    watch: ffmpeg.Watch,
    *,
    again: bool = False,
    dropped: tuple[Cover, ...] = (),
) -> tuple[Cover, ...]:
    """Where faces are in the film, as covers over them; `again` looks at every picture, and believes less.

    What shows in a place that was `dropped` is no face.

    Raises ffmpeg.Stopped when it was called off, PortFailure when it did not work.
    """
    plan, target = examined.plan, folder / "faces.json"
    rung, times = redaction_recipes.looked_at(plan)
    rate = plan.rate if again else redaction_recipes.looked_rate(plan)
    cut = None if examined.excerpt is None else cut_of(examined.excerpt, plan.rate)
    told = {
        "model": str(MODEL),
        "threads": ffmpeg.THREADS,
        "threshold": THRESHOLD_AGAIN if again else THRESHOLD,
        "decoder": redaction_recipes.bare_pictures(source, plan, cut, rate),
        "width": rung.width,
        "height": rung.height,
        "times": times,
        "rate": float(rate),
        "target": str(target),
    }
    _run(FINDER, told, (source, MODEL), folder, watch, examined.film_ms)
    return followed(unasked(_sights(target), dropped), examined.film_ms)


def cover(source: Path, examined: Examined, asked: Redaction, folder: Path, watch: ffmpeg.Watch) -> Film:
    """The film with what is asked done to it; raises as `faces` does, and when what came out is not the whole film."""
    plan, target, length = examined.plan, folder / "unrecognisable.mp4", examined.film_ms
    cut = None if examined.excerpt is None else cut_of(examined.excerpt, plan.rate)
    maker = redaction_recipes.covered(source, plan, asked, target, length_ms=length, cut=cut)
    if asked.whole or not asked.covers:
        _ffmpeg(maker, source, folder, watch, length)
    else:
        size = redaction_recipes.drawing_size(plan)
        told = {
            "maker": maker,
            "width": size.width,
            "height": size.height,
            "pictures": ceil((length + SPARE_MS) * plan.rate / 1000),
            "rate": float(plan.rate),
            "covers": [one.as_data() for one in asked.covers],
        }
        _run(DRAWER, told, (source,), folder, watch, length)
    ffmpeg.require_room(folder)
    try:
        return looked_at(target, length)
    except Unreadable as error:
        raise _did_not_work() from error


def _run(
    program: Path, told: dict[str, Any], reads: tuple[Path, ...], folder: Path, watch: ffmpeg.Watch, length: int
) -> None:
    settings = folder / f"{program.stem}.json"
    settings.write_text(json.dumps(told))
    python = [Path(sys.prefix)] + ([Path(sys.base_prefix)] if sys.base_prefix != sys.prefix else [])
    arguments = [sys.executable, "-I", "-B", str(program), str(settings)]
    _walled(arguments, (*reads, program, *python), folder, watch, length)


def _ffmpeg(arguments: list[str], source: Path, folder: Path, watch: ffmpeg.Watch, length: int) -> None:
    _walled(arguments, (source,), folder, watch, length)


def _walled(arguments: list[str], reads: tuple[Path, ...], folder: Path, watch: ffmpeg.Watch, length: int) -> None:
    limits = ffmpeg.convert_limits(length)
    try:
        ffmpeg.run(arguments, limits, reads=reads, writes=folder, watch=watch, seconds=2 * limits.cpu_seconds)
    except ffmpeg.Failed as failed:
        found = meaning(failed)
        raise (_did_not_work() if isinstance(found, Unreadable) else found) from failed


def _did_not_work() -> PortFailure:
    return PortFailure(_("De video kon niet onherkenbaar worden gemaakt."), retry=False)


def _sights(file: Path) -> Iterator[tuple[int, list[Place]]]:
    with file.open() as lines:
        for line in lines:
            at, boxes = json.loads(line)
            yield at, [Place(at, *box) for box in boxes]
