"""What reading a thousand moments costs, beside the design that keeps them in one JSON column of the recording.

The reference is built here as such designs are: the recording's row holds a list with every moment, its words and its
drawing; to show a list, the column is read and parsed, the authors are looked up in one query, and what a page shows is
written out as JSON: all of it, for a page that draws what was drawn has to be given it. Ours reads rows of figures, and
a drawing only when its moment plays. The difference is what is drawn: the second line says what is left without. Both
are read in one process, from the same database file; CPU seconds count.
"""

import json
import random
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Column, Integer, MetaData, Table, delete, insert, select, update

from benchmarks.measure import HEAD, Compared, in_turns, row, table
from config import Config
from wpl_platform import create_app
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import Base, db
from wpl_platform.feedback.models import Annotation, AnnotationKind, Drawing
from wpl_platform.feedback.outline import authors_of, outline_of
from wpl_platform.media.models import Recording, Situation, Stage
from wpl_platform.teams.models import Membership, Organisation, Role, Team
from wpl_platform.teams.queries import viewer_of

MOMENTS = 1_000
POINTS = 80
"""Of a line drawn by hand: two seconds of it, at forty a second."""
ROUNDS = 40
GOAL = 0.1

JSON_COLUMN = Table(
    "json_column", MetaData(), Column("recording_id", Integer, primary_key=True), Column("moments", JSON)
)


def main() -> None:
    """Prints what each costs, and whether ours stays under a tenth."""
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        with app.app_context():
            recording_id, person_id = _furnish()
            compared = _compared(recording_id, person_id)
            _rub_out(recording_id)
            bare = _compared(recording_id, person_id)
    rows = [row("all of them drawn at", compared, 1000, "CPU ms"), row("none drawn at", bare, 1000, "CPU ms")]
    print(table(HEAD, rows))
    print(f"\nDrawn at, at most {GOAL:g} of the reference: {'yes' if compared.ratio <= GOAL else 'no'}.")


def _compared(recording_id: int, person_id: int) -> Compared:
    return in_turns(
        lambda: _seconds(lambda: ours(recording_id, person_id)),
        lambda: _seconds(lambda: reference(recording_id, person_id)),
        ROUNDS,
    )


def _rub_out(recording_id: int) -> None:
    """The same moments without drawings, in both designs."""
    bare = [each | {"drawing": []} for each in _column(recording_id)]
    db.session.execute(update(JSON_COLUMN).values(moments=bare))
    db.session.execute(delete(Drawing))
    db.session.commit()


def _column(recording_id: int) -> list[dict[str, Any]]:
    asked = select(JSON_COLUMN.c.moments).where(JSON_COLUMN.c.recording_id == recording_id)
    moments: list[dict[str, Any]] = db.session.execute(asked).scalar_one()
    return moments


def ours(recording_id: int, person_id: int) -> str:
    """All moments for the page: figures and the beginning of their words, with the names of who marked them."""
    viewer = viewer_of(db.session.get_one(Person, person_id))
    found = outline_of(db.session.get_one(Recording, recording_id), viewer=viewer)
    authors = {each.id: each.name for each in authors_of(found).values()}
    return json.dumps({"authors": authors, "rows": [each.row for each in found]})


def reference(recording_id: int, person_id: int) -> str:
    """The same page out of one column."""
    viewer_of(db.session.get_one(Person, person_id))
    db.session.get_one(Recording, recording_id)
    moments = _column(recording_id)
    ids = {each["author_id"] for each in moments}
    authors = {each.id: each.name for each in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
    shown = [each for each in moments if each["removed_at"] is None]
    return json.dumps({"authors": authors, "moments": sorted(shown, key=lambda each: each["start"])})


def _seconds(read: Any) -> float:
    db.session.expire_all()
    db.session.rollback()
    began = process_time()
    assert len(read()) > MOMENTS
    return process_time() - began


def _app(folder: Path) -> Flask:
    class Measured(Config):
        DATA_DIR = folder
        SECRET_KEY = "measured"
        TESTING = True
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder / 'measured.db'}"

    return create_app(Measured)


def _furnish() -> tuple[int, int]:
    """One recording with the same moments in both designs, by six people."""
    Base.metadata.create_all(db.engine)
    JSON_COLUMN.create(db.engine)
    team = _added(Team(organisation_id=_added(Organisation(name="Meting")).id, name="Meting"))
    people = [_added(Person(email=f"p{number}@meting.example", name=f"Persoon {number}")) for number in range(6)]
    for person in people:
        _added(Membership(person_id=person.id, team_id=team.id, role=Role.PARTICIPANT))
    about = {"situation": Situation.OTHER, "filmed_on": clock.today(), "stage": Stage.READY, "duration_ms": 3_600_000}
    recording = _added(
        Recording(nobody_else_at=clock.now(), maker_id=people[0].id, team_id=team.id, title="Een uur", **about)
    )
    chance = random.Random(7)
    rows = [_moment(number, recording.id, chance.choice(people).id, chance) for number in range(MOMENTS)]
    db.session.execute(insert(Annotation), [each | {"html": each["text"]} for each in rows])
    ids = db.session.scalars(select(Annotation.id).order_by(Annotation.id)).all()
    shapes = [[{"tool": "free", "colour": "white", "points": _line(chance)}] for _ in ids]
    drawn = [{"annotation_id": found, "shapes": each} for found, each in zip(ids, shapes, strict=True)]
    db.session.execute(insert(Drawing), drawn)
    column = [
        {"id": found, "kind": each["kind"], "author_id": each["author_id"], "start": each["start_ms"], "end": None}
        | {"text": each["text"], "removed_at": None, "created_at": clock.now().isoformat(), "drawing": drawing}
        for found, each, drawing in zip(ids, rows, shapes, strict=True)
    ]
    db.session.execute(insert(JSON_COLUMN).values(recording_id=recording.id, moments=column))
    db.session.commit()
    return recording.id, people[0].id


def _moment(number: int, recording_id: int, author_id: int, chance: random.Random) -> dict[str, Any]:
    text = f"Moment {number}: je wacht tot de klant klaar is en vat dan samen wat je hoorde."
    kind, start = chance.choice(list(AnnotationKind)), chance.randrange(3_600_000)
    return {"recording_id": recording_id, "author_id": author_id, "kind": kind, "start_ms": start, "text": text}


def _line(chance: random.Random) -> list[list[float]]:
    return [[round(chance.random(), 4), round(chance.random(), 4)] for _ in range(POINTS)]


def _added(thing: Any) -> Any:
    db.session.add(thing)
    db.session.flush()
    return thing


if __name__ == "__main__":
    main()
