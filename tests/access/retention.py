"""How long films are kept: its day for the maker, terms for administrators and the FG, proof for the FG."""

from datetime import timedelta

from tests.access.in_view import everybody
from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.media import signing
from wpl_platform.media.destruction_models import Destruction

MAKER_OF_TEAM = answers(403, sanne=200, olaf=404, ingrid=404, bea=404)


def furnish(world: World) -> None:
    """The certificate of the world is signed."""
    for row in db.session.query(Destruction):
        signing.sign(row)
        world.signing_key = row.signed_with


def _longer(world: World) -> dict[str, str]:
    return {"until": f"{clock.today() + timedelta(days=120)}", "reason": "We bespreken hem nog een keer."}


ROWS = [
    Row("media.retention.show", lambda w: f"/recordings/{w.private.id}/retention", answers(404, sanne=200), case="own"),
    Row("media.retention.show", lambda w: f"/recordings/{w.shared.id}/retention", MAKER_OF_TEAM, case="shared"),
    Row(
        "media.retention.extend",
        lambda w: f"/recordings/{w.private.id}/extensions",
        answers(404, sanne=303),
        method="POST",
        data=_longer,
        case="own",
    ),
    Row(
        "media.retention.extend",
        lambda w: f"/recordings/{w.shared.id}/extensions",
        answers(403, sanne=303, olaf=404, ingrid=404, bea=404),
        method="POST",
        data=_longer,
        case="shared",
    ),
    Row("media.retention.terms_show", lambda w: "/organisation/retention", answers(404, bea=200, femke=200)),
    Row(
        "media.retention.terms_show",
        lambda w: f"/organisation/retention?organisation={w.other_team.organisation_id}",
        answers(404),
        case="of another organisation",
    ),
    Row(
        "media.retention.terms_update",
        lambda w: "/organisation/retention",
        answers(404, bea=303, femke=403),
        method="POST",
        data=lambda w: {"days": "60", "most_days": "200"},
    ),
    Row("media.retention.destroyed", lambda w: "/organisation/destroyed", answers(404, femke=200)),
    Row("media.retention.mine", lambda w: "/me/destroyed", answers(200)),
    Row("media.certificates.check", lambda w: "/certificates/check", everybody(200)),
    Row("media.certificates.checked", lambda w: "/certificates/check", everybody(200), method="POST"),
    Row("media.certificates.key", lambda w: f"/certificates/keys/{w.signing_key}", everybody(200)),
    Row("media.certificates.key", lambda w: "/certificates/keys/0123456789abcdef", everybody(404), case="guessed"),
]
