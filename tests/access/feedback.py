"""The studio and what is said in it: for who may watch the recording; words belong to who wrote them."""

from collections.abc import Callable, Mapping

from tests.access.rows import Answer, Row, answers
from tests.access.world import World
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind, FeedbackRequest

WATCHERS = answers(200, olaf=404, ingrid=404, bea=404)
NAMED = answers(404, sanne=200, youssef=200)
NAMED_DO = answers(404, sanne=303, youssef=303)
WATCHERS_DO = answers(303, olaf=404, ingrid=404, bea=404)
MINE = answers(404, sanne=303)
MINE_SEEN_BY_TEAM = answers(403, sanne=303, olaf=404, ingrid=404, bea=404)
A_MOMENT = {"kind": "strength", "start": "0:02", "end": "", "text": "Je wacht even"}


def furnish(world: World) -> None:
    """A moment of Youssef's on what Sanne shared, for her to answer."""
    row = Annotation(recording_id=world.shared.id, author_id=world.youssef.id, kind=AnnotationKind.SUGGESTION)
    row.start_ms, row.text, row.html = 2_000, "Groet eerst", "<p>Groet eerst</p>"
    db.session.add(row)
    db.session.flush()
    world.from_youssef = row
    world.request = FeedbackRequest(recording_id=world.named.id, person_id=world.youssef.id, question="Zie je het?")
    db.session.add(world.request)
    db.session.flush()


def _moment_row(act: str, end: str, where: str, expect: Mapping[str, Answer]) -> Row:
    def path(world: World) -> str:
        return f"/annotations/{getattr(world, where).moment.id}{end}"

    return Row(f"feedback.annotations.{act}", path, expect, method="POST", data=lambda w: A_MOMENT, case=where)


def moment_path(where: str, end: str) -> Callable[[World], str]:
    """Where something of the moment on that recording is."""
    return lambda world: f"/annotations/{getattr(world, where).moment.id}{end}"


def _reply_row(act: str, where: str, expect: Mapping[str, Answer]) -> Row:
    def path(world: World) -> str:
        return f"/replies/{getattr(world, where).reply.id}/{act}"

    return Row(f"feedback.replies.{act}", path, expect, method="POST", case=where)


def _path(where: str, end: str) -> Callable[[World], str]:
    return lambda world: f"/recordings/{getattr(world, where).id}{end}"


def _a_question(world: World) -> Mapping[str, object]:
    return {"question": "Wat valt je op?", "person": [world.tom.id]}


ROWS = [
    Row("feedback.studio.show", lambda w: f"/recordings/{w.private.id}", answers(404, sanne=200), case="private"),
    Row("feedback.studio.show", lambda w: f"/recordings/{w.shared.id}", WATCHERS, case="shared"),
    Row("feedback.studio.show", lambda w: f"/recordings/{w.named.id}", NAMED, case="named"),
    Row(
        "feedback.annotations.create",
        lambda w: f"/recordings/{w.named.id}/annotations",
        NAMED_DO,
        method="POST",
        data=lambda w: A_MOMENT,
        case="named",
    ),
    Row("feedback.annotations.show", lambda w: f"/annotations/{w.named.moment.id}", NAMED_DO, case="named"),
    Row(
        "feedback.replies.create",
        lambda w: f"/annotations/{w.named.moment.id}/replies",
        NAMED_DO,
        method="POST",
        data=lambda w: {"text": "Eens"},
        case="named",
    ),
    Row(
        "feedback.annotations.create",
        lambda w: f"/recordings/{w.private.id}/annotations",
        MINE,
        method="POST",
        data=lambda w: A_MOMENT,
        case="private",
    ),
    Row(
        "feedback.annotations.create",
        lambda w: f"/recordings/{w.shared.id}/annotations",
        WATCHERS_DO,
        method="POST",
        data=lambda w: A_MOMENT,
        case="shared",
    ),
    Row("feedback.annotations.show", lambda w: f"/annotations/{w.private.moment.id}", MINE, case="private"),
    Row("feedback.annotations.show", lambda w: f"/annotations/{w.shared.moment.id}", WATCHERS_DO, case="shared"),
    Row(
        "feedback.annotations.show",
        lambda w: f"/annotations/{w.shared.moment.id}",
        WATCHERS,
        headers={"X-Requested-With": "fetch"},
        case="shared, for a script",
    ),
    Row(
        "feedback.annotations.edit",
        lambda w: f"/annotations/{w.shared.moment.id}/edit",
        answers(403, sanne=200, olaf=404, ingrid=404, bea=404),
        case="shared",
    ),
    Row(
        "feedback.annotations.edit",
        lambda w: f"/annotations/{w.private.moment.id}/edit",
        answers(404, sanne=200),
        case="private",
    ),
    *(
        _moment_row(act, end, where, expect)
        for act, end in (("update", ""), ("delete", "/delete"), ("restore", "/restore"))
        for where, expect in (("private", MINE), ("shared", MINE_SEEN_BY_TEAM))
    ),
    Row(
        "feedback.replies.create",
        lambda w: f"/annotations/{w.private.moment.id}/replies",
        MINE,
        method="POST",
        data=lambda w: {"text": "Eens"},
        case="private",
    ),
    Row(
        "feedback.replies.create",
        lambda w: f"/annotations/{w.shared.moment.id}/replies",
        WATCHERS_DO,
        method="POST",
        data=lambda w: {"text": "Eens"},
        case="shared",
    ),
    *(
        _reply_row(act, where, expect)
        for act in ("delete", "restore")
        for where, expect in (("private", MINE), ("shared", MINE_SEEN_BY_TEAM))
    ),
    Row(
        "feedback.responses.create",
        lambda w: f"/annotations/{w.from_youssef.id}/responses",
        MINE_SEEN_BY_TEAM,
        method="POST",
        data=lambda w: {"kind": "take_along"},
        case="to a colleague",
    ),
    Row(
        "feedback.responses.create",
        lambda w: f"/annotations/{w.private.moment.id}/responses",
        answers(404, sanne=403),
        method="POST",
        data=lambda w: {"kind": "take_along"},
        case="to oneself",
    ),
    Row("feedback.requests.begin", lambda w: "/five-minutes", answers(200, ingrid=403, bea=403)),
    *(
        Row(f"feedback.requests.{name}", _path(where, end), expect, method=method, data=data, case=where)
        for name, end, method, data in (
            ("new", "/requests/new", "GET", None),
            ("index", "/requests", "GET", None),
            ("create", "/requests", "POST", _a_question),
        )
        for where, expect in (
            ("private", answers(404, sanne=303 if method == "POST" else 200)),
            ("named", answers(404, sanne=303 if method == "POST" else 200, youssef=403)),
            ("shared", answers(404, sanne=303 if method == "POST" else 200, youssef=403, tom=403)),
        )
    ),
    Row(
        "feedback.requests.index",
        _path("named", "/requests"),
        NAMED,
        headers={"HX-Request": "true"},
        case="a piece of the studio",
    ),
    Row(
        "feedback.requests.create_answer",
        lambda w: f"/requests/{w.request.id}/answer",
        answers(404, youssef=303),
        method="POST",
    ),
    Row(
        "feedback.requests.delete_answer",
        lambda w: f"/requests/{w.request.id}/answer/delete",
        answers(404, youssef=303),
        method="POST",
    ),
]
