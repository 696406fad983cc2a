"""Law 2: what knows HTTP stands at the door, and nobody walks through another's door."""

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import NAME, House, Law, plant

LAW = Law(
    "Law 2, doors are not halls: no feature uses another's views or forms, and Flask is known at the doors alone",
    "the same act has to work for a page, a job and the command line, and a request has no place in two of them",
    "move what both need to queries or actions; a place that wires an extension is named in WIRING with its reason",
)
DOORS = {"views", "cli"}
WIRING = {
    "core/database.py": "binds the session to the application",
    "core/text.py": "gettext in the language of whoever reads",
    "core/mail.py": "the post office of this application",
    "core/belonging.py": "lists what the floors of this application have of people",
    "accounts/proving.py": "stands before doors of several floors",
    "accounts/demands.py": "lists what higher floors ask of signing in to this application",
    "accounts/letters.py": "speaks the language of who gets the letter, and makes the links in it",
    "accounts/login.py": "wires Flask-Login",
    "accounts/passwords.py": "the cost of a password is a setting",
    "accounts/sealing.py": "seals with the key of this application",
    "accounts/welcome.py": "makes the address of a welcome link",
    "teams/current.py": "wires the viewer and the chosen team into a request",
    "teams/looks.py": "wires how an organisation looks into a request, with its addresses",
    "teams/threshold.py": "stands before every request",
    "teams/lasting.py": "takes who asks out of a request, for what outlives it",
    "privacy/remembering.py": "what this application remembers of its log",
    "openid/fetching.py": "which providers may be asked is a setting",
    "openid/insisting.py": "wires into signing in that an organisation does it alone",
    "media/storage/__init__.py": "the storage of this application",
    "media/arriving.py": "lists who waits for the films of this application",
    "media/following.py": "lists what follows the films of this application",
    "media/holding.py": "lists who keeps bytes with the films of this application",
    "media/certificates.py": "signs the number of a certificate",
    "media/beside.py": "where the list lies that no backup puts back is a setting",
    "media/keeping.py": "speaks the language of who is told that a film ends",
    "media/terms.py": "how long a film is kept at most is a setting",
    "media/visiting.py": "which guests' links were opened in this browser stands in its session",
    "media/withdrawals.py": "after how many days a film is destroyed is a setting",
    "mydata/archiving.py": "speaks the language of whose archive it is",
    "mydata/erasing.py": "speaks the language of who is erased, in the last letter",
    "mydata/proofs.py": "signs the number of a proof",
    "mydata/reading.py": "renders the page of an archive",
    "jobs/carrier.py": "the carrier of this application",
    "jobs/engine.py": "works inside the application's context",
    "jobs/worker.py": "a process of its own that makes an application",
    "jobs/work.py": "works inside the application's context",
    "events/stream.py": "wires the stream into the application",
}
"""Modules besides the doors that may know Flask, each with why. One that no longer does is taken out."""


def faults(house: House, wiring: dict[str, str]) -> Iterator[str]:
    """Every walk through another's door, every hall that knows Flask, and every reason that is needed no more."""
    knowing = set()
    for source in house.values():
        for used in house.imports(source):
            where = f"{source.place}:{used.line}"
            target = house.get(used.target)
            others = target and source.feature and target.feature not in {"web", source.feature}
            if target and others and target.room in {"views", "forms"}:
                yield f"{where} uses the {target.room} of {target.feature}"
            if used.target.partition(".")[0].partition("_")[0] == "flask" and source.feature not in {"", "web"}:
                knowing.add(source.place)
                if source.room not in DOORS and source.place not in wiring and used.target != "flask_wtf":
                    yield f"{where} knows {used.target}"
    yield from (f"{place} stands in WIRING and needs it no more" for place in wiring.keys() - knowing)


def test_doors_are_not_halls() -> None:
    LAW.check(faults(House(), WIRING))


def test_a_hall_with_a_door_in_it_is_caught(tmp_path: Path) -> None:
    house = plant(
        tmp_path,
        {
            "media/actions.py": "from flask import request",
            "media/forms.py": "from flask_wtf import FlaskForm",
            "feedback/views.py": f"from flask import Blueprint\nfrom {NAME}.media.forms import ShareForm",
            "core/text.py": "import flask_babel",
            "web/replies.py": "import flask",
        },
    )
    assert sorted(faults(house, {"core/text.py": "gettext", "core/ids.py": "once"})) == [
        "core/ids.py stands in WIRING and needs it no more",
        "feedback/views.py:2 uses the forms of media",
        "media/actions.py:1 knows flask",
    ]
