"""What of one's own data is a person's: the archives they asked for, and that they asked to be erased."""

from wpl_platform.core.belonging import Belongings, hanging, of_person
from wpl_platform.mydata import archives
from wpl_platform.mydata.models import Archive, ArchiveFilm, Erasure

ARCHIVES = of_person(Archive, "person_id", hidden=("key",))

BELONGS = Belongings(
    parts=(
        ARCHIVES,
        hanging(ArchiveFilm, "archive_id", ARCHIVES),
        of_person(Erasure, "person_id", hidden=("mark", "files")),
    ),
    erase=archives.erase,
)
