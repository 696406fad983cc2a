"""Signing in through an organisation: the way there and back is for everybody, setting it up for administrators."""

from tests.access.rows import Row, answers
from tests.access.world import World
from wpl_platform.accounts.sealing import sealed
from wpl_platform.core import clock
from wpl_platform.core.database import db
from wpl_platform.openid.models import Provider, ProviderDomain

NOBODY_THERE = "http://127.0.0.1:1"


def furnish(world: World) -> None:
    """A provider of the organisation, which people may use, and which does not answer."""
    world.provider = Provider(
        organisation_id=world.team.organisation_id,
        issuer=NOBODY_THERE,
        client_id="platform",
        sealed_secret=sealed("a secret"),
        on_since=clock.now(),
    )
    db.session.add(world.provider)
    db.session.flush()
    db.session.add(ProviderDomain(provider_id=world.provider.id, domain="lindehoeve.example"))


def _theirs(world: World) -> str:
    return f"/sign-in/with/{world.provider.key}"


def _setup(world: World) -> dict[str, str]:
    return {"issuer": NOBODY_THERE, "client_id": "platform", "secret": "another", "domains": "lindehoeve.example"}


ALL = answers(200, stranger=200)
ADMIN = answers(404, bea=303)
ROWS = [
    Row("openid.door.new", lambda w: "/sign-in/with", ALL),
    Row(
        "openid.door.create",
        lambda w: "/sign-in/with",
        answers(303, stranger=303),
        method="POST",
        data=lambda w: {"email": "anybody@lindehoeve.example"},
        case="of a domain that is known",
    ),
    Row(
        "openid.door.create",
        lambda w: "/sign-in/with",
        answers(422, stranger=422),
        method="POST",
        data=lambda w: {"email": "anybody@elsewhere.example"},
        case="of another",
    ),
    Row("openid.door.show", _theirs, ALL, case="with the link"),
    Row("openid.door.show", lambda w: "/sign-in/with/guess", answers(404, stranger=404), case="guessed"),
    Row("openid.door.update", _theirs, answers(303, stranger=303), method="POST", case="with the link"),
    Row(
        "openid.door.update",
        lambda w: "/sign-in/with/guess",
        answers(404, stranger=404),
        method="POST",
        case="guessed",
    ),
    Row("openid.door.back", lambda w: "/sign-in/back?code=a&state=b", ALL),
    Row("openid.door.create_back", lambda w: "/sign-in/back", answers(303, stranger=303), method="POST"),
    Row("openid.settings.edit", lambda w: "/organisation/sign-in", answers(404, bea=200)),
    Row(
        "openid.settings.edit",
        lambda w: f"/organisation/sign-in?organisation={w.other_team.organisation_id}",
        answers(404),
        case="of another organisation",
    ),
    Row("openid.settings.update", lambda w: "/organisation/sign-in", ADMIN, method="POST", data=_setup),
    Row("openid.settings.check", lambda w: "/organisation/sign-in/try", ADMIN, method="POST"),
]
