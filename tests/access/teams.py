"""The members of a team, and which team somebody works in."""

from sqlalchemy import select

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.teams.agreement_models import Acceptance, Agreements
from wpl_platform.teams.invitation_models import Invitation
from wpl_platform.teams.link_models import TeamLink
from wpl_platform.teams.models import Membership, Role


def furnish(world: World) -> None:
    """The membership by which Sanne belongs to the team, and the link by which others come in."""
    world.membership = db.session.scalars(select(Membership).where(Membership.person_id == world.sanne.id)).one()
    world.team_link = TeamLink(team_id=world.team.id, key=ids.new_key(), code="012345", until=clock.today())
    world.asked_in = Invitation(
        team_id=world.team.id, person_id=world.olaf.id, by_id=world.bea.id, role=Role.PARTICIPANT
    )
    db.session.add_all([world.team_link, world.asked_in])
    db.session.flush()


def _agree(world: World) -> None:
    """The team agreed on something, and only Tom said yes."""
    written = Agreements(team_id=world.team.id, version=1, words="Wie niet wil, zegt dat.")
    db.session.add(written)
    db.session.flush()
    db.session.add(Acceptance(agreements_id=written.id, person_id=world.tom.id))


ROWS = [
    Row("teams.members.choose", lambda w: f"/teams/{w.team.id}/current", answers(303, olaf=404), method="POST"),
    Row("teams.members.index", lambda w: "/team/members", answers(200)),
    Row(
        "teams.members.create",
        lambda w: "/team/members",
        answers(403, bea=200),
        method="POST",
        data=lambda w: {"name": "Noor Bakker", "email": "noor@lindehoeve.example", "role": "participant"},
    ),
    Row(
        "teams.members.end",
        lambda w: f"/memberships/{w.membership.id}/end",
        answers(403, olaf=404, bea=303),
        method="POST",
    ),
    Row(
        "teams.members.move",
        lambda w: f"/memberships/{w.membership.id}/move",
        answers(403, olaf=404, bea=303),
        method="POST",
        data=lambda w: {"team": str(w.team.id)},
    ),
    Row(
        "teams.invitations.accept",
        lambda w: f"/invitations/{w.asked_in.id}/accept",
        answers(404, olaf=303, bea=403),
        method="POST",
    ),
    Row(
        "teams.invitations.decline",
        lambda w: f"/invitations/{w.asked_in.id}/decline",
        answers(404, olaf=303, bea=403),
        method="POST",
    ),
    Row(
        "teams.invitations.delete",
        lambda w: f"/invitations/{w.asked_in.id}/delete",
        answers(404, olaf=403, bea=303),
        method="POST",
    ),
    Row("teams.agreements.show", lambda w: "/team/agreements", answers(200), given=_agree),
    Row("teams.agreements.edit", lambda w: "/team/agreements/edit", answers(404, bea=200, tom=200)),
    Row(
        "teams.agreements.create",
        lambda w: "/team/agreements",
        answers(403, bea=303, tom=303),
        method="POST",
        data=lambda w: {"words": "We vragen het eerst.", "read": "0"},
    ),
    Row(
        "teams.agreements.accept",
        lambda w: "/team/agreements/1/accept",
        answers(303, olaf=404, ingrid=403, bea=403),
        method="POST",
        given=_agree,
    ),
    Row(
        "media.recordings.new",
        lambda w: "/recordings/new",
        answers(303, olaf=200, tom=200, ingrid=403, bea=403),
        given=_agree,
        case="before saying yes to the agreements",
    ),
    Row(
        "media.recordings.create",
        lambda w: "/recordings",
        answers(403, olaf=422, tom=422),
        method="POST",
        data=lambda w: {"title": "Intake"},
        given=_agree,
        case="before saying yes to the agreements",
    ),
    Row("teams.lists.new", lambda w: "/team/members/list", answers(404, bea=200)),
    Row(
        "teams.lists.create",
        lambda w: "/team/members/list",
        answers(403, bea=200),
        method="POST",
        data=lambda w: {"people": "Noor Bakker;noor@lindehoeve.example"},
    ),
    Row("teams.joining.index", lambda w: "/team/link", answers(404, bea=200)),
    Row(
        "teams.joining.create",
        lambda w: "/team/link",
        answers(403, bea=303),
        method="POST",
        data=lambda w: {"until": clock.today().isoformat()},
    ),
    Row("teams.joining.delete", lambda w: "/team/link/end", answers(403, bea=303), method="POST"),
    Row("teams.joining.show", lambda w: f"/join/{w.team_link.key}", answers(200, stranger=200)),
    Row(
        "teams.joining.enter",
        lambda w: f"/join/{w.team_link.key}",
        answers(303, stranger=303, bea=403),
        method="POST",
        data=lambda w: {"code": "012345", "name": "Noor Bakker", "email": "noor@lindehoeve.example"},
    ),
    Row("teams.members.leaving", lambda w: "/team/leave", answers(200)),
    Row("teams.members.leave", lambda w: "/team/leave", answers(303, bea=403), method="POST"),
    Row("teams.organising.index", lambda w: "/organisation/teams", answers(404, bea=200)),
    Row(
        "teams.organising.create",
        lambda w: "/organisation/teams",
        answers(404, bea=303),
        method="POST",
        data=lambda w: {"name": "Avonddienst", "location": "De Linde"},
    ),
    Row("teams.organising.edit", lambda w: f"/organisation/teams/{w.team.id}", answers(404, bea=200)),
    Row(
        "teams.organising.edit",
        lambda w: f"/organisation/teams/{w.other_team.id}",
        answers(404),
        case="of another organisation",
    ),
    Row(
        "teams.organising.update",
        lambda w: f"/organisation/teams/{w.team.id}",
        answers(404, bea=303),
        method="POST",
        data=lambda w: {"name": "Welkom", "location": ""},
    ),
    Row(
        "teams.organising.archive",
        lambda w: f"/organisation/teams/{w.team.id}/archive",
        answers(404, bea=303),
        method="POST",
    ),
    Row(
        "teams.organising.take_back",
        lambda w: f"/organisation/teams/{w.team.id}/take-back",
        answers(404, bea=303),
        method="POST",
    ),
    Row(
        "teams.organising.rename",
        lambda w: "/organisation/name",
        answers(404, bea=303),
        method="POST",
        data=lambda w: {"name": "De Lindehoeve"},
    ),
]
