"""Plays the story in an empty house: every person, film and word goes in through the door that a visitor would use.

Each step is a transaction of its own at the moment it is told to have happened; films are received, probed and
converted by the same hands that do it for everybody.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import exists, select

from wpl_platform.academy import demo as academy
from wpl_platform.accounts import actions as accounts
from wpl_platform.accounts.models import Person
from wpl_platform.core import clock, database
from wpl_platform.core.database import db
from wpl_platform.core.timecode import Span
from wpl_platform.demo.calendar import Calendar
from wpl_platform.demo.story import CardStory, FilmStory, GuideStory, MomentStory, ReflectionStory, Story
from wpl_platform.feedback import actions as feedback
from wpl_platform.feedback import guides, guiding
from wpl_platform.feedback.details import Details as Marked
from wpl_platform.feedback.details import Looked, drawing
from wpl_platform.feedback.models import Annotation, AnnotationKind, ResponseKind
from wpl_platform.improvement import actions as improvement
from wpl_platform.improvement import moving
from wpl_platform.improvement.models import Improvement, Stage
from wpl_platform.jobs.engine import Engine
from wpl_platform.jobs.models import Queue
from wpl_platform.media import actions as media
from wpl_platform.media import intake, naming, receive
from wpl_platform.media.details import Details
from wpl_platform.media.models import Recording, Situation, Upload
from wpl_platform.media.models import Stage as RecordingStage
from wpl_platform.privacy.actions import appoint_first
from wpl_platform.reflection import actions as reflection
from wpl_platform.teams import actions as teams
from wpl_platform.teams import agreements
from wpl_platform.teams import policy as teams_policy
from wpl_platform.teams import queries as team_queries
from wpl_platform.teams.models import OrganisationRole, Role, Team
from wpl_platform.teams.viewer import Viewer
from wpl_platform.web.requests import this_app

Made = TypeVar("Made")


class NotReady(RuntimeError):
    """A film of the demo did not become a film."""


def is_empty() -> bool:
    """Whether nobody lives in this house yet."""
    return not db.session.scalar(select(exists().select_from(Person)))


def load(story: Story, media_folder: Path) -> None:
    """Brings the whole story into an empty database; raises NotReady when a film cannot be converted."""
    Play(story, media_folder, Calendar(clock.today())).perform()


class Play:
    """The story on its way in: which key of the story became which row."""

    def __init__(self, story: Story, media_folder: Path, calendar: Calendar) -> None:
        self._story, self._folder, self._calendar = story, media_folder, calendar
        self._people: dict[str, int] = {}
        self._teams: dict[str, int] = {}
        self._films: dict[str, int] = {}
        self._moments: dict[str, int] = {}
        self._labels: dict[str, int] = {}

    def perform(self) -> None:
        """Everything in the order in which it depends on each other."""
        self._begin()
        for guide in self._story.guides:
            self._then(guide.days, lambda guide=guide: self._agree(guide))  # type: ignore[misc]  # bound now
        for film in self._story.films:
            self._bring_in(film)
        self._work()
        for film in self._story.films:
            self._talk(film)
        for card in self._story.cards:
            self._improve(card)
        for looking_back in self._story.reflections:
            self._look_back(looking_back)
        with database.transaction():
            academy.load(now=clock.now())

    def _then(self, days_ago: int, happens: Callable[[], Made]) -> Made:
        with clock.at(self._calendar.moment(days_ago)), database.transaction():
            return happens()

    def _begin(self) -> None:
        first = 2 + max(film.days for film in self._story.films)
        self._then(first, self._found)

    def _found(self) -> None:
        places: dict[str, Team] = {}
        for key, told in self._story.teams.items():
            places[key] = teams.found_team(teams.found_organisation(told.organisation), told.name)
            self._teams[key] = places[key].id
        for key, told_person in self._story.people.items():
            person = accounts.create_person(told_person.name, told_person.email)
            self._people[key] = person.id
            for team, role in told_person.roles.items():
                teams.place(person, places[team], Role(role))
            for team, role in told_person.whole.items():
                appoint_first(places[team].organisation, person, OrganisationRole(role))
        for team in self._story.teams:
            self._promise(places[team], [key for key, told in self._story.people.items() if team in told.roles])

    def _promise(self, team: Team, keys: list[str]) -> None:
        """Who guides the team writes down what it agrees on, and everybody who films says yes."""
        people = [self._viewer(key) for key in keys]
        guides = [viewer for viewer in people if teams_policy.may_write_agreements(viewer, team)]
        if not guides:
            return
        agreements.write(team, agreements.DRAFTS["nl"], read=0, by=guides[0])
        written = agreements.present(team, viewer=guides[0])
        for viewer in people:
            if written and teams_policy.may_accept_agreements(viewer, team.id):
                agreements.accept(written, by=viewer)

    def _agree(self, told: GuideStory) -> None:
        by, team_id = self._viewer(told.by), self._teams[told.team]
        guiding.make_guide(team_id, told.name, [Looked(**label) for label in told.labels], by=by)
        for made in guides.guides_of(team_id, viewer=by):
            self._labels |= {label.name: label.id for label in made.labels}

    def _viewer(self, key: str) -> Viewer:
        return team_queries.viewer_of(db.session.get_one(Person, self._people[key]))

    def _bring_in(self, film: FilmStory) -> None:
        source = self._folder / film.file
        moment = self._calendar.moment(film.days)
        with clock.at(moment):
            with database.transaction():
                upload = self._begin_film(film, source)
                key = upload.id
            with source.open("rb") as file:
                intake.append(key, offset=0, most=source.stat().st_size, read=file.read)
            with database.transaction():
                receive.finish_upload(db.session.get_one(Upload, key))

    def _begin_film(self, film: FilmStory, source: Path) -> Upload:
        maker = self._viewer(film.maker)
        team = db.session.get_one(Team, self._teams[film.team])
        filmed_on = self._calendar.day(-film.days)
        details = Details(film.title, Situation(film.situation), film.question, filmed_on)
        recording = media.begin_recording(team, details, by=maker)
        self._films[film.key] = recording.id
        size = source.stat().st_size
        return receive.begin_upload(recording, length=size, filename=source.name, most=size, by=maker)

    def _work(self) -> None:
        """Does what a worker would do, here and now: look at every film, then convert it."""
        database.release()
        engine = Engine(this_app())
        for queue in (Queue.SHORT, Queue.LONG, Queue.SHORT):
            engine.work_through(queue)
        with database.transaction():
            for key, recording_id in self._films.items():
                recording = db.session.get_one(Recording, recording_id)
                if recording.stage is not RecordingStage.READY:
                    raise NotReady(f"{key}: {recording.stage} {recording.reason}")

    def _talk(self, film: FilmStory) -> None:
        if film.shared:
            self._then(film.days, lambda: self._share(film))
        for told in film.moments:
            marked = self._then(told.days, lambda told=told: self._mark(film, told))  # type: ignore[misc]  # bound now
            if told.key:
                self._moments[told.key] = marked
            self._answer(film, told, marked)

    def _share(self, film: FilmStory) -> None:
        recording, maker = self._recording(film.key), self._viewer(film.maker)
        naming.say_nobody_else(recording, by=maker)
        media.share(recording, by=maker)

    def _mark(self, film: FilmStory, told: MomentStory) -> int:
        span = Span(_ms(told.at), None if told.until is None else _ms(told.until))
        kind, by = AnnotationKind(told.kind), self._viewer(told.by)
        labels = tuple(self._labels[name] for name in told.labels)
        details = Marked(labels=labels, shapes=drawing(json.dumps({"shapes": told.drawing})))
        return feedback.annotate(self._recording(film.key), kind, span, told.text, by=by, details=details).id

    def _answer(self, film: FilmStory, told: MomentStory, marked: int) -> None:
        for said in told.replies:
            with clock.at(self._calendar.moment(said.days)), database.transaction():
                feedback.reply(db.session.get_one(Annotation, marked), said.text, by=self._viewer(said.by))
        if told.response is not None:
            with clock.at(self._calendar.moment(told.response["days"])), database.transaction():
                kind = ResponseKind(told.response["kind"])
                feedback.respond(db.session.get_one(Annotation, marked), kind, by=self._viewer(film.maker))

    def _improve(self, told: CardStory) -> None:
        card_id = self._then(told.days, lambda: self._make(told))
        for step in told.steps:
            with clock.at(self._calendar.moment(step.days)), database.transaction():
                card = db.session.get_one(Improvement, card_id)
                moving.move(card, Stage(step.to), by=self._viewer(step.by), note=step.note)
        proof = told.proof
        if proof is not None:
            with clock.at(self._calendar.moment(proof.days)), database.transaction():
                card = db.session.get_one(Improvement, card_id)
                by = self._viewer(proof.by)
                moving.prove(card, self._films[proof.film], _ms(proof.at), by=by, note=proof.note)

    def _make(self, told: CardStory) -> int:
        first, *others = [self._moments[key] for key in told.moments]
        by = self._viewer(told.by)
        card = improvement.make(
            db.session.get_one(Team, self._teams[told.team]),
            told.title,
            by=by,
            owner_id=self._people[told.owner] if told.owner else None,
            due_on=None if told.due is None else self._calendar.day(told.due),
            annotation_id=first,
        )
        for other in others:
            improvement.add_moment(card, other, by=by)
        return card.id

    def _look_back(self, told: ReflectionStory) -> None:
        with clock.at(self._calendar.moment(told.days)), database.transaction():
            by = self._viewer(told.by)
            begun = reflection.begin(self._recording(told.film), told.model, by=by)
            for answer in told.answers:
                reflection.answer(begun, answer.question, answer.text, by=by)
                for key in answer.pins:
                    reflection.pin(begun, answer.question, self._moments[key], by=by)
            reflection.intend(begun, told.intention, self._calendar.day(told.due), by=by)

    def _recording(self, key: str) -> Recording:
        return db.session.get_one(Recording, self._films[key])


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
