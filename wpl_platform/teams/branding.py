"""How an organisation looks: seen by who belongs to it, chosen by its administrators."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from wpl_platform.core import clock, ids
from wpl_platform.core.database import db, insert_into
from wpl_platform.core.errors import Missing, require
from wpl_platform.teams import policy
from wpl_platform.teams.branding_models import Branding
from wpl_platform.teams.models import Organisation, Team
from wpl_platform.teams.viewer import Viewer


@dataclass(frozen=True)
class Logo:
    """A PNG that was made here; width and height in px."""

    content: bytes
    width: int
    height: int


def branding_of(organisation_id: int, *, viewer: Viewer) -> Branding | None:
    """What the organisation chose, for who belongs to it; None when it chose nothing. Raises Missing for others."""
    if not policy.may_see_branding(viewer, organisation_id, _teams_of(organisation_id)):
        raise Missing
    return chosen_by(organisation_id)


def chosen_by(organisation_id: int) -> Branding | None:
    """The same without asking who looks: for pages and paper that the caller may show anyway."""
    return db.session.get(Branding, organisation_id)


def choose(organisation: Organisation, colour: str, logo: Logo | None, *, by: Viewer, keeps_logo: bool = True) -> None:
    """Ensures that the organisation has this colour (`#rrggbb`; empty: the product's own) and, when given, this logo.

    Without one it keeps the logo that it had, or with `keeps_logo` false has none.
    """
    require(policy.may_arrange(by, organisation.id))
    if logo is None and keeps_logo:
        logo = _logo_of(organisation.id)
    values = {"colour": colour, "changed_at": clock.now()}
    values |= {"logo": logo.content if logo else None}
    values |= {"logo_width": logo.width if logo else None, "logo_height": logo.height if logo else None}
    values["version"] = ids.digest(f"{colour} {ids.digest(logo.content.hex()) if logo else ''}")[:12]
    row = insert_into(Branding).values(organisation_id=organisation.id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["organisation_id"], set_=values))
    db.session.expire_all()


def reset(organisation: Organisation, *, by: Viewer) -> None:
    """Ensures that the organisation looks as the product does; already so is done."""
    require(policy.may_arrange(by, organisation.id))
    db.session.execute(delete(Branding).where(Branding.organisation_id == organisation.id))


def _logo_of(organisation_id: int) -> Logo | None:
    found = chosen_by(organisation_id)
    return Logo(found.logo, found.logo_width or 0, found.logo_height or 0) if found and found.logo else None


def _teams_of(organisation_id: int) -> frozenset[int]:
    return frozenset(db.session.scalars(select(Team.id).where(Team.organisation_id == organisation_id)))
