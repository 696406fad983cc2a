"""The door of an organisation's access log, for its FG: read, filtered, taken along. Each of these is logged itself."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from wpl_platform.core import clock
from wpl_platform.core.database import apart
from wpl_platform.core.errors import Missing
from wpl_platform.privacy import export, policy, queries, words
from wpl_platform.privacy.models import Action, Kind
from wpl_platform.privacy.noting import About, note, once
from wpl_platform.privacy.queries import Told, Wanted
from wpl_platform.teams import current
from wpl_platform.teams.current import viewer
from wpl_platform.teams.lasting import in_its_own_context, still
from wpl_platform.teams.models import Organisation, OrganisationRole
from wpl_platform.web.requests import this_app

bp = Blueprint("log", __name__)
FORMATS: dict[str, tuple[str, Callable[[], str], Callable[[list[Told]], str]]] = {
    "csv": ("text/csv; charset=utf-8", export.csv_head, export.csv_of),
    "jsonl": ("application/jsonl; charset=utf-8", str, export.json_of),
}
FILTERS = frozenset({"organisation", "from", "to", "person", "recording", "action"})
LARGEST = 2**31 - 1


@bp.get("/organisation/log")
@login_required
def index() -> str:
    """A page of the log, newest first."""
    where, wanted = _mine(), _wanted()
    lines, goes_on = queries.log_of(where.id, viewer=viewer(), wanted=wanted)
    once(Action.LOG_READ, _about(where), by=viewer(), what=_asked(wanted))
    return render_template(
        "privacy/log.html",
        organisation=where,
        lines=lines,
        wanted=wanted,
        further=lines[-1].entry.seq if goes_on else None,
        people=queries.people_in(where.id, viewer=viewer()),
        end=queries.end_of(where.id, viewer=viewer()),
        address=_address,
        words=words,
    )


@bp.get("/organisation/log.<ending>")
@login_required
def download(ending: str) -> Response:
    """All lines that the filters let through, oldest first, piece by piece."""
    where, wanted = _mine(), _wanted()
    if ending not in FORMATS:
        raise Missing
    note(Action.LOG_EXPORTED, _about(where), by=viewer(), what=f"{ending} {_asked(wanted)}".strip())
    answer = Response(_pieces(where.id, wanted, ending), content_type=FORMATS[ending][0])
    answer.headers["Content-Disposition"] = f'attachment; filename="log-{where.id}-{clock.today()}.{ending}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _pieces(organisation_id: int, wanted: Wanted, ending: str) -> Iterator[str]:
    """Each piece is read by itself, for as long as who asked is still the FG."""
    app, me = this_app(), viewer()
    may = in_its_own_context(still(lambda now: policy.may_read_log(now, organisation_id)))
    _type, head, written = FORMATS[ending]

    def pieces() -> Iterator[str]:
        yield head()
        after = 0
        while may():
            with apart(app, writes=False):
                lines = queries.every_line(organisation_id, viewer=me, wanted=wanted, after=after)
                text, after = written(lines), lines[-1].entry.seq if lines else after
            if not lines:
                return
            yield text

    return pieces()


def _mine() -> Organisation:
    return current.organisation(OrganisationRole.FG)


def _about(where: Organisation) -> About:
    return About(where.id, Kind.ORGANISATION, where.id)


def _wanted() -> Wanted:
    """The filters in the address; what makes no sense there counts as not chosen."""
    action = request.args.get("action", "")
    return Wanted(
        first=_day("from"),
        last=_day("to"),
        person_id=_number("person"),
        recording_id=_number("recording"),
        action=Action(action) if action in set(Action) else None,
        before=_number("before"),
    )


def _number(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found <= LARGEST else None


def _day(name: str) -> date | None:
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 1970 < found.year < 9999 else None


def _asked(wanted: Wanted) -> str:
    """What was looked for, in codes: `person=3 from=2026-01-01`."""
    asked = {"from": wanted.first, "to": wanted.last, "person": wanted.person_id, "recording": wanted.recording_id}
    return " ".join(f"{name}={value}" for name, value in (asked | {"action": wanted.action}).items() if value)


def _address(endpoint: str = "privacy.log.index", **changed: Any) -> str:
    """The same lines elsewhere: the next page, or as a file."""
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in FILTERS and value}
    return url_for(endpoint, **(kept | changed))
