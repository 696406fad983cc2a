"""Makes the archive: reads everything about a person, then copies their films, and names it at the very end.

Handler of the worker. Why so, and what is in it: docs/decisions/my-data.md.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import force_locale
from sqlalchemy import delete

from wpl_platform.accounts import letters
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.belonging import Part, parts
from wpl_platform.core.database import db, release
from wpl_platform.core.errors import Missing, PortFailure
from wpl_platform.core.text import _
from wpl_platform.jobs.work import Stopped, Work
from wpl_platform.media import copying, ffmpeg
from wpl_platform.media.storage import storage
from wpl_platform.mydata import annotations, archives, films, moments, reading, reflections, rows
from wpl_platform.mydata.annotations import Marked
from wpl_platform.mydata.archive_file import ArchiveFile
from wpl_platform.mydata.films import Film
from wpl_platform.mydata.models import KEPT, Archive, ArchiveFilm
from wpl_platform.mydata.reflections import Told
from wpl_platform.privacy.belongings import LOG
from wpl_platform.teams.queries import viewer_of

JOB = "mydata.archive"


@dataclass
class Story:
    """Everything about somebody that is more than a row, read and plain. `without`: films that could not be copied."""

    name: str
    films: list[Film]
    elsewhere: list[tuple[str, list[Marked]]]
    spoken: list[tuple[str, str]]
    told: list[Told]
    tables: list[reading.Table] = field(default_factory=list)
    without: set[int] = field(default_factory=set)


def make(work: Work) -> None:
    """Makes it; one that was called off meanwhile, or holds a film that may not be seen any more, is not kept."""
    with work.transaction():
        person = _begin(work.subject_id)
        if person is None:
            return
        number, language = person.id, str(person.language)
    with force_locale(language), storage().scratch() as folder:
        file = folder / "archive.zip"
        out = ArchiveFile(file)
        story = _story(number)
        for part in parts():
            _write(out, part, number, story)
        release()
        _write_story(out, story)
        _copy(out, story, folder, work)
        reading.write(out, story)
        out.close()
        _keep(file, work)


def _begin(archive_id: int) -> Person | None:
    """Says which films will be in it, so that it goes when one of them does; None when nobody waits for it."""
    archive = db.session.get(Archive, archive_id)
    if archive is None or archive.ended_at is not None or archive.done_at is not None:
        return None
    person = db.session.get_one(Person, archive.person_id)
    db.session.execute(delete(ArchiveFilm).where(ArchiveFilm.archive_id == archive.id))
    for recording_id in films.in_archive(viewer_of(person)):
        db.session.add(ArchiveFilm(archive_id=archive.id, recording_id=recording_id))
    return person


def _story(person_id: int) -> Story:
    viewer = viewer_of(db.session.get_one(Person, person_id))
    return Story(
        viewer.name,
        films.films_of(viewer),
        moments.elsewhere(viewer),
        moments.spoken_by(viewer),
        reflections.reflections_of(viewer),
    )


def _write(out: ArchiveFile, part: Part, person_id: int, story: Story) -> None:
    """A table as JSON; the log as lines and as a sheet besides."""
    name = f"data/{part.name}.json"
    with out.writing(name) as written:
        count = rows.write_json(written, rows.rows_of(part, person_id))
    columns = rows.columns_of(part)
    shown = rows.first_of(part, person_id) if part.title and count else []
    story.tables.append(reading.Table(part.name, part.title, name, count, columns, shown))
    if part is LOG:
        with out.writing("log/log.jsonl") as written:
            rows.write_lines(written, rows.rows_of(part, person_id))
        with out.writing("log/log.csv") as written:
            rows.write_csv(written, columns, rows.rows_of(part, person_id))


def _write_story(out: ArchiveFile, story: Story) -> None:
    """What has a better format than rows: moments as Web Annotations, captions as WebVTT."""
    own = [each for film in story.films for each in film.marked if each.mine]
    own += [each for _title, said in story.elsewhere for each in said]
    out.json("annotations.json", annotations.page_of(own, "mine"))
    for film in story.films:
        out.json(f"{film.folder}/annotations.json", annotations.page_of(film.marked, str(film.number)))
        for captions in film.captions:
            out.text(f"{film.folder}/captions-{captions.code}.vtt", captions.text)


def _copy(out: ArchiveFile, story: Story, folder: Path, work: Work) -> None:
    """The bytes: films, their pictures, and what was said aloud. One that is gone meanwhile is left out."""
    for done, film in enumerate(story.films):
        work.check()
        work.progress(100 * done / len(story.films))
        try:
            _copy_film(out, film, folder)
        except (Missing, PortFailure, ffmpeg.Failed) as failure:
            if isinstance(failure, PortFailure) and failure.retry:
                raise
            story.without.add(film.number)
    for key, name in story.spoken:
        work.check()
        with suppress(Missing), storage().local(key) as file:
            out.film(name, file)


def _copy_film(out: ArchiveFile, film: Film, folder: Path) -> None:
    if film.poster:
        with storage().local(film.poster) as file:
            out.film(f"{film.folder}/poster.webp", file)
    if film.parts is not None:
        made = copying.joined(film.parts, folder)
        out.film(film.file, made)
        made.unlink()
    elif film.key:
        with storage().local(film.key) as file:
            out.film(film.file, file)


def _keep(file: Path, work: Work) -> None:
    key, size = storage().keep(file, whose=work.subject)
    try:
        with work.transaction():
            archive = db.session.get(Archive, work.subject_id, with_for_update=True)
            if archive is None or archive.ended_at is not None:
                raise Stopped
            if not archives.is_whole(archive):
                raise Missing(_("Een video mag intussen niet meer getoond worden. Vraag het archief opnieuw aan."))
            archive.key, archive.size, archive.done_at = key, size, clock.now()
            _tell(db.session.get_one(Person, archive.person_id))
    except BaseException:
        storage().delete(key)
        raise


def _tell(person: Person) -> None:
    link = letters.site() + letters.path_to("mydata.archives.index")
    text = _(
        "Dag %(name)s,\n\nJe archief staat klaar: alles wat we van je bewaren, in één bestand. Je kunt het"
        " %(days)s dagen lang ophalen. Alleen jij kunt dat.\n\n%(link)s\n\nVroeg jij hier niet om? Kies dan meteen"
        " een nieuw wachtwoord.\n",
        name=person.name,
        days=KEPT.days,
        link=link,
    )
    letters.write(person, _("Je archief staat klaar"), text)


def failed(archive_id: int, reason: str) -> None:
    """The last attempt failed: the page says so, and another can be asked."""
    archive = db.session.get(Archive, archive_id)
    if archive is not None:
        archives.drop([archive])
