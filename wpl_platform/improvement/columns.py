"""The board's four columns in words, and their order: from what you notice to what goes better. A pure room."""

from dataclasses import dataclass

from wpl_platform.core.text import lazy
from wpl_platform.improvement.models import Stage


@dataclass(frozen=True)
class Column:
    """A column: the stage it shows, its name, the question it asks, and what it says while it is empty."""

    stage: Stage
    name: object
    question: object
    empty: object


COLUMNS = (
    Column(
        Stage.NOTICE,
        lazy("Ik merk"),
        lazy("Wat valt op in ons werk?"),
        lazy("Nog niets. Maak een kaart van een moment in een video, of schrijf op wat je merkt."),
    ),
    Column(
        Stage.GOING,
        lazy("Wij gaan"),
        lazy("Wie probeert wat, tot wanneer?"),
        lazy("Nog niets. Zet hier een kaart die iemand oppakt."),
    ),
    Column(
        Stage.EXPERIENCE,
        lazy("Wij ervaren"),
        lazy("Werkt het? Wat zien we terug?"),
        lazy("Nog niets. Zet hier een kaart die jullie uitproberen."),
    ),
    Column(
        Stage.SUCCESS,
        lazy("Ons succes"),
        lazy("Wat blijven we doen?"),
        lazy("Nog niets. Hier komt een kaart als een latere video laat zien dat het werkt."),
    ),
)

NAMES = {column.stage: column.name for column in COLUMNS}


def neighbours(stage: Stage) -> tuple[Stage | None, Stage | None]:
    """The stages left and right of this one; None where the board ends."""
    stages = [column.stage for column in COLUMNS]
    place = stages.index(stage)
    return (stages[place - 1] if place else None, stages[place + 1] if place + 1 < len(stages) else None)
