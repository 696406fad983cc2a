"""What moments show together: of a recording for who sees it, of a team for its people, its moments for who watches."""

from tests.access.rows import Row, answers

ROWS = [
    Row(
        "analysis.show_recording",
        lambda w: f"/recordings/{w.private.id}/analysis",
        answers(404, sanne=200),
        case="private",
    ),
    Row(
        "analysis.show_recording",
        lambda w: f"/recordings/{w.shared.id}/analysis",
        answers(200, olaf=404, ingrid=404, bea=404),
        case="shared",
    ),
    Row(
        "analysis.show_recording",
        lambda w: f"/recordings/{w.named.id}/analysis",
        answers(404, sanne=200, youssef=200),
        case="named",
    ),
    Row("analysis.show_team", lambda w: "/team/analysis", answers(200, bea=404)),
    Row("analysis.index_moments", lambda w: "/team/moments", answers(200, ingrid=404, bea=404)),
]
