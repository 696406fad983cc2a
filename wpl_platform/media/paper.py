"""What goes on paper: a certificate, a letter to sign; A4, with a QR code that leads back to the screen. A port."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer, Table

_FONTS = Path(reportlab.__file__).parent / "fonts"
_INK, _QUIET, _LINE = HexColor("#1c2b2a"), HexColor("#5a6664"), HexColor("#c9d2d0")
_PLAIN = ParagraphStyle("plain", fontName="Vera", fontSize=10, leading=14.5, textColor=_INK, spaceAfter=2 * mm)
_QUIET_TEXT = ParagraphStyle("quiet", parent=_PLAIN, textColor=_QUIET, fontSize=9, leading=13, spaceAfter=0)
_SMALL = ParagraphStyle("small", parent=_QUIET_TEXT, fontSize=7.5, leading=10, splitLongWords=1, wordWrap="CJK")
QR_SIDE = 34 * mm


@dataclass(frozen=True)
class Sheet:
    """What stands on it: a title, facts in two columns, parts with or without a head, lines to tick, and a link.

    `leads`: what the link is for; it is drawn as a QR code and written out. `signed`: there is room to sign. `proof`:
    what is checked by machine, at the foot: a head with lines that stand as they are. `logo`: a PNG that was made here,
    at the head; `colour`: of the title, dark enough to be read on paper (#rrggbb; empty: ink).
    """

    title: str
    address: str
    leads: str
    facts: Sequence[tuple[str, str]] = ()
    parts: Sequence[tuple[str, str]] = ()
    ticks: Sequence[str] = ()
    signed: str = ""
    proof: Sequence[tuple[str, str]] = ()
    logo: bytes = b""
    colour: str = ""


def written(sheet: Sheet) -> bytes:
    """The sheet as a PDF; it takes a second page when there is much to say."""
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))
    title = ParagraphStyle("title", parent=_PLAIN, fontName="VeraBd", fontSize=19, leading=25, spaceAfter=6 * mm)
    title.textColor = HexColor(sheet.colour) if sheet.colour else _INK
    head = ParagraphStyle("head", parent=_PLAIN, fontName="VeraBd", spaceAfter=0, spaceBefore=2 * mm)
    story: list[Flowable] = [_logo(sheet.logo), Spacer(0, 5 * mm)] if sheet.logo else []
    story.append(Paragraph(escape(sheet.title), title))
    if sheet.facts:
        story += [_facts(sheet.facts), Spacer(0, 6 * mm)]
    for about, words in sheet.parts:
        story += [Paragraph(escape(about), head)] if about else []
        story += [Paragraph(escape(words), _PLAIN)]
    story += [_tick(words) for words in sheet.ticks]
    if sheet.signed:
        story.append(_room(sheet.signed))
    link = [Paragraph(escape(sheet.leads), _QUIET_TEXT), Paragraph(escape(sheet.address), _QUIET_TEXT)]
    story += [Spacer(0, 5 * mm), Table([[_qr(sheet.address), link]], colWidths=[40 * mm, 120 * mm], hAlign="LEFT")]
    story += [Spacer(0, 5 * mm)] if sheet.proof else []
    for about, lines in sheet.proof:
        story += [Paragraph(escape(about), head), *(Paragraph(escape(line), _SMALL) for line in lines.split("\n"))]
    out = BytesIO()
    page = SimpleDocTemplate(out, pagesize=A4, title=sheet.title, author="", leftMargin=22 * mm, topMargin=20 * mm)
    page.build(story)
    return out.getvalue()


def _logo(content: bytes) -> Image:
    """As large as fits in 60 × 16 mm, and no larger than it is sharp."""
    logo = Image(BytesIO(content), hAlign="LEFT", mask="auto")
    scale = min(60 * mm / logo.imageWidth, 16 * mm / logo.imageHeight)
    logo.drawWidth, logo.drawHeight = logo.imageWidth * scale, logo.imageHeight * scale
    return logo


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    rows = [[Paragraph(escape(name), _QUIET_TEXT), Paragraph(escape(value), _PLAIN)] for name, value in facts]
    table = Table(rows, colWidths=[55 * mm, 105 * mm], hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE)])
    return table


def _tick(words: str) -> Table:
    box = Table([[""]], colWidths=[4 * mm], rowHeights=[4 * mm], style=[("BOX", (0, 0), (-1, -1), 0.8, _INK)])
    row = Table([[box, Paragraph(escape(words), _PLAIN)]], colWidths=[9 * mm, 151 * mm], hAlign="LEFT")
    row.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return row


def _room(signed: str) -> Table:
    room = Table([[Paragraph(escape(signed), _QUIET_TEXT)]], colWidths=[160 * mm], rowHeights=[22 * mm])
    room.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.6, _INK), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return room


def _qr(address: str) -> Drawing:
    code = QrCodeWidget(address, barLevel="M")
    left, bottom, right, top = code.getBounds()
    scale = (QR_SIDE / (right - left), 0, 0, QR_SIDE / (top - bottom), 0, 0)
    drawing = Drawing(QR_SIDE, QR_SIDE, transform=scale)
    drawing.add(code)
    return drawing
