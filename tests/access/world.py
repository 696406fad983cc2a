"""The world that the access table is asked in: the cast, and one of everything that Sanne has, private and shared."""

from types import SimpleNamespace
from typing import TypeVar

from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.feedback.models import Annotation, AnnotationKind, Reply, Response, ResponseKind
from wpl_platform.improvement.models import CardMoment, Improvement, Proof
from wpl_platform.jobs.models import Job, Queue
from wpl_platform.media.models import Recording, Rendition, RenditionKind, Share, Situation, Stage
from wpl_platform.reflection.models import Answer, Intention, Reflection
from wpl_platform.teams.models import Appointment, Membership, Organisation, OrganisationRole, Role, Team

CAST = {
    "olaf": Role.PARTICIPANT,  # of another team, in another organisation
    "youssef": Role.PARTICIPANT,
    "ingrid": Role.MANAGER,
    "femke": Role.MANAGER,  # and FG of the whole organisation
    "bea": Role.ADMIN,
    "tom": Role.FACILITATOR,
    "sanne": Role.PARTICIPANT,  # whose things they are
}
ROLES = ("stranger", *CAST)
T = TypeVar("T")


class World(SimpleNamespace):
    """The people by name (`w.sanne`), the teams (`w.team`, `w.other_team`), and what Sanne made.

    `w.private`, `w.shared` (with the team) and `w.named` (with Youssef by name: `w.share`) are recordings, each with
    `moment`, `reply`, `response`, `poster`, `film` and `job`; then `w.reflection`, `w.intention`, and
    `w.card` with `moment` and `proof`. A feature adds its own in `furnish(w)`.
    """


def build() -> World:
    """A new world in an empty database, not yet committed."""
    world = World()
    world.team = _team("De Lindehoeve", "Welkom")
    world.other_team = _team("Winkelhuis Noord", "Service")
    for name, role in CAST.items():
        team = world.other_team if name == "olaf" else world.team
        setattr(world, name, _add(Person(email=f"{name}@lindehoeve.example", name=name.title())))
        _add(Membership(person_id=getattr(world, name).id, team_id=team.id, role=role))
    _appoint(world, world.femke, OrganisationRole.FG)
    _appoint(world, world.bea, OrganisationRole.ADMIN)
    world.private = _recording(world, "Alleen van mij")
    world.shared = _recording(world, "Voor ons team")
    _add(Share(recording_id=world.shared.id, team_id=world.team.id, by_id=world.sanne.id))
    world.named = _recording(world, "Alleen voor Youssef")
    world.share = _add(Share(recording_id=world.named.id, person_id=world.youssef.id, by_id=world.sanne.id))
    _look_back(world)
    _improve(world)
    return world


def _add(row: T) -> T:
    db.session.add(row)
    db.session.flush()
    return row


def _team(organisation: str, name: str) -> Team:
    return _add(Team(organisation_id=_add(Organisation(name=organisation)).id, name=name))


def _appoint(world: World, person: Person, role: OrganisationRole) -> None:
    _add(Appointment(organisation_id=world.team.organisation_id, person_id=person.id, role=role))


def _recording(world: World, title: str) -> SimpleNamespace:
    row = _add(
        Recording(
            nobody_else_at=clock.now(),
            maker_id=world.sanne.id,
            team_id=world.team.id,
            title=title,
            situation=Situation.CLIENT_CONVERSATION,
            filmed_on=clock.today(),
            stage=Stage.READY,
            duration_ms=10_000,
        )
    )
    moment = _moment(row, world.sanne, AnnotationKind.QUESTION)
    return SimpleNamespace(
        id=row.id,
        row=row,
        moment=moment,
        reply=_add(Reply(annotation_id=moment.id, author_id=world.sanne.id, text="Ja", html="<p>Ja</p>")),
        response=_add(Response(annotation_id=moment.id, by_id=world.sanne.id, kind=ResponseKind.THANKS)),
        poster=_rendition(row, RenditionKind.POSTER, "image/webp"),
        film=_rendition(row, RenditionKind.DIRECT, "video/mp4"),
        job=_add(Job(kind="media.convert", subject=f"recording:{row.id}", queue=Queue.LONG)),
    )


def _moment(recording: Recording, author: Person, kind: AnnotationKind) -> Annotation:
    return _add(
        Annotation(
            recording_id=recording.id,
            author_id=author.id,
            kind=kind,
            start_ms=1000,
            text="Wat hier?",
            html="<p>Wat hier?</p>",
        )
    )


def _rendition(recording: Recording, kind: RenditionKind, media_type: str) -> Rendition:
    kept = {"kind": kind, "name": kind.value, "key": ids.new_key(), "media_type": media_type, "size": 1}
    return _add(Rendition(recording_id=recording.id, **kept))


def _look_back(world: World) -> None:
    world.reflection = _add(Reflection(recording_id=world.private.id, author_id=world.sanne.id, model="starr"))
    _add(Answer(reflection_id=world.reflection.id, question="situation", text="Aan de balie"))
    intention = Intention(reflection_id=world.reflection.id, person_id=world.sanne.id, text="Eerst kijken")
    intention.due_on = clock.today()
    world.intention = _add(intention)


def _improve(world: World) -> None:
    row = _add(
        Improvement(team_id=world.team.id, title="Eerst begroeten", owner_id=world.sanne.id, made_by_id=world.sanne.id)
    )
    moment = _add(CardMoment(improvement_id=row.id, annotation_id=world.shared.moment.id))
    proof = _add(Proof(improvement_id=row.id, recording_id=world.shared.id, by_id=world.sanne.id))
    world.card = SimpleNamespace(id=row.id, row=row, moment=moment, proof=proof)
