"""A person's own data: an archive and being erased are their own, and a proof is for whoever has its number."""

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.media.storage import storage
from wpl_platform.mydata import proofs
from wpl_platform.mydata.models import Archive, Erasure


def furnish(world: World) -> None:
    """An archive of Sanne's that can be fetched, and the proof that somebody was erased."""
    with storage().scratch() as folder:
        made = folder / "made"
        made.write_bytes(b"PK")
        key, size = storage().keep(made)
    world.archive = Archive(person_id=world.sanne.id, key=key, size=size, done_at=clock.now())
    erasure = Erasure(mark=ids.digest("somebody"), erased_at=clock.now(), done_at=clock.now())
    db.session.add_all([world.archive, erasure])
    db.session.flush()
    world.proof = proofs.number_of(erasure)


ALL = answers(200, stranger=200)
ROWS = [
    Row("mydata.archives.index", lambda w: "/me/data", answers(200)),
    Row("mydata.archives.create", lambda w: "/me/data/archives", answers(303), method="POST"),
    Row("mydata.archives.show", lambda w: f"/me/data/archives/{w.archive.id}", answers(404, sanne=200)),
    Row("mydata.erasures.new", lambda w: "/me/erase", answers(200)),
    Row("mydata.erasures.create", lambda w: "/me/erase", answers(422), method="POST", case="without the words"),
    Row(
        "mydata.erasures.create",
        lambda w: "/me/erase",
        answers(303, bea=409),
        method="POST",
        data=lambda w: {"words": "wis mij"},
        case="with the words",
    ),
    Row("mydata.proofs.show", lambda w: f"/erasures/{w.proof}", ALL, case="with the number"),
    Row("mydata.proofs.show", lambda w: "/erasures/guess", answers(404, stranger=404), case="guessed"),
    Row("mydata.proofs.download", lambda w: f"/erasures/{w.proof}/pdf", ALL, case="with the number"),
    Row("mydata.proofs.download", lambda w: "/erasures/guess/pdf", answers(404, stranger=404), case="guessed"),
]
