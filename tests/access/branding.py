"""How an organisation looks: chosen by who administers it, seen by who is of it or holds a link."""

from tests.access.in_view import everybody
from tests.access.rows import Row, answers
from tests.access.world import World
from tests.media.signed import see_through
from wpl_platform.core import ids
from wpl_platform.core.database import db
from wpl_platform.teams.branding_models import Branding

OURS = answers(200, olaf=404)
VERSION = "aaaabbbbcccc"


def furnish(world: World) -> None:
    """A colour and a logo of Sanne's organisation."""
    looks = Branding(organisation_id=world.team.organisation_id, colour="#e2001a", logo=see_through(), version=VERSION)
    looks.logo_width, looks.logo_height = 40, 20
    db.session.add(looks)
    db.session.flush()


def _consent(world: World) -> str:
    return f"/consent/{world.shared.client.key}"


def _guest(world: World) -> str:
    return f"/guest/{world.guest_link.key}"


ROWS = [
    Row("media.branding.show", lambda w: "/organisation/branding", answers(404, bea=200)),
    Row(
        "media.branding.update",
        lambda w: "/organisation/branding",
        answers(404, bea=303),
        "POST",
        data=lambda w: {"colour": "#00687a"},
    ),
    Row("media.branding.delete", lambda w: "/organisation/branding/reset", answers(404, bea=303), "POST"),
    Row(
        "media.branding.update",
        lambda w: f"/organisation/branding?organisation={w.other_team.organisation_id}",
        answers(404),
        "POST",
        data=lambda w: {"colour": "#00687a"},
        case="of another organisation",
    ),
    *(
        Row(f"teams.looks.{part}", lambda w, end=end: f"/organisation/{w.team.organisation_id}/{end}", OURS)  # type: ignore[misc]
        for part, end in (("stylesheet", f"look/{VERSION}.css"), ("logo", f"logo/{VERSION}.png"))
    ),
    Row(
        "teams.looks.logo",
        lambda w: f"/organisation/{w.team.organisation_id}/logo/ffffffffffff.png",
        answers(404),
        case="another version",
    ),
    *(
        Row(f"media.looks.{part}", lambda w, link=link, end=end: f"{link(w)}/{end}", everybody(200), case=case)  # type: ignore[misc]
        for part, end in (("stylesheet", f"look/{VERSION}.css"), ("logo", f"logo/{VERSION}.png"))
        for case, link in (("consent", _consent), ("guest", _guest))
    ),
    Row("media.looks.logo", lambda w: f"/guest/{ids.new_key()}/logo/{VERSION}.png", everybody(404), case="no guest"),
    Row("media.looks.logo", lambda w: f"/guest/{w.shared.client.key}/logo/{VERSION}.png", everybody(404), case="mixed"),
    Row("media.looks.logo", lambda w: f"/consent/{ids.new_key()}/logo/{VERSION}.png", everybody(404), case="guessed"),
]
