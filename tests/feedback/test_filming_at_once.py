"""A film that is measured in the moment in which it is brought in: neither misses the other."""

import threading

from flask import Flask

from tests.conftest import House
from tests.feedback.along import filmed_by, moments, pressed
from wpl_platform.accounts.models import Person
from wpl_platform.core.database import apart, db
from wpl_platform.feedback import film_joining, filming
from wpl_platform.feedback.filming_models import Filming
from wpl_platform.media.models import Recording
from wpl_platform.teams.queries import viewer_of


def test_a_film_that_is_measured_while_it_is_brought_in_has_what_was_marked(
    app: Flask, house: House, private: Recording, sanne: Person, tom: Person
) -> None:
    made = filmed_by(sanne, house)
    pressed(made, tom, 5)
    private.duration_ms = None
    film, recording, by = made.id, private.id, viewer_of(sanne)
    db.session.commit()

    def bring() -> None:
        with apart(app, writes=True):
            filming.bring(db.session.get_one(Filming, film), db.session.get_one(Recording, recording), by=by)

    rival = threading.Thread(target=bring)
    with apart(app, writes=True):
        db.session.get_one(Recording, recording).duration_ms = 30_000
        db.session.flush()
        film_joining.arrived(recording)
        rival.start()
        rival.join(timeout=0.7)  # it waits for who measures
    rival.join()
    db.session.rollback()
    assert len(moments(db.session.get_one(Recording, recording))) == 1
