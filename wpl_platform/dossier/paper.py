"""The dossier as a PDF: A4, with the same words and figures as the page. A port."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from wpl_platform.dossier.sheets import Dossier, Grid, Section

_FONTS = Path(reportlab.__file__).parent / "fonts"
_INK, _QUIET, _LINE = HexColor("#1c2b2a"), HexColor("#5a6664"), HexColor("#c9d2d0")
WIDTH = 257 * mm
BESIDE = 3
"""Points of white at each side of a cell."""
TOGETHER = 12
"""Rows of a table that is not broken over two pages."""

_PLAIN = ParagraphStyle("plain", fontName="Vera", fontSize=9, leading=13, textColor=_INK, spaceAfter=2 * mm)
_CELL = ParagraphStyle("cell", parent=_PLAIN, fontSize=7.5, leading=10, spaceAfter=0)
_QUIETLY = ParagraphStyle("quiet", parent=_CELL, textColor=_QUIET)
_HEAD = ParagraphStyle("head", parent=_PLAIN, fontName="VeraBd", fontSize=10, spaceBefore=4 * mm, keepWithNext=1)
_SECTION = ParagraphStyle("section", parent=_HEAD, fontSize=14, leading=20, spaceBefore=8 * mm)
_TITLE = ParagraphStyle("title", parent=_HEAD, fontSize=19, leading=25, spaceBefore=0)


def written(dossier: Dossier) -> bytes:
    """The whole as a PDF, with the number of each page."""
    register()
    story: list[Flowable] = [_text(dossier.title, _TITLE), _text(dossier.lead, _PLAIN), _facts(dossier.facts)]
    for section in dossier.sections:
        story += _of(section)
    out = BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=landscape(A4), title=dossier.title, author="", leftMargin=20 * mm, rightMargin=20 * mm
    )
    page.build(story, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def register() -> None:
    """Makes the faces known that it is set in; again is as well."""
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))


def _of(section: Section) -> list[Flowable]:
    story: list[Flowable] = [_text(section.title, _SECTION)]
    story += [_text(sentence, _PLAIN) for sentence in section.sentences]
    story += [_facts(section.facts)] if section.facts else []
    for grid in section.grids:
        shown: list[Flowable] = [_text(grid.title, _HEAD), *([_grid(grid)] if grid.rows else [])]
        shown += [Spacer(0, mm), _text(grid.below, _QUIETLY)] if grid.below else []
        story += [KeepTogether(shown)] if len(grid.rows) <= TOGETHER else shown
    return story


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    rows = [[_text(name, _QUIETLY), _text(value, _CELL)] for name, value in facts]
    return _lined(Table(rows, colWidths=[65 * mm, WIDTH - 65 * mm], hAlign="LEFT"))


def _grid(grid: Grid) -> Table:
    rows = [[_text("", _CELL), *(_text(column, _QUIETLY) for column in grid.columns)]]
    codes = grid.codes or [""] * len(grid.rows)
    rows += [
        [_coded(row[0], code), *(_text(cell, _CELL) for cell in row[1:])]
        for row, code in zip(grid.rows, codes, strict=True)
    ]
    return _lined(Table(rows, colWidths=widths(grid), hAlign="LEFT", repeatRows=1))


def widths(grid: Grid) -> list[float]:
    """How wide each column is, in points: no word in it is broken, as long as they fit on the page together."""
    needs = [_needs(cells) for cells in zip(["", *grid.columns], *grid.rows, strict=True)]
    name = max(needs[0], min((62 if len(grid.columns) > 1 else 120) * mm, WIDTH - sum(needs[1:])))
    spare = (WIDTH - name - sum(needs[1:])) / len(grid.columns)
    return [name, *(need + spare for need in needs[1:])]


def _needs(cells: Sequence[str]) -> float:
    words = (word for cell in cells for word in cell.split())
    return max((stringWidth(word, _CELL.fontName, _CELL.fontSize) for word in words), default=0) + 2 * BESIDE + 1


def _lined(table: Table) -> Table:
    beside = [(side, (0, 0), (-1, -1), BESIDE) for side in ("LEFTPADDING", "RIGHTPADDING")]
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), *beside])
    return table


def _text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(words), style)


def _coded(name: str, code: str) -> Paragraph:
    behind = f' <font size="6" color="{_QUIET.hexval().replace("0x", "#")}">{escape(code)}</font>' if code else ""
    return Paragraph(escape(name) + behind, _CELL)


def _number(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.setFont("Vera", 8)
    canvas.drawRightString(277 * mm, 10 * mm, str(canvas.getPageNumber()))
