"""Lines for the line recogniser from what persons settled: a crop of the paper and the text that stands on it.

Only where both are sure: words of one printed line that a person saw in this reading and answered for letter by letter
(symbols, names, cells, the numbers of targets; a corrected number in the place of the misread one). The words around a
number are none: who accepts a target does not spell its sentence. Turned pages are left out.
"""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2

from pipeline.documents import DocumentError, open_document
from pipeline.files import write_atomic
from pipeline.geometry import box_to_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from PIL import Image

    from models.plan import NumberRead
    from models.review import ReviewedFact, ReviewedPlan
    from models.source import Box, Found
    from pipeline.store import Store

FOLDER = "lines"
INDEX = "lines.tsv"
DPI = 300
TALLEST = 22.0
"""Points: a box higher than this holds more than one line of print."""
MARGIN = 2.0
AS_PRINTED = frozenset(["number", "signer_name", "signer_title", "issue_place", "wrapper_number"])
"""Front-matter fields whose value is what is printed."""


class Line(NamedTuple):
    """A printed line, its text, and where it stands."""

    name: str
    doc_id: str
    page: int
    box: Box
    text: str


def find_lines(plan: ReviewedPlan) -> tuple[Line, ...]:
    """List the lines of a plan whose text a person settled."""
    upright = {page.number for page in plan.plan.pages if not page.turn}
    numbers: dict[str, list[Found[NumberRead]]] = defaultdict(list)
    for found in plan.plan.numbers:
        numbers[found.value.target_id].append(found)
    lines: list[Line] = []
    for fact in plan.facts:
        if not _seen_here(fact, plan.plan.doc_id):
            continue
        for page, box, text in _printed(fact, plan, numbers):
            if text and box is not None and page in upright and box.height <= TALLEST:
                name = f"{fact.decision.id}-{len(lines):04d}" if fact.decision else ""
                lines.append(Line(name, plan.plan.doc_id, page, box, text))
    return tuple(lines)


def _seen_here(fact: ReviewedFact, doc_id: str) -> bool:
    """Whether a person settled the fact on this document, as it is read now."""
    settled = fact.decision is not None and fact.state in ("accepted", "corrected") and bool(fact.read)
    return settled and fact.decision is not None and (fact.decision.doc_id, fact.decision.said) == (doc_id, fact.read)


def _printed(
    fact: ReviewedFact, plan: ReviewedPlan, numbers: Mapping[str, Sequence[Found[NumberRead]]]
) -> Iterator[tuple[int, Box | None, str]]:
    """What stands on the paper under a settled fact, word by word where that is all that is sure."""
    if fact.family in ("number", "cell"):
        yield fact.page, fact.box, fact.fields["text"]
    elif fact.family == "field" and fact.key in AS_PRINTED and fact.fields["state"] == "stated":
        yield fact.page, fact.box, fact.fields["value"]
    elif fact.family == "target":
        own = numbers[plan.plan.targets[fact.index].value.target_id]
        was, right = (text.replace(".", ",") for text in fact.changes.get("value", ("", "")))
        if not was:
            yield from ((one.page, one.box, one.value.text) for one in own)
        elif len(own) == 1 and own[0].value.text.count(was) == 1:
            yield own[0].page, own[0].box, own[0].value.text.replace(was, right)


def write_lines(store: Store, plans: Sequence[ReviewedPlan], folder: Path) -> int:
    """Write crops as PNG and their texts as `lines.tsv` (name, text) into `folder`; return how many there are."""
    lines = [line for plan in plans for line in find_lines(plan)]
    written = []
    for line, picture in _crops(store, plans, lines):
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        write_atomic(folder / f"{line.name}.png", out.getvalue())
        written.append(f"{line.name}.png\t{' '.join(line.text.split())}\n")
    write_atomic(folder / INDEX, "".join(sorted(written)).encode())
    return len(written)


def _crops(store: Store, plans: Sequence[ReviewedPlan], lines: Iterable[Line]) -> Iterator[tuple[Line, Image.Image]]:
    """Cut lines out of their pages, page by page; a page that cannot be rendered gives none."""
    held = {plan.plan.doc_id: plan.plan for plan in plans}
    for doc_id, plan in held.items():
        wanted = [line for line in lines if line.doc_id == doc_id]
        infos = {page.number: page for page in plan.pages}
        for number in sorted({line.page for line in wanted}):
            page = _page(store, plan.source.sha256, number)
            for line in wanted if page is not None else ():
                if line.page == number and page is not None:
                    yield line, _cut(page, box_to_paper(line.box, infos[number]))


def _page(store: Store, sha256: str, number: int) -> Image.Image | None:
    try:
        with open_document(store.original(sha256)) as document:
            picture: Image.Image = document[number - 1].render(scale=DPI / 72).to_pil().convert("L")
            return picture
    except (DocumentError, FileNotFoundError, pypdfium2.PdfiumError, IndexError):
        return None


def _cut(page: Image.Image, box: Box) -> Image.Image:
    scale = DPI / 72
    edges = (box.x0 - MARGIN, box.y0 - MARGIN, box.x1 + MARGIN, box.y1 + MARGIN)
    left, top, right, bottom = (int(max(0.0, edge) * scale) for edge in edges)
    return page.crop((left, top, min(right, page.width), min(bottom, page.height)))
