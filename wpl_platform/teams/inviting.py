"""Asking somebody of another organisation into a team: they are in it when they say yes, and not before.

So nobody decides by an address alone where somebody belongs, nor who speaks for them. Why: docs/decisions/team.md.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, select, true, update

from wpl_platform.accounts import letters
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Missing, require
from wpl_platform.core.text import _
from wpl_platform.teams import actions, policy, queries
from wpl_platform.teams.invitation_models import Invitation
from wpl_platform.teams.models import Role, Team
from wpl_platform.teams.viewer import Viewer
from wpl_platform.teams.words import ARCHIVED

LASTS = timedelta(days=60)
"""How long an invitation waits for an answer."""


def bring_in(team: Team, person: Person, role: Role, *, by: Viewer) -> bool:
    """Puts the person in the team in a role; or asks them, when they belong to another organisation and not to this.

    Whether they are in it now. Raises Refused as `actions.add_member` does.
    """
    if not queries.belongs_elsewhere(person, team.organisation_id):
        actions.add_member(team, person, role, by=by)
        return True
    require(policy.may_manage_members(by, team))
    require(team.archived_at is None, str(ARCHIVED))
    _end_stale(team, person, role)
    row = insert_into(Invitation).values(team_id=team.id, person_id=person.id, role=role, by_id=by.person_id)
    once = row.on_conflict_do_nothing(
        index_elements=["team_id", "person_id", "role"], index_where=Invitation.ended_at.is_(None)
    )
    asked = db.session.scalar(once.returning(Invitation.id))
    if asked is not None:
        letters.tell_invited(person, team.name, team.organisation.name, letters.path_to("home.start"))
    return False


def accept(invitation: Invitation, *, by: Viewer) -> None:
    """They are in the team. Raises Missing for one that was ended meanwhile or is too old."""
    _end(invitation, by)
    actions.place(invitation.person, invitation.team, invitation.role)


def decline(invitation: Invitation, *, by: Viewer) -> None:
    """They are not. Raises Missing for one that was ended meanwhile."""
    _end(invitation, by)


def take_back(invitation: Invitation, *, by: Viewer) -> None:
    """The team asks no longer; already so is done."""
    require(policy.may_manage_members(by, invitation.team))
    db.session.execute(update(Invitation).where(_open(Invitation.id == invitation.id)).values(ended_at=clock.now()))


def invitations_to(*, viewer: Viewer) -> Sequence[Invitation]:
    """Into which teams the viewer is asked now, in the order of asking."""
    mine = _open(Invitation.person_id == viewer.person_id)
    return db.session.scalars(select(Invitation).where(mine).order_by(Invitation.id)).all()


def invitations_by(team: Team, *, viewer: Viewer) -> Sequence[Invitation]:
    """Who is asked into the team and did not answer yet, for its administrators; nobody for others."""
    if not policy.may_manage_members(viewer, team):
        return []
    return db.session.scalars(
        select(Invitation).where(_open(Invitation.team_id == team.id)).order_by(Invitation.id)
    ).all()


def invitation(invitation_id: int, *, viewer: Viewer) -> Invitation:
    """An invitation to the viewer, or by a team that they administer, answered or not; raises Missing otherwise."""
    found = db.session.get(Invitation, invitation_id)
    if found is None or not (viewer.is_person(found.person_id) or policy.may_manage_members(viewer, found.team)):
        raise Missing
    return found


def _end_stale(team: Team, person: Person, role: Role) -> None:
    """What nobody can answer any more stands in the way of no new question."""
    theirs = (Invitation.team_id == team.id, Invitation.person_id == person.id, Invitation.role == role)
    stale = (Invitation.ended_at.is_(None), ~_open(true()))
    db.session.execute(update(Invitation).where(*theirs, *stale).values(ended_at=clock.now()))


def _end(invitation: Invitation, by: Viewer) -> None:
    require(policy.may_answer_invitation(by, invitation.person_id))
    one_at_a_time(invitation)
    if db.session.scalar(select(Invitation.id).where(_open(Invitation.id == invitation.id))) is None:
        raise Missing(_("Deze uitnodiging is er niet meer."))
    invitation.ended_at = clock.now()


def _open(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Not answered, not too old, by somebody who is still there, and into a team that goes on."""
    fresh = Invitation.ended_at.is_(None) & (Invitation.created_at > clock.now() - LASTS)
    return which & fresh & Invitation.by_id.is_not(None) & Invitation.team.has(Team.archived_at.is_(None))
