"""The door of one's archive: asked for, waited for, and fetched by nobody else."""

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from wpl_platform.accounts.proving import proved
from wpl_platform.core import clock
from wpl_platform.core.database import release
from wpl_platform.jobs.queries import job_of
from wpl_platform.media import delivery
from wpl_platform.media.models import Rendition, RenditionKind
from wpl_platform.media.noted import watched
from wpl_platform.media.storage import storage
from wpl_platform.mydata import actions, archives, archiving, policy, queries
from wpl_platform.mydata.models import Archive
from wpl_platform.privacy.models import Action
from wpl_platform.teams.current import viewer
from wpl_platform.teams.lasting import in_its_own_context, still
from wpl_platform.web.limits import limiter
from wpl_platform.web.replies import see_other

bp = Blueprint("archives", __name__)
ZIP = "application/zip"


@bp.get("/me/data")
@proved
def index() -> str:
    """One's archive, or how far it is, and the way to being erased."""
    found = queries.latest_archive(viewer=viewer())
    there = found is not None and archives.is_current(found)
    job = None if found is None or there else job_of(f"archive:{found.id}", archiving.JOB)
    busy = found is not None and found.ended_at is None and found.done_at is None
    return render_template("mydata/index.html", archive=found, there=there, busy=busy, job=job)


@bp.post("/me/data/archives")
@limiter.limit("10/hour")
@proved
def create() -> Response:
    """Has one made."""
    actions.ask_archive(viewer().person_id or 0, by=viewer())
    return see_other(url_for("mydata.archives.index"))


@bp.get("/me/data/archives/<int:archive_id>")
@proved
def show(archive_id: int) -> Response:
    """The file, piece by piece, for as long as they are signed in and it may be had. Each film in it is logged."""
    found = queries.archive(archive_id, viewer=viewer())
    if request.method != "HEAD":
        for recording_id in queries.films_in(found, viewer=viewer()):
            watched(recording_id, Action.EXPORTED, by=viewer())
    return _sent(found)


def _sent(found: Archive) -> Response:
    number = found.id
    kept = {"key": found.key, "size": found.size, "media_type": ZIP, "recording_id": number}
    file = Rendition(kind=RenditionKind.COPY, name="archive", **kept)
    may = in_its_own_context(still(lambda now: policy.may_see(now, queries.archive(number, viewer=now))))
    taken = f"werkplekleren {clock.today().isoformat()}"
    way = delivery.Way(storage(), may, current_app.config["ACCEL_PREFIX"], taken=taken)
    release()
    return delivery.deliver(file, request.environ, way)
