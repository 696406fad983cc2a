"""What of the board is a person's: cards they made or own, and what they did with them. A team's cards stay its own."""

from wpl_platform.core.belonging import Belongings, hanging, of_person, within
from wpl_platform.core.text import lazy
from wpl_platform.improvement.models import CardMoment, Improvement, Proof, StageChange
from wpl_platform.media.belongings import FILMS

CARDS = of_person(Improvement, "owner_id", "made_by_id", title=lazy("Verbeteringen"))

BELONGS = Belongings(
    parts=(
        CARDS,
        hanging(CardMoment, "improvement_id", CARDS),
        of_person(StageChange, "by_id"),
        of_person(Proof, "by_id", also_going=within(Proof.recording_id, FILMS)),
    )
)
