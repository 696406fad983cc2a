"""Reflections: their author's alone, whatever somebody else is."""

from tests.access.rows import Row, answers

MINE = answers(404, sanne=200)
MINE_TO_CHANGE = answers(404, sanne=303)

ROWS = [
    Row("reflection.new", lambda w: f"/recordings/{w.private.id}/reflections/new", MINE, case="private"),
    Row(
        "reflection.new",
        lambda w: f"/recordings/{w.shared.id}/reflections/new",
        answers(200, olaf=404, ingrid=404, bea=404),
        case="shared",
    ),
    Row(
        "reflection.new",
        lambda w: f"/recordings/{w.named.id}/reflections/new",
        answers(404, sanne=200, youssef=200),
        case="named",
    ),
    Row(
        "reflection.create",
        lambda w: f"/recordings/{w.private.id}/reflections",
        MINE_TO_CHANGE,
        method="POST",
        data=lambda w: {"model": "free"},
        case="private",
    ),
    Row(
        "reflection.create",
        lambda w: f"/recordings/{w.shared.id}/reflections",
        answers(303, olaf=404, ingrid=404, bea=404),
        method="POST",
        data=lambda w: {"model": "free"},
        case="shared",
    ),
    Row("reflection.show", lambda w: f"/reflections/{w.reflection.id}", MINE_TO_CHANGE, case="goes on"),
    Row("reflection.show", lambda w: f"/reflections/{w.reflection.id}?vraag=actie", MINE, case="question"),
    Row("reflection.show", lambda w: f"/reflections/{w.reflection.id}?vraag=voornemen", MINE, case="intention"),
    Row("reflection.finish", lambda w: f"/reflections/{w.reflection.id}/finish", MINE_TO_CHANGE, method="POST"),
    Row(
        "reflection.create_answer",
        lambda w: f"/reflections/{w.reflection.id}/answers",
        MINE_TO_CHANGE,
        method="POST",
        data=lambda w: {"question": "actie", "text": "Ik keek eerst"},
    ),
    Row(
        "reflection.create_evidence",
        lambda w: f"/reflections/{w.reflection.id}/evidence",
        MINE_TO_CHANGE,
        method="POST",
        data=lambda w: {"question": "actie", "pin": w.private.moment.id},
    ),
    Row(
        "reflection.create_intention",
        lambda w: f"/reflections/{w.reflection.id}/intentions",
        MINE_TO_CHANGE,
        method="POST",
        data=lambda w: {"text": "Eerst kijken", "due_on": w.private.row.filmed_on.isoformat()},
    ),
    Row("reflection.done_intention", lambda w: f"/intentions/{w.intention.id}/done", MINE_TO_CHANGE, method="POST"),
]
