"""The board: its team sees it, who learns in it or guides it changes it, who only administers it stays outside."""

from datetime import timedelta

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media.models import Recording, Share, Situation, Stage

SEEN = answers(200, olaf=404, bea=404)
CHANGED = answers(303, ingrid=403, olaf=404, bea=404)


def furnish(world: World) -> None:
    """A recording made after the card and shared with the team: what can prove it."""
    later = Recording(
        nobody_else_at=clock.now(),
        maker_id=world.sanne.id,
        team_id=world.team.id,
        title="Nu anders",
        situation=Situation.CLIENT_CONVERSATION,
        filmed_on=clock.today(),
        stage=Stage.READY,
        duration_ms=10_000,
        created_at=clock.now() + timedelta(minutes=1),
    )
    db.session.add(later)
    db.session.flush()
    db.session.add(Share(recording_id=later.id, team_id=world.team.id, by_id=world.sanne.id))
    world.later = later


ROWS = [
    Row("improvement.board", lambda w: "/board", answers(200, bea=404), case="one's own"),
    Row("improvement.board", lambda w: f"/board?team={w.team.id}", SEEN, case="of a team"),
    Row("improvement.events", lambda w: f"/teams/{w.team.id}/events?poll=1", answers(200, olaf=404)),
    Row("improvement.new", lambda w: "/improvements/new", answers(200, ingrid=403, bea=404)),
    Row(
        "improvement.new",
        lambda w: f"/improvements/new?annotation={w.shared.moment.id}",
        answers(200, olaf=404, ingrid=404, bea=404),
        case="from a shared moment",
    ),
    Row(
        "improvement.new",
        lambda w: f"/improvements/new?annotation={w.private.moment.id}",
        answers(404, sanne=200),
        case="from a private moment",
    ),
    Row(
        "improvement.create",
        lambda w: "/improvements",
        answers(303, ingrid=403, bea=404),
        method="POST",
        data=lambda w: {"title": "Eerst kijken", "owner": "0"},
    ),
    Row(
        "improvement.create",
        lambda w: "/improvements",
        answers(404, sanne=303),
        method="POST",
        data=lambda w: {"title": "Eerst kijken", "owner": "0", "annotation": w.private.moment.id},
        case="from a private moment",
    ),
    Row(
        "improvement.create",
        lambda w: "/improvements",
        answers(404, sanne=303, youssef=403),
        method="POST",
        data=lambda w: {"title": "Eerst kijken", "owner": "0", "annotation": w.named.moment.id},
        case="from a moment that is shared by name",
    ),
    Row("improvement.show", lambda w: f"/improvements/{w.card.id}", SEEN),
    Row("improvement.edit", lambda w: f"/improvements/{w.card.id}/edit", answers(200, ingrid=403, olaf=404, bea=404)),
    Row(
        "improvement.update",
        lambda w: f"/improvements/{w.card.id}",
        CHANGED,
        method="POST",
        data=lambda w: {"title": "Eerst groeten", "owner": w.sanne.id},
    ),
    Row("improvement.delete", lambda w: f"/improvements/{w.card.id}/delete", CHANGED, method="POST"),
    Row(
        "improvement.restore",
        lambda w: f"/improvements/{w.card.id}/restore",
        answers(303, ingrid=404, olaf=404, bea=404),
        method="POST",
    ),
    Row(
        "improvement.create_moment",
        lambda w: "/improvements/moments",
        CHANGED,
        method="POST",
        data=lambda w: {"improvement": w.card.id, "annotation": w.shared.moment.id},
    ),
    Row(
        "improvement.create_stage",
        lambda w: f"/improvements/{w.card.id}/stages",
        CHANGED,
        method="POST",
        data=lambda w: {"stage": "going"},
    ),
    Row(
        "improvement.create_proof",
        lambda w: f"/improvements/{w.card.id}/proofs",
        CHANGED,
        method="POST",
        data=lambda w: {"recording": w.later.id, "at": "0:02"},
    ),
]
