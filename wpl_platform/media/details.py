"""What a maker says about a recording, on its way from the form to the action. Pure."""

from dataclasses import dataclass
from datetime import date

from wpl_platform.media.models import Situation


@dataclass(frozen=True)
class Details:
    """Title, kind of situation, learning question and the day it was filmed."""

    title: str
    situation: Situation
    learning_question: str
    filmed_on: date
