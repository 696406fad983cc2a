"""A certificate on paper: one A4 with facts, and a QR code that leads to where it can be checked. A port."""

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
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from wpl_platform.core.text import _

_FONTS = Path(reportlab.__file__).parent / "fonts"
_INK, _QUIET, _LINE = HexColor("#1c2b2a"), HexColor("#5a6664"), HexColor("#c9d2d0")
QR_SIDE = 34 * mm


def written(title: str, facts: list[tuple[str, str]], words: list[str], address: str) -> bytes:
    """The PDF: a title, facts in two columns, paragraphs, and the address as a QR code and in letters."""
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / file)))
    plain = ParagraphStyle("plain", fontName="Vera", fontSize=10, leading=15, textColor=_INK)
    quiet = ParagraphStyle("quiet", parent=plain, textColor=_QUIET, fontSize=9, leading=13)
    head = ParagraphStyle("head", parent=plain, fontName="VeraBd", fontSize=20, leading=26)
    rows = [[Paragraph(escape(name), quiet), Paragraph(escape(value), plain)] for name, value in facts]
    table = Table(rows, colWidths=[55 * mm, 105 * mm], hAlign="LEFT")
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE)])
    story = [Paragraph(escape(title), head), Spacer(0, 8 * mm), table, Spacer(0, 8 * mm)]
    story += [Paragraph(escape(text), plain) for text in words]
    story += [Spacer(0, 8 * mm), _qr(address), Paragraph(_("Controleer deze verklaring op:"), quiet)]
    story += [Paragraph(escape(address), quiet)]
    out = BytesIO()
    page = SimpleDocTemplate(out, pagesize=A4, title=title, author="", leftMargin=25 * mm)
    page.build(story)
    return out.getvalue()


def _qr(address: str) -> Drawing:
    code = QrCodeWidget(address, barLevel="M")
    left, bottom, right, top = code.getBounds()
    scale = (QR_SIDE / (right - left), 0, 0, QR_SIDE / (top - bottom), 0, 0)
    drawing = Drawing(QR_SIDE, QR_SIDE, transform=scale)
    drawing.add(code)
    return drawing
