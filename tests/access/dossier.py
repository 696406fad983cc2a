"""The dossier of an organisation: for its administrators and its FG."""

from tests.access.rows import Row, answers

READERS = answers(404, bea=200, femke=200)
ROWS = [
    Row("dossier.show", lambda w: "/organisation/dossier", READERS),
    Row(
        "dossier.show",
        lambda w: f"/organisation/dossier?organisation={w.other_team.organisation_id}",
        answers(404),
        case="of another organisation",
    ),
    Row("dossier.download", lambda w: "/organisation/dossier.pdf", READERS),
]
