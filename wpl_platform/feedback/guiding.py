"""Making and changing the viewing guides of a team, and keeping how somebody works. A second room of actions."""

from collections.abc import Sequence

from sqlalchemy import select, update

from wpl_platform.core import clock
from wpl_platform.core.database import db, insert_into, one_at_a_time
from wpl_platform.core.errors import Invalid, require
from wpl_platform.core.text import _, tidy
from wpl_platform.feedback import policy, preferences
from wpl_platform.feedback.details import Looked
from wpl_platform.feedback.models import GUIDE_MAX, HINT_MAX, LABEL_MAX, Label, StudioPreference, ViewingGuide
from wpl_platform.teams.viewer import Viewer

LABELS_MAX = 40
TAKEN_KEYS = frozenset("mio1234dzjkl,.<>rsctf-+=0[]? ")
"""Keys that the studio itself listens to when nobody changed them: those of templates/feedback/_keys.html."""


def make_guide(team_id: int, name: str, labels: Sequence[Looked], *, by: Viewer) -> ViewingGuide:
    """A new viewing guide of the team; raises Invalid without a name or labels, or with a key twice."""
    require(policy.may_change_guides(by, team_id), _("Alleen de begeleider maakt kijkwijzers."))
    made = ViewingGuide(team_id=team_id, name=_named(name), by_id=by.person_id)
    wanted = _judged(labels)
    db.session.add(made)
    db.session.flush()
    _lay_out(made, wanted)
    return made


def change_guide(guide: ViewingGuide, name: str, labels: Sequence[Looked], *, by: Viewer) -> None:
    """Gives the guide another name or other labels; moments keep what was on them. Raises Invalid as `make_guide`."""
    require(policy.may_change_guides(by, guide.team_id), _("Alleen de begeleider verandert kijkwijzers."))
    one_at_a_time(guide)
    guide.name = _named(name)
    _lay_out(guide, _judged(labels))


def archive_guide(guide: ViewingGuide, *, by: Viewer) -> None:
    """Ensures that the guide is not offered any more; its labels stay on the moments that have them."""
    require(policy.may_change_guides(by, guide.team_id), _("Alleen de begeleider verandert kijkwijzers."))
    guide.archived_at = guide.archived_at or clock.now()


def bring_back_guide(guide: ViewingGuide, *, by: Viewer) -> None:
    """Ensures that the guide is offered again."""
    require(policy.may_change_guides(by, guide.team_id), _("Alleen de begeleider verandert kijkwijzers."))
    guide.archived_at = None


def prefer(text: str, *, by: Viewer) -> None:
    """Keeps how somebody works in the studio, in place of what was; raises Invalid for what is no choice."""
    require(by.signed_in)
    chosen = preferences.judged(text)
    kept = insert_into(StudioPreference).values(person_id=by.person_id, chosen=chosen)
    db.session.execute(kept.on_conflict_do_update(index_elements=["person_id"], set_={"chosen": chosen}))


def _named(name: str) -> str:
    said = tidy(name)
    if not said:
        raise Invalid(_("Geef de kijkwijzer een naam."), "name")
    if len(said) > GUIDE_MAX:
        raise Invalid(_("Gebruik hier hooguit %(count)s tekens.", count=GUIDE_MAX), "name")
    return said


def _judged(labels: Sequence[Looked]) -> list[Looked]:
    wanted = [Looked(tidy(each.name), each.key.strip().lower()[:1], tidy(each.hint)) for each in labels]
    wanted = [each for each in wanted if each.name]
    if not wanted:
        raise Invalid(_("Schrijf minstens één label op: iets waar je samen naar kijkt."), "label")
    if len(wanted) > LABELS_MAX:
        raise Invalid(_("Een kijkwijzer heeft hooguit %(count)s labels.", count=LABELS_MAX), "label")
    for each in wanted:
        if len(each.name) > LABEL_MAX or len(each.hint) > HINT_MAX:
            raise Invalid(_("Houd het kort: een label hooguit %(count)s tekens.", count=LABEL_MAX), "label")
        if each.key in TAKEN_KEYS and each.key:
            raise Invalid(_("De toets %(key)s doet al iets anders. Kies een andere letter.", key=each.key), "key")
    for said, values in (
        (_("Twee labels heten hetzelfde."), [each.name.casefold() for each in wanted]),
        (_("Twee labels hebben dezelfde toets."), [each.key for each in wanted if each.key]),
    ):
        if len(set(values)) < len(values):
            raise Invalid(said, "label")
    return wanted


def _lay_out(guide: ViewingGuide, wanted: Sequence[Looked]) -> None:
    """Labels that stay keep their row; those that go are put aside with a date."""
    known = {label.name: label for label in db.session.scalars(select(Label).where(Label.guide_id == guide.id))}
    away = [label.id for name, label in known.items() if name not in {each.name for each in wanted}]
    db.session.execute(update(Label).where(Label.id.in_(away)).values(archived_at=clock.now()))
    for position, each in enumerate(wanted):
        label = known.get(each.name) or Label(guide_id=guide.id, name=each.name)
        label.key, label.hint, label.position, label.archived_at = each.key, each.hint, position, None
        db.session.add(label)
    db.session.flush()
