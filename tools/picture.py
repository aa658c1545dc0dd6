"""Draw a page beside its facts for the README: boxes on the paper, what was read next to them.

usage: python tools/picture.py DATA DOC_ID PAGE OUT.png
"""

import sys
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from models.source import Box, Found
from pipeline.geometry import box_to_paper
from pipeline.image.render import render_page
from pipeline.store import Store

DPI = 110.0
WIDTH = 640
STEP = 41
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSans-{}.ttf"
COLOURS = {"target": "#b3261e", "section": "#1f5fa8", "front": "#2e7d4f"}


class Mark(NamedTuple):
    """A fact to draw: its kind, its place and the lines that say it."""

    kind: str
    box: Box
    title: str
    text: str


def marks_of(store: Store, doc_id: str, page: int) -> list[Mark]:
    """Collect the facts that stand on a page, from top to bottom."""
    plan = store.plan(doc_id)
    info = next(held for held in plan.pages if held.number == page)
    marks = []
    for name in ("number", "issue_date", "issuer", "title"):
        field = getattr(plan.front, name)
        if isinstance(field, Found) and field.page == page and field.box:
            marks.append(Mark("front", box_to_paper(field.box, info), name, str(field.value)))
    for section in plan.sections:
        if section.page == page and section.box:
            title = f"{section.value.path}  ({section.value.role})"
            marks.append(Mark("section", box_to_paper(section.box, info), title, section.value.heading))
    for target in plan.targets:
        if target.page == page and target.box:
            quantity = target.value.quantity
            amount = f"{quantity.comparator} {quantity.value} {quantity.unit}"
            title = f"{amount} · {target.value.year or ''} · {target.confidence:.2f}"
            marks.append(Mark("target", box_to_paper(target.box, info), title, target.value.subject))
    return sorted(marks, key=lambda mark: (round(mark.box.y0 / 6), mark.box.x0))


def draw(store: Store, doc_id: str, page: int, out: Path) -> None:
    """Write the picture."""
    plan = store.plan(doc_id)
    image = render_page(store.original(plan.source.sha256), page, DPI)
    paper = Image.fromarray(image.pixels).convert("RGB")
    scale = DPI / 72
    sheet = Image.new("RGB", (paper.width + WIDTH, paper.height), "white")
    sheet.paste(paper, (0, 0))
    pen = ImageDraw.Draw(sheet)
    faces = (("Bold", 15), ("Regular", 15), ("Bold", 12))
    bold, plain, small = (ImageFont.truetype(FONT.format(style), size) for style, size in faces)
    y = 14
    for number, mark in enumerate(marks_of(store, doc_id, page), 1):
        colour = COLOURS[mark.kind]
        box = [edge * scale for edge in (mark.box.x0 - 3, mark.box.y0 - 2, mark.box.x1 + 3, mark.box.y1 + 2)]
        pen.rectangle(box, outline=colour, width=2)
        pen.text((box[2] + 4, box[1] - 2 + 9 * (number % 3)), str(number), fill=colour, font=small)
        y = max(y, int(box[1]) - 60)
        if y > paper.height - STEP:
            break
        pen.text((paper.width + 14, y), f"{number}  {mark.title}", fill=colour, font=bold)
        text = mark.text[:80] + ("…" if len(mark.text) > 80 else "")
        pen.text((paper.width + 34, y + 18), text, fill="#222", font=plain)
        y += STEP
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(96).save(out, optimize=True)


if __name__ == "__main__":
    data, doc_id, number, target_file = sys.argv[1:]
    draw(Store(Path(data)), doc_id, int(number), Path(target_file))
