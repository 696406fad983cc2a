"""Which organisation a page looks like: that of the chosen team, or the one that the door says.

A page only ever links to what its reader may fetch: by being of the organisation, or by their personal link.
"""

from dataclasses import dataclass

from flask import Flask, g, url_for

from wpl_platform.teams import branding, current
from wpl_platform.teams.branding_models import Branding
from wpl_platform.teams.models import Organisation


@dataclass(frozen=True)
class Look:
    """The addresses of a stylesheet for after the product's own and of a logo; each empty when there is none."""

    name: str
    stylesheet: str
    logo: str
    width: int = 0
    height: int = 0


def init_app(app: Flask) -> None:
    """Gives templates `look()`: how this page looks."""
    app.context_processor(lambda: {"look": look})


def look() -> Look | None:
    """How this page looks, asked once a request; None: as the product does."""
    if "look" not in g:
        here = current.chosen_team()
        g.look = worn_by(here.organisation) if here is not None else None
    found: Look | None = g.look
    return found


def wear(organisation: Organisation, link: str = "", key: str = "") -> None:
    """Has this page look like the organisation; `link`, `key`: the kind of personal link that it is read by
    (consent, guest), and its secret.
    """
    g.look = worn_by(organisation, link, key)


def worn_by(organisation: Organisation, link: str = "", key: str = "") -> Look | None:
    """The addresses under which its reader finds how the organisation looks."""
    chosen = branding.chosen_by(organisation.id)
    return None if chosen is None else _look(chosen, organisation.name, link, key)


def _look(chosen: Branding, name: str, link: str, key: str) -> Look:
    door = "media.looks" if link else "teams.looks"
    whose: dict[str, str | int] = {"link": link, "key": key} if link else {"organisation_id": chosen.organisation_id}

    def at(part: str) -> str:
        return url_for(f"{door}.{part}", version=chosen.version, **whose)  # type: ignore[arg-type]  # of one door

    return Look(
        name,
        at("stylesheet") if chosen.colour else "",
        at("logo") if chosen.logo_width else "",
        chosen.logo_width or 0,
        chosen.logo_height or 0,
    )
