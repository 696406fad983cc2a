"""What a moment holds beside its words, the guides behind its labels, and how somebody works in the studio."""

from collections.abc import Callable, Mapping

from tests.access.feedback import MINE, MINE_SEEN_BY_TEAM, NAMED, WATCHERS, moment_path
from tests.access.rows import Answer, Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Mention, ViewingGuide

SEEN = (("private", answers(404, sanne=200)), ("shared", WATCHERS), ("named", NAMED))
CHANGED = (("private", MINE), ("shared", MINE_SEEN_BY_TEAM))
GUIDED = answers(403, tom=303, olaf=404, ingrid=404, bea=404)


def furnish(world: World) -> None:
    """A viewing guide of the team, and Youssef named in a moment of Sanne's."""
    world.guide = ViewingGuide(team_id=world.team.id, name="Gesprek")
    db.session.add(world.guide)
    db.session.add(Mention(annotation_id=world.shared.moment.id, person_id=world.youssef.id))
    db.session.flush()


def _on(where: str, end: str) -> Callable[[World], str]:
    return lambda world: f"/recordings/{getattr(world, where).id}{end}"


def _some(where: str) -> Callable[[World], str]:
    return lambda world: _on(where, f"/annotations?id={getattr(world, where).moment.id}")(world)


def _made(expect: Mapping[str, Answer], good: int) -> Mapping[str, Answer]:
    """The same for a request that answers something else when it is good."""
    return {role: good if answer == 200 else answer for role, answer in expect.items()}


ROWS = [
    *(
        Row(
            "feedback.annotations.index",
            _some(where),
            expect,
            case=where,
        )
        for where, expect in SEEN
    ),
    *(
        Row(f"feedback.annotations.{act}", moment_path(where, f"/{act}"), expect, case=where)
        for act in ("drawing", "revisions")
        for where, expect in SEEN
    ),
    *(
        Row(f"feedback.annotations.{act}", moment_path(where, end), expect, method="POST", data=data, case=where)
        for act, end, data in (
            ("update_span", "/span", lambda w: {"start": "0:01", "end": ""}),
            ("resolve", "/resolution", None),
            ("reopen", "/resolution/delete", None),
        )
        for where, expect in CHANGED
    ),
    Row(
        "feedback.annotations.look",
        moment_path("shared", "/mention"),
        answers(404, youssef=303),
        method="POST",
        case="who is named",
    ),
    Row("feedback.annotations.look", moment_path("private", "/mention"), answers(404), method="POST", case="private"),
    *(
        Row(
            "feedback.studio.order",
            _on(where, "/order"),
            expect,
            method="POST",
            case=where,
        )
        for where, expect in CHANGED
    ),
    *(
        Row(f"feedback.{name}", _on(where, end), expect, headers={"X-Requested-With": "fetch"}, case=where)
        for name, end in (("company.show", "/company"), ("studio.seers", "/seers"))
        for where, expect in SEEN
    ),
    *(
        Row(
            f"feedback.company.{act}",
            _on(where, end),
            _made(expect, 200 if act == "create" else 204),
            method="POST",
            data=data,
            case=where,
        )
        for act, end, data in (
            ("create", "/company", None),
            ("delete", "/company/delete", None),
            ("lead", "/lead", lambda w: {"at": "1000", "playing": "1", "rate": "1"}),
            ("stop", "/lead/delete", None),
        )
        for where, expect in SEEN
    ),
    Row("feedback.guides.index", lambda w: "/guides", answers(200, ingrid=403, bea=403)),
    Row("feedback.guides.new", lambda w: "/guides/new", answers(403, tom=200)),
    Row(
        "feedback.guides.create",
        lambda w: "/guides",
        answers(403, tom=303),
        method="POST",
        data=lambda w: {"name": "Gesprek", "label": ["Kijken"], "label_key": ["a"], "hint": [""]},
    ),
    Row(
        "feedback.guides.edit",
        lambda w: f"/guides/{w.guide.id}/edit",
        answers(403, tom=200, olaf=404, ingrid=404, bea=404),
    ),
    Row(
        "feedback.guides.update",
        lambda w: f"/guides/{w.guide.id}",
        GUIDED,
        method="POST",
        data=lambda w: {"name": "Gesprek", "label": ["Kijken"]},
    ),
    Row("feedback.guides.delete", lambda w: f"/guides/{w.guide.id}/delete", GUIDED, method="POST"),
    Row("feedback.guides.restore", lambda w: f"/guides/{w.guide.id}/restore", GUIDED, method="POST"),
    Row(
        "feedback.guides.prefer",
        lambda w: "/studio/preferences",
        answers(204),
        method="POST",
        data=lambda w: {"preferences": "{}"},
    ),
]
