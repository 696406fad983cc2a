"""Law 4: every action says as whom and asks the policy first; every loading query says for whom."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.source import Function, House, Law, Source, called, plant
from wpl_platform.features import FLOORS

LAW = Law(
    "Law 4, what you may not see does not exist; what you may not do is refused: actions take `by=` and begin with "
    "require(policy.may_…), queries take `viewer=`, views hold neither session nor permission",
    "page, job, command line and whatever comes later have to pass the same guard",
    "ask in the action or query; an act of the system itself stands in SYSTEM or FOR_ALL with its reason",
)
GROUND = FLOORS[: FLOORS.index("teams")]
"""Below teams there is no Viewer yet: those floors serve the ones that ask."""
SYSTEM: Mapping[str, str] = {
    "improvement.actions.tell": "tells open boards that something changed, for actions that asked",
    "media.actions.announce": "tells open pages that something changed, for actions and jobs that asked",
    "media.actions.forget": "removes files for actions and jobs that asked",
    "media.actions.stop_work_on": "what ends a recording, for its maker or by itself, ends the work on it",
    "media.actions.remove": "ends a recording for its maker, with who is erased, and again after a backup was put back",
    "media.actions.keep": "the pipeline's: nobody asks for it",
    "media.actions.subject_of": "a name, and no act",
    "privacy.actions.appoint_first": "the command line's: there is nobody yet",
    "teams.actions.name_to": "the command line's, and what an appointment is made with",
    "teams.actions.found_organisation": "the command line's and the demo's: there is nobody yet",
    "teams.actions.found_team": "the command line's and the demo's: there is nobody yet",
    "teams.actions.place": "the command line's and the demo's: there is nobody yet",
}
"""Actions that are nobody's in particular."""
FOR_ALL: Mapping[str, str] = {
    "academy.queries.contributions": "published texts are for all",
    "academy.queries.contributions_of": "published texts are for all",
    "academy.queries.found_in_register": "who is listed agreed to be found",
    "academy.queries.kinds_published": "published texts are for all",
    "academy.queries.latest_contributions": "published texts are for all",
    "academy.queries.listed_per_province": "a count of who agreed to be found",
    "demo.queries.invented": "one of the invented people, whom anybody may be",
    "demo.queries.people": "the invented people, whom anybody may be",
    "feedback.queries.densities_of": "figures of recordings that were loaded for a viewer",
    "feedback.queries.moments_of": "what hangs on moments that were loaded for a viewer",
    "media.queries.keeps_originals": "a choice of the organisation that its jobs obey; it says nothing of anybody",
    "media.queries.kinds_of": "which files recordings have that were loaded for a viewer",
    "teams.queries.belongs_elsewhere": "decides whether somebody is asked first; it names no organisation",
    "teams.queries.organisation_by_name": "the command line's: who runs the server knows all organisations",
    "teams.queries.organisation_names": "the command line's: who runs the server knows all organisations",
    "teams.queries.roles_in": "for an appointment that was asked for, which may not be held twice",
    "teams.queries.viewer_of": "makes the viewer",
}
"""Queries whose answer is the same for everybody, or about rows that were already loaded for a viewer."""
DATABASE = "wpl_platform.core.database"
LETTING_GO = {"release", "apart"}
"""What views may use of the database: ending what was only read, before something slow begins."""


def faults(house: House, system: Mapping[str, str], for_all: Mapping[str, str]) -> Iterator[str]:
    """Every action and query that nobody is asked for, every view that does their work, every needless exception."""
    excused = set()
    for source in house.values():
        if source.feature in GROUND or not source.feature:
            continue
        for function, fault, exceptions in judged(source, system, for_all):
            name = f"{source.feature}.{source.room}.{function.name}"
            if name in exceptions:
                excused.add(name)
            else:
                yield f"{source.place}:{function.lineno} {function.name} {fault}"
        if source.room == "views":
            yield from permissive(house, source)
    yield from (f"{name} is excused and needs it no more" for name in (system.keys() | for_all.keys()) - excused)


def judged(
    source: Source, system: Mapping[str, str], for_all: Mapping[str, str]
) -> Iterator[tuple[Function, str, Mapping[str, str]]]:
    """Every function of an actions or queries room that nobody is asked for, with what may excuse it."""
    for function in source.public_functions():
        if source.room == "actions" and (fault := unguarded(function)):
            yield function, fault, system
        if source.room == "queries" and function.name in loading(source) and (fault := unseen(function)):
            yield function, fault, for_all


def loading(source: Source) -> set[str]:
    """The functions of a module that ask the database, by themselves or by another function of the module."""
    uses = {function.name: {called(node) for node in ast.walk(function)} for function in source.functions()}
    found = {"db"}
    while more := {name for name, used in uses.items() if used & found} - found:
        found |= more
    return found


def arguments(function: Function) -> list[ast.arg]:
    """All that a function is given by name."""
    return [*function.args.args, *function.args.kwonlyargs]


def unguarded(action: Function) -> str:
    """What is missing from an action, in words."""
    if "by" not in {argument.arg for argument in action.args.kwonlyargs}:
        return "has no keyword-only by="
    first = next((node for node in action.body if not is_docstring(node)), None)
    call = first.value if isinstance(first, ast.Expr) else None
    if not isinstance(call, ast.Call) or called(call) != "require":
        return "does not begin with require(policy.may_…)"
    return "" if asks_policy(call) else "requires something else than a policy's may_…"


def asks_policy(call: ast.Call) -> bool:
    """Whether what is required is a policy's yes."""
    asked = {called(node) for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Call)}
    return any(name.startswith("may_") for name in asked)


def unseen(query: Function) -> str:
    """What is missing from a query, in words."""
    return "" if "viewer" in {argument.arg for argument in arguments(query)} else "loads for no viewer="


def is_docstring(node: ast.stmt) -> bool:
    """Whether a statement is only a text."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def permissive(house: House, view: Source) -> Iterator[str]:
    """What of a view belongs in actions or queries."""
    for used in house.imports(view):
        if used.target.partition(".")[0] == "sqlalchemy":
            yield f"{view.place}:{used.line} uses {used.target}"
    for node in ast.walk(view.tree):
        if isinstance(node, ast.ImportFrom) and node.module == DATABASE:
            names = {alias.name for alias in node.names} - LETTING_GO
            yield from (f"{view.place}:{node.lineno} uses the database's {name}" for name in sorted(names))
        if isinstance(node, ast.Call) and called(node) == "require" and not asks_policy(node):
            yield f"{view.place}:{node.lineno} decides for itself what may be done"


def test_everything_is_asked_as_somebody() -> None:
    LAW.check(faults(House(), SYSTEM, FOR_ALL))


def test_an_act_that_nobody_answers_for_is_caught(tmp_path: Path) -> None:
    house = plant(
        tmp_path,
        {
            "media/actions.py": (
                "def share(recording, *, by):\n    '''Shares.'''\n    require(policy.may_share(by, recording))\n"
                "def unshare(recording, *, by):\n    recording.shared = 0\n    require(policy.may_share(by))\n"
                "def rename(recording, by):\n    require(policy.may_edit(by, recording))\n"
                "def hide(recording, *, by):\n    require(by.is_person(recording.maker_id))\n"
                "def expire():\n    ...\n"
            ),
            "media/queries.py": (
                "def recording(number):\n    return _load(number)\n"
                "def recordings(*, viewer):\n    return db.session\n"
                "def name(number):\n    return str(number)\n"
                "def _load(number):\n    return db.session\n"
            ),
            "media/views.py": (
                "from sqlalchemy import func\nfrom wpl_platform.core.database import db, release\n"
                "def show():\n    require(True)\n    require(policy.may_see(viewer()))\n"
            ),
        },
    )
    assert sorted(faults(house, {"media.actions.expire": "a timer's", "media.actions.share": "why?"}, {})) == [
        "media.actions.share is excused and needs it no more",
        "media/actions.py:4 unshare does not begin with require(policy.may_…)",
        "media/actions.py:7 rename has no keyword-only by=",
        "media/actions.py:9 hide requires something else than a policy's may_…",
        "media/queries.py:1 recording loads for no viewer=",
        "media/views.py:1 uses sqlalchemy",
        "media/views.py:2 uses the database's db",
        "media/views.py:4 decides for itself what may be done",
    ]
