"""The story of the demo as data, read from `demo/story.toml`. Pure: it judges nothing and touches no database."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class TeamStory:
    """A team and the organisation it belongs to."""

    organisation: str
    name: str


@dataclass(frozen=True)
class PersonStory:
    """Somebody invented: how they are called, their role by team, and in the whole organisation of a team."""

    name: str
    email: str
    roles: Mapping[str, str]
    whole: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GuideStory:
    """What a team agreed to look for: each label with `name`, `key` and `hint`."""

    team: str
    by: str
    days: int
    name: str
    labels: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Saying:
    """A reply below a moment."""

    by: str
    days: int
    text: str


@dataclass(frozen=True)
class MomentStory:
    """A moment on a film: `at` and `until` in seconds, `days` before today; cards name it by `key`."""

    by: str
    days: int
    kind: str
    at: float
    text: str
    until: float | None = None
    key: str = ""
    labels: tuple[str, ...] = ()
    drawing: tuple[Mapping[str, Any], ...] = ()
    replies: tuple[Saying, ...] = ()
    response: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class FilmStory:
    """A film, who brings it in and when, and what is said about it."""

    key: str
    file: str
    team: str
    maker: str
    title: str
    situation: str
    question: str
    days: int
    shared: bool
    moments: tuple[MomentStory, ...] = ()


@dataclass(frozen=True)
class GuestStory:
    """Somebody outside the team who looks at a film by a link, and what they mark on it (`at` in seconds)."""

    film: str
    name: str
    purpose: str
    days: int
    kind: str
    at: float
    text: str


@dataclass(frozen=True)
class Step:
    """A move of a card over the board."""

    to: str
    by: str
    days: int
    note: str


@dataclass(frozen=True)
class ProofStory:
    """The later film (`at` in seconds) that shows that a card worked."""

    film: str
    at: float
    by: str
    days: int
    note: str


@dataclass(frozen=True)
class CardStory:
    """A card: the moments it comes from, who takes it up, by when (`due`, in days from today), and its moves."""

    team: str
    title: str
    by: str
    days: int
    moments: tuple[str, ...]
    owner: str = ""
    due: int | None = None
    steps: tuple[Step, ...] = ()
    proof: ProofStory | None = None


@dataclass(frozen=True)
class AnswerStory:
    """The answer to one question of a reflection, with the moments pinned to it."""

    question: str
    text: str
    pins: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReflectionStory:
    """Somebody looks back on a film and takes something up."""

    film: str
    by: str
    model: str
    days: int
    intention: str
    due: int
    answers: tuple[AnswerStory, ...]


@dataclass(frozen=True)
class Story:
    """All of it."""

    teams: Mapping[str, TeamStory]
    people: Mapping[str, PersonStory]
    guides: tuple[GuideStory, ...]
    films: tuple[FilmStory, ...]
    guests: tuple[GuestStory, ...]
    cards: tuple[CardStory, ...]
    reflections: tuple[ReflectionStory, ...]


def read(path: Path) -> Story:
    """The story in that file; raises TypeError or KeyError where it is not told as it should be."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Story(
        teams={key: TeamStory(**value) for key, value in told["teams"].items()},
        people={key: PersonStory(**value) for key, value in told["people"].items()},
        guides=tuple(GuideStory(**value) for value in told["guides"]),
        films=tuple(_film(**value) for value in told["films"]),
        guests=tuple(GuestStory(**value) for value in told["guests"]),
        cards=tuple(_card(**value) for value in told["cards"]),
        reflections=tuple(_reflection(**value) for value in told["reflections"]),
    )


def _film(moments: list[dict[str, Any]] | None = None, **rest: Any) -> FilmStory:
    return FilmStory(moments=tuple(_moment(**value) for value in moments or ()), **rest)


def _moment(replies: list[dict[str, Any]] | None = None, **rest: Any) -> MomentStory:
    return MomentStory(replies=tuple(Saying(**value) for value in replies or ()), **rest)


def _card(
    moments: list[str], steps: list[dict[str, Any]] | None = None, proof: dict[str, Any] | None = None, **rest: Any
) -> CardStory:
    moves = tuple(Step(**value) for value in steps or ())
    return CardStory(moments=tuple(moments), steps=moves, proof=ProofStory(**proof) if proof else None, **rest)


def _reflection(answers: list[dict[str, Any]], **rest: Any) -> ReflectionStory:
    return ReflectionStory(answers=tuple(_answer(**value) for value in answers), **rest)


def _answer(question: str, text: str, pins: list[str] | None = None) -> AnswerStory:
    return AnswerStory(question, text, tuple(pins or ()))
