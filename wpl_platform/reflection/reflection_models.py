"""The ways to look back, as data: a model is a few questions in their order.

A pure room: to add a model is to add a row here. Keys stand in addresses and in the table of answers, so they never
change; the words may.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wpl_platform.core.text import lazy

INTENTION_STEP = "voornemen"
"""The step after the last question, whatever the model: what will you do, and by when?"""


@dataclass(frozen=True)
class Question:
    """One question: its key, the short name of its step, the question itself and a hint to begin writing."""

    key: str
    name: object
    sentence: object
    hint: object


@dataclass(frozen=True)
class ReflectionModel:
    """A way to look back: what it is called, what it suits, and its questions in order."""

    key: str
    name: object
    summary: object
    questions: tuple[Question, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys of all steps in order; the intention comes last."""
        return (*(question.key for question in self.questions), INTENTION_STEP)

    def question(self, key: str) -> Question | None:
        """The question with that key, or None when the model has no such question."""
        return next((question for question in self.questions if question.key == key), None)

    def before(self, step: str) -> str | None:
        """The step before, or None at the first. Raises ValueError when the step is not of this model."""
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None

    def after(self, step: str) -> str | None:
        """The step after, or None at the intention. Raises ValueError when the step is not of this model."""
        place = self.steps.index(step) + 1
        return self.steps[place] if place < len(self.steps) else None

    def first_open(self, answered: set[str]) -> str:
        """The step to go on with: the first question without an answer, else the intention."""
        return next((question.key for question in self.questions if question.key not in answered), INTENTION_STEP)


STARR = ReflectionModel(
    key="starr",
    name=lazy("STARR"),
    summary=lazy("Vijf korte vragen, één voor één. Goed als je precies wilt weten wat er gebeurde."),
    questions=(
        Question(
            "situatie",
            lazy("Situatie"),
            lazy("Wat was er aan de hand?"),
            lazy("Waar was je, wie was erbij en wat speelde er? Beschrijf wat op de video te zien is."),
        ),
        Question(
            "taak",
            lazy("Taak"),
            lazy("Wat wilde je bereiken?"),
            lazy("Wat werd er van je gevraagd? En wat vond je zelf belangrijk?"),
        ),
        Question(
            "actie",
            lazy("Actie"),
            lazy("Wat deed je precies?"),
            lazy("Schrijf het zoals je het aan een collega vertelt. Er is geen goed of fout."),
        ),
        Question(
            "resultaat",
            lazy("Resultaat"),
            lazy("Wat gebeurde er daarna?"),
            lazy("Wat deed of zei de ander? Waar zie je dat op de video?"),
        ),
        Question(
            "reflectie",
            lazy("Reflectie"),
            lazy("Wat leer je hiervan?"),
            lazy("Wat zou je weer zo doen? Wat doe je een volgende keer anders?"),
        ),
    ),
)

FREE = ReflectionModel(
    key="free",
    name=lazy("Vrij"),
    summary=lazy("Eén leeg vel. Goed als je al weet wat je wilt opschrijven, of maar vijf minuten hebt."),
    questions=(
        Question(
            "vrij",
            lazy("Jouw verhaal"),
            lazy("Wat valt je op als je jezelf terugziet?"),
            lazy("Begin waar je wilt. Schrijf het zoals je het aan een collega vertelt."),
        ),
    ),
)

MODELS: Mapping[str, ReflectionModel] = {model.key: model for model in (STARR, FREE)}
