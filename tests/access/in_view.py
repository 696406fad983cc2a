"""Who is in view: named by the maker, stopped by anybody in the team, decided by who holds the link."""

from collections.abc import Callable

from sqlalchemy import delete, update

from tests.access.rows import Answer, Row, answers
from tests.access.world import ROLES, World
from wpl_platform.core import clock, ids
from wpl_platform.core.database import db
from wpl_platform.media import certificates, informing
from wpl_platform.media.consent_models import Consent, GivenHow, InViewKind, Purpose
from wpl_platform.media.destruction_models import Destruction, Why
from wpl_platform.media.models import PersonInView
from wpl_platform.media.paper_models import ConsentPaper
from wpl_platform.media.standing_models import StandingConsent
from wpl_platform.media.storage import storage

MINE = answers(404, sanne=200)
MINE_DOES = answers(404, sanne=303)
TEAM = answers(200, olaf=404, ingrid=404, bea=404)
MAKER_OF_TEAM = answers(403, sanne=200, olaf=404, ingrid=404, bea=404)
MAKER_OF_TEAM_DOES = answers(403, sanne=303, olaf=404, ingrid=404, bea=404)
TEAM_DOES = answers(303, olaf=404, ingrid=404, bea=404)


def everybody(answer: Answer) -> dict[str, Answer]:
    return dict.fromkeys(ROLES, answer)


def furnish(world: World) -> None:
    """A client in view of what is private and of what is shared, who agreed."""
    read = informing.told(world.team.organisation_id, "nl")
    told = informing.keep(read, read.digest)
    until, house = clock.today(), world.team.organisation_id
    world.beforehand = StandingConsent(organisation_id=house, person_id=world.sanne.id, valid_until=until)
    world.beforehand.told_id = told.id
    db.session.add(world.beforehand)
    for where in (world.private, world.shared):
        where.client = PersonInView(recording_id=where.id, kind=InViewKind.CLIENT, name="Mevrouw", key=ids.new_key())
        db.session.add(where.client)
        db.session.flush()
        agreed = {"purpose": Purpose.LEARNING, "told_id": told.id, "given_how": GivenHow.PAPER}
        consent = Consent(in_view_id=where.client.id, **agreed)
        db.session.add(consent)
        db.session.flush()
        where.paper = _signed(consent)
    outside = Consent(in_view_id=world.shared.client.id, purpose=Purpose.OUTSIDE_TEAM, told_id=told.id)
    outside.given_how = GivenHow.PAPER
    db.session.add(outside)
    gone = {"why": Why.WITHDRAWN, "files": [], "done_at": clock.now()}
    db.session.add(Destruction(recording_id=world.private.id, organisation_id=world.team.organisation_id, **gone))
    db.session.flush()
    world.certificate = certificates.number_of(world.private.row)


def _signed(consent: Consent) -> ConsentPaper:
    """A page of the paper on which that was signed."""
    with storage().scratch() as folder:
        (folder / "page.jpg").write_bytes(b"1")
        key, size = storage().keep(folder / "page.jpg")
    page = ConsentPaper(consent_id=consent.id, number=1, key=key, size=size, media_type="image/jpeg")
    db.session.add(page)
    db.session.flush()
    return page


def _of(where: str, end: str = "") -> Callable[[World], str]:
    return lambda world: f"/in-view/{getattr(world, where).client.id}{end}"


def _paper(where: str) -> Callable[[World], str]:
    return lambda world: f"/papers/{getattr(world, where).paper.id}"


def _own_paper(holder: str, where: str) -> Callable[[World], str]:
    return lambda world: f"/consent/{getattr(world, holder).client.key}/papers/{getattr(world, where).paper.id}"


def _somebody(world: World) -> dict[str, str]:
    return {"kind": "client", "name": "Zijn zoon", "represented": "not"}


def _written(world: World) -> dict[str, str]:
    return {"how": "paper", "purposes": "learning", "paper": "kept", "kept_where": "Kast 2"}


def _words(world: World) -> dict[str, str]:
    return {"words": "Wij filmen om te leren. " * 20}


def _undecided(world: World) -> None:
    db.session.execute(delete(Consent).where(Consent.in_view_id == world.shared.client.id))


def _unnamed(world: World) -> None:
    db.session.execute(update(PersonInView).values(removed_at=clock.now()))


def _agreed(world: World) -> dict[str, str]:
    told = informing.told(world.team.organisation_id, "nl")
    return {"purposes": "learning", "signed_as": "Mevrouw", "read": told.digest}


def _read(world: World) -> dict[str, str]:
    return {"read": informing.told(world.team.organisation_id, "nl").digest}


ROWS = [
    Row("media.in_view.index", lambda w: f"/recordings/{w.private.id}/in-view", MINE, case="private"),
    Row("media.in_view.index", lambda w: f"/recordings/{w.shared.id}/in-view", TEAM, case="shared"),
    Row(
        "media.in_view.create",
        lambda w: f"/recordings/{w.shared.id}/in-view",
        MAKER_OF_TEAM_DOES,
        method="POST",
        data=_somebody,
    ),
    Row(
        "media.in_view.nobody",
        lambda w: f"/recordings/{w.shared.id}/in-view/nobody",
        MAKER_OF_TEAM_DOES,
        method="POST",
        given=_unnamed,
    ),
    Row("media.in_view.show", _of("private"), MINE, case="private"),
    Row("media.in_view.show", _of("shared"), MAKER_OF_TEAM, case="shared"),
    Row("media.in_view.letter", _of("private", "/letter"), MINE, case="private"),
    Row("media.in_view.letter", _of("shared", "/letter"), MAKER_OF_TEAM, case="shared"),
    Row("media.in_view.create_consent", _of("shared", "/consents"), MAKER_OF_TEAM_DOES, method="POST", data=_written),
    *(
        Row("media.papers.show", _paper(where), answers(404, sanne=200, femke=200), case=where)
        for where in ("private", "shared")
    ),
    Row("media.papers.index", lambda w: "/organisation/papers", answers(404, femke=200)),
    Row(
        "media.papers.index",
        lambda w: f"/organisation/papers?organisation={w.other_team.organisation_id}",
        answers(404),
        case="of another organisation",
    ),
    Row("media.papers.show_own", _own_paper("shared", "shared"), everybody(200)),
    Row("media.papers.show_own", _own_paper("shared", "private"), everybody(404), case="of another person"),
    Row(
        "media.papers.show_own",
        lambda w: f"/consent/{ids.new_key()}/papers/{w.shared.paper.id}",
        everybody(404),
        case="guessed",
    ),
    Row("media.in_view.withdraw", _of("private", "/withdraw"), answers(404, sanne=303), method="POST", case="private"),
    Row("media.in_view.withdraw", _of("shared", "/withdraw"), TEAM_DOES, method="POST", case="shared"),
    Row("media.in_view.delete", _of("shared", "/delete"), answers(404, sanne=303), method="POST", given=_undecided),
    Row(
        "media.in_view.delete",
        _of("shared", "/delete"),
        answers(403, olaf=404, ingrid=404, bea=404),
        method="POST",
        case="who decided",
    ),
    Row("media.consent.show", lambda w: f"/consent/{w.shared.client.key}", everybody(200)),
    Row("media.consent.show", lambda w: f"/consent/{ids.new_key()}", everybody(404), case="guessed"),
    Row("media.consent.create", lambda w: f"/consent/{w.shared.client.key}", everybody(303), "POST", data=_agreed),
    Row("media.information.show", lambda w: "/organisation/information", answers(404, bea=200)),
    Row("media.information.update", lambda w: "/organisation/information", answers(404, bea=303), "POST", data=_words),
    Row("media.certificates.show", lambda w: f"/certificates/{w.certificate}", everybody(200)),
    Row("media.certificates.show", lambda w: "/certificates/MQ.guessed", everybody(404), case="guessed"),
    Row("media.certificates.download", lambda w: f"/certificates/{w.certificate}/pdf", everybody(200)),
    Row("media.consent.withdraw", lambda w: f"/consent/{w.shared.client.key}/withdraw", everybody(303), "POST"),
    Row("media.my_view.index", lambda w: "/me/in-view", answers(200)),
    Row("media.my_view.create", lambda w: "/me/in-view/beforehand", answers(303), "POST", data=_read),
    Row("media.my_view.delete", lambda w: f"/me/in-view/beforehand/{w.beforehand.id}/end", MINE_DOES, "POST"),
    Row(
        "media.my_view.withdraw",
        lambda w: f"/me/in-view/{w.shared.client.id}/withdraw",
        TEAM_DOES,
        "POST",
    ),
]
