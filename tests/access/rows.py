"""A row of the access table: what a route answers each role. `answers` keeps it to one line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.world import ROLES, World

LOGIN = "sign in"
"""Sent to the sign-in page, or told (401) to sign in first."""

Answer = int | str


def answers(others: Answer, **roles: Answer) -> Mapping[str, Answer]:
    """What every role gets: `others`, save those named; a stranger is sent to sign in unless named, and a guest is one.

    answers(404, sanne=200) - only Sanne sees it, and for everybody else with an account it does not exist.
    The FG is a manager of the team besides: what opens no log to her answers her as it does Ingrid, unless named.
    """
    unknown = roles.keys() - set(ROLES)
    assert not unknown, f"no such role: {', '.join(unknown)}"
    as_manager = {"femke": roles.get("ingrid", others)}
    without_account = dict.fromkeys(("stranger", "guest"), roles.get("stranger", LOGIN))
    return dict.fromkeys(ROLES, others) | without_account | as_manager | roles


@dataclass(frozen=True)
class Row:
    """One method of one route. `path`, `data` and `json` are asked of the world anew for every request.

    Where the answer depends on what is asked for, several rows stand for the same route: one for what is private,
    one for what is shared. A row that needs a world of its own changes it first by `given`.
    """

    route: str
    path: Callable[[World], str]
    expect: Mapping[str, Answer]
    method: str = "GET"
    data: Callable[[World], Any] | None = None
    json: Callable[[World], Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    given: Callable[[World], None] | None = None
    case: str = ""
    """What tells it from other rows of the same route, in a few words."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.method, self.route, self.case) if part)
