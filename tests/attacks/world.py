"""Two organisations that never see each other: the world of the access table is attacked from the other one."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.access.filming import CODE
from tests.access.spoken import TAKES
from tests.access.world import World
from wpl_platform.accounts.models import Passkey, Person, SignIn
from wpl_platform.core import clock, ids
from wpl_platform.core.database import Base, db
from wpl_platform.feedback.models import Annotation, AnnotationKind
from wpl_platform.improvement.models import Improvement
from wpl_platform.media.models import Recording, Share, Situation, Stage
from wpl_platform.reflection.models import Reflection
from wpl_platform.teams.invitation_models import Invitation
from wpl_platform.teams.models import Appointment, Membership, OrganisationRole, Role

OUTSIDERS = {"rita": Role.MANAGER, "arno": Role.ADMIN, "fenna": Role.FACILITATOR, "greta": Role.MANAGER}
ATTACKERS = ("stranger", "olaf", *OUTSIDERS)
"""A stranger, and every role of the other organisation: Greta is its FG, Arno administers all of it."""

VICTIMS: dict[str, Any] = {
    "annotation_id": lambda w: w.shared.moment.id,
    "appointment_id": lambda w: w.appointment.id,
    "code": lambda w: CODE,
    "ending": lambda w: "csv",
    "archive_id": lambda w: w.archive.id,
    "version": lambda w: 1,
    "key_id": lambda w: "x",
    "guide_id": lambda w: w.guide.id,
    "improvement_id": lambda w: w.card.id,
    "in_view_id": lambda w: w.shared.client.id,
    "intention_id": lambda w: w.intention.id,
    "invitation_id": lambda w: w.invitation.id,
    "key": lambda w: w.upload.id,
    "link": lambda w: "consent",
    "membership_id": lambda w: w.membership.id,
    "name": lambda w: "direct",
    "number": lambda w: "MQ.geraden",
    "paper_id": lambda w: w.shared.paper.id,
    "passkey_id": lambda w: w.passkey.id,
    "recording_id": lambda w: w.shared.id,
    "reflection_id": lambda w: w.reflection.id,
    "reply_id": lambda w: w.shared.reply.id,
    "request_id": lambda w: w.request.id,
    "share_id": lambda w: w.share.id,
    "sign_in_id": lambda w: w.sign_in.id,
    "standing_id": lambda w: w.beforehand.id,
    "take": lambda w: TAKES["shared"],
    "team_id": lambda w: w.team.id,
    "token": lambda w: "geraden",
    "organisation_id": lambda w: w.team.organisation_id,
    "track_id": lambda w: w.seen_captions.id,
}
"""For every name that stands in an address: whose it is that is asked for. A new name in an address needs a line."""


def furnish(world: World) -> None:
    """Every role of the other organisation, and what Olaf has of his own."""
    for name, role in OUTSIDERS.items():
        setattr(world, name, _add(Person(email=f"{name}@noord.example", name=name.title())))
        _add(Membership(person_id=getattr(world, name).id, team_id=world.other_team.id, role=role))
    world.asked_in.ended_at = clock.now()  # nobody of the other organisation is asked in here
    world.invitation = _add(Invitation(team_id=world.team.id, person_id=world.sanne.id, role=Role.FACILITATOR))
    world.passkey = _add(Passkey(person_id=world.sanne.id, handle="c2FubmU", public_key=b"1", name="Telefoon"))
    for person, office in ((world.greta, OrganisationRole.FG), (world.arno, OrganisationRole.ADMIN)):
        _add(Appointment(organisation_id=world.other_team.organisation_id, person_id=person.id, role=office))
    own = Recording(
        nobody_else_at=clock.now(),
        maker_id=world.olaf.id,
        team_id=world.other_team.id,
        title="Van Olaf",
        stage=Stage.READY,
    )
    own.situation, own.filmed_on, own.duration_ms = Situation.OTHER, clock.today(), 10_000
    _add(own)
    _add(Share(recording_id=own.id, team_id=world.other_team.id, by_id=world.olaf.id))
    moment = Annotation(recording_id=own.id, author_id=world.olaf.id, kind=AnnotationKind.QUESTION, start_ms=1_000)
    moment.text, moment.html = "Van mij", "<p>Van mij</p>"
    card = _add(Improvement(team_id=world.other_team.id, title="Van ons", made_by_id=world.olaf.id))
    reflection = _add(Reflection(recording_id=own.id, author_id=world.olaf.id, model="starr"))
    world.olafs = SimpleNamespace(id=own.id, moment=_add(moment).id, card=card.id, reflection=reflection.id)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but where people are signed in: what an attack may not have changed."""
    with Session(db.engine) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != SignIn.__tablename__
        }


def a_key() -> str:
    """A secret as the product makes them, that belongs to nothing."""
    return ids.new_key()


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row
