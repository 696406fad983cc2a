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
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from wpl_platform.dossier.sheets import Dossier, Grid, Section

_FONTS = Path(reportlab.__file__).parent / "fonts"
_INK, _QUIET, _LINE = HexColor("#1c2b2a"), HexColor("#5a6664"), HexColor("#c9d2d0")
_WIDTH = 257 * mm
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
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))
    story: list[Flowable] = [_text(dossier.title, _TITLE), _text(dossier.lead, _PLAIN), _facts(dossier.facts)]
    for section in dossier.sections:
        story += _of(section)
    out = BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=landscape(A4), title=dossier.title, author="", leftMargin=20 * mm, rightMargin=20 * mm
    )
    page.build(story, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


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
    return _lined(Table(rows, colWidths=[65 * mm, _WIDTH - 65 * mm], hAlign="LEFT"))


def _grid(grid: Grid) -> Table:
    first = 62 * mm
    each = (_WIDTH - first) / len(grid.columns)
    rows = [[_text("", _CELL), *(_text(column, _QUIETLY) for column in grid.columns)]]
    rows += [[_text(cell, _CELL) for cell in row] for row in grid.rows]
    return _lined(Table(rows, colWidths=[first, *[each] * len(grid.columns)], hAlign="LEFT", repeatRows=1))


def _lined(table: Table) -> Table:
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE)])
    return table


def _text(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(words), style)


def _number(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.setFont("Vera", 8)
    canvas.drawRightString(277 * mm, 10 * mm, str(canvas.getPageNumber()))
